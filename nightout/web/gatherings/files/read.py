"""Tables of gatherings that coordinators bring: checked before anything opens them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nightout.errors import MissingColumn, UnreadableFile
from nightout.records.reading import Limits, open_rows
from nightout.web.gatherings.files.columns import ALIASES, COLUMNS, plain

__all__ = ["MOST_ROWS", "Table", "read_table"]

MOST_ROWS = 5_000
ENDINGS = (".csv", ".xlsx")
MEGABYTE = 1_000_000
# A table of 5,000 gatherings is under 3 MB unpacked.
LIMITS = Limits(
    max_unpacked_bytes=60 * MEGABYTE, ratio_after_bytes=10 * MEGABYTE, max_entries=200,
    max_cells=2_000_000,
)  # fmt: skip
NEEDED = ("title", "address", "starts", "ends")


@dataclass(frozen=True)
class Table:
    """Rows by our columns, numbered as in a spreadsheet; and columns that are not ours."""

    rows: tuple[tuple[int, dict[str, str]], ...]
    unknown: tuple[str, ...]


def read_table(upload: Any) -> Table:
    """Read an uploaded CSV or workbook.

    Raises
    ------
    UnreadableFile, UnsafeFile
        If it is not what its name says, does harm, or holds too many rows.
    MissingColumn
        If a column that every gathering needs is not there.
    """
    ending = Path(str(upload.name)).suffix.lower()
    if ending not in ENDINGS:
        raise UnreadableFile(
            _("the file ends in %(ending)r") % {"ending": ending or _("nothing")},
            _("Bring a .csv or an .xlsx."),
        )
    # The name that was sent is used for nothing else: it may hold anything.
    with tempfile.TemporaryDirectory(prefix="nightout-import-") as folder:
        path = Path(folder) / f"gatherings{ending}"
        with path.open("xb") as stream:
            os.fchmod(stream.fileno(), 0o600)
            for piece in upload.chunks():
                stream.write(piece)
        return _rows_of(path)


def _rows_of(path: Path) -> Table:
    import duckdb

    with duckdb.connect(config={"memory_limit": "500MB", "threads": 1}) as connection:
        raw = open_rows(connection, path, table="gatherings", limits=LIMITS)
        names = [_ours(name) for name in raw.columns]
        _need_columns(names, raw.columns)
        found = connection.execute(f"select * from {raw.table} limit {MOST_ROWS + 1}").fetchall()
        n_rejected = connection.execute(f"select count(*) from {raw.rejected}").fetchone()
    if len(found) > MOST_ROWS or (n_rejected and n_rejected[0]):
        raise _too_much(len(found), n_rejected[0] if n_rejected else 0)
    rows = ((raw.header_row + number, _cells(names, cells)) for number, *cells in found)
    unknown = tuple(
        was for was, name in zip(raw.columns, names, strict=True) if name not in COLUMNS
    )
    return Table(tuple(row for row in rows if row[1]), unknown)


def _need_columns(names: Sequence[str], said: Sequence[str]) -> None:
    missing = [one for one in NEEDED if one not in names]
    if missing:
        raise MissingColumn(
            _("the table has no column %(column)r; it has %(columns)s")
            % {"column": missing[0], "columns": ", ".join(said)[:300]},
            _("It needs at least %(columns)s; export one to see all columns.")
            % {"columns": ", ".join(NEEDED)},
        )


def _cells(names: Sequence[str], cells: Sequence[str | None]) -> dict[str, str]:
    """Give the cells of a row that say something, by our columns."""
    return {
        name: plain(cell.strip())
        for name, cell in zip(names, cells, strict=True)
        if name in COLUMNS and cell and cell.strip()
    }


def _too_much(n_rows: int, n_rejected: int) -> UnreadableFile:
    if n_rows > MOST_ROWS:
        most = number_format(MOST_ROWS, force_grouping=True)
        return UnreadableFile(
            _("the table has more than %(most)s rows") % {"most": most}, _("Bring it in parts.")
        )
    return UnreadableFile(
        ngettext(
            "%d row cannot be split into its columns",
            "%d rows cannot be split into its columns",
            n_rejected,
        )
        % n_rejected,
        _("Save it again from the program that made it."),
    )


def _ours(name: str) -> str:
    bare = "_".join(name.strip().lower().replace("-", " ").split())
    return ALIASES.get(bare, bare)
