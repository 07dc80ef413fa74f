"""The sheets of a workbook, once it is seen to be safe, as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from nightout.errors import PersonColumn, UnreadableFile
from nightout.records.reading import FileKind, check_safe, refuse_person_columns

__all__ = ["Rows", "check_columns", "find_query_date", "find_year", "read_sheets"]

Rows = list[list[object]]
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SPAN = re.compile(r"between \d+/\d+/(\d{4}) ?-")
QUERY = re.compile(r"query of .*? on ([A-Z][a-z]+ \d+, \d{4})")
# One gun or one person can be looked up by these, which the general rule lets pass.
TELLING = {"serial", "purchaser", "possessor", "buyer", "associate", "address", "addresses"}


def read_sheets(path: Path) -> Iterator[tuple[str, Rows]]:
    """Give the name and the rows of each sheet.

    Raises
    ------
    UnreadableFile
        If it is no workbook or is damaged.
    UnsafeFile
        If opening it would do harm.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    if check_safe(path) is not FileKind.XLSX:
        raise UnreadableFile(f"{path.name} is no .xlsx workbook", "Save it as .xlsx or CSV.")
    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                yield name, [list(row) for row in rows]
    except CalamineError as error:
        raise UnreadableFile(
            f"{path.name} is a damaged workbook: {str(error).rstrip('.')}",
            "Open it in Excel and save it again.",
        ) from error


def check_columns(columns: Sequence[str]) -> None:
    """Refuse columns that say who somebody is, or by which one gun can be looked up.

    Raises
    ------
    PersonColumn
        Naming the columns.
    """
    refuse_person_columns(columns)
    found = [column for column in columns if TELLING & set(re.findall("[a-z]+", column.casefold()))]
    if found:
        raise PersonColumn(
            f"the columns {', '.join(map(repr, found))} would tell of one gun or one person",
            "Remove them: trace counts hold places and years only.",
        )


def find_year(path: Path, rows: Rows) -> int:
    """Find the year that a sheet is about, in its footnotes or else in the file's name.

    Raises
    ------
    UnreadableFile
        If neither says one.
    """
    for text in _texts(rows):
        if said := SPAN.search(text):
            return int(said.group(1))
    named = YEAR.findall(path.stem)
    if len(set(named)) == 1:
        return int(named[0])
    raise UnreadableFile(
        f"{path.name} does not say which year it is about",
        "Put the year into the name of the file, as in traces_2020.xlsx.",
    )


def find_query_date(rows: Rows) -> str:
    """Find when the tracing system was asked, in the words of the footnote; else nothing."""
    for text in _texts(rows):
        if said := QUERY.search(text):
            return said.group(1)
    return ""


def _texts(rows: Rows) -> Iterator[str]:
    for row in rows:
        yield from (cell for cell in row if isinstance(cell, str) and len(cell) > 20)
