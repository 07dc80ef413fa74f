"""Counting a measure in windows and groups: one pass over the table, on any engine."""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from nightout.records.measures import Measure
from nightout.records.moments import day_of, midnight, need_columns, need_wall_clock
from nightout.units import Period

__all__ = [
    "ONE",
    "DayCounts",
    "WindowCounts",
    "count_days",
    "count_windows",
    "fetch_rows",
    "group_of",
    "is_one_row_each",
    "select",
    "within",
]

ONE = ("agency", "incident_id")


@dataclass(frozen=True, eq=False)
class WindowCounts:
    """Counts by group and window.

    `values` has a row per group and a column per window. `groups` names each row by the columns
    in `by`; without any there is one row. `unsaid` counts incidents that do not say how many
    victims, and were counted as one each.
    """

    by: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    windows: tuple[Period, ...]
    values: NDArray[np.int64]
    unsaid: int = 0

    def over(self, groups: Sequence[tuple[str, ...]]) -> WindowCounts:
        """Give the counts of exactly these groups, 0 where there was no incident."""
        rows = dict(zip(self.groups, self.values, strict=True))
        none = np.zeros(len(self.windows), np.int64)
        values = np.array([rows.get(group, none) for group in groups], np.int64)
        return replace(
            self, groups=tuple(groups), values=values.reshape(len(groups), len(self.windows))
        )

    def together(self) -> WindowCounts:
        """Give the counts of all groups as one, where the measure `is_one_row_each`."""
        total = self.values.sum(axis=0, keepdims=True)
        return replace(self, by=(), groups=((),), values=total)

    def of(self, windows: Sequence[Period]) -> WindowCounts:
        """Give the counts in these windows only, in this order; each must have been counted."""
        columns = [self.windows.index(one) for one in windows]
        return replace(self, windows=tuple(windows), values=self.values[:, columns])


@dataclass(frozen=True, eq=False)
class DayCounts:
    """Counts by day: one for each day of `period`, 0 where nothing happened."""

    period: Period
    values: NDArray[np.int64]


@nw.narwhalify
def count_windows(
    records: nw.LazyFrame[Any],
    measure: Measure,
    windows: Sequence[Period],
    *,
    by: Sequence[str] = (),
) -> WindowCounts:
    """Count a measure in each window, by groups, in one pass.

    Parameters
    ----------
    records
        One row per incident and offense as known on some day, on any engine Narwhals speaks, with
        the incident table's columns and those named in `by`.
    measure
        What counts, in which unit, dated by what.
    windows
        The spans of days; they may overlap.
    by
        Columns to group by. A missing value is a group of its own, named by an empty text.

    Returns
    -------
    Groups in the order of their names. Groups without an incident in any window are absent.
    """
    span = Period(min(one.start for one in windows), max(one.end for one in windows))
    counted = select(records, measure, span, by).with_columns(
        **{f"w{i}": within(one) for i, one in enumerate(windows)},
        w_unsaid=nw.when(nw.col("unsaid") & _in_any(windows)).then(1).otherwise(0),
    )
    sums = [nw.col(f"w{i}").sum() for i in range(len(windows))] + [nw.col("w_unsaid").sum()]
    grouped = counted.group_by(*by).agg(*sums) if by else counted.select(*sums)
    rows = sorted(fetch_rows(grouped), key=lambda row: group_of(row, by))
    values = [[int(row[f"w{i}"] or 0) for i in range(len(windows))] for row in rows]
    return WindowCounts(
        tuple(by),
        tuple(group_of(row, by) for row in rows),
        tuple(windows),
        np.array(values, np.int64).reshape(len(rows), len(windows)),
        sum(int(row["w_unsaid"] or 0) for row in rows),
    )


