"""Changes of windows that differ in length, and of the window just before."""

import datetime as dt

import numpy as np
import pytest

from nightout.compare import WindowCounts, Windows, compare_counts
from nightout.stats import compare_rates, estimate_dispersion, widen
from nightout.units import Period

JUNE = Period.of(dt.date(2021, 6, 1), dt.date(2021, 6, 30))
JULY = Period.of(dt.date(2021, 7, 1), dt.date(2021, 7, 31))
JULYS = tuple(
    Period.of(dt.date(year, 7, 1), dt.date(year, 7, 31)) for year in (2020, 2019, 2018, 2017)
)


def july_fourth(year, start, n_days):
    day = dt.date(year, 7, start)
    return Period(day, day + dt.timedelta(days=n_days))


WEEKENDS = Windows(
    july_fourth(2021, 2, 4),
    (july_fourth(2020, 3, 3), july_fourth(2019, 4, 4), july_fourth(2018, 4, 5)),
    aligned="holiday",
)


def counted(windows, *values):
    return WindowCounts((), ((),), windows.all, np.array([values]))


def compare(windows, *values, against):
    return compare_counts(counted(windows, *values), against=against, windows=windows)


def test_weekends_of_unlike_length_are_compared_per_day():
    (change,) = compare(WEEKENDS, 20, 15, 16, 25, against="last-year")
    # 20 in 4 days and 15 in 3 days: 5 a day, both times.
    assert (change.ratio, change.percent, change.difference) == (1.0, 0.0, 5.0)
    assert change.z == pytest.approx(0)
    assert change.per_day


def test_a_mean_of_weekends_is_per_day_of_all_of_them():
    (change,) = compare(WEEKENDS, 20, 15, 16, 25, against="mean")
    assert change.ratio == pytest.approx((20 / 4) / (56 / 12))
    assert change.n_before == pytest.approx(56 / 3)
    # As many days on average: only the note says that they differed.
    assert not change.per_day


def test_dispersion_of_weekends_is_that_of_their_rates():
    (change,) = compare(WEEKENDS, 20, 15, 20, 25, against="last-year")
    assert change.dispersion == 1.0, "5 a day in every year"
    again = estimate_dispersion([25, 4, 15], [2018, 2019, 2020], [5, 4, 3])
    (other,) = compare(WEEKENDS, 20, 15, 4, 25, against="last-year")
    assert other.dispersion == pytest.approx(float(again.value))


def test_the_window_before_is_compared_by_the_dispersion_of_earlier_years():
    windows = Windows(JULY, JULYS, name="month", prior=JUNE)
    (change,) = compare(windows, 62, 40, 55, 30, 60, 30, against="prior")
    assert (change.n, change.n_before, change.before) == (62, 30.0, JUNE)
    # 62 in 31 days and 30 in 30 days: twice as many a day, all else by the parts it is made of.
    assert (change.ratio, change.percent) == pytest.approx((2.0, 100.0))
    found = estimate_dispersion([60, 30, 55, 40], [2017, 2018, 2019, 2020])
    assert change.dispersion == pytest.approx(float(found.value))
    wide = widen(compare_rates(62, 30, 31, 30), found)
    assert (change.wide_low, change.wide_high) == pytest.approx((wide.wide_low, wide.wide_high))


def test_without_the_window_before_a_count_stands_alone():
    (change,) = compare(Windows(JULY, JULYS), 62, 40, 55, 30, 60, against="prior")
    assert (change.n, change.word) == (62, "not comparable")


def test_the_window_before_can_be_all_there_is():
    (change,) = compare(Windows(JULY, (), prior=JUNE), 62, 30, against="prior")
    assert change.word == "higher"
    assert np.isnan(change.dispersion)


def test_calendar_days_are_never_scaled_though_a_leap_year_has_one_more():
    windows = Windows(
        Period.of(dt.date(2021, 1, 1), dt.date(2021, 3, 31)),
        (Period.of(dt.date(2020, 1, 1), dt.date(2020, 3, 31)),),
    )
    (change,) = compare(windows, 90, 91, against="last-year")
    assert change.ratio == pytest.approx(90 / 91)
    assert not change.per_day
