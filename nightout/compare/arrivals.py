"""When what happened on a day became known: one pass over the records, by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from numpy.typing import NDArray

from nightout.compare.columns import day_numbers, is_missing, name_groups, whole_numbers
from nightout.compare.count import select
from nightout.records import Measure
from nightout.records.moments import day_of
from nightout.units import Period

__all__ = ["Arrivals", "count_arrivals"]

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
    day, value = day_numbers(rows["day"], days.start), whole_numbers(rows["value"])
    is_dated = ~is_missing(rows["reported"])
    reported = np.where(is_dated, day_numbers(rows["reported"], days.start), 0)
    is_in = is_dated & (reported < days.n_days)
    names, which = name_groups(rows, by)
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