@nw.narwhalify
def count_days(records: nw.LazyFrame[Any], measure: Measure, period: Period) -> DayCounts:
    """Count a measure on each day of a period, in one pass.

    Parameters
    ----------
    records
        As for `count_windows`.
    measure
        What counts, in which unit, dated by what.
    period
        The days.
    """
    by_day = (
        select(records, measure, period, ())
        .with_columns(day=day_of("at"))
        .group_by("day")
        .agg(nw.col("value").sum())
    )
    values = np.zeros(period.n_days, np.int64)
    for row in fetch_rows(by_day):
        values[(row["day"] - period.start).days] = int(row["value"])
    return DayCounts(period, values)


def select(
    records: nw.LazyFrame[Any],
    measure: Measure,
    span: Period,
    by: Sequence[str],
    keep: Sequence[nw.Expr] = (),
) -> nw.LazyFrame[Any]:
    """Keep what counts: a row per counted incident or part with `at`, `value`, `unsaid`, groups.

    Where the rows of an incident are made one, `keep` says how further columns are put together.
    """
    need_columns(records, *_needed(measure), *by)
    need_wall_clock(records, measure.date_column)
    rows = records.lazy().filter(nw.col("offense").is_in(measure.offenses))
    rows = rows.with_columns(at=nw.col(measure.date_column))
    if measure.counts == "incidents":
        rows = _whole_incidents(rows, measure, by, keep).with_columns(
            value=nw.lit(1), unsaid=nw.lit(value=False)
        )
    else:
        # A homicide or shooting without a number has a victim at least; a death is not assumed.
        people = nw.col(measure.counts)
        assumed = 1 if measure.counts == "victims" else 0
        rows = rows.with_columns(value=people.fill_null(assumed), unsaid=people.is_null())
    return rows.filter(nw.col("at") >= midnight(span.start), nw.col("at") < midnight(span.end))


def _needed(measure: Measure) -> tuple[str, ...]:
    """Name the columns that a measure counts by, beside its date."""
    if measure.counts != "incidents":
        return "offense", measure.counts
    return ("offense", "part") if is_one_row_each(measure) else ("offense", *ONE, *measure.at_least)


def is_one_row_each(measure: Measure) -> bool:
    """Whether each row counts for itself, so that the parts of a count make its whole.

    Measures of whole incidents over several offenses or rows do not: an incident with rows in two
    parts counts in both, and may be large enough only as a whole.
    """
    return measure.counts != "incidents" or (len(measure.offenses) == 1 and not measure.at_least)


def _whole_incidents(
    rows: nw.LazyFrame[Any], measure: Measure, by: Sequence[str], keep: Sequence[nw.Expr]
) -> nw.LazyFrame[Any]:
    """Make one row per incident, dated by its first part, and keep those large enough."""
    if is_one_row_each(measure):
        return rows.filter(nw.col("part") == 1)
    people = tuple(measure.at_least)
    parts = rows.group_by(*dict.fromkeys((*ONE, "offense", *by))).agg(
        nw.col("at").min(), *keep, *[nw.col(name).sum() for name in people]
    )
    # The same people may be told under two offenses: the larger number, not the sum.
    whole = parts.group_by(*dict.fromkeys((*ONE, *by))).agg(
        nw.col("at").min(), *keep, *[nw.col(name).max() for name in people]
    )
    large = [nw.col(name) >= least for name, least in measure.at_least.items()]
    return whole.filter(*large) if large else whole


def within(window: Period) -> nw.Expr:
    """Give what a row of `select` counts for in a window: its value or 0."""
    return nw.when(_is_in(window)).then(nw.col("value")).otherwise(0)


def _is_in(window: Period) -> nw.Expr:
    return (nw.col("at") >= midnight(window.start)) & (nw.col("at") < midnight(window.end))


def _in_any(windows: Sequence[Period]) -> nw.Expr:
    return functools.reduce(operator.or_, (_is_in(window) for window in windows))


def fetch_rows(frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
    """Compute the frame, and give its rows by column name."""
    return list(frame.collect("pyarrow").iter_rows(named=True))


def group_of(row: dict[str, Any], by: Sequence[str]) -> tuple[str, ...]:
    """Name the group of a row; a missing value is an empty text."""
    return tuple("" if row[name] is None else str(row[name]) for name in by)
