"""What the department's files hold, against the truth, and what they must never hold."""

import csv
import datetime as dt

import numpy as np
import pytest

from nightout.demo.exports import COLUMNS
from nightout.demo.rivermouth import list_export_days
from tests.demo import plain
from tests.demo.conftest import QUIET

NAMES = {offense.words: offense.name for offense in QUIET.offenses}


def read(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def truth_rows(quiet):
    return read(quiet.truth_table)


def as_cells(row):
    return tuple(row[name] for name in ("incident_id", "offense", *plain.CELLS))


def test_each_export_holds_what_the_truth_says_was_known_that_day(quiet, truth_rows):
    for path in quiet.exports:
        day = path.stem.removeprefix("incidents_")
        exported = sorted(
            (row["case_number"], NAMES[row["offense"]], *(row[c] for c in plain.CELLS.values()))
            for row in read(path)
        )
        known = sorted(
            as_cells(row)
            for row in truth_rows
            if row["known_from"] <= day and (not row["known_until"] or day < row["known_until"])
        )
        assert exported == known


def test_comparing_the_exports_gives_the_truth_table(quiet, truth_rows):
    by_files = plain.find_versions(quiet.exports, NAMES)
    told = [
        (r["incident_id"], r["offense"], r["known_from"], r["known_until"],
         *(r[name] for name in plain.CELLS))
        for r in truth_rows
    ]  # fmt: skip
    assert len(set(told)) == len(told)
    assert by_files == set(told)
    assert sum(1 for row in told if row[3]) > 50  # something did change


def test_there_is_one_export_for_each_export_day(quiet):
    days = [path.stem.removeprefix("incidents_") for path in quiet.exports]
    assert days == [str(day) for day in list_export_days(QUIET)]


def test_exports_hold_no_column_about_a_person(quiet):
    header = quiet.exports[0].read_text().splitlines()[0].split(",")
    assert tuple(header) == COLUMNS
    for word in ("name", "birth", "age", "sex", "race", "phone", "address", "person", "suspect"):
        assert not any(word == column or column.startswith(f"{word}_") for column in header)


def test_no_row_speaks_of_what_came_after_its_export(quiet):
    for path in quiet.exports[:3]:
        day = path.stem.removeprefix("incidents_")
        for row in read(path):
            assert row["occurred_from"] <= row["reported"]
            assert row["reported"][:10] <= row["status_date"] <= day


def test_times_are_written_to_the_minute_and_missing_cells_are_empty(quiet):
    rows = read(quiet.exports[-1])
    for row in rows:
        for name in ("occurred_from", "reported"):
            dt.datetime.strptime(row[name], "%Y-%m-%d %H:%M")
        assert (row["latitude"] == "") == (row["longitude"] == "") == (row["beat"] == "")
    assert any(row["latitude"] == "" for row in rows)
    assert {row["domestic"] for row in rows} == {"Y", "N", ""}
    assert not any("nan" in row.values() or "-1" in row.values() for row in rows)


def test_a_case_can_hold_two_offenses(quiet):
    rows = read(quiet.exports[-1])
    homicides = {row["case_number"] for row in rows if NAMES[row["offense"]] == "homicide"}
    shootings = {row["case_number"] for row in rows if NAMES[row["offense"]] == "shooting"}
    assert homicides & shootings
    assert homicides - shootings


def test_points_lie_on_blocks(quiet, town):
    rows = [row for row in read(quiet.exports[-1]) if row["latitude"]]
    points = {(row["longitude"], row["latitude"]) for row in rows}
    from nightout.demo.ground import to_lonlat

    lon, lat = to_lonlat(*town.streets.point.T)
    blocks = {(f"{x:.6f}", f"{y:.6f}") for x, y in zip(lon, lat, strict=True)}
    assert points <= blocks
    assert len(points) > 500
    assert np.mean([row["block"].split()[1] == "BLOCK" for row in rows]) == 1
