"""Milestones: ranks by hand, a slow twin in loops, and what may never be claimed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.compare import Reached, rank_years
from nightout.errors import BadSetting

NOT_PROVED = "not contradicted, not proved"


def exact(text):
    day = dt.date.fromisoformat(text)
    return Reached(day.year, day, day)


def told(*reached):
    return {
        one.reached.year: (one.rank, one.earliest_since, one.certain) for one in rank_years(reached)
    }


def test_years_are_ranked_by_month_and_day_the_latest_first():
    answer = told(exact("2019-08-01"), exact("2020-06-01"), exact("2021-07-01"))
    assert list(answer) == [2021, 2020, 2019]
    assert answer == {2019: (3, None, None), 2020: (1, None, "yes"), 2021: (2, 2020, "yes")}


def test_a_missing_year_leaves_a_claim_unproved_and_only_within_its_reach():
    answer = told(
        exact("2017-05-01"), exact("2019-06-01"), exact("2020-08-01"), exact("2021-07-01")
    )
    assert answer[2021] == (3, 2019, "yes"), "2018 lies before 2019, which was earlier"
    assert answer[2019] == (2, 2017, NOT_PROVED)


def test_the_same_month_and_day_is_as_early_and_shares_the_rank():
    (now, _, before) = rank_years([exact("2019-07-01"), exact("2020-08-01"), exact("2021-07-01")])
    assert (now.rank, before.rank) == (1, 1)
    assert (now.earliest_since, now.tied, now.later) == (2019, True, (2020,))


def test_an_inexact_year_is_later_only_if_all_its_days_are():
    july = Reached(2020, dt.date(2020, 7, 1), dt.date(2020, 7, 31), "month")
    early, within, late = (
        rank_years([exact("2019-01-31"), july, exact(day)])[0]
        for day in ("2021-06-30", "2021-07-10", "2021-07-31")
    )
    assert (early.earliest_since, early.certain, early.later) == (2019, "yes", (2020,))
    assert (within.earliest_since, within.certain, within.unknown) == (2019, NOT_PROVED, (2020,))
    assert (late.earliest_since, late.certain) == (2020, "yes")


def test_an_inexact_year_has_no_rank_and_no_claim():
    inexact = Reached(2021, dt.date(2021, 7, 1), dt.date(2021, 7, 31), "month")
    assert told(exact("2020-08-01"), inexact)[2021] == (None, None, None)
    assert inexact.date == "2021-07-01/2021-07-31"


def test_a_year_that_did_not_reach_it_is_later_than_any_day():
    assert told(Reached(2020, None, None), exact("2021-12-31"))[2021] == (1, None, "yes")
    assert told(Reached(2020, None, None), exact("2021-12-31"))[2020] == (None, None, None)
    assert Reached(2020, None, None).date is None


def test_a_year_still_running_is_later_than_the_days_it_has_passed():
    running = Reached(2020, dt.date(2020, 7, 22), None, "340 by the last day covered")
    assert told(running, exact("2021-07-21"))[2021] == (1, None, "yes")
    assert told(running, exact("2021-07-22"))[2021] == (1, None, NOT_PROVED)
    assert running.date == "2020-07-22/.."


def test_a_day_that_may_still_move_proves_nothing():
    moving = Reached(2021, dt.date(2021, 7, 1), dt.date(2021, 7, 1), settled=False)
    assert told(exact("2020-08-01"), moving)[2021] == (1, None, NOT_PROVED)


def test_a_year_is_given_once():
    with pytest.raises(BadSetting, match="a year is given twice"):
        rank_years([exact("2020-08-01"), exact("2020-08-02")])


days = st.integers(0, 364)


@st.composite
def many_years(draw):
    reached = []
    for year in sorted(draw(st.sets(st.integers(2001, 2012), min_size=1))):
        first, last = sorted((draw(days), draw(days)))
        at = [dt.date(year, 1, 1) + dt.timedelta(days=one) for one in (first, last)]
        kind = draw(st.sampled_from(["exact", "between", "never", "running"]))
        reached.append(
            {
                "exact": Reached(year, at[0], at[0]),
                "between": Reached(year, *at),
                "never": Reached(year, None, None),
                "running": Reached(year, at[0], None),
            }[kind]
        )
    return reached


def plain_claim(this, years):
    """Look back year by year: stop at one known as early, remember what is not known."""
    day = (this.earliest.month, this.earliest.day)
    unknown, later = set(), set()
    for year in range(this.year - 1, min(years) - 1, -1):
        other = years.get(year)
        if other is None:
            unknown.add(year)
        elif other.latest and (other.latest.month, other.latest.day) <= day:
            return year, unknown, later
        elif other.earliest is None or (other.earliest.month, other.earliest.day) > day:
            later.add(year)
        else:
            unknown.add(year)
    return None, unknown, later


@given(many_years())
def test_claims_are_those_of_looking_back_year_by_year(reached):
    years = {one.year: one for one in reached}
    for one in rank_years(reached):
        if one.rank is None:
            assert not one.reached.is_exact or one.reached.earliest is None
            continue
        since, unknown, later = plain_claim(one.reached, years)
        assert (one.earliest_since, set(one.later)) == (since, later)
        if one.reached.year > min(years):
            assert set(one.unknown) == unknown
            assert one.certain == (NOT_PROVED if unknown else "yes")


@given(many_years())
def test_what_is_certain_stays_so_whatever_the_inexact_years_turn_out_to_be(reached):
    before = {one.reached.year: one for one in rank_years(reached)}
    for turned in ("earliest", "latest"):
        settled = [Reached(one.year, getattr(one, turned), getattr(one, turned)) for one in reached]
        for one in rank_years(settled):
            was = before[one.reached.year]
            if was.certain == "yes":
                assert (one.earliest_since, one.certain) == (was.earliest_since, "yes")
