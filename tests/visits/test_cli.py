"""`nightout visits` as a person runs it: what is printed, what is written, and what is refused."""

import csv
import datetime as dt
import io
import json
import re
import sys
from functools import partial

import pytest

from nightout.cli import main

GATHERINGS = """gathering_id,lon,lat,starts,ends,beat,neighbourhood,wanted,promised
G1,-40.0,41.001,18:00,21:00,11,Old Town,police;fire,
G2,-40.0,41.012,18:00,21:00,12,Old Town,k9,police:P1
G3,-40.0,41.020,18:30,20:00,12,Mills,,
G4,,,18:00,20:00,12,Mills,,
"""
UNITS = """unit_id,kind,station,lon,lat,shift_start,shift_end,beats
P1,police,First,-40.0,41.0,17:00,22:00,11;12
E5,fire,Five,-40.0,41.005,17:00,22:00,
"""
RULES = 'date = 2026-08-04\nevent = "Night to Unite"\n'


@pytest.fixture
def run(run_here):
    """Run `nightout visits ...`, as `run_here` does."""
    return partial(run_here, "visits")


@pytest.fixture
def night(files):
    return files(gatherings_csv=GATHERINGS, units_csv=UNITS, rules_toml=RULES)


def ask(run, *words):
    code, out, err = run(*words, "--format", "json")
    assert code == 0, err
    return json.loads(out)


def test_a_plan_has_the_shared_columns_and_its_terms(run, night):
    found = ask(run, "plan", night, "--rounds", 200)
    assert list(found["rows"][0]) == [
        "unit_id", "gathering_id", "kind", "arrive", "leave", "travel_s", "promised", "own_beat",
    ]  # fmt: skip
    terms = found["terms"]
    assert (terms["event"], terms["date"], terms["seed"]) == ("Night to Unite", "2026-08-04", 1)
    assert (terms["visited"], terms["gatherings"]) == (3, 4)
    assert (terms["promised_kept"], terms["promised"]) == (1, 1)
    assert (terms["wanted_met"], terms["wanted"]) == (2, 3)
    assert terms["neighbourhood_spread"] == 0.5
    assert "straight line x 1.3 at 28 km/h" in terms["travel"]


def test_a_person_reads_figures_and_who_is_left_out(run, night):
    code, out, _ = run("plan", night, "--rounds", 50)
    assert code == 0
    assert "Night to Unite, 2026-08-04" in out
    assert "3 of 4 (75.0%)" in out
    assert "G4" in out
    assert "Give its lon and lat" in out
    assert "Mills" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_the_rounds_of_a_plan_are_those_that_give_it_again(run, night):
    first = ask(run, "plan", night, "--rounds", 70)
    assert (first["terms"]["rounds"], first["terms"]["changes_tried"]) == (70, 140)
    again = ask(run, "plan", night, "--rounds", first["terms"]["rounds"])
    assert again["rows"] == first["rows"]


@pytest.mark.parametrize("name", ["plan.csv", "plan.json", "plan.parquet"])
def test_a_plan_is_written_whole_checked_and_explained(run, night, name):
    plan = night / name
    assert run("plan", night, "--rounds", 50, "--out", plan)[0] == 0
    assert not list(night.glob(".plan*"))
    three = [night / "gatherings.csv", night / "units.csv", night / "rules.toml"]
    code, out, _ = run("check", *three, plan)
    assert code == 0
    assert "The plan obeys every rule." in out
    why = ask(run, "explain", *three, plan, "--wishes")["rows"]
    assert [(one["gathering_id"], one["kind"]) for one in why] == [("G2", "k9"), ("G4", "")]


def test_the_same_seed_prints_the_same_plan(run, night):
    first, again = (run("plan", night, "--rounds", 50, "-f", "csv")[1] for _ in range(2))
    assert first == again
    assert len(list(csv.DictReader(io.StringIO(first)))) >= 5


def test_a_plan_that_was_changed_by_hand_is_caught_with_code_2(run, night):
    run("plan", night, "--rounds", 50, "--out", night / "plan.csv")
    text = (night / "plan.csv").read_text()
    (night / "plan.csv").write_text(text.replace("T18:0", "T18:1", 1))
    code, out, err = run("check", night)
    assert (code, err) == (2, "")
    assert "The plan breaks" in out
    rows = json.loads(run("check", night, "-f", "json")[1])["rows"]
    assert {"rule", "unit_id", "gathering_id", "what"} == set(rows[0])


