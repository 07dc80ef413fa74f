"""A small table that others published, as rows of text: safe, and without persons."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from nightout.errors import MissingColumn, UnreadableFile
from nightout.records.engine import connect, quote
from nightout.records.reading import open_rows, refuse_person_columns

__all__ = ["TextTable", "month_of", "read_text_rows", "span_of"]

MOST_ROWS = 100_000


@dataclass(frozen=True)
class TextTable:
    """A file's rows by column name in lower case, empty where a cell is."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    notes: tuple[str, ...] = ()

    def find(self, *names: str) -> str | None:
        """Give the first of these columns that the file has."""
        return next((name for name in names if name in self.columns), None)

    def need(self, *names: str) -> str:
        """Give the first of these columns that the file has.

        Raises
        ------
        MissingColumn
            If it has none of them.
        """
        found = self.find(*names)
        if found is None:
            raise MissingColumn(
                f"{self.file} has no column {' or '.join(names)}",
                f"Its columns are {', '.join(self.columns)}: rename the one that is meant.",
            )
        return found


def read_text_rows(path: Path, *, places: tuple[str, ...] = ()) -> TextTable:
    """Read a small file of any kind that nightout reads.

    Parameters
    ----------
    path
        CSV, XLSX, Parquet or JSON lines.
    places
        Columns that name agencies or places, whatever they are called.

    Raises
    ------
    NightoutError
        If the file is unsafe, unreadable, names persons, or is no small table.
    """
    connection = connect()
    raw = open_rows(connection, path, table="published")
    refuse_person_columns(raw.columns, places=places)
    names = ", ".join(quote(name) for name in raw.columns)
    ordered = f"select {names} from {raw.table} order by source_row limit {MOST_ROWS + 1}"
    cells = connection.execute(ordered).fetchall()
    if not cells or len(cells) > MOST_ROWS:
        raise UnreadableFile(
            f"{path.name} holds {'no rows' if not cells else f'more than {MOST_ROWS:,} rows'}",
            "Give a table of published figures, a row each.",
        )
    columns = tuple(name.strip().lower() for name in raw.columns)
    rows = (
        {name: (cell or "").strip() for name, cell in zip(columns, row, strict=True)}
        for row in cells
    )
    rejected = connection.execute(f"select source_row, reason from {raw.rejected}").fetchall()
    lost = tuple(f"row {number} is left out: {reason}" for number, reason in rejected)
    return TextTable(path.name, columns, tuple(row for row in rows if any(row.values())), lost)


def span_of(text: str) -> tuple[dt.date, dt.date] | None:
    """Read the first and last day that a date, a month or a year may mean; nothing if none."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text.strip(), re.ASCII)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    return month_of(first) if month else (first, dt.date(first.year, 12, 31))


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of the month that holds a day."""
    last = calendar.monthrange(day.year, day.month)[1]
    return day.replace(day=1), day.replace(day=last)
