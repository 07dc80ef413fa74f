"""Counting windows that are each known on another day: one pass, as for windows known on one."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np

from nightout.compare.count import (
    ONE,
    WindowCounts,
    fetch_rows,
    group_of,
    is_one_row_each,
    select,
)
from nightout.records import Measure
from nightout.records.moments import midnight
from nightout.units import Period

__all__ = ["Apart", "count_apart"]


@dataclass(frozen=True, eq=False)
class Apart:
    """Records, and for each window which of them were known on its day."""

    records: Any
    known: Mapping[Period, nw.Expr]


def count_apart(apart: Apart, measure: Measure, *, by: Sequence[str] = ()) -> WindowCounts:
    """Count a measure in each window as it was known on the window's own day, in one pass.

    Parameters
    ----------
    apart
        One row per version, or per record with its reporting date, with the columns in `by`.
    measure
        What counts, in which unit, dated by what.
    by
        Columns to group by, as for `count_windows`.
    """
    frame, windows = nw.from_native(apart.records).lazy(), tuple(apart.known)
    make = _rows_known if is_one_row_each(measure) else _incidents_known
    counted = make(frame, measure, apart.known, by)
    sums = [nw.col(f"w{i}").sum() for i in range(len(windows))] + [nw.col("w_unsaid").sum()]
    grouped = counted.group_by(*by).agg(*sums) if by else counted.select(*sums)
    rows = sorted(fetch_rows(grouped), key=lambda row: group_of(row, by))
    values = [[int(row[f"w{i}"] or 0) for i in range(len(windows))] for row in rows]
    return WindowCounts(
        tuple(by),
        tuple(group_of(row, by) for row in rows),
        windows,
        np.array(values, np.int64).reshape(len(rows), len(windows)),
        sum(int(row["w_unsaid"] or 0) for row in rows),
    )


def _rows_known(
    frame: nw.LazyFrame[Any], measure: Measure, known: Mapping[Period, nw.Expr], by: Sequence[str]
) -> nw.LazyFrame[Any]:
    """Mark in which windows each row counts, known by the window's day."""
    hull = Period(min(one.start for one in known), max(one.end for one in known))
    counts = [is_known & _holds(window, nw.col("at")) for window, is_known in known.items()]
    in_any, value = functools.reduce(operator.or_, counts), nw.col("value")
    return select(frame, measure, hull, by).with_columns(
        **{f"w{i}": nw.when(one).then(value).otherwise(0) for i, one in enumerate(counts)},
        w_unsaid=nw.when(nw.col("unsaid") & in_any).then(1).otherwise(0),
    )


def _incidents_known(
    frame: nw.LazyFrame[Any], measure: Measure, known: Mapping[Period, nw.Expr], by: Sequence[str]
) -> nw.LazyFrame[Any]:
    """Put incidents together for each window as its day knew them, and mark where they count."""
    people = tuple(measure.at_least)
    rows = frame.filter(nw.col("offense").is_in(measure.offenses)).with_columns(
        **{
            f"a{i}": nw.when(is_known).then(nw.col(measure.date_column))
            for i, is_known in enumerate(known.values())
        },
        **{
            f"{name}{i}": nw.when(is_known & ~nw.col(name).is_null())
            .then(nw.col(name))
            .otherwise(0)
            for name in people
            for i, is_known in enumerate(known.values())
        },
    )
    first = [nw.col(f"a{i}").min() for i in range(len(known))]
    held = [nw.col(f"{name}{i}") for name in people for i in range(len(known))]
    if people:
        rows = rows.group_by(*dict.fromkeys((*ONE, "offense", *by))).agg(
            *first, *[one.sum() for one in held]
        )
    # The same people may be told under two offenses: the larger number, not the sum.
    whole = rows.group_by(*dict.fromkeys((*ONE, *by))).agg(*first, *[one.max() for one in held])
    counts = [
        functools.reduce(
            operator.and_,
            [nw.col(f"{name}{i}") >= least for name, least in measure.at_least.items()],
            _holds(window, nw.col(f"a{i}")),
        )
        for i, window in enumerate(known)
    ]
    return whole.with_columns(
        **{f"w{i}": nw.when(one).then(1).otherwise(0) for i, one in enumerate(counts)},
        w_unsaid=nw.lit(0),
    )


def _holds(window: Period, at: nw.Expr) -> nw.Expr:
    return (at >= midnight(window.start)) & (at < midnight(window.end))