def test_a_plan_edited_to_times_without_a_day_is_of_the_day_in_the_rules(run, night):
    run("plan", night, "--rounds", 50, "--out", night / "plan.csv")
    text = (night / "plan.csv").read_text()
    (night / "plan.csv").write_text(text.replace("2026-08-04T", ""))
    code, out, _ = run("check", night)
    assert (code, out.splitlines()[0]) == (0, "The plan obeys every rule.")
    (night / "plan.csv").write_text(text.replace("False,True", "False,False", 1))
    assert run("check", night)[1].splitlines()[0] == "The plan breaks 1 rule:"


def test_an_empty_plan_file_of_the_shell_is_passed_over(run, night):
    (night / "plan.csv").write_text("")
    assert run("plan", night, "--rounds", 0)[0] == 0


def test_times_run_out_and_the_best_plan_is_given(run, night):
    code, out, err = run("plan", night, "--seconds", 0.2, "--rounds", 10_000_000, "-f", "csv")
    assert code == 0
    assert "stopped after 0.2 seconds" in err
    assert "G1" in out


def test_travel_times_can_be_brought(run, night):
    places = ["G1", "G2", "G3", "First", "Five"]
    rows = [f"{a},{b},{60 if a < b else 90}" for a in places for b in places if a != b]
    (night / "travel.csv").write_text("\n".join(["from,to,seconds", *rows]) + "\n")
    found = ask(run, "plan", night, "--rounds", 50, "--out", night / "plan.csv")
    assert found["terms"]["travel"] == "the table travel.csv"
    assert {row["travel_s"] for row in found["rows"]} <= {60, 90}
    assert run("check", night)[0] == 0
    (night / "travel.csv").write_text("\n".join(["from,to,seconds", *rows[1:]]) + "\n")
    code, _, err = run("plan", night)
    assert code == 2
    assert "travel.csv does not say how long it is from G1 to G2 (1 pairs are missing)" in err


