"""Time to crime: bands by state, and the sheet of cities."""

import csv

import pytest
from openpyxl import Workbook

from nightout.errors import BadSetting, MissingColumn
from nightout.flows.faults import BadCount, NotATraceTable
from nightout.flows.reading import read_cities, read_time_to_crime
from nightout.flows.trafficked import count_likely_trafficked

BANDS = [
    "Under 3 Months", "3 Months to Under 7 Months", "7 Months to Under 1 Year",
    "1 Year to Under 2 Years", "2 Years to Under 3 Years", "3 Years and Over", "Unknown",
]  # fmt: skip


@pytest.fixture
def save(tmp_path):
    def write(rows, name="ttc_2021.xlsx"):
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


def test_shares_are_of_guns_whose_time_is_known(save):
    rows = [["Time-to-crime"], [None, "State", *BANDS], [None, "IOWA", 1, 2, 3, 4, 10, 20, 99]]
    found = read_time_to_crime(save(rows))
    assert found.upper_months[:5] == (3, 7, 12, 24, 36)
    assert found.share_under(12).tolist() == [6 / 40]
    assert found.share_under(36).tolist() == [0.5]
    assert found.unknown.tolist() == [99]


def test_published_shares_of_minnesota_come_out_of_its_counts(save, real_data):
    """1,231 and 1,955 of 3,759, printed as 32.7% and 52.0%."""
    with (real_data / "atf_time_to_crime_published.csv").open() as stream:
        source = next(
            row["source"] for row in csv.DictReader(stream) if row["geography"] == "Minnesota"
        )
    assert "1231=32.7%" in source
    assert "1955=52.0%" in source
    header = ["State", "Under 1 Year", "1 Year to Under 3 Years", "3 Years and Over"]
    found = read_time_to_crime(save([header, ["MINNESOTA", 1231, 724, 1804]]))
    assert [round(100 * found.share_under(m)[0], 1) for m in (12, 36)] == [32.7, 52.0]


def test_a_place_where_no_time_is_known_has_no_share(save):
    found = read_time_to_crime(save([["State", *BANDS], ["IOWA", 0, 0, 0, 0, 0, 0, 5]]))
    assert str(found.share_under(12)[0]) == "nan"


def test_what_is_no_band_or_no_count_is_told(save):
    found = read_time_to_crime(save([["State", *BANDS], ["IOWA", *range(7)]]))
    with pytest.raises(BadSetting, match="no band ends at 6 months"):
        found.share_under(6)
    with pytest.raises(BadCount, match="Iowa is -1"):
        read_time_to_crime(save([["State", *BANDS], ["IOWA", -1, *range(6)]]))
    with pytest.raises(NotATraceTable, match="no table of time-to-crime"):
        read_time_to_crime(save([["State", "Guns"], ["IOWA", 1]]))


def test_cities_stand_under_or_beside_their_state(save):
    beside = [["State", "City", "Number of Traces"], ["ALABAMA", "MOBILE", 1694], ["", "TOTAL", 9]]
    under = [["Recovery City", "Number"], ["ALABAMA", None], ["MOBILE", 1694]]
    for rows in (beside, under):
        (one,) = read_cities(save(rows, "cities_2021.xlsx"))
        assert (one.year, one.state, one.city, one.traced) == (2021, "Alabama", "Mobile", 1694)
    with pytest.raises(BadCount, match=r"MOBILE are 1\.5"):
        read_cities(save([["State", "City", "Number"], ["ALABAMA", "MOBILE", 1.5]]))
    with pytest.raises(NotATraceTable, match="recovery cities"):
        read_cities(save([["a", "b"]]))


HEADER = "year,source_place,recovery_place,ttc_band,traced"


def test_likely_trafficked_is_moved_and_under_three_years_of_those_known(make_pairs):
    rows = [
        "2020,GA,NY,Under 3 Months,5", "2020,GA,NY,2 Years to Under 3 Years,7",
        "2020,GA,NY,3 Years and Over,30", "2020,NY,NY,Under 3 Months,8",
        "2020,GA,NY,Unknown,4", "2020,GA,NY,,6", "2021,GA,NY,3 Years and Over,9",
    ]  # fmt: skip
    first, last = count_likely_trafficked(make_pairs(*rows, header=HEADER))
    assert (first.traced, first.known, first.unknown) == (12, 50, 10)
    assert first.share == 12 / 50
    assert first.share_low < first.share < first.share_high
    assert (last.year, last.traced, last.known) == (2021, 0, 9)


def test_bands_are_needed_and_must_be_bands(make_pairs):
    with pytest.raises(MissingColumn, match="no column ttc_band"):
        count_likely_trafficked(make_pairs("2020,GA,NY,1"))
    with pytest.raises(BadCount, match="the band 'soon'"):
        count_likely_trafficked(make_pairs("2020,GA,NY,soon,1", header=HEADER))
