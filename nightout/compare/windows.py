"""Which days are held against which: a window and its like in earlier years.

The rules, each with its test: days are calendar dates on the city's own clock, so that the day on
which clocks change is one day though it has 23 or 25 hours. 29 February stands for the end of
February, and is held against 28 February in years without one. A window that crosses a year's
boundary moves as a whole. By weekday, a window moves by whole weeks, and stays within 3 days of
its dates however many years back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from nightout.errors import BadSetting
from nightout.units import Period, day_in_year

__all__ = ["Aligned", "Windows", "check_years", "same_days_before", "same_weekdays_before"]

Aligned = Literal["dates", "weekdays", "holiday"]
WEEK = dt.timedelta(days=7)
LONGEST_WEEKS = 52


@dataclass(frozen=True)
class Windows:
    """A window and its like in earlier years, the latest year first.

    Parameters
    ----------
    now, before
        The window and those of earlier years.
    years
        The year that each earlier window stands for; that of its last day if absent. A week moved
        by weekdays may end in the first days of the next.
    name
        What people call it, such as `28d`; empty where its days say enough.
    aligned
        By calendar dates, by weekdays, or by a holiday's own rule.
    prior
        The window just before, where that is what it is held against.
    """

    now: Period
    before: tuple[Period, ...]
    years: tuple[int, ...] = ()
    name: str = ""
    aligned: Aligned = "dates"
    prior: Period | None = None

    def __post_init__(self) -> None:
        if not self.years:
            object.__setattr__(self, "years", tuple(one.through.year for one in self.before))

    @property
    def all(self) -> tuple[Period, ...]:
        """The window, those of earlier years, the newest first, and the one just before if any."""
        return (self.now, *self.before, *((self.prior,) if self.prior else ()))

    def keep(self, before: tuple[Period, ...]) -> Windows:
        """Give the same window held against fewer years."""
        kept = [year for one, year in zip(self.before, self.years, strict=True) if one in before]
        return replace(self, before=before, years=tuple(kept))

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know when the windows differ in length."""
        unlike = [
            f"{year}: {one.n_days}"
            for one, year in zip(self.before, self.years, strict=True)
            if one.n_days != self.now.n_days
        ]
        notes: tuple[str, ...] = ()
        if unlike:
            counts = f"{self.now.through.year} counts {self.now.n_days} days"
            how = DAYS_DIFFER if self.aligned == "dates" else PER_DAY
            notes = (f"{counts} and {', '.join(unlike)}: {how}",)
        if self.prior and self.prior.n_days != self.now.n_days:
            both = f"{self.now.n_days} days are held against {self.prior.n_days} just before"
            notes += (f"{both}: {PER_DAY}",)
        return notes


DAYS_DIFFER = (
    "the same calendar days, with 29 February where the year has one; counts are not scaled"
)
PER_DAY = "percent and ratio are per day, the difference is of the counts"


def same_days_before(
    through: dt.date, *, start: dt.date | None = None, n_years: int = 5
) -> Windows:
    """Make the window `start` through `through` and the same calendar days of earlier years.

    Parameters
    ----------
    through
        Last day, inclusive.
    start
        First day; 1 January of the year of `through` if absent.
    n_years
        How many earlier years, 1 or more.

    Raises
    ------
    BadSetting
        If the window is empty or longer than a year, or there are no earlier years.
    """
    check_years(n_years)
    start = start or dt.date(through.year, 1, 1)
    now = Period.of(start, through)
    if now.n_days > 366 or day_in_year(through, through.year - 1) >= start:
        raise BadSetting(
            f"the window from {start} through {through} is longer than a year",
            "Windows of earlier years would overlap it: choose a later start.",
        )
    return Windows(now, tuple(_earlier(now, back) for back in range(1, n_years + 1)))


def same_weekdays_before(now: Period, *, n_years: int = 5) -> Windows:
    """Hold a window against the same weekdays of earlier years, 52 weeks back for last year.

    Further back it is the whole number of weeks that comes nearest to the same dates, so that
    windows have the same weekdays, the same length, and do not drift through the seasons.

    Raises
    ------
    BadSetting
        If the window is longer than 52 weeks, or there are no earlier years.
    """
    check_years(n_years)
    if now.n_days > LONGEST_WEEKS * WEEK.days:
        raise BadSetting(
            f"the window from {now.start} through {now.through} is longer than 52 weeks",
            "Windows 52 weeks earlier would overlap it: choose fewer days, or align by dates.",
        )
    back = [_whole_weeks(now.start, years) for years in range(1, n_years + 1)]
    before = tuple(Period(now.start - one, now.end - one) for one in back)
    years = tuple(now.through.year - one for one in range(1, n_years + 1))
    return Windows(now, before, years, aligned="weekdays")


def check_years(n_years: int) -> None:
    """Refuse a number of earlier years that cannot be compared with."""
    if not 1 <= n_years <= 100:
        raise BadSetting(
            f"years is {n_years}", "Compare with at least 1 earlier year, at most 100."
        )


def _whole_weeks(day: dt.date, years: int) -> dt.timedelta:
    """Give the whole weeks nearest to so many years back."""
    exact = day - day_in_year(day, day.year - years)
    return round(exact / WEEK) * WEEK


def _earlier(now: Period, back: int) -> Period:
    start, through = now.start, now.through
    return Period.of(
        day_in_year(start, start.year - back), day_in_year(through, through.year - back)
    )
