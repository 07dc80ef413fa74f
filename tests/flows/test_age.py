"""How many guns were recovered soon after first sale, in the library and as a person asks."""

import json

import pytest
from openpyxl import Workbook
from scipy.stats import binomtest

from nightout.errors import BadSetting
from nightout.flows import measure_ages, read_time_to_crime
from nightout.flows.faults import DuplicateYear

HEADER = ["State", "Under 1 Year", "1 Year to Under 3 Years", "3 Years and Over", "Unknown"]


@pytest.fixture
def save(tmp_path):
    def write(year, *rows, header=HEADER, kind="ttc"):
        book = Workbook()
        for row in (header, *rows):
            book.active.append(row)
        book.save(tmp_path / f"{kind}_{year}.xlsx")
        return tmp_path / f"{kind}_{year}.xlsx"

    return write


def test_all_listed_places_come_first_and_shares_are_of_the_known(save):
    sheet = read_time_to_crime(save(2021, ["IOWA", 10, 20, 70, 9], ["OHIO", 30, 20, 50, 1]))
    every, iowa, ohio = measure_ages([sheet])
    assert (every.place, every.known, every.unknown) == ("all listed", 200, 10)
    assert (every.share_under_1_year, every.share_under_3_years) == (0.2, 0.4)
    assert (iowa.place, iowa.share_under_1_year, iowa.share_under_3_years, iowa.unknown) == (
        "Iowa",
        0.1,
        0.3,
        9,
    )
    assert (ohio.place, ohio.known) == ("Ohio", 100)


def test_one_year_has_the_exact_binomial_interval(save):
    sheet = read_time_to_crime(save(2021, ["IOWA", 10, 20, 70, 9]))
    told = measure_ages([sheet])[1]
    exact = binomtest(10, 100).proportion_ci()
    assert (told.share_under_1_year_low, told.share_under_1_year_high) == pytest.approx(
        tuple(exact), rel=1e-6
    )


def test_years_that_differ_widen_the_interval(save):
    rows = {2019: 100, 2020: 300, 2021: 120, 2022: 280}
    sheets = [
        read_time_to_crime(save(year, ["IOWA", n, 100, 900 - n, 0])) for year, n in rows.items()
    ]
    wide, alone = measure_ages(sheets, 2021)[1], measure_ages(sheets[2:3])[1]
    assert wide.share_under_1_year == alone.share_under_1_year
    assert wide.share_under_1_year_high - wide.share_under_1_year_low > 3 * (
        alone.share_under_1_year_high - alone.share_under_1_year_low
    )
    assert wide.dispersion > 10


def test_a_sheet_without_unknown_does_not_say_zero(save):
    header = HEADER[:-1]
    sheet = read_time_to_crime(save(2021, ["IOWA", 10, 20, 70], header=header))
    assert measure_ages([sheet])[1].unknown is None


def test_a_year_twice_or_not_there_is_refused(save):
    sheet = read_time_to_crime(save(2021, ["IOWA", 10, 20, 70, 9]))
    with pytest.raises(DuplicateYear, match="2021 is there in two files"):
        measure_ages([sheet, sheet])
    with pytest.raises(BadSetting, match="2020 is not loaded"):
        measure_ages([sheet], 2020)


def test_bands_that_skip_a_year_are_refused(save):
    header = ["State", "Under 1 Year", "1 Year to Under 2 Years", "2 Years and Over", "Unknown"]
    sheet = read_time_to_crime(save(2021, ["IOWA", 10, 20, 70, 9], header=header))
    with pytest.raises(BadSetting, match="no band ends at 36"):
        measure_ages([sheet])


def test_a_person_asks_for_time_to_crime(run, save):
    path = save(2021, ["MINNESOTA", 1231, 724, 1804, 7])
    code, out, _ = run("time-to-crime", path)
    assert code == 0
    assert "Minnesota     3,759        7  32.7%" in out
    assert "Traces are not a random sample" in out
    code, out, _ = run("time-to-crime", path, "--format", "html")
    assert code == 0
    assert "<svg" in out


def test_a_person_asks_for_likely_trafficked_guns(run, make_pairs):
    header = "year,source_place,recovery_place,ttc_band,traced"
    path = make_pairs(
        "2020,GA,NY,Under 3 Months,50", "2020,GA,NY,3 Years and Over,30", "2020,NY,NY,Unknown,20",
        "2021,GA,NY,Under 3 Months,4", "2021,GA,NY,3 Years and Over,90", header=header,
    )  # fmt: skip
    code, out, _ = run("trafficked", path, "--format", "json")
    assert code == 0
    told = json.loads(out)
    first, second = told["rows"]
    assert (first["traced"], first["known"], first["unknown"]) == (50, 80, 20)
    assert second["share_low"] < second["share"] == 4 / 94 < second["share_high"]
    assert "moved with its owner" in told["notes"][1]


def test_a_person_asks_for_cities(run, save):
    path = save(
        2021, ["ALABAMA", "MOBILE", 1694], ["ALABAMA", "SMALLTOWN", 3], ["IOWA", "AMES", 40],
        header=["State", "City", "Number of Traces"], kind="cities",
    )  # fmt: skip
    code, out, _ = run("cities", path, "--format", "json")
    assert code == 0
    rows = json.loads(out)["rows"]
    assert (rows[0]["city"], rows[0]["traced"]) == ("Mobile", 1694)
    assert next(row for row in rows if row["city"] == "Smalltown")["traced"] is None


def test_a_file_of_another_kind_is_told(run, save):
    code, _, err = run("time-to-crime", save(2021, ["IOWA", 1], header=["State", "Guns"]))
    assert code == 2
    assert "no table of time-to-crime" in err
