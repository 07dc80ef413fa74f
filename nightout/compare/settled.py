"""What an answer rests on: the terms of a question, and the records that are counted for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nightout.compare.answering import keep_covered, read_answering
from nightout.compare.change import Against
from nightout.compare.count import WindowCounts, count_windows
from nightout.compare.count_apart import Apart, count_apart
from nightout.compare.equal_age import align_ages, records_apart
from nightout.compare.question import Question
from nightout.compare.windows import Windows
from nightout.records import Basis, City, Measure
from nightout.units import Period

__all__ = ["Settled", "Terms", "settle_question"]


@dataclass(frozen=True)
class Terms:
    """What a figure rests on; no figure leaves without them.

    `known_on` is the day asked about, `last_load` the load that answers for it. `dispersion_years`
    are the earlier years that the dispersion was told from. Where several windows were asked for,
    `window` and `dispersion_years` are those of the first of `windows`. At equal age, `equal_age`
    says as known on which day each window is counted.
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
    windows: tuple[Windows, ...] = ()
    equal_age: Mapping[Period, dt.date] = field(default_factory=dict)


@dataclass(frozen=True)
class Settled:
    """A question whose terms are settled: which records, which windows, under which notes."""

    terms: Terms
    records: Any
    notes: tuple[str, ...]
    apart: Apart | None = None

    @property
    def windows(self) -> Windows:
        """The window that is asked about, or the newest of several."""
        return self.terms.windows[0]

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every span of days to count, each once."""
        return tuple(dict.fromkeys(one for windows in self.terms.windows for one in windows.all))

    def count(
        self, by: tuple[str, ...] = (), place: Callable[[Any], Any] = lambda records: records
    ) -> WindowCounts:
        """Count every span, as known on one day, or each on its own where they are `apart`.

        `place` adds the columns of areas that are in `by`.
        """
        if self.apart:
            placed = replace(self.apart, records=place(self.apart.records))
            return count_apart(placed, self.terms.measure, by=by)
        records = place(self.records)
        counts: WindowCounts = count_windows(records, self.terms.measure, self.periods, by=by)
        return counts


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
    answering = read_answering(
        city, measure, known_on=question.known_on, rebuild=question.reconstruct
    )
    kept = [
        keep_covered(one, answering, against=question.against) for one in question.list_windows()
    ]
    found = None
    if question.equal_age:
        found = align_ages([one for one, _ in kept], answering, question.against)
        told = [notes for _, notes in kept]
        kept = [(one.windows, more + one.notes) for one, more in zip(found.of, told, strict=True)]
    first = kept[0][0]
    terms = Terms(
        measure,
        city.name,
        city.made_up,
        first.now,
        answering.known_on,
        found.basis if found else answering.basis,
        answering.knowledge.last_day,
        answering.sources,
        question.against,
        tuple(sorted(first.years)),
        tuple(windows for windows, _ in kept),
        found.days if found else {},
    )
    apart = records_apart(city, answering, found) if found else None
    return Settled(terms, answering.records, _name_windows(kept), apart)


def _name_windows(kept: list[tuple[Windows, tuple[str, ...]]]) -> tuple[str, ...]:
    """Give the notes on windows, each once; where there are several, with the window's name."""
    if len(kept) == 1:
        return kept[0][1]
    told: dict[str, list[str]] = {}
    for windows, notes in kept:
        for note in notes:
            told.setdefault(note, []).append(windows.name)
    return tuple(
        note if len(names) == len(kept) else f"{', '.join(names)}: {note}"
        for note, names in told.items()
    )
