"""When the quarters of a city come out."""

import datetime as dt

import pytest

from nightout.records.editions import Edition, find_edition, whole_quarters, whole_years
from nightout.records.known import Knowledge
from nightout.records.report import LoadReport
from nightout.units import Period

WINTER = Period(dt.date(2021, 1, 1), dt.date(2021, 4, 1))
LATE = dt.date(2022, 1, 1)


def load(known_on, *, agency="PD", since=dt.date(2020, 1, 1), until=None):
    day = dt.date.fromisoformat(known_on)
    span = Period(since, until or day)
    counts = dict.fromkeys(
        ("n_rows", "n_incidents", "n_victims", "n_kept", "n_bad", "n_repeated", "n_new",
         "n_changed", "n_unchanged", "n_reclassified", "n_withdrawn", "n_late", "n_unplaced"), 0
    )  # fmt: skip
    return LoadReport(
        load_id=known_on, known_on=day, source="tests", files=(), offenses=("robbery",),
        spans=(span,), span_basis="rows", agencies=(agency,), **counts
    )  # fmt: skip


def find(*loads, by=LATE):
    return find_edition(WINTER, Knowledge(loads), by=by)


def test_a_quarter_comes_out_with_the_first_load_two_weeks_after_it():
    found = find(load("2021-04-05"), load("2021-04-15"), load("2021-05-03"))
    assert found == Edition(WINTER, dt.date(2021, 4, 15), ("PD",))


def test_a_later_load_does_not_change_it():
    loads = [load("2021-04-15"), load("2021-05-03", agency="Sheriff")]
    assert find(*loads) == find(loads[0])


def test_a_quarter_that_no_load_covers_whole_is_not_out():
    assert find(load("2021-04-20", until=dt.date(2021, 3, 31))) is None
    assert find() is None


def test_a_quarter_is_not_out_before_its_day():
    assert find(load("2021-04-15"), by=dt.date(2021, 4, 14)) is None
    assert find(load("2021-04-15"), by=dt.date(2021, 4, 15)) is not None


def test_agencies_are_those_known_by_then():
    both = load("2021-04-01", agency="PD"), load("2021-04-20", agency="Sheriff")
    assert find(*both).agencies == ("PD", "Sheriff")


@pytest.mark.parametrize(
    ("start", "end", "quarters", "years"),
    [
        ("2020-01-01", "2021-01-01", 4, 1),
        ("2020-01-02", "2021-01-01", 3, 0),
        ("2020-01-01", "2020-12-31", 3, 0),
        ("2020-02-01", "2020-03-01", 0, 0),
        ("2019-10-01", "2021-04-01", 6, 1),
    ],
)
def test_whole_quarters_and_years_lie_inside(start, end, quarters, years):
    span = Period(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert len(whole_quarters(span)) == quarters
    assert len(whole_years(span)) == years
    for one in (*whole_quarters(span), *whole_years(span)):
        assert span.start <= one.start < one.end <= span.end
    assert sum(one.n_days for one in whole_years(span)) in (0, 366)
