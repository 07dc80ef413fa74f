"""What became of counts that were as fresh: by hand, in loops, and without what does not count."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.compare.ripening import RipeningByLoad, RipeningByReport
from nightout.units import Period
from tests.compare.plain_lag import plain_past

START = dt.date(2021, 1, 4)


def days(n):
    return Period(START, START + dt.timedelta(days=n))


def by_report(rows, seen):
    return RipeningByReport(days(len(rows)), np.array(rows), np.array(seen))


def by_load(loads, values, settled, covered=None):
    values = np.array(values)
    covered = np.ones(values.shape, bool) if covered is None else np.array(covered)
    when = tuple(START + dt.timedelta(days=one) for one in loads)
    return RipeningByLoad(days(values.shape[1]), when, values, covered, settled)


def test_reports_are_looked_back_to_by_whole_weeks():
    # 21 days, each with 2 reported at once and 1 a day later; the last is too young.
    ripening = by_report([[2, 1, 0]] * 20 + [[2, 0, 0]], np.arange(20, -1, -1))
    past = ripening.past(np.arange(7))
    # The newest day of each week has 2 of 3, the others 3: two whole weeks are settled.
    assert past.n.tolist() == [20, 20]
    assert past.gains.tolist() == [1, 1]
    assert not past.may_lose
    assert past.losses.tolist() == [0, 0]


def test_a_week_that_touches_a_day_without_records_is_left_out():
    seen = np.arange(20, -1, -1)
    seen[3] = -1
    past = by_report([[2, 1, 0]] * 21, seen).past(np.arange(7))
    assert past.n.size == 2
    seen[8] = -1
    assert by_report([[2, 1, 0]] * 21, seen).past(np.arange(7)).n.size == 1


def test_reports_settled_earlier_count_late_ones_with_the_later():
    ripening = by_report([[5, 3, 1, 1, 2]], [9]).settle_at(1)
    assert ripening.settled == 1
    assert ripening.delays.tolist() == [[5, 3, 4]]
    assert ripening.after() == (4, 12)
    assert ripening.now(days(1)) == 12


def test_growth_of_reports_is_that_of_a_steady_count():
    ripening = by_report([[1, 1, 0]] * 30, np.arange(29, -1, -1))
    # At once half, later all: of two such days 3 of 4 are known.
    assert ripening.growth(np.array([0, 1])) == pytest.approx(1 / 3)
    assert ripening.growth(np.array([0, 5])) == pytest.approx(1 / 3)
    assert by_report([[0, 0, 0]] * 3, [2, 1, 0]).growth(np.array([0])) is None


def test_loads_show_gains_and_losses_of_the_same_days():
    # The load on day 2 knew days 1 and 2; that on day 5 is their final one.
    ripening = by_load([2, 5], [[9, 4, 2, 0, 0, 0], [9, 3, 5, 7, 7, 7]], settled=3)
    past = ripening.past(np.array([0, 1]))
    assert (past.n.tolist(), past.gains.tolist(), past.losses.tolist()) == ([6], [3], [1])
    assert ripening.now(Period(START, START + dt.timedelta(days=2))) == 12
    assert ripening.growth(np.array([0])) is None


def test_a_load_that_did_not_speak_about_a_day_is_neither_fresh_nor_final():
    values = [[4, 2, 0, 0], [4, 5, 7, 7]]
    whole = [[True] * 4, [True] * 4]
    assert by_load([1, 3], values, 2, whole).past(np.array([0])).n.tolist() == [2]
    for load in (0, 1):
        broken = [list(row) for row in whole]
        broken[load][1] = False
        assert by_load([1, 3], values, 2, broken).past(np.array([0])).n.size == 0


def test_loads_that_share_days_are_not_counted_twice():
    values = [[1] * 12 for _ in range(12)]
    ripening = by_load(range(12), values, settled=1)
    assert ripening.past(np.arange(4)).n.size == 2
    assert ripening.past(np.array([0])).n.size == 11


def test_what_came_or_went_after_days_were_settled_is_told():
    ripening = by_load([1, 2, 9], [[4, 4, 0], [5, 4, 6], [3, 5, 6]], settled=1)
    # Day 0 was settled at the load on day 1, with 4; now it has 3. Day 1 with 4, now 5.
    assert ripening.after() == (2, 3 + 5 + 6)
    assert ripening.settle_at(0).after()[1] == 14


def test_one_age_is_told_from_more_days_the_older_it_is():
    ripening = by_load([0], [[1]], settled=28)
    assert ripening.ages_alone(0).tolist() == [0]
    assert ripening.ages_alone(2).tolist() == [1, 2, 3]
    assert ripening.ages_alone(14).tolist() == [*range(11, 18)]
    assert ripening.ages_alone(27).tolist() == [26, 27, 28]
    assert by_report([[1, 1, 1]], [5]).ages_alone(1).tolist() == [1] * 7


@settings(deadline=None)
@given(
    st.sets(st.integers(0, 25), min_size=1, max_size=9),
    st.lists(st.lists(st.integers(0, 5), min_size=20, max_size=20), min_size=9, max_size=9),
    st.integers(1, 12),
    st.integers(1, 4),
    st.integers(0, 5),
)
def test_loads_are_looked_back_to_as_in_loops(loads, counts, settled, width, youngest):
    loads = sorted(loads)
    ages = [youngest + i for i in range(width)]
    known = {load: dict(enumerate(row)) for load, row in zip(loads, counts, strict=False)}
    past = by_load(loads, counts[: len(loads)], settled).past(np.array(ages))
    told = list(zip(past.n.tolist(), past.gains.tolist(), past.losses.tolist(), strict=True))
    assert told == plain_past(known, range(20), ages, settled)
