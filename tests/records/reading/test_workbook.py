"""Sheets of workbooks, written with openpyxl and read as text."""

import datetime as dt

import openpyxl
import pytest

from nightout.errors import BadSetting, UnknownName, UnreadableFile
from tests.records.reading.conftest import WORKBOOK, read_path, write_zip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.xlsx"


def write(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def test_cells_become_the_text_that_csv_would_hold(connection, path):
    moment, day = dt.datetime(2021, 7, 4, 22, 15), dt.date(2021, 7, 5)
    write(path, a=[["id", "n", "at", "day", "flag"], [1, 2.5, moment, day, True],
                   ["007", None, " x ", 3.0, False]])  # fmt: skip
    raw, rows, bad = read_path(connection, path)
    assert raw.columns == ("id", "n", "at", "day", "flag")
    assert rows == [
        (1, "1", "2.5", "2021-07-04 22:15:00", "2021-07-05 00:00:00", "true"),
        (2, "007", None, " x ", "3", "false"),
    ]
    assert (bad, raw.notes) == ([], ())


def test_a_title_above_the_header_is_passed_and_noted(connection, path):
    book = write(path, a=[["Shootings by ward", None, None], [None], ["Ward", "Year", "Victims"],
                          [1, 2021, 7], [None, None, None], [2, 2021, 9]])  # fmt: skip
    book["a"].merge_cells("A1:C1")
    book.save(path)
    raw, rows, _ = read_path(connection, path)
    assert raw.columns == ("Ward", "Year", "Victims")
    assert rows == [(1, "1", "2021", "7"), (3, "2", "2021", "9")]
    assert raw.notes == ("the header is row 3 of sheet 'a'",)


def test_rows_left_empty_above_the_title_are_counted_in_the_note(connection, path):
    write(path, a=[[], [], ["id", "n"], [1, 2]])
    assert read_path(connection, path)[0].notes == ("the header is row 3 of sheet 'a'",)


def test_the_first_visible_sheet_with_a_header_is_read_unless_one_is_named(connection, path):
    book = write(path, lists=[["x", "y"], [0, 0]], empty=[], data=[["id"], [1]], more=[["id"], [2]])
    book["lists"].sheet_state = "hidden"
    book.save(path)
    raw, rows, _ = read_path(connection, path)
    assert rows == [(1, "1")]
    assert raw.notes == ("read sheet 'data'; not read: 'empty', 'more'",)
    assert read_path(connection, path, table="b", sheet="more")[1] == [(1, "2")]
    assert read_path(connection, path, table="c", sheet="lists")[1] == [(1, "0", "0")]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(connection, path):
    write(path, data=[["id"], [1]])
    with pytest.raises(UnknownName, match=r"no sheet 'x'\. It has: 'data'"):
        read_path(connection, path, sheet="x")


def test_a_sheet_is_named_only_of_a_workbook(read):
    with pytest.raises(BadSetting, match="no sheets"):
        read("a.csv", "id,n\n1,x\n", sheet="x")


def test_a_workbook_of_numbers_alone_has_no_header(connection, path):
    write(path, data=[[1, 2], [3, 4]])
    with pytest.raises(UnreadableFile, match="no sheet with a header"):
        read_path(connection, path)


def test_a_workbook_that_cannot_be_opened_is_refused(connection, path):
    write_zip(path, WORKBOOK)
    with pytest.raises(UnreadableFile, match=r"a\.xlsx"):
        read_path(connection, path)
