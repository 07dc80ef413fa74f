"""When a count reached n, year by year: which was earliest, since when, and how surely."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nightout.errors import BadSetting

__all__ = ["NOT_PROVED", "Milestone", "Reached", "rank_years"]

NOT_PROVED = "not contradicted, not proved"
PROVED = "yes"
MonthDay = tuple[int, int]
NEVER: MonthDay = (13, 1)


@dataclass(frozen=True)
class Reached:
    """When a year's count reached n: the first and the last day on which it may have been.

    The two are the same day where it is known. Without `latest` it may not have been reached at
    all; without either it was not. `why` says why a day is inexact, in words. A day that is not
    `settled` may still move: it is recent, or rebuilt.
    """

    year: int
    earliest: dt.date | None
    latest: dt.date | None
    why: str = ""
    settled: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether the day is known, or that there was none."""
        return self.earliest == self.latest

    @property
    def soonest_day(self) -> MonthDay:
        """The first month and day that it may have been; after all others if it was not."""
        return _month_day(self.earliest)

    @property
    def last_day(self) -> MonthDay:
        """The last month and day that it may have been; after all others if it may never."""
        return _month_day(self.latest)

    @property
    def date(self) -> str | None:
        """The day, or the days between which it was, as ISO 8601 writes them."""
        if self.earliest is None:
            return None
        if self.is_exact:
            return str(self.earliest)
        return f"{self.earliest}/{self.latest or '..'}"


@dataclass(frozen=True)
class Milestone:
    """A year beside the others, by month and day.

    `rank` is 1 for the year known to be earliest, with 1 more for each year known to be earlier;
    missing for a year whose day is not known. `earliest_since` is the latest year before it that
    is known to have been as early; missing where none is. `tied` says that it was on the same month
    and day. `certain` says whether nothing that is missing, inexact or still moving can change
    that; it is missing where there is no earlier year to be held against.
    """

    reached: Reached
    rank: int | None
    earliest_since: int | None
    certain: str | None
    tied: bool = False
    later: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()


def rank_years(reached: Sequence[Reached]) -> list[Milestone]:
    """Rank the years by the month and day on which each reached n, the latest year first.

    Parameters
    ----------
    reached
        Each year once; years absent between the first and the last are unknown.

    Returns
    -------
    A milestone per year given. The years `later` are those before it, back to `earliest_since` or
    else to the first, that are known to have been later; the `unknown` ones are missing, or may
    have been as early as it was.

    Raises
    ------
    BadSetting
        If a year is given twice.
    """
    years = {one.year: one for one in reached}
    if len(years) < len(reached):
        raise BadSetting("a year is given twice", "Give each year once.")
    return [_rank(years[year], years) for year in sorted(years, reverse=True)]


def _rank(this: Reached, years: dict[int, Reached]) -> Milestone:
    if this.earliest is None or not this.is_exact:
        return Milestone(this, None, None, None)
    day = this.soonest_day
    before = [years[year] for year in sorted(years) if year < this.year]
    as_early = [one.year for one in before if one.last_day <= day]
    since = as_early[-1] if as_early else None
    first = min(years) if since is None else since + 1
    later = tuple(one.year for one in before if one.year >= first and one.soonest_day > day)
    unknown = tuple(year for year in range(first, this.year) if year not in later)
    rank = 1 + sum(one.last_day < day for one in years.values())
    if not before:
        return Milestone(this, rank, None, None)
    is_proved = this.settled and not unknown
    certain = PROVED if is_proved else NOT_PROVED
    tied = since is not None and years[since].soonest_day == day
    return Milestone(this, rank, since, certain, tied, later, unknown)


def _month_day(day: dt.date | None) -> MonthDay:
    return (day.month, day.day) if day else NEVER
