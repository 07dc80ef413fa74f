"""Edges of a question: what no test of an ordinary one meets."""

import datetime as dt

import numpy as np
import pytest

from nightout.compare import (
    WindowCounts,
    as_rows,
    compare_counts,
)
from nightout.errors import BadSetting, NightoutError, OutsideRecords, UnknownName
from nightout.records import LoadOptions, load_files, read_mapping
from nightout.units import Period
from tests.compare.test_question import HOMICIDE, ask, years
from tests.conftest import HEADER, MAPPING


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


def two_agencies(city, tmp_path, load):
    """One agency from 2019 on, another that begins in 2021."""
    load("2021-02-01", *years(10, 10, 20))
    path = tmp_path / "other.csv"
    path.write_text(HEADER + "".join(f"o{row}\n" for row in years(30)))
    (tmp_path / "other.yaml").write_text(MAPPING.replace("Testville PD", "Other PD"))
    options = LoadOptions(known_on=dt.date(2021, 2, 1))
    load_files(city, [path], read_mapping(tmp_path / "other.yaml"), options)


def test_a_rise_because_another_agency_begins_is_no_rise(city, load, tmp_path):
    two_agencies(city, tmp_path, load)
    answer = ask(city)
    (row,) = as_rows(answer)
    assert (row["n"], row["n_before"], row["word"]) == (50, None, "not comparable")


def test_a_date_that_no_source_gives_is_unknown_not_zero(city, load):
    load("2021-02-01", *years(20, 29))
    with pytest.raises(OutsideRecords, match="hold no ruled dates"):
        ask(city, date_basis="ruled")


def test_a_past_day_cannot_be_rebuilt_without_reporting_dates(city, load):
    rows = [",".join([*row.split(",")[:3], "", *row.split(",")[4:]]) for row in years(20, 29)]
    load("2021-02-01", *rows)
    with pytest.raises(OutsideRecords, match="hold no reported dates"):
        ask(city, known_on=dt.date(2021, 1, 5), reconstruct=True)


def test_a_silence_of_days_in_a_busy_file_is_a_gap(city, load):
    rows = [f"{day}-{i},MURDER,2021-01-{day:02},2021-01-{day:02},,,1," for day in range(1, 32)
            for i in range(9) if not 10 <= day <= 15]  # fmt: skip
    load("2021-02-01", *rows)
    with pytest.raises(OutsideRecords, match="covers 2021-01-10 through 2021-01-15"):
        ask(city)


@pytest.mark.parametrize("by", [("beat", "beat"), ("",), ("lon",), ("incident_id",)])
def test_only_groups_that_name_nobody_break_a_count_down(city, load, by):
    load("2021-02-01", *years(20, 29))
    with pytest.raises((BadSetting, UnknownName)):
        ask(city, by=by)


def test_a_day_that_has_not_come_cannot_be_known(city, load):
    load("2021-02-01", *years(20, 29))
    with pytest.raises(BadSetting, match="has not come yet"):
        ask(city, known_on=city.today() + dt.timedelta(days=1))


def test_a_mean_of_years_names_the_first_and_the_last_of_them(city, load):
    load("2021-02-01", *years(20, 22, 18, 21, 20, 29))
    (row,) = as_rows(ask(city, against="mean"))
    assert (row["start_before"], row["through_before"]) == ("2016-01-01", "2020-01-31")
