"""Milestones from a city's own records: covered years, late reports, and Washington's 50th."""

import csv
import datetime as dt

import pytest

from nightout.compare import (
    MilestoneQuestion,
    Reached,
    as_milestone_rows,
    find_milestones,
)
from nightout.errors import BadSetting, NotYetKnown, OutsideRecords
from nightout.records import create_city, find_measure, find_preset, load_files
from nightout.units import Period

HOMICIDE = find_measure("homicide")


def daily(year, start, n, step=1):
    """A homicide every `step` days from a day in January on."""
    for i in range(n):
        day = dt.date(year, 1, start) + dt.timedelta(days=i * step)
        yield f"{year}-{i},MURDER,{day} 10:00,{day + dt.timedelta(days=1)} 12:00,,,1,11"


def ask(city, n, **settings):
    answer = find_milestones(MilestoneQuestion(HOMICIDE, n, **settings), city=city)
    return answer, {row["year"]: row for row in as_milestone_rows(answer)}


@pytest.fixture
def three_years(city, load):
    rows = [*daily(2018, 1, 40), *daily(2019, 5, 40), *daily(2020, 3, 40), *daily(2021, 1, 12)]
    whole = Period.of(dt.date(2018, 1, 1), dt.date(2021, 1, 13))
    load("2021-01-13", *rows, covers=whole)
    return city


def test_the_day_on_which_the_count_reached_n(three_years):
    _, rows = ask(three_years, 10)
    assert {year: row["date"] for year, row in rows.items()} == {
        2021: "2021-01-10", 2020: "2020-01-12", 2019: "2019-01-14", 2018: "2018-01-10",
    }  # fmt: skip
    assert list(rows[2020]) == [
        "measure", "place", "year", "nth", "date", "rank", "earliest_since", "certain",
    ]  # fmt: skip
    assert (rows[2020]["rank"], rows[2020]["earliest_since"]) == (3, 2018)
    assert rows[2020]["certain"] == "yes"


def test_a_day_reached_just_before_the_records_were_known_may_move(three_years):
    answer, rows = ask(three_years, 10)
    assert rows[2021]["earliest_since"] == 2018
    assert rows[2021]["certain"] == "not contradicted, not proved"
    assert any("can move a day" in note for note in answer.notes)


def test_a_year_that_still_runs_is_not_taken_for_one_that_fell_short(three_years):
    _, rows = ask(three_years, 20)
    assert rows[2021]["date"] == "2021-01-14/.."
    assert rows[2020]["date"] == "2020-01-22"
    _, rows = ask(three_years, 41)
    assert [rows[year]["date"] for year in (2020, 2019, 2018)] == [None, None, None]


def test_the_basis_moves_the_day(three_years):
    _, rows = ask(three_years, 10, date_basis="reported")
    assert rows[2020]["date"] == "2020-01-13"


def test_earlier_years_can_be_left_out(three_years):
    assert list(ask(three_years, 10, n_years=1)[1]) == [2021, 2020]


def test_a_past_day_is_told_as_it_was_known_or_rebuilt(three_years):
    with pytest.raises(NotYetKnown):
        ask(three_years, 10, known_on=dt.date(2021, 1, 9))
    _, rows = ask(three_years, 8, known_on=dt.date(2021, 1, 9), reconstruct=True)
    assert rows[2021]["date"] == "2021-01-08"
    assert {row["certain"] for row in rows.values()} == {None, "not contradicted, not proved"}


def test_a_year_that_begins_in_the_dark_is_missing_not_late(city, load):
    rows = [*daily(2019, 1, 40), *daily(2020, 1, 40), *daily(2021, 2, 40)]
    load("2021-03-31", *rows, covers=Period.of(dt.date(2019, 1, 3), dt.date(2021, 3, 31)))
    answer, told = ask(city, 10)
    assert list(told) == [2021, 2020]
    assert "the records do not cover the beginning of 2019" in answer.notes


def test_published_days_fill_the_years_that_the_records_lack(three_years):
    def published(text):
        day = dt.date.fromisoformat(text)
        return Reached(day.year, day, day)

    others = (published("2016-01-02"), published("2019-01-20"), published("2020-01-12"))
    answer, rows = ask(three_years, 10, published=others)
    assert (rows[2018]["earliest_since"], rows[2018]["certain"]) == (
        2016, "not contradicted, not proved",
    )  # fmt: skip
    assert rows[2019]["date"] == "2019-01-14"
    differ = [note for note in answer.notes if "published as" in note]
    assert differ == ["2019: published as 2019-01-20, the records say 2019-01-14, which is used"]


def test_nothing_known_is_refused(city, load):
    load("2021-03-31", *daily(2021, 5, 40), covers=Period.of(*[dt.date(2021, 1, 3)] * 2))
    with pytest.raises(OutsideRecords, match="no year is known from its first day on"):
        ask(city, 10)
    with pytest.raises(OutsideRecords):
        find_milestones(MilestoneQuestion(HOMICIDE, 10))


def test_a_day_before_anything_was_covered_knows_no_year(city, load):
    load("2021-03-31", *daily(2021, 1, 40), covers=Period.of(*[dt.date(2021, 1, 3)] * 2))
    with pytest.raises(OutsideRecords):
        ask(city, 1, known_on=dt.date(2020, 6, 1), reconstruct=True)


@pytest.mark.parametrize(
    ("settings", "said"), [({"n": 0}, "n is 0"), ({"n": 1, "n_years": 0}, "years is 0")]
)
def test_there_is_a_first_and_an_earlier_year(settings, said):
    with pytest.raises(BadSetting, match=said):
        MilestoneQuestion(HOMICIDE, **settings)


@pytest.fixture(scope="module")
def washington(real_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dc") / "city"
    city = create_city(folder, name="Washington, DC", zone="America/New_York")
    load_files(
        city, [real_data / "dc_crime_incidents_2021_jan_apr.csv"], find_preset("dc-incidents")
    )
    return city


@pytest.mark.parametrize(("basis", "day"), [("reported", "2021-04-05"), ("occurred", "2021-04-04")])
def test_washingtons_50th_homicide_of_2021(washington, basis, day):
    _, rows = ask(washington, 50, date_basis=basis)
    assert rows[2021]["date"] == day


def test_chicagos_500th_homicide_by_hand(real_data, tmp_path):
    city = create_city(tmp_path / "chi", name="Chicago", zone="America/Chicago")
    path = real_data / "chicago_homicides_2001_2023.csv"
    load_files(city, [path], find_preset("chicago-homicides"))
    _, rows = ask(city, 500)
    with path.open() as file:
        days = sorted(row["datetime"][:10] for row in csv.DictReader(file))
    for year in range(2001, 2023):
        of_year = [day for day in days if day.startswith(str(year))]
        assert rows[year]["date"] == (of_year[499] if len(of_year) >= 500 else None)
