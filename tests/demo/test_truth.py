"""Counting the truth, as known on a day."""

import csv
import datetime as dt

import numpy as np
import pytest

from nightout.demo import TruthCount, count_truth
from nightout.demo.truth import OPEN
from nightout.errors import NotYetKnown, UnknownName
from tests.demo.conftest import QUIET

SPAN = (QUIET.start, QUIET.through)


@pytest.mark.parametrize("offense", ["homicide", "shooting", "robbery", "larceny"])
@pytest.mark.parametrize("known_on", [dt.date(2020, 3, 5), dt.date(2020, 8, 3)])
def test_truth_counts_as_counting_lines_of_the_last_export_does(quiet, offense, known_on):
    words = {kind.name: kind.words for kind in QUIET.offenses}[offense]
    start, through = dt.date(2020, 1, 10), dt.date(2020, 7, 20)
    last = [p for p in quiet.exports if p.stem <= f"incidents_{known_on}"][-1]
    with last.open(newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["offense"] == words and str(start) <= row["occurred_from"][:10] <= str(through)
        ]
    counted = count_truth(quiet.truth, offense, start, through, known_on)
    assert counted.incidents == len(rows)
    for unit in ("victims", "killed"):
        cells = [row[unit] for row in rows if row[unit]]
        if getattr(counted, unit) is not None:
            assert getattr(counted, unit) == sum(map(int, cells))
        else:
            assert cells == []


def test_later_knowledge_changes_the_count_of_the_same_days(quiet):
    span = (dt.date(2019, 10, 1), dt.date(2020, 1, 5))
    early = count_truth(quiet.truth, "larceny", *span, dt.date(2020, 1, 6))
    late = count_truth(quiet.truth, "larceny", *span, dt.date(2020, 8, 12))
    assert late.incidents > early.incidents


def test_known_spans_end_after_they_begin_and_on_export_days(quiet):
    truth = quiet.truth
    assert (truth.known_from < truth.known_until).all()
    days = {path.stem.removeprefix("incidents_") for path in quiet.exports}
    assert set(np.unique(truth.known_from).astype(str)) <= days
    assert set(np.unique(truth.known_until).astype(str)) <= days | {str(OPEN)}


def test_days_without_incidents_count_zero_and_uncounted_units_are_none(quiet):
    before = (dt.date(1990, 1, 1), dt.date(1990, 12, 31))
    day = QUIET.through
    assert count_truth(quiet.truth, "homicide", *before, day) == TruthCount(0, 0, 0)
    assert count_truth(quiet.truth, "larceny", *before, day) == TruthCount(0, None, None)


def test_a_day_before_the_first_export_is_unknown_not_zero(quiet):
    with pytest.raises(NotYetKnown, match="2020-01-06"):
        count_truth(quiet.truth, "homicide", *SPAN, dt.date(2020, 1, 5))


def test_an_offense_the_city_does_not_have_is_named_with_the_choices(quiet):
    with pytest.raises(UnknownName, match=r"arson.*Choose one of homicide"):
        count_truth(quiet.truth, "arson", *SPAN, QUIET.through)
