"""`nightout visits sheets` as a person runs it: a folder of a night in, a folder of sheets out."""

import json

import icalendar
import pytest
from typer.testing import CliRunner

from nightout.cli.app import app
from nightout.errors import NightoutError
from nightout.records import create_city

GATHERINGS = """gathering_id,name,address,lon,lat,starts,ends,host,wanted,promised
G1,Oak St block party,12 Oak St,-93.26,44.97,18:00,20:00,Fern,police,police
G2,Elm St cookout,90 Elm St,-93.27,44.98,18:00,20:00,Reed,,
"""
UNITS = """unit_id,name,kind,lon,lat,shift_start,shift_end
P1,Beat car 11,police,-93.26,44.96,17:00,22:00
"""
RULES = 'date = 2026-08-04\nevent = "Night to Unite"\nzone = "America/Chicago"\n'
PLAN = """unit_id,gathering_id,kind,arrive,leave,travel_s,promised,own_beat
P1,G1,police,2026-08-04T18:00:00,2026-08-04T18:13:00,186,true,false
P1,G2,police,2026-08-04T18:16:48,2026-08-04T18:29:48,228,false,false
"""


@pytest.fixture
def night(tmp_path):
    folder = tmp_path / "night"
    folder.mkdir()
    (folder / "gatherings.csv").write_text(GATHERINGS)
    (folder / "units.csv").write_text(UNITS)
    (folder / "rules.toml").write_text(RULES)
    (folder / "plan.csv").write_text(PLAN)
    return folder


def test_a_folder_of_a_night_becomes_a_folder_of_sheets(nightout, night):
    ran = nightout("visits", "sheets", "night", "-o", "sheets", cwd=night.parent)
    assert ran.code == 0, ran.err
    assert "Night to Unite, 2026-08-04: 2 of 2 gatherings visited, 2 visits" in ran.out
    assert "delete them when the night is over" in ran.err
    assert {"night.html", "units.pdf", "visits.csv", "units", "gatherings"} <= {
        one.name for one in (night.parent / "sheets").iterdir()
    }


def test_hosts_and_crews_are_written_to_in_spanish(nightout, night):
    ran = nightout("visits", "sheets", "night", "--language", "es", cwd=night.parent)
    assert ran.code == 0, ran.err
    folder = night.parent / "sheets"
    assert "Fern: estas son las visitas" in (folder / "gatherings" / "G1.html").read_text()
    assert "pregunte por Fern" in (folder / "units" / "P1.ics").read_text()
    assert "The course of the night" in (folder / "night.html").read_text()
    refused = nightout("visits", "sheets", "night", "--language", "fr", cwd=night.parent)
    assert (refused.code, "the language is 'fr'" in refused.err) == (2, True)


def test_files_are_told_by_their_columns_in_any_order(nightout, night):
    names = [night / name for name in ("plan.csv", "rules.toml", "units.csv", "gatherings.csv")]
    ran = nightout(
        "visits", "sheets", *names, "--forms", "csv", "--format", "json", cwd=night.parent
    )
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)
    assert told["command"] == "visits sheets"
    assert told["terms"]["visited"] == 2
    assert [row["gathering_id"] for row in told["rows"]] == ["G1", "G2"]
    assert told["rows"][0]["host"] == "Fern"


def test_a_made_up_city_is_named_and_says_so(nightout, night):
    create_city(night.parent / "city", name="Testville", zone="America/Chicago", made_up=True)
    ran = nightout("visits", "sheets", "night", "--city", "city", "--forms", "html",
                   "--paper", "a4", cwd=night.parent)  # fmt: skip
    assert ran.code == 0, ran.err
    page = (night.parent / "sheets" / "units" / "P1.html").read_text()
    assert "MADE UP" in page
    assert "Night to Unite, Testville" in page


