"""The windows of a meeting by the names people give them: 7d, 28d, week, ytd, july-fourth."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from nightout.compare.holidays import HOLIDAYS, holiday_weekends
from nightout.compare.windows import Windows, same_days_before, same_weekdays_before
from nightout.errors import BadSetting
from nightout.units import Period, read_day

__all__ = ["WINDOW_NAMES", "list_windows", "make_windows"]

WINDOW_NAMES = ("7d", "28d", "week", "month", "quarter", "ytd", "FROM..THROUGH", *HOLIDAYS)
# More rows than that are no sheet, and what they give away together grows with each.
MOST_WINDOWS = 6
MONTHS = {"month": 1, "quarter": 3, "ytd": 12}
ALIGNED = ("dates", "weekdays")


def make_windows(
    name: str, through: dt.date, *, n_years: int = 5, align: str | None = None
) -> Windows:
    """Make a window by its name, its like in earlier years, and the window just before.

    Parameters
    ----------
    name
        `7d`, `28d` or any number of days up to `through`; `week` (from Monday), `month`, `quarter`
        or `ytd`, from their first day through `through`; `2021-06-01..2021-06-30`; or a holiday's
        latest weekend that was over by `through`.
    through
        Last day, inclusive; two dates say their own.
    n_years
        How many earlier years.
    align
        Held against the same `dates` or the same `weekdays`. If absent, numbers of days and weeks
        go by weekdays, all else by dates, and a holiday by its rule.

    Returns
    -------
    Windows with `prior`: as many days just before; for a month, quarter or year to date, as much
    of the one before it; for a holiday, the same weekdays a week earlier.

    Raises
    ------
    BadSetting
        If the name or `align` says nothing, or the window is too long.
    """
    if align not in (None, *ALIGNED):
        raise BadSetting(f"align is {align!r}", f"Use {' or '.join(ALIGNED)}.")
    if name in HOLIDAYS:
        if align:
            raise BadSetting(
                f"align is {align!r} for {name}", "A holiday has its own rule: leave align out."
            )
        windows = holiday_weekends(name, through, n_years=n_years)
    else:
        now = _span(name, through)
        by_weekday = align == "weekdays" or (align is None and _is_weekly(name))
        windows = (
            same_weekdays_before(now, n_years=n_years)
            if by_weekday
            else same_days_before(now.through, start=now.start, n_years=n_years)
        )
    return replace(windows, name=name, prior=_just_before(name, windows.now))


def list_windows(
    names: Sequence[str], through: dt.date, *, n_years: int = 5, align: str | None = None
) -> tuple[Windows, ...]:
    """Make several windows, the newest span first; two names for the same days stand once."""
    if len(names) > MOST_WINDOWS:
        raise BadSetting(
            f"{len(names)} windows are asked for", f"Ask for at most {MOST_WINDOWS} at a time."
        )
    made: dict[tuple[Period, ...], Windows] = {}
    for one in names:
        windows = make_windows(one, through, n_years=n_years, align=align)
        made.setdefault(windows.all, windows)
    return tuple(sorted(made.values(), key=lambda one: one.now, reverse=True))


def _is_weekly(name: str) -> bool:
    return name == "week" or bool(_days(name))


def _days(name: str) -> int:
    """Give the number of days that a name such as 28d says; 0 if it says none."""
    found = re.fullmatch(r"([1-9]\d{0,2})d", name, re.ASCII)
    return int(found[1]) if found else 0


def _span(name: str, through: dt.date) -> Period:
    """Give the days that a name means, ending on `through` unless it says them itself."""
    if ".." in name:
        start, _, last = name.partition("..")
        return Period.of(read_day(start, named=name), read_day(last, named=name))
    if days := _days(name):
        return Period.of(through - dt.timedelta(days=days - 1), through)
    first = {
        "week": through - dt.timedelta(days=through.weekday()),
        "month": through.replace(day=1),
        "quarter": through.replace(month=through.month - (through.month - 1) % 3, day=1),
        "ytd": through.replace(month=1, day=1),
    }
    if name not in first:
        raise BadSetting(f"the window is {name!r}", f"Use one of {', '.join(WINDOW_NAMES)}.")
    return Period.of(first[name], through)


def _just_before(name: str, now: Period) -> Period:
    if months := MONTHS.get(name):
        return Period(_months_before(now.start, months), _months_before(now.end, months))
    is_weekly = name == "week" or name in HOLIDAYS
    back = dt.timedelta(days=7 if is_weekly else now.n_days)
    return Period(now.start - back, now.end - back)


def _months_before(day: dt.date, months: int) -> dt.date:
    """Give the same day so many months earlier; past a month's end, the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    if day.day <= last:
        return dt.date(year, month + 1, day.day)
    return dt.date(year, month + 1, last) + dt.timedelta(days=1)
