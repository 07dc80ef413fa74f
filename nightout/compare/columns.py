"""Columns of a small result as NumPy arrays, without what is not needed for that."""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

__all__ = ["day_numbers", "is_missing", "name_groups", "number_texts", "whole_numbers"]

Counts = NDArray[np.int64]


def whole_numbers(column: Any) -> Counts:
    """Give a column as whole numbers, a day as days since 1970, a missing value as any number."""
    import pyarrow as pa

    plain = column.to_arrow()
    if pa.types.is_date32(plain.type):
        plain = plain.cast(pa.int32())
    plain = plain.cast(pa.int64())
    # Arrow imports pandas, which takes half a second, for any other way past missing values.
    held = np.frombuffer(plain.buffers()[1], np.int64)
    return held[plain.offset : plain.offset + len(plain)]


def day_numbers(column: Any, first: dt.date) -> Counts:
    """Give days as numbers from a first day on; a missing one gives any number."""
    if not column.dtype.is_temporal():
        # Where all are missing, pandas no longer knows that they were days.
        return np.zeros(len(column), np.int64)
    return whole_numbers(column.cast(nw.Date)) - (first - dt.date(1970, 1, 1)).days


def is_missing(column: Any) -> NDArray[np.bool_]:
    """Say which values of a column are missing."""
    return np.asarray(whole_numbers(column.is_null()) == 1)


def name_groups(rows: Any, by: str) -> tuple[tuple[str, ...], Counts]:
    """Give the names of the groups in order, and which each row belongs to; "" where missing."""
    if not by:
        return ("",), np.zeros(len(rows), np.int64)
    told = ["" if one is None else str(one) for one in rows[by].to_list()]
    names = sorted(set(told))
    place = {name: i for i, name in enumerate(names)}
    return tuple(names), np.array([place[one] for one in told], np.int64)


def number_texts(rows: Any, *columns: str) -> Counts:
    """Give each different combination of texts a number from 0 on."""
    found: dict[tuple[Any, ...], int] = {}
    lists = [rows[name].to_list() for name in columns]
    return np.array([found.setdefault(key, len(found)) for key in zip(*lists, strict=True)],
                    np.int64)  # fmt: skip
