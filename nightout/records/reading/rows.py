"""Any file that users bring, as rows of text in a database."""

from __future__ import annotations

from pathlib import Path

import duckdb

from nightout.errors import BadSetting
from nightout.records.reading.csv_rows import open_csv
from nightout.records.reading.geojson import open_geojson
from nightout.records.reading.json_rows import open_json
from nightout.records.reading.limits import DEFAULT_LIMITS, Limits
from nightout.records.reading.parquet import open_parquet
from nightout.records.reading.safety import FileKind, check_safe
from nightout.records.reading.staging import RawRows
from nightout.records.reading.workbook import open_workbook

__all__ = ["open_rows"]

OPENERS = {
    FileKind.CSV: open_csv,
    FileKind.CSV_GZ: open_csv,
    FileKind.PARQUET: open_parquet,
    FileKind.JSONL: open_json,
    FileKind.GEOJSON: open_geojson,
}


def open_rows(
    connection: duckdb.DuckDBPyConnection,
    path: Path | str,
    *,
    table: str,
    sheet: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> RawRows:
    """Check a file and bring its rows into a database as text.

    Nothing is trimmed, converted or guessed at; that is the work of the mapping. Except for
    workbooks, memory does not grow with the file: give the connection a `memory_limit` and a
    `temp_directory`.

    Parameters
    ----------
    connection
        The database, outside a transaction: DuckDB aborts one when a read is tried and fails.
        Temporary tables and views named after `table` are made in it.
    path
        The file.
    table
        The name under which the rows are to be queried.
    sheet
        The sheet of a workbook; the first visible one with a header if None.
    limits
        What a packed file may unpack to.

    Raises
    ------
    UnreadableFile
        If the file is not there, is damaged, or is not what its name says.
    UnsafeFile
        If opening it would do harm.
    BadSetting
        If `sheet` is given for a file that has none.
    """
    path = Path(path)
    kind = check_safe(path, limits)
    if kind is FileKind.XLSX:
        return open_workbook(connection, path, table, sheet)
    if sheet is not None:
        raise BadSetting(
            f"sheet is {sheet!r} and {path.name} has no sheets", "Name a sheet only of a workbook."
        )
    return OPENERS[kind](connection, path, table)
