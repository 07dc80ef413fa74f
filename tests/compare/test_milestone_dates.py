"""Published dates: how exactly each is known, and the 100th homicide of Washington."""

import pytest

from nightout.compare import find_milestones, rank_years, read_dates
from nightout.compare.city_milestones import MilestoneQuestion
from nightout.compare.milestone_dates import read_dated
from nightout.errors import BadSetting, MissingColumn
from nightout.records import find_measure


@pytest.mark.parametrize(
    ("date", "precision", "note", "told", "why"),
    [
        ("2021-07-10", "day", "", "2021-07-10", ""),
        ("2021-07-10", "", "", "2021-07-10", ""),
        ("2021-07", "", "", "2021-07-01/2021-07-31", "not to the day"),
        ("2021-02", "month", "", "2021-02-01/2021-02-28", "month"),
        ("2021-12-05", "month", "", "2021-12-01/2021-12-31", "month"),
        ("2021", "", "", "2021-01-01/2021-12-31", "not to the day"),
        ("2021-07-10", "year", "", "2021-01-01/2021-12-31", "year"),
        ("2021-07", "month or earlier", "", "2021-01-01/2021-07-31", "month or earlier"),
        ("2021-07-10", "day or later", "", "2021-07-10/2021-12-31", "day or later"),
        ("2021-07-15", "approximate", "", "2021-06-30/2021-07-30", "approximate"),
        ("2021-07-15", "Middle of July", "", "2021-06-30/2021-07-30", "Middle of July"),
        ("2021-01-03", "about", "", "2021-01-01/2021-01-18", "about"),
        ("2021-12-30", "about", "", "2021-12-15/2021-12-31", "about"),
        ("2021-06-19", "day", "others say 2021-06-24", "2021-06-19/2021-06-24", "sources disagree"),
        ("2021-06-24", "day", "others say 2021-06-19", "2021-06-19/2021-06-24", "sources disagree"),
        ("2021-06-19", "day", "as of 2023-06-06", "2021-06-19", ""),
        ("2021-06-19", "day", "102 by 2021-06-19", "2021-06-19", ""),
        ("", "", "", None, ""),
    ],
)
def test_a_date_lies_between_these_days(date, precision, note, told, why):
    reached = read_dated("2021", date, precision, note)
    assert (reached.date, reached.why) == (told, why)


@pytest.mark.parametrize(
    ("year", "date", "precision", "said"),
    [
        ("21", "2021-07-10", "", "the year is '21'"),
        ("2021", "10 July", "", "the date of 2021 is '10 July'. Write a day"),
        ("2021", "2020-07-10", "", "the date of 2021 is '2020-07-10'"),
        ("2021", "2021-02-30", "", "the date of 2021 is '2021-02-30'"),
        ("2021", "2021-07-10", "roughly", "the precision of 2021 is 'roughly'"),
    ],
)
def test_what_cannot_be_read_is_refused_by_year(year, date, precision, said):
    with pytest.raises(BadSetting, match=said):
        read_dated(year, date, precision)


@pytest.fixture
def file(tmp_path):
    def write(*lines):
        path = tmp_path / "dates.csv"
        path.write_text("".join(f"{line}\n" for line in lines))
        return path

    return write


def test_two_rows_of_a_year_are_two_sources(file):
    reached, _ = read_dates(
        file(
            "year,date",
            "2020,2020-07-01",
            "2020,2020-07-03",
            "2021,2021-07-01",
            "2021,2021-07-01",
            "2022,",
            "2022,2022-12-01",
        )
    )
    assert [(one.date, one.why) for one in reached] == [
        ("2020-07-01/2020-07-03", "sources disagree"),
        ("2021-07-01", ""),
        ("2022-12-01/..", "sources disagree"),
    ]


def test_a_file_without_dates_says_what_it_has(file):
    with pytest.raises(MissingColumn, match=r"dates\.csv has no column date"):
        read_dates(file("year,when", "2021,2021-07-10"))


def test_washingtons_100th_homicide_of_2021_is_not_contradicted_and_not_proved(real_data):
    reached, _ = read_dates(real_data / "dc_100th_homicide_dates.csv")
    (this,) = (one for one in rank_years(reached) if one.reached.year == 2021)
    assert this.reached.date == "2021-07-10"
    assert this.earliest_since == 2003
    assert this.later == (2013, 2015), "every year whose day is known"
    assert {2004, 2005, 2006, 2007, 2008} <= set(this.unknown)
    assert this.certain == "not contradicted, not proved"


def test_washingtons_100th_homicide_where_two_sources_disagree(real_data):
    reached, _ = read_dates(real_data / "dc_100th_homicide_dates.csv")
    dates = {one.year: one.date for one in reached}
    assert dates[2022] == "2022-06-19/2022-06-24"
    assert dates[2008] == "2008-01-01/2008-07-31"
    assert dates[2020] == "2020-06-30/2020-07-30"


def test_published_dates_alone_make_an_answer_that_warns_of_their_basis(real_data):
    reached, _ = read_dates(real_data / "dc_100th_homicide_dates.csv")
    question = MilestoneQuestion(find_measure("homicide"), 100, published=tuple(reached))
    answer = find_milestones(question, place="Washington, DC")
    assert answer.answering is None
    assert any("seldom say" in note for note in answer.notes)
