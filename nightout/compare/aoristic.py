"""Spreading what is known only between two times over the hours of the week.

A burglary found after a day's work happened in one of nine hours: each gets a ninth of it. Put
into the hour in which its span begins, as counts by `occurred_at` do, it would make thefts of the
morning out of all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.compare.clock_changes import ClockChange
from nightout.compare.hour_groups import A_MOMENT, TOO_LONG, HourGroups

__all__ = ["HOURS_A_WEEK", "SpreadHours", "spread_hours"]

Floats = NDArray[np.float64]
HOURS_A_WEEK = 168


@dataclass(frozen=True, eq=False)
class SpreadHours:
    """Counts by hour of the week, 0 for Monday at midnight.

    Parameters
    ----------
    spread
        The aoristic count: every span's weight over the hours that it touches.
    begun
        The rigid count: every span in the hour in which it begins.
    sure, possible
        What surely lies in each block of hours, and what may: no assumption bounds the truth
        further.
    exact
        Of moments, those on the full hour: to see which are entered by default.
    moments
        All of those whose time is known to the minute.
    between, unknown
        How much was spread, and how much was left out because its span says nothing of the hour
        or its time is one that is entered by default.
    bursts
        The mean number counted at once, by what is counted: 1 where incidents are.
    """

    spread: Floats
    begun: Floats
    sure: Floats
    possible: Floats
    exact: Floats
    moments: Floats
    between: float
    unknown: float
    bursts: float

    @property
    def n(self) -> float:
        """All that has an hour: the sum of the table."""
        return float(self.spread.sum())


def spread_hours(
    groups: HourGroups,
    *,
    changes: Sequence[ClockChange] = (),
    unknown_at: Sequence[int] = (),
    block_hours: int = 1,
) -> SpreadHours:
    """Spread what happened between two times evenly over the hours in between.

    Parameters
    ----------
    groups
        As `group_by_hours` gives them.
    changes
        The changes of clocks that they were grouped with.
    unknown_at
        Full hours of the day that are entered where the time is not known, such as 0 and 12:
        moments exactly then are left out.
    block_hours
        How many hours `sure` and `possible` are told of together.

    Returns
    -------
    The weights of each incident add up to one. Spans that hold an hour which clocks left out give
    it nothing, and give twice as much to one that came twice.

    References
    ----------
    Ratcliffe and McCullagh (1998), Aoristic crime analysis, Int. J. Geographical Information
    Science 12, 751-764.
    """
    is_moment = groups.end_hour == A_MOMENT
    default = is_moment & groups.sharp & np.isin(groups.start_hour % 24, list(unknown_at))
    lost = default | (groups.end_hour == TOO_LONG)
    moments = _by_hour(groups, is_moment & ~default)
    spans = ~is_moment & ~lost
    inside = spans & (groups.start_hour == groups.end_hour)
    spread = moments + _by_hour(groups, inside)
    sure = spread.reshape(-1, block_hours).sum(axis=1)
    possible = sure.copy()
    touched = _touch(groups, np.flatnonzero(spans & ~inside), changes)
    spread += np.bincount(touched.hours, weights=touched.weights, minlength=HOURS_A_WEEK)
    _bound(touched, groups, block_hours, sure, possible)
    n = float(groups.n.sum())
    return SpreadHours(
        spread,
        _by_hour(groups, ~lost),
        sure,
        possible,
        _by_hour(groups, is_moment & groups.sharp),
        moments,
        float(groups.n[spans].sum()),
        float(groups.n[lost].sum()),
        float(groups.squares.sum()) / n if n else 1.0,
    )


def _by_hour(groups: HourGroups, which: NDArray[np.bool_]) -> Floats:
    """Sum what is counted by the hour in which it begins."""
    return np.bincount(
        groups.start_hour[which], weights=groups.n[which], minlength=HOURS_A_WEEK
    ).astype(float)


@dataclass(frozen=True, eq=False)
class _Touched:
    """A row for each hour that the spans of a group touch: the group, the hour, its weight."""

    rows: NDArray[np.int64]
    hours: NDArray[np.int64]
    weights: Floats


def _touch(
    groups: HourGroups, which: NDArray[np.int64], changes: Sequence[ClockChange]
) -> _Touched:
    """Give the hours that the spans of these groups touch, and what falls into each."""
    n_hours = (groups.end_hour[which] - groups.start_hour[which]) % HOURS_A_WEEK + 1
    rows = np.repeat(which, n_hours)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(n_hours) - n_hours, n_hours)
    is_first, is_last = nth == 0, nth == np.repeat(n_hours, n_hours) - 1
    hours = (groups.start_hour[rows] + nth) % HOURS_A_WEEK
    weights = 60 * groups.per_minute[rows]
    # The clocks of a zone change at one hour of the week, if not always on the same date.
    for change in changes:
        is_held = ~is_first & ~is_last & (hours == change.hour_of_week)
        is_held &= groups.change[rows] == 1 + change.twice
        weights[is_held] = 120 * groups.per_minute[rows][is_held] if change.twice else 0.0
    weights[is_first] -= groups.before[rows][is_first]
    weights[is_last] = groups.after[rows][is_last]
    return _Touched(rows, hours, weights)


def _bound(
    touched: _Touched, groups: HourGroups, block_hours: int, sure: Floats, possible: Floats
) -> None:
    """Add to each block what may lie in it, and what can lie nowhere else."""
    has = touched.weights > 0
    n_blocks = HOURS_A_WEEK // block_hours
    pairs = np.unique(touched.rows[has] * n_blocks + touched.hours[has] // block_hours)
    rows, blocks = pairs // n_blocks, pairs % n_blocks
    possible += np.bincount(blocks, weights=groups.n[rows], minlength=n_blocks)
    _, at, times = np.unique(rows, return_index=True, return_counts=True)
    alone = at[times == 1]
    sure += np.bincount(blocks[alone], weights=groups.n[rows[alone]], minlength=n_blocks)