STREETS = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {},
"geometry": {"type": "LineString", "coordinates": [[-40, 41], [-39.99, 41.001], [-40, 41.005],
[-40, 41.012], [-39.99, 41.016], [-40, 41.02]]}}]}"""


def test_all_commands_of_a_night_go_along_the_same_streets(run, night):
    streets = night / "streets.geojson"
    streets.write_text(STREETS)
    along = (night, "--streets", streets)
    plan, log = night / "plan.csv", night / "night.jsonl"
    found = ask(run, "plan", *along, "--rounds", 50, "--out", plan)
    assert found["terms"]["travel"] == "the streets of streets.geojson at 28 km/h"
    code, out, _ = run("check", *along)
    assert code == 0
    assert "--streets" not in out
    code, out, _ = run("check", night)
    assert code == 2
    assert "where the way takes" in out
    assert "Give the same --streets" in " ".join(out.split())
    for words in (("capacity",), ("explain",), ("sheets", "--forms", "csv", "--out", night / "s")):
        code, _, err = run(words[0], *along, *words[1:])
        assert code == 0, err
    moved = ask(run, "repair", *along, "--at", "18:01", "--move", "G3=-39.99,41.001", "--log", log)
    assert "straight" not in str(moved["notes"])
    assert run("check", *along, "--log", log)[0] == 0


def test_travel_is_told_once(run, night):
    (night / "travel.csv").write_text("from,to,seconds\n")
    code, _, err = run("plan", night, "--streets", night / "streets.geojson")
    assert code == 2
    assert "travel is told twice: by travel.csv and by streets.geojson" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["plan", "NIGHT", "--out", "plan.txt"], "Let it end in .csv, .json, .parquet"),
        (["plan", "NIGHT", "--out", "NIGHT/no/plan.csv"], "and there is no folder"),
        (["plan", "NIGHT", "--rounds", "-1"], "n_rounds is -1"),
        (["plan", "NIGHT", "--seconds", "0"], "seconds is 0"),
        (["plan", "nowhere.csv"], "there is no file nowhere.csv"),
        (["plan", "NIGHT/units.csv"], "no gatherings are among the files"),
        (["check", "NIGHT"], "no plan is among the files"),
        (["explain", "NIGHT"], "no plan is among the files"),
    ],
)
def test_what_is_wrong_is_one_message_and_code_2(run, night, words, message):
    code, out, err = run(*[word.replace("NIGHT", str(night)) for word in words])
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_ctrl_c_gives_the_best_plan_so_far(run, night, monkeypatch):
    import nightout.visits.routing.solve as solve

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(solve, "search_together", stop)
    code, out, err = run("plan", night, "-f", "csv")
    assert code == 0
    assert "stopped by Ctrl-C" in err
    assert "P1,G2" in out


@pytest.fixture
def planned(run, night):
    assert run("plan", night, "--rounds", 50, "--out", night / "plan.csv")[0] == 0
    return night


def test_who_is_left_out_is_explained_as_the_night_is_now(run, planned):
    run("repair", planned, "--at", "17:40", "--away", "P1", "--away", "E5")
    before = {one["gathering_id"]: one for one in ask(run, "explain", planned)["rows"]}
    found = ask(run, "explain", planned, "--log", planned / "plan.log.jsonl")
    now = {one["gathering_id"]: one for one in found["rows"]}
    assert "G2" in set(now) - set(before)
    assert [one["gathering_id"] for one in found["rows"]][-1] == "G4"
    assert found["terms"]["as_of"] == "17:40"
    assert "As after 2 changes in plan.log.jsonl." in found["notes"]
    code, out, _ = run("explain", planned, "--log", planned / "plan.log.jsonl")
    assert code == 0
    assert re.search(r"G2 +(P1|E5) 1[78]:\d\d +no such unit", out)
    code, _, err = run("explain", planned, "--log", planned / "none.jsonl")
    assert (code, "there is no file" in err) == (2, True)


def test_a_log_without_a_change_says_so(run, planned):
    (planned / "begun.jsonl").write_text("")
    found = ask(run, "explain", planned, "--log", planned / "begun.jsonl")
    assert found["notes"][-1] == "As after 0 changes in begun.jsonl."
    assert "as_of" not in found["terms"]


def test_the_night_changes_and_the_log_knows(run, planned):
    log, now = planned / "n.jsonl", planned / "now.csv"
    code, out, _ = run("repair", planned, "--at", "18:05", "--away", "P1", "--log", log, "-o", now)
    assert code == 0
    assert "18:05 P1 away" in out
    assert all(len(line) <= 80 for line in out.partition("note:")[0].splitlines())
    again = ask(run, "repair", planned, "--log", log)
    assert again["terms"]["events"] == []
    assert again["rows"] == ask_rows(now)
    code, out, _ = run("check", planned, "--log", log)
    assert (code, out[:26]) == (0, "The plan obeys every rule.")
    back = ask(run, "repair", planned, "--at", "18:40", "--back", "P1@G1", "--log", log)
    assert back["terms"]["events"] == ["18:40 P1 back"]
    assert back["terms"]["churn_added"] >= 1


def ask_rows(path):
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["travel_s"] = int(row["travel_s"])
        row |= {name: row[name] == "True" for name in ("promised", "own_beat")}
    return rows


def test_gatherings_come_and_go(run, planned, files):
    files(more_csv="gathering_id,lon,lat,starts,ends,host\nN1,-40,41.01,19:00,21:00,Ana\n")
    found = ask(
        run, "repair", planned, "--at", "17:20", "--cancel", "G3", "--move", "G2=-40.0,41.02",
        "--add", planned / "more.csv", "--late", "E5=10",
        "--gatherings-out", planned / "as_it_is.csv",
    )  # fmt: skip
    assert found["terms"]["events"] == [
        "17:20 E5 late by 10 min", "17:20 G3 cancelled", "17:20 G2 moved", "17:20 N1 added",
    ]  # fmt: skip
    assert "N1" in {row["gathering_id"] for row in found["rows"]}
    with (planned / "as_it_is.csv").open() as stream:
        now = {row["gathering_id"]: row for row in csv.DictReader(stream)}
    assert set(now) == {"G1", "G2", "G4", "N1"}
    assert (now["G2"]["lat"], now["N1"]["host"]) == ("41.02", "Ana")
    assert (planned / "plan.log.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--at", "18:00", "--away", "X9"], "there is no unit X9"),
        (["--away", "P1"], "--at is missing"),
        (["--at", "soon", "--away", "P1"], "the time is 'soon'"),
        (["--at", "18:00", "--late", "P1"], "--late is 'P1'. Write it as P12=15"),
        (["--at", "18:00", "--late", "P1=x"], "--late has 'x'"),
        (["--at", "18:00", "--move", "G1=5"], "--move is '5'"),
        (["--at", "18:00", "--add", "none.csv"], "there is no file none.csv"),
        (["--at", "18:00", "--away", "P1", "--cancel", "G9"], "there is no gathering G9"),
    ],
)
def test_what_cannot_have_happened_is_refused_and_not_logged(run, planned, words, message):
    code, out, err = run("repair", planned, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert not (planned / "plan.log.jsonl").exists()


def test_a_plan_that_was_unsound_from_the_start_is_refused_with_code_2(run, planned):
    plan = planned / "plan.csv"
    with plan.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0]["travel_s"] = str(int(rows[0]["travel_s"]) + 60)
    with plan.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    code, out, err = run("repair", planned, "--at", "18:05", "--away", "P1")
    assert (code, out) == (2, "")
    assert "the plan breaks 1 rule from the start" in err
    assert "The plan breaks 1 rule:" in run("check", planned)[1]
    assert f"travel: unit {rows[0]['unit_id']} at {rows[0]['gathering_id']}" in err
    assert "Give the same --streets, table of travel and rules" in err
    assert "give the plan that it began with: its log knows the rest" in err
    assert "nightout visits check" in err
    assert "report it" not in err
    assert not (planned / "plan.log.jsonl").exists()


def test_a_plan_whose_units_wait_for_the_time_that_was_told_can_be_mended(run, planned):
    plan = planned / "plan.csv"
    with plan.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    last = [row for row in rows if row["unit_id"] == "E5"][-1]
    for name in ("arrive", "leave"):
        last[name] = str(dt.datetime.fromisoformat(last[name]) + dt.timedelta(minutes=5))
    with plan.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert run("check", planned)[0] == 2
    assert run("repair", planned, "--at", "17:05", "--late", "P1=5")[0] == 0


def test_who_is_left_alone_is_named_and_who_called_off_is_not(run, planned):
    code, out, _ = run("repair", planned, "--at", "17:01", "--away", "P1", "--away", "E5")
    assert code == 0
    assert "Nobody comes any more: G1, G2, G3\n" in out
    log = planned / "other.jsonl"
    code, out, _ = run("repair", planned, "--at", "17:01", "--cancel", "G3", "--log", log)
    assert code == 0
    assert "Nobody comes" not in out
    assert "to it fall" in out
    assert "taken over" not in out


def test_checking_a_log_that_is_not_there_says_so(run, planned):
    code, _, err = run("check", planned, "--log", planned / "none.jsonl")
    assert code == 2
    assert "`nightout visits repair` writes it" in err


def test_capacity_is_told_in_words_and_rows(run, night):
    code, out, _ = run("capacity", night)
    assert code == 0
    said = " ".join(out.split())
    assert "2 units reach about 3 of 4 gatherings, and meet 2 of 3 wishes." in said
    assert "1 of them has no place, or no time for a visit" in said
    assert all(len(line) <= 80 for line in out.splitlines())
    found = ask(run, "capacity", night)
    assert set(found["rows"][0]) == {"change", "visited", "wishes"}
    assert (found["terms"]["reach"], found["terms"]["bound"]) == (3, 3)


def test_trips_say_which_speed_they_mean(run, night):
    # A hundredth of a degree of latitude is 1,112 m; in 200 s and with roads 1.3 times as long.
    rows = ["-40,41,-40,41.01,200"] * 12
    (night / "trips.csv").write_text("\n".join(["lon,lat,to_lon,to_lat,seconds", *rows]) + "\n")
    found = ask(run, "capacity", night, "--trips", night / "trips.csv")
    assert found["terms"]["fitted_speed_kmh"] == 26.0
    _, out, _ = run("capacity", night, "--trips", night / "trips.csv")
    assert "12 trips mean speed_kmh = 26.0" in out
    (night / "trips.csv").write_text("lon,lat\n1,2\n")
    code, _, err = run("capacity", night, "--trips", night / "trips.csv")
    assert (code, "trips.csv has no column to_lon" in err) == (2, True)


@pytest.mark.parametrize(
    "words",
    [["visits", "plan", "n"], ["visits", "repair", "n"], ["visits", "capacity", "n"], ["demo"]],
)
def test_what_searches_says_which_extra_it_needs_before_any_work(
    tmp_path, monkeypatch, capsys, words
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "argv", ["nightout", *words])
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 2
    assert "pip install 'nightout[solve]'" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
