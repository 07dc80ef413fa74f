"""Edges of a question: what no test of an ordinary one meets."""

import datetime as dt

import numpy as np
import pytest

from nightout.compare import (
    Question,
    WindowCounts,
    as_rows,
    compare_city,
    compare_counts,
    for_public,
)
from nightout.errors import BadSetting, NightoutError, OutsideRecords
from nightout.records import find_measure
from nightout.units import Period
from tests.compare.test_question import HOMICIDE, ask, years


def test_in_public_a_few_rapes_in_a_whole_city_are_hidden(city, load):
    rows = [row.replace("MURDER", "RAPE") for row in years(4, 3, 5, 4, 6, 4)]
    load("2021-02-01", *rows)
    question = Question(find_measure("rape"), dt.date(2021, 1, 31), by=("beat",))
    rows = as_rows(for_public(compare_city(city, question)))
    assert [row["word"] for row in rows] == ["hidden"] * 3
    assert not any(row["n"] for row in rows)


def test_in_public_nothing_is_hidden_that_need_not_be(city, load):
    load("2021-02-01", *years(20, 22, 18, 21, 20, 28))
    answer = ask(city, by=("beat",))
    assert for_public(answer) == answer


def test_incidents_that_do_not_say_how_many_are_said(city, load):
    rows = [row.replace(",,,1,", ",,,,") for row in years(20, 22, 18, 21, 20, 29)]
    load("2021-02-01", *rows)
    answer = ask(city)
    assert as_rows(answer)[0]["n"] == 29
    assert any("do not say how many victims: counted as one each" in one for one in answer.notes)


def test_two_breakdowns_cross(city, load):
    load("2021-02-01", *years(20, 22, 18, 21, 20, 29), "x,ARSON,2021-01-05,,,,,")
    rows = as_rows(ask(city, by=("beat", "offense")))
    assert [row["place"] for row in rows][1:] == [
        "beat 11, offense homicide",
        "beat 12, offense homicide",
    ]


def test_incidents_without_a_beat_have_a_row_at_the_end(city, load):
    load("2021-02-01", *years(20, 22, 18, 21, 20, 29), "x,MURDER,2021-01-05,2021-01-05,,,1,")
    assert as_rows(ask(city, by=("beat",)))[-1]["place"] == "no beat"


def test_records_that_cover_no_day_answer_nothing(city, load):
    load("2021-02-01", "x,MURDER,2021-01-05,,,,1,", covers=Period.of(*[dt.date(1999, 1, 1)] * 2))
    with pytest.raises(OutsideRecords, match="cover 1999-01-01 through 1999-01-01"):
        ask(city)


def test_a_past_day_cannot_be_asked_about_what_lay_ahead_of_it(city, load):
    load("2021-01-15", *[row for row in years(20, 29) if row.split(",")[2] < "2021-01-15"])
    with pytest.raises(OutsideRecords, match="no loaded file covers"):
        ask(city)


@pytest.mark.parametrize("basis", ["guessed", "occured"])
def test_a_date_basis_that_is_none_is_refused(city, load, basis):
    load("2021-02-01", *years(20, 29))
    with pytest.raises(BadSetting, match="occurred, reported, ruled"):
        ask(city, date_basis=basis)


def test_the_reporting_date_may_be_asked_for(city, load):
    load("2021-02-01", "a,MURDER,2020-12-31,2021-01-02,,,1,", *years(20, 22, 18, 21, 20, 29))
    assert as_rows(ask(city))[0]["n"] == 29
    assert as_rows(ask(city, date_basis="reported"))[0]["n"] == 30


def test_counts_alone_have_no_word_but_one():
    window = Period.of(dt.date(2021, 1, 1), dt.date(2021, 1, 31))
    counts = WindowCounts((), ((),), (window,), np.array([[7]]))
    (change,) = compare_counts(counts)
    assert (change.n, change.word, change.n_years) == (7, "not comparable", 0)


def test_every_error_says_what_to_do():
    error = NightoutError("the window is 0", "Use 7 for weekly counts.")
    assert str(error) == "the window is 0. Use 7 for weekly counts."
    assert error.exit_code == 2
    assert HOMICIDE.slug == "homicide"
