"""Milestones told from a city's own records, and from dates that others published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nightout.compare.answering import Answering, read_answering
from nightout.compare.count import DayCounts, count_days
from nightout.compare.milestones import Milestone, Reached, rank_years
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import RECONSTRUCTED, City, DateBasis, Measure, first_gap
from nightout.units import Period

__all__ = ["MilestoneAnswer", "MilestoneQuestion", "as_milestone_rows", "find_milestones"]

# A day reached fewer days than this before the day of knowledge may still move.
SETTLED_DAYS = 30
UNNAMED_BASIS = (
    "published dates seldom say whether they are those on which victims were hurt, died, were "
    "reported or ruled on; a few days' difference may be that alone"
)
MAY_MOVE = (
    "deaths and rulings still to come can move a day that was reached less than "
    f"{SETTLED_DAYS} days before the records were known"
)


@dataclass(frozen=True)
class MilestoneQuestion:
    """Which milestone: the n-th of a measure in a year, as known when, dated by what.

    `n_years` keeps the latest so many years before the last one; all of them if absent.
    `published` are days that others published, for the years that the records do not answer.
    """

    measure: Measure
    n: int
    known_on: dt.date | None = None
    date_basis: DateBasis | None = None
    n_years: int | None = None
    reconstruct: bool = False
    published: tuple[Reached, ...] = ()

    def __post_init__(self) -> None:
        if self.n < 1:
            raise BadSetting(f"n is {self.n}", "Use 1 or more, such as 100 for the 100th.")
        if self.n_years is not None and self.n_years < 1:
            raise BadSetting(f"years is {self.n_years}", "Use at least 1 earlier year.")

    @property
    def dated(self) -> Measure:
        """The measure, dated as the question asks."""
        return replace(self.measure, date_basis=self.date_basis or self.measure.date_basis)


@dataclass(frozen=True)
class MilestoneAnswer:
    """The milestones, the latest year first, and what they rest on."""

    question: MilestoneQuestion
    place: str
    made_up: bool
    answering: Answering | None
    milestones: tuple[Milestone, ...]
    notes: tuple[str, ...] = ()


def find_milestones(
    question: MilestoneQuestion, *, city: City | None = None, place: str = ""
) -> MilestoneAnswer:
    """Find the day on which the count of each year reached n, and rank the years.

    Parameters
    ----------
    question
        Which milestone, and any dates that others published.
    city
        The city whose records answer; published dates alone if absent.
    place
        What to call the place; the city's own name if absent.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If no year is covered from its first day, and none was published.
    """
    answering, counted, notes = _count_city(city, question) if city else (None, [], ())
    own = {one.year: one for one in counted}
    others = [one for one in question.published if one.year not in own]
    if question.published:
        notes += (UNNAMED_BASIS, *_differ(own, question.published))
    found = _latest([*counted, *others], question.n_years)
    if not found:
        raise OutsideRecords(
            "no year is known from its first day on",
            "Load files that cover whole years, or give published dates with --dates FILE.",
        )
    if not all(one.settled for one in found):
        notes += (MAY_MOVE,)
    name = place or (city.name if city else "the published dates")
    made_up = city is not None and city.made_up
    return MilestoneAnswer(question, name, made_up, answering, tuple(rank_years(found)), notes)


def as_milestone_rows(answer: MilestoneAnswer) -> list[dict[str, Any]]:
    """Give the milestones as plain rows; days known only between two are written `from/to`."""
    return [
        {
            "measure": answer.question.measure.slug,
            "place": answer.place,
            "year": one.reached.year,
            "nth": answer.question.n,
            "date": one.reached.date,
            "rank": one.rank,
            "earliest_since": one.earliest_since,
            "certain": one.certain,
        }
        for one in answer.milestones
    ]


def _latest(found: list[Reached], n_years: int | None) -> list[Reached]:
    last = max((one.year for one in found), default=0)
    return [one for one in found if n_years is None or one.year >= last - n_years]


def _count_city(
    city: City, question: MilestoneQuestion
) -> tuple[Answering, list[Reached], tuple[str, ...]]:
    """Count every day of every covered year in one pass, and find the day of each year."""
    answering = read_answering(
        city, question.dated, known_on=question.known_on, rebuild=question.reconstruct
    )
    spans = answering.spans
    if not spans:
        return answering, [], ()
    years = range(spans[0].start.year, spans[-1].through.year + 1)
    whole = Period(dt.date(years[0], 1, 1), dt.date(years[-1] + 1, 1, 1))
    counts = count_days(answering.records, question.dated, whole)
    ends = {year: _covered_until(year, spans) for year in years}
    reached = [_reach(counts, year, end, question.n) for year, end in ends.items() if end]
    missing = ", ".join(str(year) for year, end in ends.items() if not end)
    notes = (f"the records do not cover the beginning of {missing}",) if missing else ()
    return answering, [_settle(one, answering) for one in reached], notes


def _covered_until(year: int, spans: list[Period]) -> dt.date | None:
    """Give the first day of a year that is not covered; nothing if that is New Year's Day."""
    new_year, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    gap = first_gap(Period(new_year, end), spans)
    if gap is None:
        return end
    return gap.start if gap.start > new_year else None


def _reach(counts: DayCounts, year: int, end: dt.date, n: int) -> Reached:
    """Find the first day of a year on which its count, up to `end`, reached n."""
    new_year = dt.date(year, 1, 1)
    skip = (new_year - counts.period.start).days
    total = counts.values[skip : skip + (end - new_year).days].cumsum()
    if total[-1] >= n:
        day = new_year + dt.timedelta(days=int(np.argmax(total >= n)))
        return Reached(year, day, day)
    if end.year > year:
        return Reached(year, None, None)
    return Reached(year, end, None, f"{total[-1]:,} by the last day covered")


def _settle(reached: Reached, answering: Answering) -> Reached:
    is_recent = reached.latest is not None and (
        answering.known_on < reached.latest + dt.timedelta(days=SETTLED_DAYS)
    )
    return replace(reached, settled=not is_recent and answering.basis != RECONSTRUCTED)


def _differ(own: dict[int, Reached], published: Sequence[Reached]) -> tuple[str, ...]:
    """Say where the records and what was published leave no day in common."""
    return tuple(
        f"{one.year}: published as {one.date or 'not reached'}, the records say "
        f"{own[one.year].date or 'not reached'}, which is used"
        for one in published
        if one.year in own
        and (own[one.year].last_day < one.soonest_day or one.last_day < own[one.year].soonest_day)
    )
