import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from nightout.compare import Question, compare_city, cumulative_curve
from nightout.records import find_measure
from nightout.units import Period
from tests.compare.plain_curve import sum_up

HOMICIDE = find_measure("homicide")


def write_days(rows):
    """Rows of a file from (day, victims)."""
    return [f"{i},MURDER,{day},{day},,,{n},11" for i, (day, n) in enumerate(rows)]


@pytest.fixture
def days():
    """Counts on some days of 2016 to 2020, among them all ends of February."""
    rng = np.random.default_rng(4)
    first = dt.date(2016, 1, 1)
    some = {first + dt.timedelta(days=int(i)) for i in rng.integers(0, 366 * 5 - 120, 300)}
    ends = {dt.date(year, 2, 28) for year in range(2016, 2021)}
    leaps = {dt.date(2016, 2, 29), dt.date(2020, 2, 29)}
    return [(day, int(rng.integers(1, 4))) for day in sorted(some | ends | leaps)]


@pytest.fixture
def grown(city, load, days):
    load(
        "2021-01-05",
        *write_days(days),
        covers=Period.of(dt.date(2016, 1, 1), dt.date(2020, 12, 31)),
    )
    return city


@pytest.mark.parametrize(
    ("start", "through"),
    [
        (None, dt.date(2020, 8, 31)),
        (None, dt.date(2019, 2, 28)),
        (None, dt.date(2020, 2, 29)),
        (dt.date(2019, 3, 1), dt.date(2020, 2, 29)),
        (dt.date(2019, 9, 15), dt.date(2020, 4, 1)),
    ],
)
def test_the_curve_is_that_of_a_slow_twin_in_loops(grown, days, start, through):
    curve = cumulative_curve(grown, Question(HOMICIDE, through, start))
    begin = start or dt.date(through.year, 1, 1)
    assert (dt.date(2000, 2, 29) in curve.days, len(curve.days)) == (True, 366)
    so_far = [(day, n) for day, n in days if day <= through]
    assert list(curve.now) == sum_up(so_far, begin, curve.days)[: len(curve.now)]
    assert curve.years
    for year, row in zip(curve.years, curve.earlier, strict=True):
        assert list(row) == sum_up(days, begin.replace(year=year), curve.days)


@pytest.mark.parametrize("month_day", [(2, 27), (2, 28), (2, 29), (3, 1), (7, 28), (12, 31)])
def test_every_day_of_the_curve_agrees_with_a_comparison_through_that_day(grown, month_day):
    question = Question(HOMICIDE, dt.date(2020, *month_day), against="mean")
    curve, change = cumulative_curve(grown, question), compare_city(grown, question).whole[0]
    at = curve.days.index(dt.date(2000, *month_day))
    assert len(curve.now) == at + 1
    assert curve.now[-1] == change.n
    assert curve.mean[at] == change.n_before


def test_a_year_without_29_february_stays_level_on_it(grown):
    curve = cumulative_curve(grown, Question(HOMICIDE, dt.date(2020, 8, 31)))
    leap = curve.days.index(dt.date(2000, 2, 29))
    steps = dict(zip(curve.years, curve.earlier[:, leap] - curve.earlier[:, leap - 1], strict=True))
    assert [steps[year] for year in (2017, 2018, 2019)] == [0, 0, 0]
    assert steps[2016] > 0


def test_a_window_from_29_february_keeps_28_february_in_years_without_one(city, load):
    rows = [(dt.date(2019, 2, 28), 2), (dt.date(2019, 5, 1), 1), (dt.date(2020, 2, 29), 4)]
    load(
        "2020-06-01", *write_days(rows), covers=Period.of(dt.date(2019, 1, 1), dt.date(2020, 6, 1))
    )
    question = Question(HOMICIDE, dt.date(2020, 5, 31), dt.date(2020, 2, 29), n_years=1)
    curve = cumulative_curve(city, question)
    assert (curve.now[0], curve.earlier[0, 0], curve.earlier[0, -1]) == (4, 2, 3)


def test_band_and_mean_are_those_of_the_earlier_years_alone(grown):
    curve = cumulative_curve(grown, Question(HOMICIDE, dt.date(2020, 8, 31)))
    assert curve.years == (2016, 2017, 2018, 2019)
    last = sorted(int(row[-1]) for row in curve.earlier)
    assert (curve.low[-1], curve.high[-1]) == (last[0], last[-1])
    assert curve.mean[-1] == sum(last) / 4
    assert "the records do not cover 2015" in curve.notes


def test_a_year_that_is_not_covered_whole_is_left_out_and_named(city, load):
    rows = write_days(
        [(dt.date(2019, 2, 1), 1), (dt.date(2020, 2, 1), 1), (dt.date(2021, 2, 1), 1)]
    )
    load("2021-03-01", *rows[:1], covers=Period.of(dt.date(2019, 1, 1), dt.date(2019, 6, 30)))
    load("2021-03-02", *rows[1:], covers=Period.of(dt.date(2020, 1, 1), dt.date(2021, 3, 1)))
    curve = cumulative_curve(city, Question(HOMICIDE, dt.date(2021, 2, 28), n_years=2))
    assert curve.years == (2020,)
    assert "not in the curve, for want of the whole year: 2019" in curve.notes


def test_without_earlier_years_the_curve_is_this_year_alone(city, load):
    load(
        "2021-03-01",
        "1,MURDER,2021-02-01,2021-02-01,,,2,11",
        covers=Period.of(dt.date(2021, 1, 1), dt.date(2021, 3, 1)),
    )
    curve = cumulative_curve(city, Question(HOMICIDE, dt.date(2021, 2, 28)))
    assert (curve.years, curve.earlier.shape, curve.now[-1]) == ((), (0, 366), 2)
    assert (len(curve.low), len(curve.high), len(curve.mean)) == (0, 0, 0)


def test_the_curve_is_that_of_the_day_it_was_known_on(city, load):
    span = Period.of(dt.date(2020, 1, 1), dt.date(2021, 3, 1))
    load("2021-03-01", "1,MURDER,2021-02-01,2021-02-01,,,2,11", covers=span)
    load(
        "2021-04-01",
        "1,MURDER,2021-02-01,2021-02-01,,,2,11",
        "2,MURDER,2021-02-03,2021-03-20,,,1,11",
        covers=span,
    )
    question = Question(HOMICIDE, dt.date(2021, 2, 28))
    assert cumulative_curve(city, question).now[-1] == 3
    assert cumulative_curve(city, replace(question, known_on=dt.date(2021, 3, 5))).now[-1] == 2


def test_a_curve_can_be_rebuilt_from_reporting_dates(city, load):
    span = Period.of(dt.date(2019, 1, 1), dt.date(2021, 3, 1))
    load(
        "2021-03-01",
        "1,MURDER,2020-12-01,2020-12-01,,,2,11",
        "2,MURDER,2020-12-03,2021-01-20,,,1,11",
        covers=span,
    )
    question = Question(HOMICIDE, dt.date(2020, 12, 31), known_on=dt.date(2021, 1, 1))
    curve = cumulative_curve(city, replace(question, reconstruct=True))
    assert (curve.now[-1], curve.years) == (2, (2019,))
