"""The record of a curve counts earlier years as they were known at the same age."""

import datetime as dt
from dataclasses import replace

import pytest

from nightout.compare import Question, as_record_rows, compare_city, look_ahead
from nightout.compare.outlook import AS_THEN, about_record
from nightout.records import find_measure
from nightout.units import Period

HOMICIDE = find_measure("homicide")
FIRST = 2014


def rows_until(day, *, n=60):
    """Rows of a file as known on a day: every fourth victim is reported a month late."""
    rows = []
    for year in range(FIRST, 2022):
        for i in range(n + year % 5):
            at = dt.date(year, 1, 1) + dt.timedelta(days=int((i + 0.5) * 365 / (n + year % 5)))
            reported = at + dt.timedelta(days=30 if i % 4 == 0 else 0)
            if reported <= day:
                rows.append(f"{year}-{i},MURDER,{at},{reported},,,1,11")
    return rows


@pytest.fixture
def grown(city, load):
    """Loads of 2 July in 2018, 2020 and 2021, and of no such day in 2019."""
    for day in ("2018-07-02", "2019-01-05", "2020-07-02", "2021-07-02"):
        known = dt.date.fromisoformat(day)
        covers = Period.of(dt.date(FIRST, 1, 1), known - dt.timedelta(days=1))
        load(day, *rows_until(known), covers=covers)
    return city


def test_years_with_a_load_of_the_same_age_are_counted_as_it_knew_them(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, dt.date(2021, 6, 30)))
    known = {one.year: one.known_on for one in outlook.record}
    assert known == {
        2020: dt.date(2020, 7, 2), 2019: None, 2018: dt.date(2018, 7, 2), 2017: None,
    }  # fmt: skip
    for one in outlook.record:
        through = dt.date(one.year, 6, 30)
        question = Question(HOMICIDE, through, known_on=one.known_on, n_years=1)
        assert one.given.so_far == compare_city(grown, question).whole[0].n
        now = compare_city(grown, Question(HOMICIDE, through, n_years=1)).whole[0].n
        assert (one.given.so_far < now) == (one.known_on is not None)
    (said,) = [note for note in outlook.notes if "counts" in note and "by what is known" in note]
    assert said.startswith("the record counts 2017, 2019 by what is known now")
    rows = as_record_rows(outlook)
    assert [row["known_on"] for row in rows] == [
        "2021-07-02", "2020-07-02", "2021-07-02", "2018-07-02", "2021-07-02",
    ]  # fmt: skip


def test_a_load_four_days_off_or_too_early_to_cover_does_not_speak(grown):
    record = look_ahead(grown, Question(HOMICIDE, dt.date(2021, 6, 26))).record
    assert {one.known_on for one in record if one.year == 2020} == {dt.date(2020, 7, 2)}
    early = Question(HOMICIDE, dt.date(2021, 6, 30), known_on=dt.date(2021, 7, 6))
    assert {one.known_on for one in look_ahead(grown, early).record} == {None}


def test_where_every_year_was_loaded_in_time_the_record_says_so(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, dt.date(2021, 6, 30)), n_years=3)
    only = [one for one in outlook.record if one.known_on]
    assert len(only) == 2
    assert about_record(tuple(only), 0.95)[0] == AS_THEN


def test_a_rebuilt_past_knows_no_loads(grown):
    question = Question(HOMICIDE, dt.date(2018, 5, 31), known_on=dt.date(2018, 6, 2))
    outlook = look_ahead(grown, replace(question, reconstruct=True))
    assert {one.known_on for one in outlook.record} <= {None}
