"""Rivermouth as a city folder: every past day answers what the town's own truth says."""

import csv
import datetime as dt
from itertools import pairwise

import narwhals.stable.v2 as nw
import numpy as np
import pytest

from nightout.compare import Question, compare_city
from nightout.demo import Rivermouth, list_export_days
from nightout.demo.city_folder import make_demo
from nightout.errors import NotACity, NotYetKnown
from nightout.records import as_known_on, find_measure, read_incidents
from nightout.units import ONE_DAY

# Records change often here, so that every kind of change falls between two of a few exports.
TINY = Rivermouth(
    start=dt.date(2020, 1, 1),
    through=dt.date(2020, 6, 24),
    first_export=dt.date(2020, 3, 2),
    busyness=0.12,
    moved_share=0.1,
    recounted_share=0.2,
    late_death_share=0.5,
    unplaced_share=0.1,
)
MOMENTS = ("occurred_at", "occurred_until", "reported_at")
COUNTS = ("victims", "killed", "injured")
YES = {"Y": True, "N": False, "": None}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "rivermouth"
    return make_demo(folder, np.random.default_rng(11), rivermouth=TINY)


@pytest.fixture(scope="module")
def versions(demo):
    return nw.from_native(read_incidents(demo.city)).collect("pyarrow").to_native()


@pytest.fixture(scope="module")
def truth(demo):
    with demo.files.truth_table.open(newline="") as file:
        return list(csv.DictReader(file))


def true_row(cells):
    """A line of the truth as the canonical table declares it.

    Weapons stand in lower case, an area as the source stated it, and of victims, killed and
    injured the third follows from two.
    """
    moments = [dt.datetime.fromisoformat(cells[n]) if cells[n] else None for n in MOMENTS]
    counts = [int(cells[name]) if cells[name] else None for name in COUNTS]
    if None not in counts[:2] and counts[2] is None:
        counts[2] = counts[0] - counts[1]
    place = [float(cells[name]) if cells[name] else None for name in ("lon", "lat")]
    area = f"beat={cells['beat']}" if cells["beat"] else None
    return (
        cells["incident_id"], cells["offense"], *moments, *place, *counts,
        cells["weapon"].lower() or None, YES[cells["domestic"]], area,
    )  # fmt: skip


def told_row(row):
    names = (*MOMENTS, "lon", "lat", *COUNTS, "weapon", "domestic", "stated_areas")
    return (row["incident_id"], row["offense"], *(row[name] for name in names))


def true_on(truth, day):
    """Every line of the truth that some export had shown by a day and none had replaced."""
    return sorted(
        (
            true_row(cells)
            for cells in truth
            if cells["known_from"] <= str(day) < (cells["known_until"] or "9999")
        ),
        key=lambda row: row[:2],
    )


def days_to_ask():
    exports = list_export_days(TINY)
    between = [a + (b - a) / 2 for a, b in pairwise(exports)]
    eves = [day - ONE_DAY for day in exports[1:]]
    return sorted({*exports, *between, *eves, TINY.through + 30 * ONE_DAY})


@pytest.mark.parametrize("day", days_to_ask(), ids=str)
def test_every_past_day_is_as_the_truth_says_field_by_field(versions, truth, day):
    told = sorted(map(told_row, as_known_on(versions, day).to_pylist()), key=lambda row: row[:2])
    assert told == true_on(truth, day)


def test_the_history_holds_every_kind_of_change(truth):
    """Else the test above would prove little."""
    lives = {}
    for cells in truth:
        lives.setdefault(cells["incident_id"], []).append(cells)
    several = [life for life in lives.values() if len(life) > 1]
    for name in ("offense", "victims", "lon"):
        assert any(len({cells[name] for cells in life}) > 1 for life in several), name
    assert any(all(cells["known_until"] for cells in life) for life in lives.values()), "withdrawn"


def test_versions_begin_and_end_on_the_days_the_truth_says(versions, truth):
    def span(row):
        return (row["incident_id"], row["offense"], str(row["known_from"]),
                str(row["known_until"] or ""))  # fmt: skip

    assert sorted(map(span, versions.to_pylist())) == sorted(map(span, truth))


def test_the_day_before_the_first_load_is_unknown_not_zero(demo):
    day = TINY.first_export - ONE_DAY
    question = Question(find_measure("homicide"), day, known_on=day)
    with pytest.raises(NotYetKnown, match=f"first load was on {TINY.first_export}"):
        compare_city(demo.city, question)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(NotACity, match="something else"):
        make_demo(tmp_path, np.random.default_rng(1), rivermouth=TINY)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
