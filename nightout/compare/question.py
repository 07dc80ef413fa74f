"""A question about a city, put to its records: who, what, when, as known when."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import dataclass, replace
from typing import Any, get_args

import narwhals.stable.v2 as nw

from nightout.compare.change import FEWEST_YEARS, Against, Change, compare_counts
from nightout.compare.count import WindowCounts, adds_up, count_windows
from nightout.compare.windows import Windows, same_days_before
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import (
    RECONSTRUCTED,
    VERSIONS,
    Basis,
    City,
    DateBasis,
    Knowledge,
    Measure,
    as_known_on,
    first_gap,
    read_incidents,
    read_knowledge,
    reconstruct,
    with_area,
)
from nightout.units import ONE_DAY, Period

__all__ = ["Comparison", "Question", "Terms", "compare_city", "settle_question"]


FEW_YEARS = (
    "dispersion unknown: fewer than 3 earlier years are covered, so the word rests on the Poisson "
    "interval, which is too narrow where years differ by more than chance"
)


@dataclass(frozen=True)
class Question:
    """What is asked.

    Parameters
    ----------
    measure
        What is counted.
    through
        Last day of the window.
    start
        Its first day; 1 January if absent.
    known_on
        As known on which day; the latest load if absent, never `through`.
    n_years
        How many earlier years stand behind the comparison and its dispersion.
    by
        Columns or kinds of area to break the count down by, such as `beat` or `offense`.
    against
        Last year, the mean of the earlier years, or each of them.
    date_basis
        Dated by what; the measure's own if absent.
    reconstruct
        Whether a day before the first load is rebuilt from reporting dates.
    """

    measure: Measure
    through: dt.date
    start: dt.date | None = None
    known_on: dt.date | None = None
    n_years: int = 5
    by: tuple[str, ...] = ()
    against: Against = "last-year"
    date_basis: DateBasis | None = None
    reconstruct: bool = False

    def __post_init__(self) -> None:
        if self.against not in get_args(Against):
            raise BadSetting(f"against is {self.against!r}", f"Use {', '.join(get_args(Against))}.")

    @property
    def dated(self) -> Measure:
        """The measure, dated as the question asks."""
        return replace(self.measure, date_basis=self.date_basis or self.measure.date_basis)


@dataclass(frozen=True)
class Terms:
    """What a figure rests on; no figure leaves without them.

    `known_on` is the day asked about, `last_load` the load that answers for it. `dispersion_years`
    are the earlier years that the dispersion was told from.
    """

    measure: Measure
    place: str
    made_up: bool
    window: Period
    known_on: dt.date
    known_basis: Basis
    last_load: dt.date
    sources: tuple[str, ...]
    against: Against
    dispersion_years: tuple[int, ...]


@dataclass(frozen=True)
class Comparison:
    """The answer: changes, all of the city first and then its parts, under their terms."""

    terms: Terms
    by: tuple[str, ...]
    whole: tuple[Change, ...]
    parts: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settled:
    """A question whose terms are settled: which records, which windows, under which notes."""

    terms: Terms
    records: Any
    windows: Windows
    notes: tuple[str, ...]


def compare_city(city: City, question: Question) -> Comparison:
    """Compare a measure in a city with earlier years.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If the window reaches beyond the days that the loaded files cover.
    UnknownName
        If `by` names neither a column nor a kind of area.
    """
    settled = settle_question(city, question)
    measure, windows = settled.terms.measure, settled.windows.all
    counts, more = count_parts(city, question, settled) if question.by else (None, ())
    if counts is not None and adds_up(measure):
        whole = counts.together()
    else:
        whole = count_windows(settled.records, measure, windows)
    parts = compare_counts(counts, against=question.against) if counts is not None else []
    return Comparison(
        settled.terms,
        question.by,
        tuple(compare_counts(whole, against=question.against)),
        tuple(parts),
        settled.notes + _unsaid(whole, measure) + more,
    )


def settle_question(city: City, question: Question) -> Settled:
    """Settle the terms of a question: what was known, of which days, by which sources.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If the window reaches beyond the days that the loaded files cover.
    """
    measure = question.dated
    knowledge = read_knowledge(city).about(measure.offenses)
    known_on = question.known_on or (knowledge.last_day if knowledge.loads else city.today())
    basis, records, answering = _records(city, question, knowledge, known_on)
    windows, notes = _covered(question, answering, known_on)
    sources = tuple(sorted({load.source for load in answering.loads}))
    terms = Terms(
        measure,
        city.name,
        city.made_up,
        windows.now,
        known_on,
        basis,
        answering.last_day,
        sources,
        question.against,
        tuple(sorted(window.through.year for window in windows.before)),
    )
    return Settled(terms, records, windows, notes + windows.notes)


def count_parts(
    city: City, question: Question, settled: Settled
) -> tuple[WindowCounts, tuple[str, ...]]:
    """Count by the question's groups; every area of a map is there, though nothing happened."""
    records = settled.records
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    for name in question.by:
        if name not in nw.from_native(records).collect_schema().names():
            records, placing = with_area(city, records, name)
            places, notes = placing.area_ids, notes + placing.notes
    counts = count_windows(records, settled.terms.measure, settled.windows.all, by=question.by)
    if len(question.by) == 1 and places:
        counts = counts.over([*{(place,): None for place in places} | dict.fromkeys(counts.groups)])
    return counts.over(sorted(counts.groups, key=_by_number)), notes