def test_after_a_change_what_is_gone_is_cancelled(nightout, night):
    (night.parent / "old.csv").write_text(PLAN)
    (night / "plan.csv").write_text("".join(PLAN.splitlines(keepends=True)[:2]))
    ran = nightout("visits", "sheets", "night", "--before", "old.csv", "--sequence", "1",
                   "--forms", "ics", cwd=night.parent)  # fmt: skip
    assert ran.code == 0, ran.err
    text = (night.parent / "sheets" / "units" / "P1.ics").read_bytes()
    kept, gone = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert (kept["STATUS"], gone["STATUS"]) == ("CONFIRMED", "CANCELLED")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--forms", "docx"], "docx"),
        (["--paper", "legal"], "legal"),
        (["--sequence", "-1"], "-1"),
        (["--before", "night/plan.csv"], "--sequence"),
        (["--ground", "night/none.geojson"], "none.geojson"),
        (["--log", "night/none.jsonl"], "none.jsonl"),
        (["--city", "night"], "not a city folder"),
        (["-o", "night"], "something else than sheets"),
        (["night/plan.csv"], "both hold plan"),
        (["other.csv"], "no file of a night"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(night, monkeypatch, options, said):
    monkeypatch.chdir(night.parent)
    (night.parent / "other.csv").write_text("a,b\n1,2\n")
    before = sorted(night.rglob("*"))
    ran = CliRunner().invoke(app, ["visits", "sheets", "night", *options])
    assert isinstance(ran.exception, NightoutError)
    assert said in str(ran.exception)
    assert sorted(night.rglob("*")) == before
    assert not (night.parent / "sheets").exists()


@pytest.mark.parametrize("name", ["gatherings", "units", "plan"])
def test_a_missing_file_is_asked_for(night, monkeypatch, name):
    monkeypatch.chdir(night.parent)
    (night / f"{name}.csv").unlink()
    ran = CliRunner().invoke(app, ["visits", "sheets", "night"])
    assert isinstance(ran.exception, NightoutError)
    assert f"no {name}" in str(ran.exception)


def test_a_plan_of_another_night_is_refused(night, monkeypatch):
    monkeypatch.chdir(night.parent)
    (night / "plan.csv").write_text(PLAN.replace("P1,G2", "P7,G2"))
    ran = CliRunner().invoke(app, ["visits", "sheets", "night"])
    assert isinstance(ran.exception, NightoutError)
    assert "the plan names unit P7, which is not in the request" in str(ran.exception)


def test_after_a_repair_the_sheets_are_those_of_the_night_as_it_is_now(nightout, night):
    cwd = night.parent
    for options in (["--cancel", "G2"], ["--move", "G1=-93.262,44.972"]):
        ran = nightout("visits", "repair", "night", "--at", "17:40", *options, cwd=cwd)
        assert ran.code == 0, ran.err
    ran = nightout("visits", "sheets", "night", "--forms", "html,ics", cwd=cwd)
    assert ran.code == 0, ran.err
    assert "1 of 1 gatherings visited" in ran.out
    assert "note: As after 2 changes in plan.log.jsonl." in ran.out
    told = cwd / "sheets"
    assert "This gathering is cancelled" in (told / "gatherings" / "G2.html").read_text()
    assert "follow the map, not the address" in (told / "units" / "P1.html").read_text()
    events = icalendar.Calendar.from_ical((told / "units" / "P1.ics").read_bytes()).walk("VEVENT")
    assert sorted(one["STATUS"] for one in events) == ["CANCELLED", "CONFIRMED"]
    assert {int(one["SEQUENCE"]) for one in events} == {2}


def test_after_a_repair_it_is_still_said_that_a_gathering_is_not_on_the_map(nightout, night):
    names = GATHERINGS.splitlines()[0].split(",")
    unplaced = {"gathering_id": "G9", "starts": "18:00", "ends": "20:00", "address": "9 Elm St"}
    row = ",".join(unplaced.get(name, "") for name in names)
    (night / "gatherings.csv").write_text(f"{GATHERINGS.rstrip()}\n{row}\n")
    ran = nightout("visits", "repair", "night", "--at", "17:40", "--cancel", "G2", cwd=night.parent)
    assert ran.code == 0, ran.err
    assert nightout("visits", "sheets", "night", "--forms", "html", cwd=night.parent).code == 0
    told = night.parent / "sheets"
    assert "Give its lon and lat." in (told / "night.html").read_text()
    host = (told / "gatherings" / "G9.html").read_text()
    assert "could not find your address on the map" in host
    assert "send your address" not in host
