"""Days and periods: leap days, year boundaries, and what users read."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.units import Period, day_in_year, read_day


def test_period_is_half_open_inside_and_inclusive_outside():
    period = Period.of(dt.date(2021, 1, 1), dt.date(2021, 7, 28))
    assert period.end == dt.date(2021, 7, 29)
    assert period.through == dt.date(2021, 7, 28)
    assert period.n_days == 209
    assert period.holds(dt.date(2021, 7, 28))
    assert not period.holds(dt.date(2021, 7, 29))


def test_period_of_no_days_is_refused():
    with pytest.raises(BadSetting, match="earlier day first"):
        Period.of(dt.date(2021, 7, 28), dt.date(2021, 7, 27))


def test_leap_day_becomes_the_last_of_february():
    assert day_in_year(dt.date(2020, 2, 29), 2019) == dt.date(2019, 2, 28)
    assert day_in_year(dt.date(2020, 2, 29), 2016) == dt.date(2016, 2, 29)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)), st.integers(1990, 2100))
def test_day_in_year_keeps_the_month_and_round_trips_outside_leap_days(day, year):
    moved = day_in_year(day, year)
    assert (moved.year, moved.month) == (year, day.month)
    if (day.month, day.day) != (2, 29):
        assert day_in_year(moved, day.year) == day


@pytest.mark.parametrize("text", ["28/07/2021", "2021-02-30", "", "yesterday"])
def test_read_day_says_how_to_write_a_day(text):
    with pytest.raises(BadSetting, match="YYYY-MM-DD"):
        read_day(text)
