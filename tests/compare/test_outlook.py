"""An outlook on a city's records: the range, its record, its words and what public may see."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from nightout.compare import (
    Question,
    Tried,
    YearsBefore,
    as_curve_rows,
    as_outlook_terms,
    as_record_rows,
    compare_city,
    cumulative_curve,
    for_public_outlook,
    look_ahead,
    point_to_year_end,
)
from nightout.compare.outlook import (
    LATE,
    NO_RECORD,
    SHORT_RECORD,
    TOO_FEW,
    TOO_NARROW,
    about_record,
)  # fmt: skip
from nightout.errors import BadSetting
from nightout.records import LoadOptions, create_city, find_measure, find_preset, load_files
from nightout.units import Period

HOMICIDE = find_measure("homicide")
JULY = dt.date(2020, 7, 28)
FIRST = 2010


def write_years(per_year, *, through, offense="MURDER"):
    """Rows of a file: `per_year` victims a year, spread evenly, from 2010 on."""
    rows = []
    for year, n in enumerate(per_year, FIRST):
        for i in range(n):
            day = dt.date(year, 1, 1) + dt.timedelta(days=int((i + 0.5) * 365 / n))
            if day <= through:
                rows.append(f"{year}-{i},{offense},{day},{day},,,1,11")
    return rows


@pytest.fixture
def grown(city, load):
    """Ten whole years and half of the eleventh."""
    load(
        "2020-12-01",
        *write_years([100, 104, 98, 102, 97, 103, 99, 101, 96, 105, 150], through=JULY),
        covers=Period.of(dt.date(FIRST, 1, 1), dt.date(2020, 11, 30)),
    )
    return city


def test_the_range_is_that_of_the_years_before_split_at_the_day(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, JULY), n_years=5)
    curve = cumulative_curve(grown, Question(HOMICIDE, JULY, n_years=5))
    so_far = curve.earlier[:, len(curve.now) - 1]
    before = YearsBefore.of(curve.years, so_far, curve.earlier[:, -1] - so_far)
    share = len(curve.now) / 366
    told = point_to_year_end(int(curve.now[-1]), before, year=2020, elapsed=share)
    assert outlook.year_end == told
    assert outlook.curve.years == (2015, 2016, 2017, 2018, 2019)
    assert told.low < 150 < told.high


def test_the_record_tells_each_year_by_those_before_it_alone(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, JULY), n_years=4)
    assert [one.year for one in outlook.record] == [2019, 2018, 2017, 2016, 2015, 2014, 2013]
    assert [one.given.years[0] for one in outlook.record][-2:] == [2010, 2010]
    assert {len(one.given.years) for one in outlook.record} == {3, 4}
    for one in outlook.record:
        through = JULY.replace(year=one.year)
        again = look_ahead(grown, Question(HOMICIDE, through), n_years=4)
        assert again.year_end == one.given
        assert (
            one.end == compare_city(grown, Question(HOMICIDE, dt.date(one.year, 12, 31))).whole[0].n
        )


def test_the_record_counts_what_lay_inside_and_how_far_off(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, JULY))
    inside = [one.given.low <= one.end <= one.given.high for one in outlook.record]
    assert outlook.n_inside == sum(inside)
    widths = [(one.given.high - one.given.low) / one.end for one in outlook.record]
    assert outlook.mean_width == pytest.approx(sum(widths) / len(widths))
    off = [abs(one.given.expected - one.end) / one.end for one in outlook.record]
    assert outlook.mean_error == pytest.approx(sum(off) / len(off))
    naive = [abs(one.given.so_far * 366 / 210 - one.end) / one.end for one in outlook.record]
    assert outlook.mean_naive_error == pytest.approx(sum(naive) / len(naive))


@pytest.mark.parametrize(
    ("n_inside", "many", "says"),
    # 3 of 5 has a chance of 2 in 100 where 95 of 100 should hold; 4 of 5 one of 23.
    [(3, 5, TOO_NARROW), (4, 5, SHORT_RECORD), (8, 10, None), (7, 10, TOO_NARROW)],
)
def test_a_record_that_fails_more_often_than_luck_allows_says_so(n_inside, many, says):
    given = point_to_year_end(
        5, YearsBefore.of((2001, 2002, 2003), [5] * 3, [5] * 3), year=2004, elapsed=0.5
    )
    record = tuple(Tried(2004 + i, given, 10 if i < n_inside else 999) for i in range(many))
    assert about_record(record, 0.95)[1:] == ((says,) if says else ())


def test_few_years_are_refused_with_words_and_the_curve_stands(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, dt.date(2012, 7, 28)))
    assert (outlook.year_end, outlook.record) == (None, ())
    assert TOO_FEW in outlook.notes
    assert outlook.curve.now[-1] > 0
    assert look_ahead(grown, Question(HOMICIDE, JULY), n_years=2).year_end is None


def test_three_years_give_a_range_without_a_record_and_four_a_short_one(grown):
    three = look_ahead(grown, Question(HOMICIDE, dt.date(2013, 7, 28)))
    assert three.year_end is not None
    assert NO_RECORD in three.notes
    four = look_ahead(grown, Question(HOMICIDE, dt.date(2014, 7, 28)))
    assert len(four.record) == 1
    assert SHORT_RECORD in four.notes


def test_a_year_that_is_over_points_to_nothing(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, dt.date(2019, 12, 31)))
    assert outlook.year_end is None
    assert "the year is over" in outlook.notes[0]


def test_a_missing_last_year_is_not_leapt_over(city, load):
    rows = write_years([50, 52, 49, 51, 50, 48], through=dt.date(2015, 7, 1))
    kept = [row for row in rows if not row.startswith("2014-")]
    load("2015-07-02", *[one for one in kept if one < "2014"],
         covers=Period.of(dt.date(2010, 1, 1), dt.date(2013, 12, 31)))  # fmt: skip
    load("2015-07-03", *[one for one in kept if one > "2014"],
         covers=Period.of(dt.date(2015, 1, 1), dt.date(2015, 7, 1)))  # fmt: skip
    outlook = look_ahead(city, Question(HOMICIDE, dt.date(2015, 6, 30)))
    assert outlook.year_end is None
    assert TOO_FEW in outlook.notes


def test_the_newest_weeks_are_warned_of(grown):
    question = Question(HOMICIDE, dt.date(2020, 11, 20))
    assert LATE in look_ahead(grown, question).notes
    assert LATE not in look_ahead(grown, Question(HOMICIDE, JULY)).notes


def test_years_that_only_the_default_would_want_are_not_complained_of(grown):
    notes = look_ahead(grown, Question(HOMICIDE, dt.date(2014, 7, 28))).curve.notes
    assert not [one for one in notes if "do not cover" in one]
    asked = look_ahead(grown, Question(HOMICIDE, dt.date(2014, 7, 28)), n_years=6)
    assert "the records do not cover 2009, 2008" in asked.curve.notes


@pytest.mark.parametrize("wrong", [{"level": 0.0}, {"level": 95.0}, {"n_years": 0}])
def test_a_wrong_setting_is_refused(grown, wrong):
    with pytest.raises(BadSetting):
        look_ahead(grown, Question(HOMICIDE, JULY), **wrong)


def test_rows_by_day_are_the_curve(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, dt.date(2020, 3, 1)), n_years=2)
    rows = as_curve_rows(outlook)
    assert [row["date"] for row in rows[58:61]] == ["2020-02-28", "2020-02-29", "2020-03-01"]
    assert (rows[60]["n"], rows[60]["year"]) == (int(outlook.curve.now[-1]), 2020)
    assert [row["date"] for row in rows if row["year"] == 2019][58:60] == [
        "2019-02-28",
        "2019-03-01",
    ]
    assert [row["n"] for row in rows if row["date"].endswith("12-31")] == [105, 96]
    assert len(rows) == 61 + 2 * 365


def test_rows_of_the_record_begin_with_this_year(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, JULY))
    rows = as_record_rows(outlook)
    assert (rows[0]["year"], rows[0]["end"], rows[0]["inside"]) == (2020, None, None)
    assert (rows[0]["low"], rows[0]["high"]) == (outlook.year_end.low, outlook.year_end.high)
    assert (rows[1]["year"], rows[1]["end"], rows[1]["through"]) == (2019, 105, "2019-07-28")
    assert as_outlook_terms(outlook)["record"]["years"] == len(rows) - 1


def test_a_curve_that_is_too_telling_is_hidden_in_public(grown):
    outlook = look_ahead(grown, Question(HOMICIDE, JULY))
    assert for_public_outlook(outlook) is outlook
    shy = replace(HOMICIDE, whole_city_is_public=False)
    hidden = for_public_outlook(look_ahead(grown, Question(shy, JULY)))
    assert {row["n"] for row in as_curve_rows(hidden)} == {None}
    (row,) = as_record_rows(hidden)
    assert {row[name] for name in ("n", "low", "expected", "high", "naive", "end")} == {None}
    assert (as_outlook_terms(hidden)["range"], as_outlook_terms(hidden)["record"]) == (None, None)


def test_chicago_by_july_2021_pointed_to_where_the_year_ended(real_data, tmp_path):
    """804 homicides by the end of 2021; the range is told from the years before alone."""
    city = create_city(tmp_path / "chicago", name="Chicago", zone="America/Chicago")
    file = real_data / "chicago_homicides_2001_2023.csv"
    options = LoadOptions(known_on=dt.date(2023, 7, 20))
    load_files(city, [file], find_preset("chicago-homicides"), options)
    outlook = look_ahead(city, Question(HOMICIDE, dt.date(2021, 7, 28)))
    told = outlook.year_end
    assert (told.so_far, told.low, round(told.expected), told.high) == (445, 698, 802, 925)
    end = compare_city(city, Question(HOMICIDE, dt.date(2021, 12, 31))).whole[0].n
    assert end == 804
    assert (outlook.n_inside, len(outlook.record)) == (16, 17)
    assert [one.year for one in outlook.record if not one.inside] == [2016]
    assert outlook.mean_width == pytest.approx(0.298, abs=5e-4)
    assert (outlook.mean_error, outlook.mean_naive_error) == (
        pytest.approx(0.0497, abs=5e-5),
        pytest.approx(0.0465, abs=5e-5),
    )
    assert np.isfinite(outlook.mean_width)
