"""A question about lateness, and its answer: what is asked, on which terms, and what came out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from nightout.compare.completeness import Range
from nightout.errors import BadSetting, UnknownName
from nightout.records import Basis, DateBasis, Measure
from nightout.units import Period

__all__ = ["AgeShare", "Delay", "LagAnswer", "LagQuestion", "LagTerms", "WeekCount"]

# What a record says of itself and that does not follow from where it lies.
GROUPS = ("agency", "offense", "weapon", "domestic")
LONGEST_DAYS = 730
MOST_WEEKS = 52


@dataclass(frozen=True)
class LagQuestion:
    """What is asked.

    Parameters
    ----------
    measure
        What is counted.
    through
        Last day of the newest week; the last day that can be judged if absent.
    known_on
        As known on which day; the latest load if absent.
    settled_days
        The age at which a day counts as settled; the longest of 91, 56, 28 and 14 days that the
        records can show if absent.
    n_weeks
        How many weeks to show.
    n_years
        How many years back lateness is told from.
    by
        A column to break the delays down by: `agency`, `offense`, `weapon` or `domestic`; empty
        for none. If absent, by agency where there are several.
    date_basis
        Dated by what; the measure's own if absent.
    reconstruct
        Whether lateness is told from reporting dates though versions could tell it.
    """

    measure: Measure
    through: dt.date | None = None
    known_on: dt.date | None = None
    settled_days: int | None = None
    n_weeks: int = 8
    n_years: int = 3
    by: str | None = None
    date_basis: DateBasis | None = None
    reconstruct: bool = False

    def __post_init__(self) -> None:
        for name, value, most in (
            ("settled_days", self.settled_days or 1, LONGEST_DAYS),
            ("weeks", self.n_weeks, MOST_WEEKS),
            ("years", self.n_years, 100),
        ):
            if not 1 <= value <= most:
                raise BadSetting(f"{name} is {value}", f"Use 1 to {most}.")
        if self.settled_days == 0:
            raise BadSetting("settled_days is 0", f"Use 1 to {LONGEST_DAYS}.")
        if self.by and self.by not in GROUPS:
            raise UnknownName(f"by is {self.by!r}", f"Use one of {', '.join(GROUPS)}.")

    @property
    def dated(self) -> Measure:
        """The measure, dated as the question asks."""
        return replace(self.measure, date_basis=self.date_basis or self.measure.date_basis)


@dataclass(frozen=True)
class LagTerms:
    """What the answer rests on.

    `known_basis` says whether lateness is told from versions or from reporting dates.
    `judged_on` is the day from which ages are counted: the latest load, or the last whole day of
    reports. `settled_days` is missing where nothing can be told, `days` are those it is told from.
    """

    measure: Measure
    place: str
    made_up: bool
    known_on: dt.date
    known_basis: Basis
    last_load: dt.date
    judged_on: dt.date
    through: dt.date
    settled_days: int | None
    days: Period
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Delay:
    """How late the records of a group come, in days; missing where too few say so.

    `at_once`, `in_week` and `in_month` are the shares known at the age of 0, 7 and 28 days,
    the quantiles the ages from which at least that share is known. All are shares of what is known
    when a day is settled.
    """

    group: str
    n: int
    at_once: float | None
    in_week: float | None
    in_month: float | None
    median: int | None
    p90: int | None
    p95: int | None
    p99: int | None


@dataclass(frozen=True)
class AgeShare:
    """Which share of a day's settled count is known at an age; missing where unknown."""

    age_days: int
    share: Range | None


@dataclass(frozen=True)
class WeekCount:
    """A week: its raw count, how complete it is, and what it will be; missing where unknown.

    `age_days` is that of its last day. A settled week is what it is.
    """

    days: Period
    age_days: int
    n: int
    complete: Range | None
    nowcast: Range | None
    is_settled: bool = False
    is_hidden: bool = False


@dataclass(frozen=True)
class LagAnswer:
    """How late records come, how complete each age is, and the newest weeks first."""

    terms: LagTerms
    by: str
    delays: tuple[Delay, ...]
    ages: tuple[AgeShare, ...]
    weeks: tuple[WeekCount, ...]
    notes: tuple[str, ...] = ()
