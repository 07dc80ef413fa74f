"""Which days the public sees of parts: whole quarters that are out, alike in every year."""

import datetime as dt
from dataclasses import replace

import pytest

from nightout.compare.named_windows import make_windows
from nightout.compare.public_windows import blocks_of, keep_published
from nightout.records import find_measure
from nightout.records.editions import Edition, whole_quarters, whole_years
from nightout.units import Period

JULY = dt.date(2021, 7, 28)
ALL = whole_quarters(Period(dt.date(2016, 1, 1), dt.date(2021, 7, 1)))


def out(quarters=ALL, **agencies):
    """Editions of quarters, all told by one agency but those named as `y2020q3="Sheriff"`."""

    def whose(one):
        return agencies.get(f"y{one.start.year}q{one.start.month // 3 + 1}", "PD")

    return {one: Edition(one, one.end + dt.timedelta(days=20), (whose(one),)) for one in quarters}


def keep(name, editions, *, through=JULY, blocks=whole_quarters, n_years=3, **more):
    windows = make_windows(name, through, n_years=n_years)
    prior = windows.prior if more.get("against") == "prior" else None
    return keep_published(replace(windows, prior=prior), editions, blocks, **more)


def days(period):
    return f"{period.start} {period.through}"


def test_a_year_to_date_ends_with_its_last_whole_quarter():
    kept = keep("ytd", out())
    assert days(kept.now) == "2021-01-01 2021-06-30"
    assert [days(one) for one in kept.before] == [
        f"{year}-01-01 {year}-06-30" for year in (2020, 2019, 2018)
    ]
    assert kept.years == (2020, 2019, 2018)


def test_a_quarter_that_is_not_out_is_left_out():
    kept = keep("ytd", out(ALL[:-1]))
    assert days(kept.now) == "2021-01-01 2021-03-31"
    assert days(kept.before[0]) == "2020-01-01 2020-03-31"


def test_what_comes_after_a_quarter_that_is_not_out_is_left_out_too():
    assert keep("ytd", out([*ALL[:-2], ALL[-1]])) is None


@pytest.mark.parametrize("name", ["7d", "28d", "week", "month", "quarter", "july-fourth"])
def test_short_windows_have_no_whole_quarter(name):
    assert keep(name, out()) is None


def test_weeks_that_hold_a_quarter_are_no_quarters_a_year_before():
    assert keep("200d", out()) is None


def test_a_year_that_is_not_out_is_left_out():
    kept = keep("ytd", out([one for one in ALL if one.start.year != 2019]))
    assert kept.years == (2020, 2018)


def test_a_year_told_by_other_agencies_is_left_out():
    assert keep("ytd", out(y2019q2="Sheriff")).years == (2020, 2018)


def test_this_year_ends_where_its_agencies_change():
    kept = keep("ytd", out(y2021q2="Sheriff"))
    assert days(kept.now) == "2021-01-01 2021-03-31"


def test_against_last_year_nothing_else_stands_for_it():
    editions = out([one for one in ALL if one.start.year != 2020])
    assert keep("ytd", editions, against="last-year").before == ()
    assert keep("ytd", editions, against="mean").years == (2019, 2018)
    assert keep("ytd", out(), against="last-year").years == (2020, 2019, 2018)


def test_the_days_before_are_as_many_quarters():
    kept = keep("ytd", out(), against="prior")
    assert days(kept.prior) == "2020-01-01 2020-06-30"
    last = keep("quarter", out(), through=dt.date(2021, 6, 30), against="prior")
    assert days(last.prior) == "2021-01-01 2021-03-31"


def test_days_before_that_are_no_whole_quarters_show_nothing():
    assert keep("2021-01-01..2021-06-30", out(), against="prior") is None
    assert keep("ytd", out(y2020q1="Sheriff"), against="prior") is None


def test_a_window_over_new_year_moves_as_a_whole():
    kept = keep("2020-10-01..2021-03-31", out(), n_years=2)
    assert [days(one) for one in kept.before] == [
        "2019-10-01 2020-03-31", "2018-10-01 2019-03-31",
    ]  # fmt: skip
    assert kept.years == (2020, 2019)


def test_a_measure_of_whole_years_shows_whole_years():
    year = dt.date(2020, 12, 31)
    assert days(keep("ytd", out(), through=year, blocks=whole_years).now) == "2020-01-01 2020-12-31"
    assert keep("ytd", out(), blocks=whole_years) is None
    changed = out(y2020q3="Sheriff")
    assert keep("ytd", changed, through=year, blocks=whole_years) is None


def test_a_whole_city_comes_out_by_the_quarter_whatever_its_parts_do():
    rape = find_measure("rape")
    assert blocks_of(rape, is_whole=True) is whole_quarters
    assert blocks_of(rape, is_whole=False) is whole_years
    assert blocks_of(find_measure("robbery"), is_whole=False) is whole_quarters
