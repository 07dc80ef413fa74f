"""A measure in a city compared with earlier years: all of the city, and its parts."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nightout.compare.change import Change, as_family, compare_counts
from nightout.compare.count import WindowCounts, is_one_row_each
from nightout.compare.question import GROUPS, Question
from nightout.compare.settled import Settled, Terms, settle_question
from nightout.records import City, Measure, need_area, with_area

__all__ = ["HIDDEN", "Comparison", "compare_city", "count_parts"]

# The word in place of a count that is too small to show.
HIDDEN = "hidden"


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
