"""Where lateness can be told from: the versions that loads left, or the records' own reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.compare.answering import Answering
from nightout.compare.arrivals import Arrivals, count_arrivals
from nightout.compare.lag_question import LagQuestion
from nightout.compare.ripening import Ripening, RipeningByLoad, RipeningByReport
from nightout.compare.snapshots import Snapshots, take_snapshots
from nightout.records import (
    RECONSTRUCTED,
    VERSIONS,
    Basis,
    City,
    Knowledge,
    Measure,
    read_incidents,
)
from nightout.units import ONE_DAY, Period

__all__ = ["Told", "tell_by_load", "tell_by_report"]

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Told:
    """Counts that can be looked back to: of everything, and of each group.

    `judged_on` is the day from which ages are counted.
    """

    basis: Basis
    days: Period
    judged_on: dt.date
    whole: Ripening
    groups: Mapping[str, Ripening]
    notes: tuple[str, ...] = ()

    def settle_at(self, age: int) -> Told:
        """Give the same counts, settled at an age."""
        groups = {name: one.settle_at(age) for name, one in self.groups.items()}
        return replace(self, whole=self.whole.settle_at(age), groups=groups)


def tell_by_load(
    city: City, question: LagQuestion, answering: Answering, settled: int
) -> Told | None:
    """Tell lateness from versions: counts of the same days at later and later loads.

    What the first load brought was known by that day, which says nothing about when it came. So
    only days as fresh at a load as those asked about have a say. Nothing where no load looked
    again at days that an earlier one knew.
    """
    measure, knowledge = question.dated, answering.knowledge
    loads = sorted({load.known_on for load in knowledge.loads})
    days = _history(question, answering.spans, loads[-1])
    covered = _coverage(knowledge, measure, loads, days)
    of_all = _together(covered)
    speaking = np.flatnonzero(of_all.any(axis=1))
    if (of_all.sum(axis=0) < 2).all():
        return None
    taken = take_snapshots(read_incidents(city), measure, days, loads, by=question.by or "")
    groups = {
        name: _by_load(
            taken, taken.values[i], _together(_of_group(covered, question.by or "", name))
        )
        for i, name in enumerate(taken.groups)
        if question.by
    }
    whole = _by_load(taken, taken.values.sum(axis=0), of_all)
    told = Told(VERSIONS, days, loads[int(speaking[-1])], whole, groups)
    return told.settle_at(settled)


def tell_by_report(question: LagQuestion, answering: Answering, settled: int) -> Told:
    """Tell lateness from reporting dates: late reports only, no reclassified, no withdrawn ones."""
    spans, until = answering.spans, answering.reported_until
    notes: tuple[str, ...] = ()
    if until < answering.known_on:
        last = until + ONE_DAY
        seldom = f"{last} is the last day that the files hold, and such a day is seldom whole"
        notes = (f"reports through {until} are counted: {seldom}",)
    days = _history(question, spans, until)
    found = count_arrivals(
        answering.records, question.dated, days, longest=settled, by=question.by or ""
    )
    seen = _seen(days, spans, until)
    groups = {
        name: RipeningByReport(days, found.values[i], seen)
        for i, name in enumerate(found.groups)
        if question.by
    }
    whole = RipeningByReport(days, found.values.sum(axis=0), seen)
    return Told(RECONSTRUCTED, days, until, whole, groups, notes + _oddities(found))


def _history(question: LagQuestion, spans: Sequence[Period], until: dt.date) -> Period:
    """Give the days that lateness is told from: the covered ones of so many years."""
    first = max(spans[0].start, until - dt.timedelta(days=round(365.25 * question.n_years)))
    return Period.of(min(first, until), until)


def _seen(days: Period, spans: Sequence[Period], until: dt.date) -> NDArray[np.int64]:
    """Give the longest delay that can be seen of each day: within the reports of its own file.

    A file of this year's reports holds a few thefts of last year and not the others: days before
    its first have only late reports, and count for nothing. The day on which it ends is not whole.
    """
    seen = np.full(days.n_days, -1, np.int64)
    for span in spans:
        first = max((span.start - days.start).days, 0)
        last = (min(span.through - ONE_DAY, until) - days.start).days
        rows = np.arange(first, max(last + 1, first))
        seen[rows] = last - rows
    return seen


def _coverage(
    knowledge: Knowledge, measure: Measure, loads: Sequence[dt.date], days: Period
) -> Mapping[tuple[str, str], Bools]:
    """Say which loads spoke about which days, for each agency and offense that ever has one."""
    asked = set(measure.offenses)
    found: dict[tuple[str, str], Bools] = {}
    for load in knowledge.loads:
        for pair in ((a, o) for a in load.agencies for o in asked & set(load.offenses)):
            covered = found.setdefault(pair, np.zeros((len(loads), days.n_days), bool))
            for span in load.spans:
                first = max((span.start - days.start).days, 0)
                end = max((span.end - days.start).days, 0)
                covered[loads.index(load.known_on), first:end] = True
    return found


def _of_group(
    covered: Mapping[tuple[str, str], Bools], by: str, name: str
) -> Mapping[tuple[str, str], Bools]:
    place = {"agency": 0, "offense": 1}.get(by)
    if place is None:
        return covered
    return {pair: one for pair, one in covered.items() if pair[place] == name}


def _together(covered: Mapping[tuple[str, str], Bools]) -> Bools:
    return np.asarray(np.logical_and.reduce(list(covered.values())), bool)


def _by_load(taken: Snapshots, values: NDArray[np.int64], covered: Bools) -> RipeningByLoad:
    return RipeningByLoad(taken.days, taken.loads, values, covered, settled=0)


def _oddities(found: Arrivals) -> tuple[str, ...]:
    notes: tuple[str, ...] = ()
    if found.n_early:
        early = f"reported before they happened, as their dates say: {found.n_early:,}"
        notes += (f"{early}; taken as reported on the day",)
    if found.n_undated:
        notes += (f"without a reporting date, and left out: {found.n_undated:,}",)
    return notes
