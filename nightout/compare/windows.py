"""Which days are held against which: a window and the same calendar days of earlier years.

The rules, each with its test: days are calendar dates on the city's own clock, so that the day on
which clocks change is one day though it has 23 or 25 hours. 29 February stands for the end of
February, and is held against 28 February in years without one. A window that crosses a year's
boundary moves as a whole.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nightout.errors import BadSetting
from nightout.units import Period, day_in_year

__all__ = ["Windows", "same_days_before"]


@dataclass(frozen=True)
class Windows:
    """A window and its like in earlier years, the latest year first."""

    now: Period
    before: tuple[Period, ...]

    @property
    def all(self) -> tuple[Period, ...]:
        """The window and those before it, the newest first."""
        return (self.now, *self.before)

    def keep(self, before: tuple[Period, ...]) -> Windows:
        """Give the same window held against fewer years."""
        return Windows(self.now, before)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know when the windows differ in length."""
        unlike = [one for one in self.before if one.n_days != self.now.n_days]
        if not unlike:
            return ()
        days = ", ".join(f"{one.through.year}: {one.n_days}" for one in unlike)
        return (
            (
                f"{self.now.through.year} counts {self.now.n_days} days and {days}: the same "
                "calendar days, with 29 February where the year has one; counts are not scaled"
            ),
        )


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
    if not 1 <= n_years <= 100:
        raise BadSetting(
            f"years is {n_years}", "Compare with at least 1 earlier year, at most 100."
        )
    start = start or dt.date(through.year, 1, 1)
    now = Period.of(start, through)
    if now.n_days > 366 or day_in_year(through, through.year - 1) >= start:
        raise BadSetting(
            f"the window from {start} through {through} is longer than a year",
            "Windows of earlier years would overlap it: choose a later start.",
        )
    return Windows(now, tuple(_earlier(now, back) for back in range(1, n_years + 1)))


def _earlier(now: Period, back: int) -> Period:
    start, through = now.start, now.through
    return Period.of(
        day_in_year(start, start.year - back), day_in_year(through, through.year - back)
    )
