"""Reading: every cell of eleven real years, tables on their side, and what is refused."""

import csv

import numpy as np
import pytest

from nightout.errors import BadSetting, MissingColumn, PersonColumn, UnreadableFile
from nightout.flows import read_flows
from nightout.flows.faults import BadCount, DuplicateYear, NotATraceTable, UnknownPlace
from nightout.flows.reading import read_workbook
from nightout.flows.states import find_state
from tests.flows.conftest import COUNTS, STATES

OFF_BY = {
    "California": 1, "Georgia": 1, "Michigan": 3, "North Carolina": 1, "Oregon": 1,
    "Pennsylvania": 1,
}  # fmt: skip


def test_every_cell_of_eleven_years_is_that_of_the_checked_long_form(atf, real_data):
    with (real_data / "atf_source_recovery_2010_2020.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        at = (atf.years.index(int(row["year"])), atf.index(row["source_state"]))
        assert atf.traced[at][atf.index(row["recovery_state"])] == int(row["traced"])
    assert sum(int(row["traced"]) for row in rows) == atf.traced.sum()
    assert len(rows) == 32_185


def test_printed_totals_differ_in_six_rows_of_2012_only(real_data):
    for path in sorted((real_data / "atf_workbooks").iterdir()):
        table = read_workbook(path)
        off = {one.place: one.summed - one.printed for one in table.discrepancies}
        assert off == (OFF_BY if table.origin.year == 2012 else {})
        assert {one.side for one in table.discrepancies} <= {"source"}


def test_real_years_lie_as_labelled_and_keep_their_query_date(real_data, atf):
    """As stored here, 2012 and 2013 have their sources in rows like all the others."""
    for path in (real_data / "atf_workbooks").iterdir():
        assert not any("turned" in note for note in read_workbook(path).notes)
    asked = {one.year: one.queried_on for one in atf.origins}
    assert (asked[2015], asked[2019], asked[2017]) == ("April 11, 2016", "April 10, 2020", "")


def test_georgia_to_new_york_in_2013_is_331_and_not_9(atf):
    counts = atf.during([2013])
    georgia, new_york = atf.index("GA"), atf.index("NY")
    assert (counts[georgia, new_york], counts[new_york, georgia]) == (331, 9)


@pytest.mark.parametrize("year", range(2010, 2021))
@pytest.mark.parametrize("labels_too", [False, True])
def test_any_real_workbook_turned_on_its_side_is_noticed(real_data, tmp_path, year, labels_too):
    from openpyxl import Workbook

    from nightout.flows.reading.sheets import read_sheets

    path = real_data / "atf_workbooks" / f"trace_{year}.xlsx"
    rows = next(iter(read_sheets(path)))[1]
    table = [row[1:] for row in rows[1:58] if row[1] or row is rows[1]]
    labels = (
        ("Source State", "Recovery State") if labels_too else ("Recovery State", "Source State")
    )
    book = Workbook()
    book.active.append([labels[0]])
    for at, row in enumerate(zip(*table, strict=True)):
        book.active.append([labels[1] if at == 0 else None, *row])
    sideways = tmp_path / path.name
    book.save(sideways)
    again, right = read_workbook(sideways), read_workbook(path)
    assert any("lies on its side" in note for note in again.notes)
    assert any("against its labels" in note for note in again.notes) == (not labels_too)
    assert again.sources == right.sources
    np.testing.assert_array_equal(again.traced, right.traced)


def test_a_made_workbook_is_read_as_written(make_workbook):
    table = read_workbook(make_workbook())
    assert table.sources == table.recoveries == STATES
    assert table.traced.tolist() == COUNTS
    assert (table.notes, table.discrepancies) == ((), ())


def test_labels_decide_where_too_few_states_speak(make_workbook):
    few = [row[:3] for row in COUNTS[:3]]
    upright = read_workbook(make_workbook(counts=few, states=STATES[:3]))
    assert upright.traced.tolist() == few
    labels = ("Source State", "Recovery State")
    turned = read_workbook(
        make_workbook(counts=few, states=STATES[:3], sideways=True, labels=labels)
    )
    assert turned.traced.tolist() == few
    with pytest.raises(NotATraceTable, match="does not tell which side"):
        read_workbook(make_workbook(counts=few, states=STATES[:3], labels=("", "")))


def test_a_total_that_does_not_add_up_is_told_with_both_numbers(make_workbook):
    path = make_workbook(cells={(3, 9): 960})
    (fault,) = read_workbook(path).discrepancies
    assert str(fault) == "2020: Georgia as source is printed as 960; its cells add to 959"


def test_the_year_stands_in_the_footnote_before_the_name(make_workbook):
    foot = "- Includes Firearms Recovered and Traced between 1/1/2015 - 12/31/2015, or if blank"
    assert read_workbook(make_workbook("any.xlsx", feet=[foot])).origin.year == 2015
    with pytest.raises(UnreadableFile, match="does not say which year"):
        read_workbook(make_workbook("any.xlsx"))


@pytest.mark.parametrize("bad", [-3, 2.5, "n/a", None])
def test_a_cell_that_is_no_count_is_refused_by_name(make_workbook, bad):
    with pytest.raises(BadCount, match="Georgia and Illinois"):
        read_workbook(make_workbook(cells={(3, 4): bad}))


def test_a_state_nobody_knows_is_refused_with_the_nearest(make_workbook):
    with pytest.raises(UnknownPlace, match=r"'GEORGEA' is no state.*Is it Georgia"):
        read_workbook(make_workbook(cells={(3, 1): "GEORGEA"}))


def test_the_same_year_twice_is_refused(make_workbook):
    paths = [make_workbook("a_2020.xlsx"), make_workbook("b_2020.xlsx")]
    with pytest.raises(DuplicateYear, match=r"2020 is in a_2020\.xlsx and in b_2020\.xlsx"):
        read_flows(paths)


def test_a_workbook_without_such_a_table_says_what_would_do(make_workbook):
    with pytest.raises(NotATraceTable, match="year, source_place"):
        read_workbook(make_workbook(states=tuple("abcdefg")))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("DST OF COLUMBIA", "District of Columbia"),
        ("US VIRGIN  ISLANDS", "US Virgin Islands"),
        ("US VIRGIN ISLND", "US Virgin Islands"),
        ("GUAM & NORTHERN MARIANA ISLANDS", "Guam and Northern Mariana Islands"),
        ("Washington, D.C.".replace(",", ""), "District of Columbia"),
        ("ny", "New York"),
        ("CANADA", "Canada"),
    ],
)
def test_states_are_known_by_the_ways_tables_write_them(written, name):
    assert find_state(written).name == name


