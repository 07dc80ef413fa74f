"""A question about a city, put to its records: who, what, when, as known when."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from nightout.compare.answering import keep_covered, read_answering
from nightout.compare.change import Against, Change, as_family, compare_counts
from nightout.compare.count import WindowCounts, count_windows, is_one_row_each
from nightout.compare.count_apart import Apart, count_apart
from nightout.compare.equal_age import align_ages, records_apart
from nightout.compare.named_windows import list_windows
from nightout.compare.windows import Windows
from nightout.errors import BadSetting
from nightout.records import Basis, City, DateBasis, Measure, need_area, with_area
from nightout.units import Period

__all__ = ["GROUPS", "HIDDEN", "Comparison", "Question", "Terms", "compare_city", "settle_question"]


# Columns to break down by, beside kinds of area. Others would tell points, hours and case numbers.
GROUPS = ("agency", "offense", "weapon", "domestic")
# The word in place of a count that is too small to show.
HIDDEN = "hidden"


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
        Last year, the mean of the earlier years, each of them, or the window just before.
    date_basis
        Dated by what; the measure's own if absent.
    reconstruct
        Whether a day before the first load is rebuilt from reporting dates.
    windows
        Names of windows, such as `7d`, `28d` and `ytd`, all counted together; see `make_windows`.
    align
        Whether windows are held against the same `dates` or `weekdays`; each window's own way if
        absent.
    equal_age
        Whether earlier years are counted as they were known at the age that this year's data have
        now, by versions or else by reporting dates.
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
    windows: tuple[str, ...] = ()
    align: str | None = None
    equal_age: bool = False

    def __post_init__(self) -> None:
        if self.against not in get_args(Against):
            raise BadSetting(f"against is {self.against!r}", f"Use {', '.join(get_args(Against))}.")
        if len(set(self.by)) < len(self.by) or "" in self.by:
            raise BadSetting(
                f"by is {','.join(self.by)}", "Name each once, as beat or beat,offense."
            )
        if self.windows and self.start:
            raise BadSetting(
                f"start is {self.start} and windows are {', '.join(self.windows)}",
                f"Windows have starts of their own: use {self.start}..{self.through} as a window.",
            )

    def list_windows(self) -> tuple[Windows, ...]:
        """Give the windows that are asked for, the newest span first."""
        names = self.windows or (f"{self.start}..{self.through}" if self.start else "ytd",)
        made = list_windows(names, self.through, n_years=self.n_years, align=self.align)
        if self.against == "prior":
            return made
        # In July a month and a quarter to date are the same days: without those before, one row.
        held = {one.all: one for one in (replace(one, prior=None) for one in reversed(made))}
        return tuple(reversed(held.values()))

    @property
    def dated(self) -> Measure:
        """The measure, dated as the question asks."""
        return replace(self.measure, date_basis=self.date_basis or self.measure.date_basis)


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
class Comparison:
    """The answer: changes, all of the city first and then its parts, under their terms.

    Either begins with the newest of several windows. In public the parts may stand under terms of
    their own, `part_terms`, and a part may be several joined: `members` names these by its group.
    """

    terms: Terms
    by: tuple[str, ...]
    whole: tuple[Change, ...]
    parts: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    part_terms: Terms | None = None
    members: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def terms_of(self, change: Change) -> Terms:
        """Give the terms that a change stands under."""
        return self.part_terms or self.terms if change.group else self.terms


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
    measure = settled.terms.measure
    counts, more = count_parts(city, question, settled) if question.by else (None, ())
    if counts is not None and is_one_row_each(measure):
        whole = counts.together()
    else:
        whole = settled.count()
    parts = _compare_all(counts, settled.terms) if counts is not None else ()
    return Comparison(
        settled.terms,
        question.by,
        _compare_all(whole, settled.terms),
        parts,
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


def count_parts(
    city: City, question: Question, settled: Settled
) -> tuple[WindowCounts, tuple[str, ...]]:
    """Count by the question's groups; every area of a map is there, though nothing happened."""
    kinds = [name for name in question.by if name not in GROUPS]
    places: tuple[str, ...] = ()
    notes: dict[str, None] = {}

    def place(records: Any) -> Any:
        nonlocal places
        for kind in kinds:
            records, placing = with_area(city, records, kind)
            places = placing.area_ids
            notes.update(dict.fromkeys(placing.notes))
        return records

    counts = settled.count(question.by, place)
    for column, name in enumerate(question.by):
        # Looked at last, as nearly every count names an area and has no need of it.
        if name not in GROUPS and not any(group[column] for group in counts.groups):
            need_area(city, place(settled.records), name)
    if len(question.by) == 1 and places:
        counts = counts.over([*{(place,): None for place in places} | dict.fromkeys(counts.groups)])
    return counts.over(sorted(counts.groups, key=_by_number)), tuple(notes)


def _compare_all(counts: WindowCounts, terms: Terms) -> tuple[Change, ...]:
    """Compare every window with its own like; all the changes are one family."""
    changes = [
        change
        for windows in terms.windows
        for change in compare_counts(counts.of(windows.all), against=terms.against, windows=windows)
    ]
    return tuple(as_family(changes))


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


def _by_number(group: tuple[str, ...]) -> list[tuple[bool, int, str]]:
    """Order names that are numbers by number, other names after them, no name last."""
    return [(not name, int(name) if name.isdecimal() else sys.maxsize, name) for name in group]


def _unsaid(counts: WindowCounts, measure: Measure) -> tuple[str, ...]:
    if not counts.unsaid:
        return ()
    as_what = "one each" if measure.counts == "victims" else "none"
    return (
        f"{counts.unsaid:,} incidents do not say how many {measure.counts}: counted as {as_what}",
    )
