"""Rows of a Parquet file, every column written as text."""

from __future__ import annotations

from pathlib import Path

import duckdb

from nightout.errors import UnreadableFile
from nightout.records.reading.names import name_columns, quote_name, quote_text
from nightout.records.reading.paths import literal_path
from nightout.records.reading.staging import RawRows, staged

__all__ = ["open_parquet"]

OUR_FAULT = (duckdb.OutOfMemoryException, duckdb.CatalogException, duckdb.TransactionException)
ZONED = ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS")  # the latter is cut to microseconds
NESTED = ("STRUCT", "MAP", "UNION", "VARIANT")


def open_parquet(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> RawRows:
    """Bring a Parquet file into the database, as `open_rows` says.

    It is copied rather than viewed, so that a damaged page is found here and not in the middle
    of a load.
    """
    source = f"read_parquet({quote_text(literal_path(path))}, hive_partitioning = false"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {source})").fetchall()
        columns, notes = name_columns([row[0] for row in described])
        number = _number_of_row([row[0] for row in described])
        cells = "".join(f", {_as_text(row[0], row[1])}" for row in described)
        numbered = source + (", file_row_number = true)" if "file" in number else ")")
        with staged(connection, table, columns) as stage:
            stage.add_query(f"SELECT {number}, NULL, NULL{cells} FROM {numbered}")
    except OUR_FAULT:
        raise
    except duckdb.Error as error:  # a damaged page header raises this very class
        raise UnreadableFile(
            f"{path.name} is a damaged Parquet file: {str(error).splitlines()[0].rstrip('.')}",
            "Download or export it again.",
        ) from error
    return RawRows(table, columns, stage.rejected, notes)


def _number_of_row(names: list[str]) -> str:
    """Let the reader number rows, unless a column of the file already has the name it gives."""
    if "file_row_number" in (name.lower() for name in names):
        return "row_number() OVER ()"
    return "file_row_number + 1"


def _as_text(name: str, kind: str) -> str:
    column = quote_name(name)
    if kind in ZONED:
        # Cast to text alone would write the hour of the session's zone.
        text = f"timezone('UTC', {column}::TIMESTAMPTZ)::VARCHAR || '+00'"
    elif kind.endswith("]") or kind.startswith(NESTED):
        text = f"to_json({column})::VARCHAR"
    elif kind == "BLOB":  # older writers do not mark text as such
        text = f"coalesce(try(decode({column})), {column}::VARCHAR)"
    else:
        text = f"{column}::VARCHAR"
    return f"nullif({text}, '')"
