"""When a city's clocks change: hours that never were, and hours that came twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from nightout.units import ONE_DAY, Period

__all__ = ["ClockChange", "count_hours_of_week", "find_clock_changes"]

HOURS_A_WEEK = 168
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True)
class ClockChange:
    """One hour on the wall clock that is missing (`twice` is false) or that comes twice.

    `start` is the wall time at which that hour begins.
    """

    start: dt.datetime
    twice: bool

    @property
    def end(self) -> dt.datetime:
        """The wall time at which the hour ends."""
        return self.start + HOUR

    @property
    def hour_of_week(self) -> int:
        """The hour of the week, counted from Monday at midnight."""
        return self.start.weekday() * 24 + self.start.hour


def find_clock_changes(zone: ZoneInfo, period: Period) -> list[ClockChange]:
    """Find the hours of a period that its zone's clocks leave out or repeat, in order.

    Changes by other than a whole hour, on the hour, are left out: a handful of islands have them.
    """
    changes = []
    day = period.start
    while day < period.end:
        before, after = (_offset(zone, one) for one in (day, day + ONE_DAY))
        if abs(after - before) == HOUR:
            changes.append(_find_hour(zone, day, twice=after < before))
        day += ONE_DAY
    return [one for one in changes if one is not None]


def count_hours_of_week(zone: ZoneInfo, period: Period) -> NDArray[np.int64]:
    """Count how often each hour of the week came in a period, from Monday at midnight on."""
    first = period.start.weekday()
    days = np.bincount((first + np.arange(period.n_days)) % 7, minlength=7)
    hours = np.repeat(days, 24)
    for change in find_clock_changes(zone, period):
        hours[change.hour_of_week] += 1 if change.twice else -1
    return hours


def _offset(zone: ZoneInfo, day: dt.date) -> dt.timedelta:
    return dt.datetime.combine(day, dt.time(), zone).utcoffset() or dt.timedelta()


def _find_hour(zone: ZoneInfo, day: dt.date, *, twice: bool) -> ClockChange | None:
    """Find the hour of a day that reads otherwise before and after the change."""
    walls = (dt.datetime.combine(day, dt.time(hour)) for hour in range(24))
    odd = (
        wall
        for wall in walls
        if wall.replace(tzinfo=zone).utcoffset() != wall.replace(tzinfo=zone, fold=1).utcoffset()
    )
    wall = next(odd, None)
    return ClockChange(wall, twice) if wall else None
