"""How a table is declared: type, unit, meaning and caveat of each column, said once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pyarrow as pa

__all__ = ["Column", "Kind", "Table"]


class Kind(Enum):
    """What a column holds, in the reader's words, DuckDB's and Arrow's."""

    TEXT = ("text", "VARCHAR", pa.string())
    COUNT = ("whole number", "INTEGER", pa.int32())
    NUMBER = ("number", "DOUBLE", pa.float64())
    DAY = ("day", "DATE", pa.date32())
    MOMENT = ("local date and time", "TIMESTAMP", pa.timestamp("us"))
    YES_NO = ("yes or no", "BOOLEAN", pa.bool_())
    SHAPE = ("geometry, WGS 84", "GEOMETRY", pa.binary())

    def __init__(self, words: str, sql: str, arrow: pa.DataType) -> None:
        self.words = words
        self.sql = sql
        self.arrow = arrow


@dataclass(frozen=True)
class Column:
    """One column: what it means and what it does not."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    caveat: str = ""
    key: bool = False
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: the grain of its rows and its columns in order."""

    name: str
    grain: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together name one row."""
        return tuple(column.name for column in self.columns if column.key)

    def arrow_schema(self) -> pa.Schema:
        """Give the table's Arrow schema, key columns not nullable."""
        return pa.schema(
            pa.field(column.name, column.kind.arrow, nullable=not (column.key or column.required))
            for column in self.columns
        )
