"""Loading at its edges: odd folders, corrected mappings, rows that cannot be read."""

import datetime as dt
from dataclasses import replace

import pytest

from nightout.errors import NotACity, UnreadableFile
from nightout.records import LoadOptions, create_city, load_files
from tests.conftest import HEADER
from tests.records.test_load import MURDER, THEFT, known, versions


@pytest.mark.parametrize("name", ["My Documents", "München", "a#b", "a*b", "it's", "a;b"])
def test_a_city_may_lie_in_a_folder_of_any_name(tmp_path, mapping, name):
    folder = tmp_path / name
    folder.mkdir()
    city = create_city(folder / name, name="X", zone="UTC")
    path = folder / "export.csv"
    for day, row in (("2021-01-10", MURDER), ("2021-01-17", MURDER.replace(",1,11", ",2,11"))):
        path.write_text(f"{HEADER}{row}\n")
        load_files(city, [path], mapping, LoadOptions(known_on=dt.date.fromisoformat(day)))
    assert [row["victims"] for row in versions(city)] == [1, 2]
    assert (city.incidents / "_delta_log").is_dir()


@pytest.mark.parametrize("name", ["a[b]", "50%20x", "a?b"])
def test_a_folder_that_the_table_cannot_lie_in_is_refused(tmp_path, name):
    with pytest.raises(NotACity, match="in its path"):
        create_city(tmp_path / name, name="X", zone="UTC")
    assert not (tmp_path / name).exists()


def test_the_same_file_under_another_mapping_is_another_load(city, load, mapping, tmp_path):
    load("2021-01-10", "7,MURDR,2021-01-02,2021-01-03,,,1,11")
    offense = replace(mapping.offense, values={"MURDR": "homicide"})
    report = load_files(
        city,
        [tmp_path / "export.csv"],
        replace(mapping, offense=offense),
        LoadOptions(known_on=dt.date(2021, 1, 10)),
    )
    assert (report.n_new, report.n_reclassified) == (1, 1)
    assert known(city, "2021-01-10") == {("7", "homicide")}


def test_a_row_that_cannot_be_read_leaves_what_was_known(city, load):
    rows = [MURDER, THEFT, *[MURDER.replace("7,", f"{i},", 1) for i in range(20, 120)]]
    load("2021-01-10", *rows)
    broken = [MURDER.replace("2021-01-02", "2021-13-02"), THEFT.replace("LARCENY", "ARSON")]
    report = load(
        "2021-01-17", *broken, *rows[2:], "8,ARSON,never,,,,,", withdraw_missing=True, max_bad=0.1
    )
    assert (report.n_bad, report.n_withdrawn, report.n_reclassified) == (2, 0, 0)
    assert {("7", "homicide"), ("8", "larceny_theft")} <= known(city, "2021-01-17")


def test_a_full_export_of_nothing_is_refused(city, load):
    load("2021-01-10", MURDER)
    with pytest.raises(UnreadableFile, match="hold no rows"):
        load("2021-01-17", withdraw_missing=True)
    assert ("7", "homicide") in known(city, "2021-01-17")


def test_a_load_stands_though_its_report_cannot_be_written(city, load):
    city.loads.write_text("in the way")
    report = load("2021-01-10", MURDER)
    assert any("could not be written" in note for note in report.notes)
    assert known(city, "2021-01-10") == {("7", "homicide")}


def test_offenses_that_a_mapping_names_and_no_row_has_are_said(load):
    report = load("2021-01-10", THEFT)
    assert any("no row is homicide" in note for note in report.notes)


def test_words_of_other_alphabets_are_kept(city, load):
    load("2021-01-10", "1,УБИЙСТВО,2021-01-02,,,,,")
    assert versions(city)[0]["offense"] == "убийство"


@pytest.mark.parametrize(("written", "n_victims"), [("2", 2), ("2.0", 2), ("2.5", 0)])
def test_a_number_of_people_is_whole(load, written, n_victims):
    report = load("2021-01-10", f"1,MURDER,2021-01-02,,,,{written},", max_bad=1.0)
    assert (report.n_victims, report.n_bad) == (n_victims, int(n_victims == 0))


def test_numbers_that_are_names_lose_what_a_spreadsheet_added(city, load):
    load("2021-01-10", "1125.0,MURDER,2021-01-02,2021-01-03,,,1,11.0",
         "v1.0,ARSON,2021-01-02,2021-01-03,,,1,beat 2.0")  # fmt: skip
    held = {row["incident_id"]: row["stated_areas"] for row in versions(city)}
    assert held == {"1125": "beat=11", "v1.0": "beat=beat 2.0"}
