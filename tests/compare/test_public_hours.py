"""Hours in public: one table a year, and no settings to tell two of them apart."""

import datetime as dt
from dataclasses import replace

import pytest

from nightout.compare import HoursQuestion, Question, ask_public_hours
from nightout.errors import BadSetting
from nightout.records import find_measure
from nightout.units import Period

HOMICIDE = find_measure("homicide")
ROW = "1,MURDER,2020-01-02 10:00,2020-01-02,,,1,11"


@pytest.fixture
def three_loads(city, load):
    for day in ("2021-01-10", "2021-01-20", "2021-02-01"):
        load(day, ROW, covers=Period(dt.date(2020, 1, 1), dt.date.fromisoformat(day)))
    return city


def ask(city, through="2020-12-31", measure=HOMICIDE, known_on=None, start=None, **settings):
    question = Question(measure, dt.date.fromisoformat(through), start=start, known_on=known_on)
    return ask_public_hours(city, HoursQuestion(question, **settings))


def test_a_year_is_told_as_known_on_the_day_it_came_out(three_loads):
    assert ask(three_loads).question.known_on == dt.date(2021, 1, 20)
    assert ask(three_loads, known_on=dt.date(2021, 1, 31)) == ask(three_loads)


def test_a_year_that_is_not_out_is_refused(three_loads):
    with pytest.raises(BadSetting, match="the hours of 2020 have not come out"):
        ask(three_loads, known_on=dt.date(2021, 1, 19))
    with pytest.raises(BadSetting, match="the hours of 2019 have not come out"):
        ask(three_loads, "2019-12-31")


@pytest.mark.parametrize(
    ("through", "start"), [("2020-12-30", None), ("2020-12-31", dt.date(2020, 1, 2))]
)
def test_other_days_than_a_year_are_refused(three_loads, through, start):
    with pytest.raises(BadSetting, match="They come out by calendar years"):
        ask(three_loads, through, start=start)


@pytest.mark.parametrize(
    "settings", [{"block_hours": 2}, {"longest_hours": 48}, {"unknown_at": (0,)}]
)
def test_settings_that_would_tell_two_tables_apart_are_refused(three_loads, settings):
    with pytest.raises(BadSetting, match="Leave out --block"):
        ask(three_loads, **settings)


def test_a_measure_whose_days_are_not_public_has_no_public_hours(three_loads):
    with pytest.raises(BadSetting, match="hours of rapes are asked for in public"):
        ask(three_loads, measure=find_measure("rape"))


def test_a_measure_without_a_threshold_is_asked_as_it_is(three_loads):
    asked = HoursQuestion(
        Question(replace(HOMICIDE, threshold=1), dt.date(2020, 3, 1)), block_hours=4
    )
    assert ask_public_hours(three_loads, asked) == asked
