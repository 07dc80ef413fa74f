"""`nightout milestone`: what a person types, reads, and gets wrong."""

import json

import pytest

from nightout.cli.milestone_text import name_years
from tests.conftest import HEADER, MAPPING

DATES = """year,date,precision,note
2003,2003-05-27,day,
2008,2008-07,month or earlier,
2013,2013-12-07,day,
2021,2021-07-10,day,
2022,2022-07-10,day,
2023,2023-06-30,day,other papers say 2023-07-04
2024,,,
2025,2025-12-08,day,
2026,2026-12-09,day,
"""


@pytest.fixture
def dates(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text(DATES)
    return path


@pytest.fixture(scope="module")
def town(nightout, tmp_path_factory):
    base = tmp_path_factory.mktemp("town")
    (base / "mapping.yaml").write_text(MAPPING)
    rows = [
        f"{year}-{i},MURDER,{year}-01-{i:02} 10:00,{year}-01-{i + 1:02} 12:00,,,1,11\n"
        for year in (2020, 2021)
        for i in range(1, 30)
    ]
    (base / "export.csv").write_text(HEADER + "".join(rows))
    nightout("new", base / "city", "--zone", "America/New_York", "--name", "Testville")
    nightout(
        "load", base / "city", base / "export.csv", "--mapping", base / "mapping.yaml",
        "--known-on", "2021-02-01", "--covers", "2020-01-01..2021-02-01",
    )  # fmt: skip
    return base / "city"


def ask(nightout, *words):
    return nightout("milestone", "--measure", "homicide", "--n", "100", *words)


def test_published_dates_say_what_they_do_not_prove(nightout, dates):
    ran = ask(nightout, "--dates", dates, "--place", "Washington, DC", "--year", "2021")
    assert ran.code == 0, ran.err
    told = " ".join(ran.out.split())
    assert "100th of the year: Homicides, Washington, DC by dates that others published" in told
    assert "10 July 2021 is the earliest since 2003; known to be later: 2013" in told
    assert "missing or inexact: 2004 to 2012, 2014 to 2020" in told
    assert "Certain: not contradicted, not proved." in told
    assert "01-01 to 07-31" in told
    assert "What this cannot show" in told


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2022", "10 July 2022 is as early as 2021, and no year known in between was"),
        ("2023", "2023: 06-30 to 07-04 (sources disagree), so that nothing is said of its rank"),
        ("2024", "2024: not reached, so that nothing is said"),
        ("2003", "27 May 2003: no earlier year is known to hold it against"),
        ("2026", "9 December 2026 is later than 2025"),
    ],
)
def test_each_year_can_be_put_in_words(nightout, dates, year, said):
    ran = ask(nightout, "--dates", dates, "--year", year)
    assert said in " ".join(ran.out.split())


def test_json_has_the_columns_of_a_milestone(nightout, dates):
    told = json.loads(ask(nightout, "--dates", dates, "--format", "json").out)
    assert list(told) == ["command", "terms", "rows", "notes"]
    assert " ".join(told["rows"][0]) == ("measure place year nth date rank earliest_since certain")
    (row,) = (one for one in told["rows"] if one["year"] == 2008)
    assert (row["date"], row["rank"]) == ("2008-01-01/2008-07-31", None)
    assert told["terms"]["known_basis"] == "published"


def test_a_citys_records_name_their_basis(nightout, town):
    for basis, day in (("occurred", "01-20"), ("reported", "01-21")):
        ran = nightout(
            "milestone", town, "--measure", "homicide", "--n", "20", "--date-basis", basis
        )
        assert ran.code == 0, ran.err
        assert day in ran.out
        verb = "occurred" if basis == "occurred" else "were reported"
        assert f"dated by when they {verb}" in " ".join(ran.out.split())
        assert "the day itself may still move" in " ".join(ran.out.split())


def test_a_running_year_is_told_by_its_last_day(nightout, town):
    ran = nightout("milestone", town, "--measure", "homicide", "--n", "99")
    assert "02-02 or later" in ran.out
    assert "29 by the last day covered" in ran.out
    assert "no year known" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "neither a city nor --dates is given"),
        (("--dates", "DATES", "--year", "1999"), "year is 1999. These are known: 2003, 2008, 2013"),
        (("--dates", "nowhere.csv"), "nowhere.csv"),
        (("--dates", "DATES", "--years", "0"), "years is 0"),
    ],
)
def test_wrong_input_is_one_message_and_code_2(nightout, dates, words, said):
    ran = ask(nightout, *(dates if word == "DATES" else word for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_years_in_a_row_are_named_by_their_ends():
    assert name_years([2016, 2003, 2009, 2010, 2011, 2017]) == "2003, 2009 to 2011, 2016, 2017"
