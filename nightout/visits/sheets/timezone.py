"""A time zone as a calendar carries it: when its clocks changed around one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

__all__ = ["describe_zone"]

Line = tuple[str, str]
ONE_DAY = dt.timedelta(days=1)
# Wide enough to hold the last change before the night and the next one after.
REACH_DAYS = 400


@lru_cache(maxsize=8)
def describe_zone(name: str, day: dt.date) -> tuple[Line, ...]:
    """Write a VTIMEZONE that holds from the last change of clocks before the day.

    Parameters
    ----------
    name
        A name of the tz database.
    day
        The day that the calendar is about.
    """
    zone = ZoneInfo(name)
    begin = dt.datetime.combine(day, dt.time(), dt.UTC) - REACH_DAYS * ONE_DAY
    changes = list(_find_changes(zone, begin))
    lines = [("BEGIN", "VTIMEZONE"), ("TZID", name)]
    if not changes:
        lines += _observance(zone, begin, begin)
    for before, after in changes:
        lines += _observance(zone, before, after)
    return (*lines, ("END", "VTIMEZONE"))


def _find_changes(zone: ZoneInfo, begin: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Find the moments, a second apart, between which the clocks change."""
    for number in range(2 * REACH_DAYS):
        low, high = begin + number * ONE_DAY, begin + (number + 1) * ONE_DAY
        if _offset(zone, low) == _offset(zone, high):
            continue
        while high - low > dt.timedelta(seconds=1):
            middle = low + (high - low) // 2
            low, high = (
                (middle, high) if _offset(zone, middle) == _offset(zone, low) else (low, middle)
            )
        yield low, high.replace(microsecond=0)


def _observance(zone: ZoneInfo, before: dt.datetime, after: dt.datetime) -> list[Line]:
    """Write what holds from `after` on; its start is told on the clock that held before."""
    local = after.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    start = after + _offset(zone, before)
    return [
        ("BEGIN", kind),
        ("DTSTART", f"{start:%Y%m%dT%H%M%S}"),
        ("TZOFFSETFROM", _write(_offset(zone, before))),
        ("TZOFFSETTO", _write(_offset(zone, after))),
        ("TZNAME", local.tzname() or "LMT"),
        ("END", kind),
    ]


def _offset(zone: ZoneInfo, moment: dt.datetime) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


def _write(offset: dt.timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
