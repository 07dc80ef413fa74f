"""Days and spans of days: half-open inside the code, inclusive where users read and type."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from nightout.errors import BadSetting

__all__ = ["Period", "day_in_year", "read_day"]

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """A span of local calendar days, `start` included and `end` not.

    Days are wall-clock dates of the city, so that a day on which clocks change is still one day,
    though it has 23 or 25 hours.
    """

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BadSetting(
                f"the period runs from {self.start} through {self.through}",
                "It must hold at least one day: put the earlier day first.",
            )

    @classmethod
    def of(cls, start: dt.date, through: dt.date) -> Period:
        """Make the period that users would write as `start` through `through`."""
        return cls(start, through + ONE_DAY)

    @property
    def through(self) -> dt.date:
        """The last day of the period, inclusive."""
        return self.end - ONE_DAY

    @property
    def n_days(self) -> int:
        """How many calendar days the period holds."""
        return (self.end - self.start).days

    def holds(self, day: dt.date) -> bool:
        """Whether `day` lies in the period."""
        return self.start <= day < self.end


def day_in_year(day: dt.date, year: int) -> dt.date:
    """Give the same calendar day in another year; 29 February becomes 28 February.

    A year to date through 29 February so compares with one through 28 February: all of February in
    both, one day longer in the leap year, which the comparison says in a note.
    """
    last = calendar.monthrange(year, day.month)[1]
    return day.replace(year=year, day=min(day.day, last))


def read_day(text: str, *, named: str = "the day") -> dt.date:
    """Read a day written as 2021-07-28.

    Raises
    ------
    BadSetting
        If the text is not a calendar day in that form.
    """
    try:
        if not re.fullmatch(r"(18|19|20|21)\d\d-\d\d-\d\d", text.strip()):
            raise ValueError(text)
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise BadSetting(
            f"{named} is {text!r}", "Write a calendar day as YYYY-MM-DD, for example 2021-07-28."
        ) from None