def test_pairs_of_states_are_read_like_a_workbook(make_workbook, make_pairs):
    rows = [
        f"2020,{source},{recovery},{COUNTS[i][j]}"
        for i, source in enumerate(STATES)
        for j, recovery in enumerate(STATES)
    ]
    one, other = read_flows([make_workbook()]), read_flows([make_pairs(*rows)])
    assert (one.places, one.years, one.level) == (other.places, other.years, other.level)
    np.testing.assert_array_equal(one.traced, other.traced)


def test_pairs_of_counties_keep_their_names_and_count_unknown_sources(make_pairs):
    rows = ["2020,Cook,Lake,30", "2020,Lake,Cook,50", "2020,,Cook,20", "2020,Lake,Lake,0"]
    flows = read_flows([make_pairs(*rows)])
    assert (flows.places, flows.level, flows.scope) == (("Cook", "Lake"), "place", "as given")
    assert flows.known_share([2020]) == pytest.approx(0.8)


def test_the_known_share_is_not_made_up_where_nobody_counted(make_workbook):
    assert read_flows([make_workbook()]).known_share([2020]) is None


@pytest.mark.parametrize("column", ["serial_number", "purchaser_name", "dob", "address", "buyer"])
def test_columns_that_tell_of_a_person_or_one_gun_are_refused(make_pairs, column):
    path = make_pairs("2020,GA,NY,1,x", header=f"year,source_place,recovery_place,traced,{column}")
    with pytest.raises(PersonColumn, match=column):
        read_flows([path])


def test_pairs_name_what_is_wrong(make_pairs):
    with pytest.raises(MissingColumn, match="no column recovery_place"):
        read_flows([make_pairs("2020,GA,1", header="year,source_place,traced")])
    with pytest.raises(BadCount, match="row 2: traced is '-1'"):
        read_flows([make_pairs("2020,GA,NY,1", "2020,GA,FL,-1")])
    with pytest.raises(BadCount, match=r"row 1: traced is '1\.5'"):
        read_flows([make_pairs("2020,GA,NY,1.5")])
    with pytest.raises(DuplicateYear, match="GA to NY twice in 2020"):
        read_flows([make_pairs("2020,GA,NY,1", "2020,GA,NY,2")])
    with pytest.raises(UnknownPlace, match="Georgea"):
        read_flows([make_pairs("2020,Georgea,NY,1", *(f"2020,GA,{s},1" for s in STATES))])


def test_scopes_hold_what_they_say(atf):
    sizes = {scope: len(atf.within(scope).places) for scope in ("48", "50", "50+DC", "all")}
    assert sizes == {"48": 48, "50": 50, "50+DC": 51, "all": 55}
    with pytest.raises(UnknownPlace, match="widen --scope"):
        atf.within("48").index("AK")


def test_a_folder_stands_for_its_workbooks_and_states_do_not_mix(
    make_workbook, make_pairs, tmp_path
):
    book = make_workbook()
    assert read_flows([tmp_path]).years == (2020,)
    pairs = make_pairs("2019,Cook,Lake,1", "2019,Lake,Cook,2")
    with pytest.raises(BadSetting, match="states are mixed"):
        read_flows([book, pairs])
    with pytest.raises(BadSetting, match="no file of traces"):
        read_flows([])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match=r"no \.xlsx and no \.csv"):
        read_flows([tmp_path / "empty"])


def test_a_state_that_stands_twice_is_refused(make_workbook):
    with pytest.raises(NotATraceTable, match="Georgia stands twice"):
        read_workbook(make_workbook(cells={(4, 1): "GA"}))


def test_guns_without_a_place_of_recovery_are_left_out_and_told(make_pairs):
    flows = read_flows([make_pairs("2020,GA,NY,5", "2020,NY,GA,2", "2020,GA,,3")])
    assert flows.traced.sum() == 7
    assert "3 guns without a place of recovery" in flows.notes[0]


def test_a_damaged_workbook_and_a_wrong_grand_total_are_told(make_workbook, tmp_path):
    (tmp_path / "trace_2019.xlsx").write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(UnreadableFile):
        read_workbook(tmp_path / "trace_2019.xlsx")
    table = read_workbook(make_workbook(cells={(9, 9): 1}))
    assert [str(one) for one in table.discrepancies] == [
        f"2020: the grand total is printed as 1; its cells add to {table.traced.sum():,}"
    ]
