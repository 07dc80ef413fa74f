"""What each load knew of each day: a pass or two over all versions, however many the loads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from nightout.compare.columns import (
    day_numbers,
    is_missing,
    name_groups,
    number_texts,
    whole_numbers,
)
from nightout.compare.count import ONE, is_one_row_each, select
from nightout.records import Measure
from nightout.records.moments import day_of, midnight
from nightout.units import Period

__all__ = ["Snapshots", "take_snapshots"]

Counts = NDArray[np.int64]
NEVER = 10**9


@dataclass(frozen=True, eq=False)
class Snapshots:
    """Counts by group, by load and by day on which it happened."""

    days: Period
    loads: tuple[dt.date, ...]
    groups: tuple[str, ...]
    values: Counts


def take_snapshots(
    versions: Any, measure: Measure, days: Period, loads: Sequence[dt.date], *, by: str = ""
) -> Snapshots:
    """Count a measure by day, as it was known at the end of each day of a load.

    Parameters
    ----------
    versions
        One row per version, on any engine Narwhals speaks.
    measure
        What counts, in which unit, dated by what.
    days
        The days on which it happened.
    loads
        The days of loads, in order.
    by
        A column to tell apart, such as `agency`; one group without. Measures of whole incidents
        over several rows have one group.
    """
    frame = nw.from_native(versions).lazy()
    if is_one_row_each(measure):
        groups = (by,) if by else ()
        names, values = _sum_up(select(frame, measure, days, groups), days, loads, by)
        return Snapshots(days, tuple(loads), names, values)
    rows = frame.filter(nw.col("offense").is_in(measure.offenses)).with_columns(
        at=nw.col(measure.date_column),
        **{name: nw.col(name).fill_null(0) for name in measure.at_least},
    )
    # Few incidents have several rows: these are put together here, load by load.
    start, end = midnight(days.start), midnight(days.end)
    several = (
        rows.group_by(*ONE)
        .agg(
            nw.len().alias("rows"),
            nw.col("at").min().alias("first"),
            nw.col("at").max().alias("last"),
        )
        .filter(nw.col("rows") > 1, nw.col("last") >= start, nw.col("first") < end)
        .select(*ONE)
    )
    large = [nw.col(name) >= least for name, least in measure.at_least.items()]
    alone = rows.filter(nw.col("at") >= start, nw.col("at") < end, *large).join(
        several, on=list(ONE), how="anti"
    )
    _, values = _sum_up(alone.with_columns(value=nw.lit(1)), days, loads, "")
    needed = (*ONE, "offense", "at", "known_from", "known_until", *measure.at_least)
    together = rows.select(*needed).join(several, on=list(ONE), how="semi").collect("pyarrow")
    if len(together):
        values = values + _put_together(together, measure, days, loads)
    return Snapshots(days, tuple(loads), ("",), values)


def _sum_up(
    rows: nw.LazyFrame[Any], days: Period, loads: Sequence[dt.date], by: str
) -> tuple[tuple[str, ...], Counts]:
    """Sum rows up that count each for itself: what begins at a load, less what ends there."""
    groups = (by,) if by else ()
    found = (
        rows.with_columns(day=day_of("at"))
        .group_by("day", "known_from", "known_until", *groups)
        .agg(nw.col("value").sum())
        .with_columns(nw.col("value").cast(nw.Int64))
        .collect("pyarrow")
    )
    names, which = name_groups(found, by)
    change = np.zeros((len(names), len(loads) + 1, days.n_days), np.int64)
    if len(found):
        day, value = day_numbers(found["day"], days.start), whole_numbers(found["value"])
        since, until = _known(found, loads)
        np.add.at(change, (which, since, day), value)
        np.subtract.at(change, (which, until, day), value)
    return names, change.cumsum(axis=1)[:, :-1]


def _put_together(rows: Any, measure: Measure, days: Period, loads: Sequence[dt.date]) -> Counts:
    """Count incidents of several rows as each load knew them: by their first day, if large enough.

    The people of an incident are the most that one of its offenses holds, over its parts.
    """
    since, until = _known(rows, loads)
    day = np.where(is_missing(rows["at"]), NEVER, day_numbers(rows["at"], days.start))
    incident, offense = number_texts(rows, *ONE), number_texts(rows, *ONE, "offense")
    people = {name: whole_numbers(rows[name].cast(nw.Int64)) for name in measure.at_least}
    counts = np.zeros((len(loads), days.n_days), np.int64)
    for load in range(len(loads)):
        known = (since <= load) & (until > load)
        first = np.full(incident.max() + 1, NEVER)
        np.minimum.at(first, incident[known], day[known])
        counted = (first >= 0) & (first < days.n_days)
        for name, least in measure.at_least.items():
            held = np.bincount(offense[known], people[name][known], offense.max() + 1)
            most = np.zeros(first.shape)
            np.maximum.at(most, incident, held[offense])
            counted &= most >= least
        counts[load] = np.bincount(first[counted], minlength=days.n_days)
    return counts


def _known(rows: Any, loads: Sequence[dt.date]) -> tuple[Counts, Counts]:
    """Give the first load that knew each row, and the first that no longer did."""
    at = np.array([(load - loads[0]).days for load in loads], np.int64)
    since = np.searchsorted(at, day_numbers(rows["known_from"], loads[0]))
    until = np.searchsorted(at, day_numbers(rows["known_until"], loads[0]))
    return since, np.where(is_missing(rows["known_until"]), len(at), until)
