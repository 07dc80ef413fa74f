"""Windows: leap days, year boundaries, and what is refused."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.compare import Windows, same_days_before, same_weekdays_before
from nightout.errors import BadSetting
from nightout.units import Period, day_in_year


def told(windows):
    return [(str(one.start), str(one.through)) for one in windows.all]


def test_year_to_date_goes_back_by_calendar_day():
    assert told(same_days_before(dt.date(2021, 7, 28), n_years=2)) == [
        ("2021-01-01", "2021-07-28"),
        ("2020-01-01", "2020-07-28"),
        ("2019-01-01", "2019-07-28"),
    ]


def test_29_february_is_held_against_28_february_and_said():
    windows = same_days_before(dt.date(2020, 2, 29), n_years=4)
    assert told(windows)[1] == ("2019-01-01", "2019-02-28")
    assert told(windows)[4] == ("2016-01-01", "2016-02-29")
    assert windows.notes[0].startswith("2020 counts 60 days and 2019: 59, 2018: 59, 2017: 59:")


def test_the_first_quarter_after_a_leap_year_is_said_to_be_a_day_shorter():
    windows = same_days_before(dt.date(2021, 3, 31), n_years=2)
    assert [one.n_days for one in windows.all] == [90, 91, 90]
    assert windows.notes[0].startswith("2021 counts 90 days and 2020: 91:")


def test_windows_of_equal_length_say_nothing():
    assert same_days_before(dt.date(2019, 7, 28), n_years=2).notes == ()


def test_a_window_over_the_year_boundary_moves_as_a_whole():
    windows = same_days_before(dt.date(2021, 1, 15), start=dt.date(2020, 12, 15), n_years=1)
    assert told(windows)[1] == ("2019-12-15", "2020-01-15")


def test_a_whole_year_may_be_asked_for_and_no_more():
    windows = same_days_before(dt.date(2020, 12, 31), n_years=1)
    assert told(windows)[1] == ("2019-01-01", "2019-12-31")
    with pytest.raises(BadSetting, match="longer than a year"):
        same_days_before(dt.date(2021, 1, 1), start=dt.date(2020, 1, 1))


@pytest.mark.parametrize("n_years", [0, -1, 101])
def test_some_earlier_years_are_needed(n_years):
    with pytest.raises(BadSetting, match=f"years is {n_years}"):
        same_days_before(dt.date(2021, 1, 1), n_years=n_years)


@pytest.mark.parametrize("day", ["2021-07-28", "2020-02-29", "2021-01-01", "2020-12-31"])
def test_last_year_by_weekday_is_52_weeks_back(day):
    through = dt.date.fromisoformat(day)
    windows = same_weekdays_before(Period.of(through - dt.timedelta(6), through), n_years=1)
    assert (windows.now.start - windows.before[0].start).days == 364


def test_a_week_moved_into_the_next_year_stands_for_its_own():
    new_years_eve = dt.date(2020, 12, 31)
    windows = same_weekdays_before(Period.of(new_years_eve, new_years_eve), n_years=3)
    assert told(windows)[1:3] == [("2020-01-02", "2020-01-02"), ("2019-01-03", "2019-01-03")]
    assert windows.years == (2019, 2018, 2017)
    assert windows.keep(windows.before[1:]).years == (2018, 2017)


def plain_weekdays_before(now, n_years):
    """Try every day near the same date, until the weekday is right."""
    for back in range(1, n_years + 1):
        same = day_in_year(now.start, now.start.year - back)
        near = sorted(range(-3, 4), key=abs)
        (start,) = [
            day
            for day in (same + dt.timedelta(days=shift) for shift in near)
            if day.weekday() == now.start.weekday()
        ]
        yield Period(start, start + (now.end - now.start))


@given(st.dates(dt.date(1990, 1, 1), dt.date(2080, 1, 1)), st.integers(1, 364), st.integers(1, 30))
def test_windows_by_weekday_keep_weekdays_length_and_season(start, n_days, n_years):
    now = Period(start, start + dt.timedelta(days=n_days))
    windows = same_weekdays_before(now, n_years=n_years)
    assert list(windows.before) == list(plain_weekdays_before(now, n_years))
    assert windows.notes == ()


def test_more_than_52_weeks_would_overlap_the_year_before():
    with pytest.raises(BadSetting, match="longer than 52 weeks"):
        same_weekdays_before(Period.of(dt.date(2021, 1, 1), dt.date(2021, 12, 31)))


def test_a_window_longer_than_the_one_just_before_is_said():
    now = Period.of(dt.date(2021, 7, 1), dt.date(2021, 7, 31))
    prior = Period.of(dt.date(2021, 6, 1), dt.date(2021, 6, 30))
    (note,) = Windows(now, (), prior=prior).notes
    assert note.startswith("31 days are held against 30 just before: percent and ratio are per day")
