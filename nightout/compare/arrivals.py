"""When what happened on a day became known: one pass over the records, by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from nightout.compare.count import count_days, group_of, is_one_row_each, select
from nightout.records import Measure, as_known_on
from nightout.records.moments import day_of
from nightout.units import Period

__all__ = ["Arrivals", "Snapshots", "count_arrivals", "take_snapshots"]

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Counts by group, by day on which it happened, and by delay of its report in days.

    Delays go from 0 to the longest that is asked about, with one more column for longer ones.
    Reports dated before what they report stand at 0, and are counted in `n_early`, records without
    a reporting date in `n_undated`.
    """

    days: Period
    groups: tuple[str, ...]
    values: Counts
    n_early: int
    n_undated: int


@dataclass(frozen=True, eq=False)
class Snapshots:
    """Counts by group, by load and by day on which it happened."""

    days: Period
    loads: tuple[dt.date, ...]
    groups: tuple[str, ...]
    values: Counts


def count_arrivals(
    records: Any, measure: Measure, days: Period, *, longest: int, by: str = ""
) -> Arrivals:
    """Count a measure by day and by how many days later it was reported.

    Days are calendar days on both sides, so that a report dated without an hour is as good as one
    with it.

    Parameters
    ----------
    records
        One row per incident and offense as known on some day, on any engine Narwhals speaks.
    measure
        What counts, in which unit, dated by what.
    days
        The days on which it happened; later reports than on the last of them are left out.
    longest
        The longest delay, in days, to tell from longer ones.
    by
        A column to tell apart, such as `agency`; one group without.
    """
    groups = (by,) if by else ()
    rows = (
        select(nw.from_native(records), measure, days, groups, [nw.col("reported_at").min()])
        .with_columns(day=day_of("at"), reported=day_of("reported_at"))
        .group_by("day", "reported", *groups)
        .agg(nw.col("value").sum())
        .with_columns(nw.col("value").cast(nw.Int64))
        .collect("pyarrow")
    )
    day, value = _day_numbers(rows["day"], days), _whole(rows["value"])
    is_dated = _whole(rows["reported"].is_null()) == 0
    reported = np.where(is_dated, _day_numbers(rows["reported"], days), 0)
    is_in = is_dated & (reported < days.n_days)
    names, which = _name_groups(rows, by)
    delay = np.clip(reported - day, 0, longest + 1)
    table = np.zeros((len(names), days.n_days, longest + 2), np.int64)
    np.add.at(table, (which[is_in], day[is_in], delay[is_in]), value[is_in])
    return Arrivals(
        days,
        names,
        table,
        int(value[is_in & (reported < day)].sum()),
        int(value[~is_dated].sum()),
    )


def take_snapshots(
    versions: Any, measure: Measure, days: Period, loads: Sequence[dt.date], *, by: str = ""
) -> Snapshots:
    """Count a measure by day, as it was known at the end of each day of a load.

    Parameters
    ----------
    versions
        One row per version, on any engine Narwhals speaks.
    measure, days, by
        As for `count_arrivals`.
    loads
        The days of loads, in order.
    """
    if not is_one_row_each(measure):
        # An incident may be large enough, or counted once, only as a whole: each load by itself.
        taken = [count_days(as_known_on(versions, load), measure, days).values for load in loads]
        values = np.array(taken, np.int64).reshape(1, len(loads), days.n_days)
        return Snapshots(days, tuple(loads), ("",), values)
    groups = (by,) if by else ()
    rows = (
        select(nw.from_native(versions), measure, days, groups)
        .with_columns(day=day_of("at"))
        .group_by("day", "known_from", "known_until", *groups)
        .agg(nw.col("value").sum())
        .with_columns(nw.col("value").cast(nw.Int64))
        .collect("pyarrow")
    )
    day, value = _day_numbers(rows["day"], days), _whole(rows["value"])
    at = np.array([(load - days.start).days for load in loads], np.int64)
    since = np.searchsorted(at, _day_numbers(rows["known_from"], days))
    is_open = _whole(rows["known_until"].is_null()) == 1
    until = np.searchsorted(at, np.where(is_open, 0, _day_numbers(rows["known_until"], days)))
    until = np.where(is_open, len(at), until)
    names, which = _name_groups(rows, by)
    # What begins at a load and what ends there, summed up over the loads.
    change = np.zeros((len(names), len(at) + 1, days.n_days), np.int64)
    np.add.at(change, (which, since, day), value)
    np.subtract.at(change, (which, until, day), value)
    return Snapshots(days, tuple(loads), names, change.cumsum(axis=1)[:, :-1])


def _day_numbers(column: Any, days: Period) -> Counts:
    """Give days as numbers from the first of `days` on; a missing one gives any number."""
    first = (days.start - dt.date(1970, 1, 1)).days
    if not column.dtype.is_temporal():
        # Where all are missing, pandas no longer knows that they were days.
        return np.zeros(len(column), np.int64)
    return _whole(column.cast(nw.Date)) - first


def _whole(column: Any) -> Counts:
    """Give a column as whole numbers, a day as days since 1970, a missing value as any number."""
    import pyarrow as pa

    plain = column.to_arrow()
    if pa.types.is_date32(plain.type):
        plain = plain.cast(pa.int32())
    plain = plain.cast(pa.int64())
    # Arrow imports pandas, which takes half a second, for any other way past missing values.
    held = np.frombuffer(plain.buffers()[1], np.int64)
    return held[plain.offset : plain.offset + len(plain)]


def _name_groups(rows: Any, by: str) -> tuple[tuple[str, ...], Counts]:
    """Give the names of the groups in order, and which each row belongs to."""
    if not by:
        return ("",), np.zeros(len(rows), np.int64)
    told = [group_of({by: one}, (by,))[0] for one in rows[by].to_list()]
    names = sorted(set(told))
    place = {name: i for i, name in enumerate(names)}
    return tuple(names), np.array([place[one] for one in told], np.int64)
