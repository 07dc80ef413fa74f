"""Tables that agencies publish: which columns are pairs, and what is refused."""

import datetime as dt

import pytest

from nightout.compare import read_survey
from nightout.compare.text_rows import month_of, read_text_rows, span_of
from nightout.errors import BadSetting, MissingColumn, PersonColumn, UnreadableFile


@pytest.fixture
def read(tmp_path):
    def read(*lines):
        path = tmp_path / "survey.csv"
        path.write_text("".join(f"{line}\n" for line in lines))
        return read_survey(path)

    return read


def told(table):
    return [(one.place, one.category, one.now, one.before, one.label) for one in table.answers]


def test_a_wide_table_has_a_pair_per_category(read):
    table = read("Agency,State,rape_now,rape_before,homicide_now,homicide_before",
                 'Boston,MA,1,2,"1,234",')  # fmt: skip
    assert told(table) == [
        ("Boston, MA", "rape", 1, 2, ""),
        ("Boston, MA", "homicide", 1234, None, ""),
    ]


def test_a_long_table_names_its_category_in_a_column(read):
    table = read(
        "city,offense,count_now,count_before,year_now,year_before,period",
        "Boston,homicide,3,2,2021,2020,midyear",
        "Boston,homicide,3,2,2021,2020,summer",
    )
    assert told(table)[0] == ("Boston", "homicide", 3, 2, "midyear 2021 against 2020")
    midyear, summer = table.answers
    assert (str(midyear.span.start), str(midyear.span.through)) == ("2021-01-01", "2021-06-30")
    assert midyear.span_before.n_days == 182
    assert summer.span is None


def test_columns_that_differ_by_their_year_are_pairs_of_the_latest_two(read):
    table = read(
        "city,murders_2019_ytd,murders_2021_ytd,murders_2020_ytd,rapes_2021,2020,2021,as_of",
        "Boston,9,3,2,1,7,8,2021-07",
    )
    assert told(table) == [
        ("Boston", "murders", 3, 2, "2021 against 2020 ytd"),
        ("Boston", "", 8, 7, "2021 against 2020"),
    ]
    assert table.answers[0].through == dt.date(2021, 7, 31)


def test_responding_marks_every_row_as_a_total(read):
    table = read(
        "country,offense,count_now,count_before,responding,surveyed",
        "US,homicide,3,2,66,70",
        "US,rape,3,2,,",
    )
    assert [(one.responding, one.surveyed, one.is_total) for one in table.answers] == [
        (66, 70, True),
        (None, None, True),
    ]


def test_a_period_in_words_needs_its_year(read):
    (answer,) = read("city,period,a_now,a_before", "Boston,Q1,1,2").answers
    assert answer.span is None


@pytest.mark.parametrize(
    ("lines", "error", "said"),
    [
        (("agency,homicides", "A,3"), MissingColumn, "has no pair of counts"),
        (("a_now,a_before", "3,2"), MissingColumn, "no column agency or department or city"),
        (("agency,a_now,a_before", "A,three,2"), BadSetting, "a_now of A is 'three'"),
        (("agency,a_now,a_before", "A,-3,2"), BadSetting, "a_now of A is '-3'"),
        (("agency,a_now,a_before,as_of", "A,3,2,July"), BadSetting, "the date of A is 'July'"),
        (("agency,a_now,a_before",), UnreadableFile, "no rows"),
        (("agency,victim_name,a_now,a_before", "A,B,3,2"), PersonColumn, "victim_name"),
    ],
)
def test_what_cannot_be_read_is_refused(read, lines, error, said):
    with pytest.raises(error, match=said):
        read(*lines)


def test_a_column_without_a_date_says_nothing_of_the_last_day(read):
    (answer,) = read("agency,a_now,a_before,as_of", "A,3,2,").answers
    assert answer.through is None


def test_rows_that_cannot_be_split_are_told(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("agency,a_now,a_before\nA,3,2\nB,3,2,9,9\n")
    table = read_text_rows(path)
    assert [row["agency"] for row in table.rows] == ["A"]
    assert table.notes[0].startswith("row 2 is left out")


def test_more_rows_than_a_published_table_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("nightout.compare.text_rows.MOST_ROWS", 1)
    path = tmp_path / "x.csv"
    path.write_text("agency,a_now,a_before\nA,3,2\nB,3,2\n")
    with pytest.raises(UnreadableFile, match="more than 1 rows"):
        read_text_rows(path)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2021-07-28", ("2021-07-28", "2021-07-28")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2021-12", ("2021-12-01", "2021-12-31")),
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2021-13", None),
        ("0000", None),
        ("July", None),
    ],
)
def test_a_date_a_month_or_a_year_means_these_days(text, span):
    found = span_of(text)
    assert (tuple(map(str, found)) if found else None) == span


def test_a_month_ends_on_its_last_day():
    assert month_of(dt.date(2021, 2, 14)) == (dt.date(2021, 2, 1), dt.date(2021, 2, 28))
