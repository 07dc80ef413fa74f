"""Where rows of text gather in the database: kept ones under one name, rejected under another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import duckdb
import pyarrow as pa

from nightout.records.reading.names import SOURCE_ROW, quote_name

__all__ = ["RawRows", "Stage", "batches", "drop_rows", "staged"]

T = TypeVar("T")

BATCH_CELLS = 400_000  # held as Python objects at a time, about 30 MB of short cells
BATCH_CHARACTERS = 1 << 25
REJECTED_TEXT = 500  # characters of a rejected row that are kept, enough to find it by


@dataclass(frozen=True)
class RawRows:
    """A file's rows as text, in a database.

    Parameters
    ----------
    table
        What to query: `source_row` (1 is the first data row under the header, counting rejected
        and blank ones) and every column as text, NULL where the cell is empty or absent.
    columns
        The names of the columns, in the file's order, without `source_row`.
    rejected
        What to query for rows that could not be split: `source_row, reason, text`.
    notes
        What the reader had to decide, for the report.
    header_row
        The row that names the columns, as a spreadsheet counts rows.
    """

    table: str
    columns: tuple[str, ...]
    rejected: str
    notes: tuple[str, ...] = ()
    header_row: int = 1


@dataclass(frozen=True)
class Stage:
    """Rows on their way into a database.

    Parameters
    ----------
    connection
        The database.
    table
        The name that kept rows will have.
    columns
        The names of the columns, no two alike.
    """

    connection: duckdb.DuckDBPyConnection
    table: str
    columns: tuple[str, ...]

    @property
    def store(self) -> str:
        """The name of the table that holds kept and rejected rows."""
        return f"{self.table}_read"

    @property
    def rejected(self) -> str:
        """The name under which rejected rows are queried."""
        return f"{self.table}_rejected"

    @property
    def slots(self) -> tuple[str, ...]:
        """The names of the columns in the store, whatever they are called in the file."""
        return tuple(f"c{n}" for n in range(1, len(self.columns) + 1))

    def create(self) -> None:
        """Make the store and the two views on it."""
        store = quote_name(self.store)
        slots = "".join(f", {slot} VARCHAR" for slot in self.slots)
        named = "".join(
            f", {slot} AS {quote_name(name)}"
            for slot, name in zip(self.slots, self.columns, strict=True)
        )
        execute = self.connection.execute
        execute(
            f"CREATE TEMP TABLE {store} ({SOURCE_ROW} BIGINT, reason VARCHAR, text VARCHAR{slots})"
        )
        execute(
            f"CREATE TEMP VIEW {quote_name(self.table)} AS "
            f"SELECT {SOURCE_ROW}{named} FROM {store} WHERE reason IS NULL"
        )
        execute(
            f"CREATE TEMP VIEW {quote_name(self.rejected)} AS "
            f"SELECT {SOURCE_ROW}, reason, text FROM {store} WHERE reason IS NOT NULL"
        )

    def add_query(self, select: str, values: Sequence[object] = ()) -> None:
        """Add what a query gives: source_row, reason, text, then each column."""
        into = f"INSERT INTO {quote_name(self.store)} "
        self.connection.execute(into + select, list(values))

    def add(
        self, kept: Sequence[tuple[object, ...]], rejected: Sequence[tuple[int, str, str]]
    ) -> None:
        """Add one batch: kept rows as (source_row, cells...), rejected as (row, reason, text)."""
        if kept:
            empty = "nullif({0}, '')".format
            self._add_batch(kept, (SOURCE_ROW, *self.slots), "NULL, NULL", map(empty, self.slots))
        if rejected:
            short = [(row, reason, text[:REJECTED_TEXT]) for row, reason, text in rejected]
            nulls = ["NULL"] * len(self.slots)
            self._add_batch(short, (SOURCE_ROW, "reason", "text"), "reason, text", iter(nulls))

    def _add_batch(
        self, rows: Sequence[tuple[object, ...]], names: Sequence[str], why: str,
        cells: Iterator[str],
    ) -> None:  # fmt: skip
        types = [pa.int64()] + [pa.string()] * (len(names) - 1)
        arrays = [
            pa.array(values, kind)
            for values, kind in zip(zip(*rows, strict=True), types, strict=True)
        ]
        batch = f"{self.store}_batch"
        self.connection.register(batch, pa.table(arrays, list(names)))
        try:
            select = ", ".join([SOURCE_ROW, why, *cells])
            self.add_query(f"SELECT {select} FROM {quote_name(batch)}")
        finally:
            self.connection.unregister(batch)

    def clear(self) -> None:
        """Take all rows out again."""
        self.connection.execute(f"TRUNCATE {quote_name(self.store)}")

    def drop(self) -> None:
        """Leave nothing in the database."""
        for view in (self.table, self.rejected):
            self.connection.execute(f"DROP VIEW IF EXISTS {quote_name(view)}")
        self.connection.execute(f"DROP TABLE IF EXISTS {quote_name(self.store)}")


def batches(
    rows: Iterable[T], width: int, size: Callable[[T], int] = lambda _: 0
) -> Iterator[list[T]]:
    """Cut rows into batches that fit in memory: by cells, and by characters if `size` tells."""
    most = max(1, BATCH_CELLS // max(1, width))
    batch: list[T] = []
    held = 0
    for row in rows:
        batch.append(row)
        held += size(row)
        if len(batch) >= most or held >= BATCH_CHARACTERS:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def drop_rows(connection: duckdb.DuckDBPyConnection, rows: RawRows) -> None:
    """Let go of a file's rows, once whoever asked for them has read them."""
    Stage(connection, rows.table, rows.columns).drop()


@contextmanager
def staged(
    connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]
) -> Iterator[Stage]:
    """Give a stage to fill; if filling fails, nothing of it is left in the database."""
    stage = Stage(connection, table, columns)
    stage.create()
    try:
        yield stage
    except BaseException:
        stage.drop()
        raise
