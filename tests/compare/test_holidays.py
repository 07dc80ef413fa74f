"""Holidays: dates of printed calendars, and laws that hold in every year."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.compare import find_holiday, holiday_weekends
from nightout.compare.holidays import HOLIDAYS
from nightout.errors import BadSetting, UnknownName

# As printed on calendars of those years.
DATES = {
    "new-year": ("2021-01-01", "2022-01-01", "2023-01-01"),
    "mlk": ("2021-01-18", "2022-01-17", "2023-01-16"),
    "presidents": ("2021-02-15", "2022-02-21", "2023-02-20"),
    "memorial": ("2021-05-31", "2022-05-30", "2023-05-29"),
    "juneteenth": ("2021-06-19", "2022-06-19", "2023-06-19"),
    "july-fourth": ("2021-07-04", "2022-07-04", "2023-07-04"),
    "labor": ("2021-09-06", "2022-09-05", "2023-09-04"),
    "columbus": ("2021-10-11", "2022-10-10", "2023-10-09"),
    "indigenous": ("2021-10-11", "2022-10-10", "2023-10-09"),
    "halloween": ("2021-10-31", "2022-10-31", "2023-10-31"),
    "veterans": ("2021-11-11", "2022-11-11", "2023-11-11"),
    "thanksgiving": ("2021-11-25", "2022-11-24", "2023-11-23"),
    "christmas": ("2021-12-25", "2022-12-25", "2023-12-25"),
}
YEARS = st.integers(1950, 2100)


@pytest.mark.parametrize("name", HOLIDAYS)
def test_dates_are_those_of_the_calendar(name):
    told = [str(HOLIDAYS[name].date_in(year)) for year in (2021, 2022, 2023)]
    assert told == list(DATES[name])


@pytest.mark.parametrize(
    ("name", "year", "start", "through"),
    [
        ("july-fourth", 2021, "2021-07-02", "2021-07-05"),  # Sunday, observed on Monday
        ("july-fourth", 2020, "2020-07-03", "2020-07-05"),  # Saturday, observed on Friday
        ("july-fourth", 2022, "2022-07-01", "2022-07-04"),  # Monday
        ("july-fourth", 2023, "2023-06-30", "2023-07-04"),  # Tuesday
        ("july-fourth", 2018, "2018-07-04", "2018-07-08"),  # Wednesday
        ("july-fourth", 2019, "2019-07-04", "2019-07-07"),  # Thursday
        ("july-fourth", 2025, "2025-07-04", "2025-07-06"),  # Friday
        ("memorial", 2021, "2021-05-28", "2021-05-31"),
        ("thanksgiving", 2021, "2021-11-25", "2021-11-28"),
        ("new-year", 2022, "2021-12-31", "2022-01-02"),
        ("halloween", 2021, "2021-10-29", "2021-10-31"),  # no weekday off makes up for a Sunday
    ],
)
def test_weekends_are_those_of_known_years(name, year, start, through):
    weekend = find_holiday(name).weekend_in(year)
    assert (str(weekend.start), str(weekend.through)) == (start, through)


def days(period):
    return [period.start + dt.timedelta(days=i) for i in range(period.n_days)]


def plain_weekend(name, year):
    """Grow outwards from the holiday, a day at a time, by the rule as it is written."""
    holiday = find_holiday(name).date_in(year)
    step = dt.timedelta(days=1)
    back = fore = holiday
    while back.weekday() != calendar.SATURDAY and fore.weekday() != calendar.SATURDAY:
        if back.weekday() == calendar.SUNDAY:  # the Sunday just before: its Saturday is near
            break
        back, fore = back - step, fore + step
    near = next(
        one for one in (fore, back) if one.weekday() in (calendar.SATURDAY, calendar.SUNDAY)
    )
    saturday = near if near.weekday() == calendar.SATURDAY else near - step
    held = {saturday - step, saturday, saturday + step, holiday}
    if name != "halloween" and holiday.weekday() == calendar.SATURDAY:
        held.add(holiday - step)
    if name != "halloween" and holiday.weekday() == calendar.SUNDAY:
        held.add(holiday + step)
    return min(held), max(held)


@given(st.sampled_from(list(HOLIDAYS)), YEARS)
def test_a_weekend_is_what_growing_it_day_by_day_gives(name, year):
    weekend = find_holiday(name).weekend_in(year)
    assert (weekend.start, weekend.through) == plain_weekend(name, year)


@given(st.sampled_from(list(HOLIDAYS)), YEARS)
def test_a_weekend_holds_its_holiday_and_friday_to_sunday(name, year):
    holiday = find_holiday(name)
    weekend = holiday.weekend_in(year)
    assert weekend.holds(holiday.date_in(year))
    assert {4, 5, 6} <= {day.weekday() for day in days(weekend)}
    assert 3 <= weekend.n_days <= 5


@given(
    st.sampled_from(["mlk", "presidents", "memorial", "labor", "columbus", "thanksgiving"]), YEARS
)
def test_weekends_of_moving_holidays_have_the_same_weekdays_every_year(name, year):
    windows = holiday_weekends(name, dt.date(year, 12, 31), n_years=6)
    assert len({(one.start.weekday(), one.n_days) for one in windows.all}) == 1
    assert windows.notes == ()


def test_the_latest_weekend_that_is_over_is_meant():
    during = holiday_weekends("july-fourth", dt.date(2021, 7, 4), n_years=1)
    after = holiday_weekends("july-fourth", dt.date(2021, 7, 5), n_years=1)
    assert (during.now.start.year, after.now.start.year) == (2020, 2021)
    assert after.years == (2020,)


def test_new_years_weekend_belongs_to_the_new_year():
    windows = holiday_weekends("new-year", dt.date(2022, 1, 31), n_years=2)
    assert str(windows.now.start) == "2021-12-31"
    assert windows.years == (2021, 2020)


def test_weekends_of_unlike_length_are_said_and_compared_per_day():
    windows = holiday_weekends("july-fourth", dt.date(2021, 7, 31), n_years=3)
    (note,) = windows.notes
    assert note.startswith("2021 counts 4 days and 2020: 3, 2018: 5: percent and ratio are per day")


def test_a_holiday_nobody_knows_names_those_there_are():
    with pytest.raises(UnknownName, match=r"no holiday 'easter'\. Use one of new-year, mlk"):
        find_holiday("easter")


def test_some_earlier_weekends_are_needed():
    with pytest.raises(BadSetting, match="years is 0"):
        holiday_weekends("labor", dt.date(2021, 9, 30), n_years=0)
