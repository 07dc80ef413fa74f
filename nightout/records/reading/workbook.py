"""Rows of one sheet of an Excel workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import duckdb
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from nightout.errors import UnknownName, UnreadableFile
from nightout.records.reading.names import name_columns
from nightout.records.reading.staging import RawRows, batches, staged

__all__ = ["open_workbook"]

HEADER_WITHIN = 50  # rows in which the header is looked for


def open_workbook(
    connection: duckdb.DuckDBPyConnection, path: Path, table: str, sheet: str | None
) -> RawRows:
    """Bring one sheet into the database, as `open_rows` says.

    Cells are written as they would be in CSV: days and times as 2021-07-04 22:15:00, whole
    numbers without `.0`. Blank rows are left out and counted. Unlike the other readers this one
    holds the sheet in memory; a sheet has at most 1,048,576 rows.
    """
    try:
        with CalamineWorkbook.from_path(path) as book:
            chosen, at, notes = _choose(path, book, sheet)
            return _read(connection, table, (chosen, at), notes)
    except CalamineError as error:
        raise UnreadableFile(
            f"{path.name} is a damaged workbook: {str(error).rstrip('.')}",
            "Open it in Excel and save it again, or export the sheet as CSV.",
        ) from error


def _read(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    place: tuple[CalamineSheet, int],
    notes: tuple[str, ...],
) -> RawRows:
    sheet, at = place
    rows: Iterator[tuple[int, Sequence[object]]] = enumerate(islice(sheet.iter_rows(), at, None))
    header = [as_text(cell) for cell in next(rows)[1]]
    columns, more = name_columns(header)
    with staged(connection, table, columns) as stage:
        for batch in batches(_filled(rows), len(columns)):
            stage.add(batch, [])
    return RawRows(table, columns, stage.rejected, notes + more, at + 1)


def _filled(rows: Iterator[tuple[int, Sequence[object]]]) -> Iterator[tuple[object, ...]]:
    for row, cells in rows:
        texts = [as_text(cell) for cell in cells]
        if any(texts):
            yield (row, *texts)


def _choose(
    path: Path, book: CalamineWorkbook, wanted: str | None
) -> tuple[CalamineSheet, int, tuple[str, ...]]:
    """Find the sheet and the place of its header among the rows, with notes on both."""
    tables = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    visible = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible]
    if wanted is not None and wanted not in tables:
        raise UnknownName(
            f"{path.name} has no sheet {wanted!r}",
            f"It has: {', '.join(repr(name) for name in tables)}.",
        )
    names = [name for name in tables if name in visible] if wanted is None else [wanted]
    for name in names:
        sheet = book.get_sheet_by_name(name)
        at = _find_header(sheet)
        if at is not None:
            others = [other for other in names if other != name]
            return sheet, at, _notes(name, at, others)
    raise UnreadableFile(
        f"{path.name} has no sheet with a header in its first {HEADER_WITHIN} rows",
        "Give the columns names in one row above the data, or name the sheet to read.",
    )


def _find_header(sheet: CalamineSheet) -> int | None:
    """Find the first row in which most cells hold text; titles above it fill one or two."""
    for at, cells in enumerate(islice(sheet.iter_rows(), HEADER_WITHIN)):
        n_text = sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells)
        if 2 * n_text > len(cells):
            return at
    return None


def _notes(name: str, at: int, others: list[str]) -> tuple[str, ...]:
    notes = []
    if others:
        notes.append(f"read sheet {name!r}; not read: {', '.join(repr(o) for o in others)}")
    if at:
        notes.append(f"the header is row {at + 1} of sheet {name!r}")
    return tuple(notes)


def as_text(cell: object) -> str:
    """Write a cell as CSV would hold it; an empty one as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return f"{cell.isoformat()} 00:00:00"
    return str(cell)
