"""Incidents by the hours of the week between which they happened: one pass, on any engine."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from nightout.compare.clock_changes import ClockChange
from nightout.compare.count import fetch_rows, select
from nightout.errors import BadSetting
from nightout.records import Measure
from nightout.records.moments import day_of_week, midnight, need_wall_clock
from nightout.units import Period

__all__ = ["A_MOMENT", "LONGEST_HOURS", "TOO_LONG", "HourGroups", "group_by_hours"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# In place of the hour in which a span ends.
A_MOMENT, TOO_LONG = -1, -2
# In a week and more the same two hours of the week would stand for two lengths.
LONGEST_HOURS = 144
WEEK_MINUTES = 7 * 24 * 60
KEYS = ("start_hour", "end_hour", "sharp", "change")
SUMS = ("n", "squares", "per_minute", "before", "after")


@dataclass(frozen=True, eq=False)
class HourGroups:
    """Incidents grouped by the hours of the week of their two times.

    Parameters
    ----------
    start_hour, end_hour
        Hours of the week, 0 for Monday at midnight. Instead of the end `A_MOMENT` where the time
        is known, or `TOO_LONG` where the span is.
    sharp
        Whether a moment, or the end of a span, is on the hour.
    change
        1 where the span holds a whole hour that never was, 2 one that came twice, else 0.
    n, squares
        What is counted, and the sum of its squares.
    per_minute
        The sum of what is counted over the real minutes of its span.
    before, after
        The same times the minutes from the full hour to the start, and from the full hour to the
        end: what of the first hour is not in the span, and what of the last one is.
    """

    start_hour: Ints
    end_hour: Ints
    sharp: NDArray[np.bool_]
    change: Ints
    n: Floats
    squares: Floats
    per_minute: Floats
    before: Floats
    after: Floats


@nw.narwhalify
def group_by_hours(
    records: nw.LazyFrame[Any],
    measure: Measure,
    period: Period,
    *,
    longest_hours: int = 24,
    changes: Sequence[ClockChange] = (),
) -> HourGroups:
    """Group what a measure counts by the hours of the week between which it happened.

    Parameters
    ----------
    records
        As for `count_windows`, with `occurred_at` and `occurred_until`.
    measure
        What counts; it is dated by when it occurred.
    period
        The days on which it occurred, or began.
    longest_hours
        Spans of so many hours and longer, and of a day less a minute, say nothing of the hour.
    changes
        The hours that clocks left out or repeated in that time.

    Raises
    ------
    BadSetting
        If the measure is dated otherwise, `longest_hours` is not from 1 to 144, or moments carry a
        zone.
    MissingColumn
        If a column is absent.
    """
    if measure.date_basis != "occurred":
        raise BadSetting(
            f"{measure.slug} is dated by when it was {measure.date_basis}",
            "Hours are those in which something occurred: use that date basis.",
        )
    if not 1 <= longest_hours <= LONGEST_HOURS:
        raise BadSetting(
            f"the longest span is {longest_hours} hours", f"Use from 1 to {LONGEST_HOURS}."
        )
    need_wall_clock(records, "occurred_at", "occurred_until")
    rows = _rows(records, measure, period)
    grouped = (
        _with_sums(_with_keys(rows, longest_hours, changes))
        .group_by(*KEYS)
        .agg(*[nw.col(name).sum() for name in SUMS])
    )
    found = sorted(fetch_rows(grouped), key=lambda row: [int(row[name]) for name in KEYS])
    keys = {name: np.array([int(row[name]) for row in found], np.int64) for name in KEYS}
    sums = {name: np.array([float(row[name] or 0) for row in found]) for name in SUMS}
    return HourGroups(**keys | {"sharp": keys["sharp"].astype(bool)}, **sums)


def _rows(records: nw.LazyFrame[Any], measure: Measure, period: Period) -> nw.LazyFrame[Any]:
    kept = select(records, measure, period, (), keep=[nw.col("occurred_until").max()])
    # A moment is a span without length: a gap would make numbers of hours float on some engines.
    until = nw.col("occurred_until")
    until = nw.when(until.is_null()).then(nw.col("at")).otherwise(until)
    rows = kept.select("at", "value", until=until).with_columns(
        start_hour=_hour_of_week("at"),
        end_hour=_hour_of_week("until"),
        start_past=_minute("at"),
        end_past=_minute("until"),
    )
    return rows.with_columns(
        start_minute=nw.col("start_hour") * 60 + nw.col("start_past"),
        end_minute=nw.col("end_hour") * 60 + nw.col("end_past"),
    )


def _with_keys(
    rows: nw.LazyFrame[Any], longest_hours: int, changes: Sequence[ClockChange]
) -> nw.LazyFrame[Any]:
    """Add what each row is grouped by, and the real minutes of its span."""
    # A day that is written 00:00 to 23:59 is a day.
    limit = nw.col("at").dt.offset_by(f"{longest_hours * 60 - 1}m")
    wall = nw.col("end_minute") - nw.col("start_minute")
    rows = rows.with_columns(
        is_long=nw.col("until") >= limit,
        wall=nw.when(wall < 0).then(wall + WEEK_MINUTES).otherwise(wall),
        change=_which_change(changes),
    ).with_columns(is_span=(nw.col("until") > nw.col("at")) & (nw.col("wall") > 0))
    real = nw.when(nw.col("change") == 1).then(nw.col("wall") - 60).otherwise(nw.col("wall"))
    end_hour = nw.when(nw.col("is_span")).then(nw.col("end_hour")).otherwise(A_MOMENT)
    sharp = nw.when(nw.col("is_span")).then(nw.col("end_past")).otherwise(nw.col("start_past"))
    return rows.with_columns(
        real=nw.when(nw.col("change") == 2).then(nw.col("wall") + 60).otherwise(real),
        end_hour=nw.when(nw.col("is_long")).then(TOO_LONG).otherwise(end_hour),
        sharp=nw.when(sharp == 0).then(1).otherwise(0),
    )


def _which_change(changes: Sequence[ClockChange]) -> nw.Expr:
    """Say whether a span holds the whole of an hour that never was, 1, or that came twice, 2."""
    is_missing, is_twice = (_holds_any(changes, twice=twice) for twice in (False, True))
    return nw.when(is_missing).then(1).otherwise(nw.when(is_twice).then(2).otherwise(0))


def _holds_any(changes: Sequence[ClockChange], *, twice: bool) -> nw.Expr:
    held = [
        (nw.col("at") < _moment(one.start)) & (nw.col("until") >= _moment(one.end))
        for one in changes
        if one.twice == twice
    ]
    return functools.reduce(operator.or_, held, nw.lit(value=False))


def _moment(wall: dt.datetime) -> nw.Expr:
    return midnight(wall.date()).dt.offset_by(f"{wall.hour}h")


def _with_sums(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add what is summed: a count is spread evenly over the real minutes of its span."""
    value = nw.col("value").cast(nw.Float64)
    is_spread = nw.col("is_span") & ~nw.col("is_long")
    rows = rows.with_columns(n=value, squares=value * value).with_columns(
        # Nothing is divided by the length of what has none.
        minutes=nw.when(is_spread).then(nw.col("real")).otherwise(1).cast(nw.Float64)
    )
    spread = nw.when(is_spread).then(nw.col("n") / nw.col("minutes")).otherwise(0.0)
    return rows.with_columns(per_minute=spread).with_columns(
        before=nw.col("per_minute") * nw.col("start_past").cast(nw.Float64),
        after=nw.col("per_minute") * nw.col("end_past").cast(nw.Float64),
    )


def _hour_of_week(column: str) -> nw.Expr:
    return day_of_week(column) * 24 + nw.col(column).dt.hour().cast(nw.Int64)


def _minute(column: str) -> nw.Expr:
    return nw.col(column).dt.minute().cast(nw.Int64)
