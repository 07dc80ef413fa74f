"""Windows: leap days, year boundaries, and what is refused."""

import datetime as dt

import pytest

from nightout.compare import same_days_before
from nightout.errors import BadSetting


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