def _by_number(group: tuple[str, ...]) -> list[tuple[bool, int, str]]:
    """Order names that are numbers by number, other names after them, no name last."""
    return [(not name, int(name) if name.isdecimal() else sys.maxsize, name) for name in group]


def _records(
    city: City, question: Question, knowledge: Knowledge, known_on: dt.date
) -> tuple[Basis, Any, Knowledge]:
    """Give the records as known on the day, and the loads that answer for it."""
    if question.reconstruct and knowledge.loads and known_on < knowledge.loads[0].known_on:
        return RECONSTRUCTED, reconstruct(read_incidents(city), known_on), knowledge
    knowledge.need(known_on, what=question.measure.title.lower())
    return VERSIONS, as_known_on(read_incidents(city), known_on), knowledge.until(known_on)


def _covered(
    question: Question, knowledge: Knowledge, known_on: dt.date
) -> tuple[Windows, tuple[str, ...]]:
    """Keep the windows that the records cover, and say which they do not.

    Raises
    ------
    OutsideRecords
        If the window that is asked about is not covered whole.
    """
    windows = same_days_before(question.through, start=question.start, n_years=question.n_years)
    spans = [
        Period(span.start, min(span.end, known_on + ONE_DAY))
        for span in knowledge.spans()
        if span.start <= known_on
    ]
    if gap := first_gap(windows.now, spans):
        raise OutsideRecords(
            f"no loaded file covers {gap.start} through {gap.through}, which the window "
            f"{windows.now.start} through {windows.now.through} needs",
            f"{_reach(spans)} Choose other days, or say what a file covers with "
            "`nightout load --covers FROM..THROUGH`.",
        )
    covered = tuple(one for one in windows.before if not first_gap(one, spans))
    missing = [str(one.through.year) for one in windows.before if one not in covered]
    notes: tuple[str, ...] = ()
    if missing:
        notes = (f"the records do not cover {', '.join(missing)}",)
    if question.against == "last-year" and windows.before[0] not in covered:
        covered = ()
    if not covered:
        notes += ("no earlier year to compare with is covered: the count stands alone",)
    elif len(covered) < FEWEST_YEARS:
        notes += (FEW_YEARS,)
    return windows.keep(covered), notes


def _reach(spans: list[Period]) -> str:
    if not spans:
        return "The records cover no day."
    days = ", ".join(f"{span.start} through {span.through}" for span in spans)
    return f"The records cover {days}."


def _unsaid(counts: WindowCounts, measure: Measure) -> tuple[str, ...]:
    if not counts.unsaid:
        return ()
    as_what = "one each" if measure.counts == "victims" else "none"
    return (
        f"{counts.unsaid:,} incidents do not say how many {measure.counts}: counted as {as_what}",
    )
