"""A comparison as the public may see it: the city on any days, its parts as they came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nightout.compare.change import NUMBERS, Change, as_family, compare_counts
from nightout.compare.comparison import HIDDEN, Comparison, compare_city
from nightout.compare.public_counts import (
    QuarterCounts,
    Shown,
    count_quarters,
    map_since,
    show_windows,
)
from nightout.compare.public_windows import blocks_of, find_editions, keep_published
from nightout.compare.question import Question
from nightout.compare.settled import Terms
from nightout.errors import BadSetting
from nightout.records import City, read_knowledge
from nightout.records.disclosure import least_shown
from nightout.records.editions import whole_quarters
from nightout.records.known import EDITIONS
from nightout.units import ONE_DAY

__all__ = ["compare_public"]


def compare_public(city: City, question: Question) -> Comparison:
    """Compare a measure in a city, and show of it what may be published.

    The whole city is shown on any days, where the measure says that it may be. All else is made
    from one table: counts of parts by whole quarters (or years), each as known on one day for
    ever. In it, parts that count few are joined with neighbours until they count 0 or enough, and
    every number here is a sum of what it shows, or follows from such sums. So no number of
    questions tells more than that table.

    Parameters
    ----------
    city
        The city folder.
    question
        What is asked, broken down by one kind of part at most.

    Returns
    -------
    The comparison. Its parts may be of fewer days than the whole, under `part_terms`; `members`
    names what each joined part is made of. A hidden count has the word "hidden" and no numbers.

    Raises
    ------
    BadSetting
        If it is broken down twice, or by another date than the measure's: two tables that differ
        in a few cases tell these.
    UnknownName
        If it is broken down by a kind of area that is not public.
    """
    measure = question.measure
    if measure.threshold == 1:
        return compare_city(city, question)
    if question.by or not measure.whole_city_is_public:
        _refuse(question)
    whole = compare_city(city, replace(question, by=()))
    if not measure.whole_city_is_public:
        whole = _show_whole(city, question, whole)
    return _show_parts(city, question, whole) if question.by else whole


def _refuse(question: Question) -> None:
    measure = question.measure
    if len(question.by) > 1:
        raise BadSetting(
            f"by is {','.join(question.by)} in public", "Break it down by one of them at a time."
        )
    if question.dated != measure:
        raise BadSetting(
            f"the date basis is {question.date_basis} in public",
            f"Leave it out: {measure.title.lower()} come out by when they {measure.date_basis}; "
            "by two dates they would tell the few that lie between them.",
        )
    if question.equal_age and not measure.whole_city_is_public:
        raise BadSetting(
            "equal age is asked for in public",
            f"Leave it out: {measure.title.lower()} come out by whole quarters, each as known on "
            "the day it came out, which are of one age.",
        )


def _show_whole(city: City, question: Question, whole: Comparison) -> Comparison:
    """Show the whole as its quarters came out, where each of them counts enough."""
    counts, shown = _come_out(city, replace(question, by=()), whole)
    told = _compare(shown, question)
    names = {one.name for one in told}
    hidden = [_hide(one) for one in whole.whole if one.name not in names]
    least, title = least_shown(question.measure.threshold), question.measure.title.lower()
    note = f"in public, {title} of a whole city are shown by whole quarters of {least} or more"
    terms = _terms(whole.terms, shown, counts) if counts and not hidden else whole.terms
    return replace(whole, terms=terms, whole=(*told, *hidden), notes=(*whole.notes, note))


def _show_parts(city: City, question: Question, whole: Comparison) -> Comparison:
    """Add the parts of what came out."""
    measure, (kind,) = question.measure, question.by
    whole = replace(whole, by=question.by)
    if measure.part_of:
        note = f"no parts are shown in public: they would tell of some {measure.part_of}"
        return replace(whole, notes=(*whole.notes, note))
    counts, shown = _come_out(city, question, whole)
    if counts is None or not shown:
        note = f"by {kind} there is nothing to show: in public, {measure.in_public}"
        first = read_knowledge(city).about(measure.offenses).loads[0].known_on
        if first >= city.today():
            note += "; what was loaded today comes out from tomorrow on"
        return replace(whole, notes=(*whole.notes, note))
    terms = _terms(whole.terms, shown, counts)
    members = {group: names for one in shown for group, names in one.members.items()}
    parts = tuple(_compare(shown, question))
    notes = (*whole.notes, *counts.notes, _tell(question, shown, counts))
    return replace(whole, parts=parts, part_terms=terms, members=members, notes=notes)


def _come_out(
    city: City, question: Question, whole: Comparison
) -> tuple[QuarterCounts | None, list[Shown]]:
    """Count the quarters of the windows that came out, and show what may be of each window."""
    measure, asked = question.measure, whole.terms.windows
    blocks = blocks_of(measure, is_whole=not question.by)
    knowledge = read_knowledge(city).about(measure.offenses)
    since = map_since(city, question.by)
    # What was known at the end of a day is settled on the next: until then files may be loaded.
    by = min(whole.terms.known_on, city.today() - ONE_DAY)
    editions = {
        quarter: edition
        for windows in asked
        for quarter, edition in find_editions(windows, knowledge, by=by, since=since).items()
    }
    kept = [keep_published(one, editions, blocks, against=question.against) for one in asked]
    days = [one for one in kept if one]
    needed = {one for windows in days for span in windows.all for one in whole_quarters(span)}
    if not needed:
        return None, []
    counts = count_quarters(city, question, {one: editions[one] for one in sorted(needed)})
    shown = [show_windows(counts, one, blocks, measure, question.by) for one in days]
    return counts, [one for one in shown if one]


def _terms(terms: Terms, shown: Sequence[Shown], counts: QuarterCounts) -> Terms:
    windows = tuple(one.windows for one in shown)
    return replace(
        terms,
        window=windows[0].now,
        windows=windows,
        known_on=counts.known_on,
        last_load=counts.known_on,
        known_basis=EDITIONS,
        dispersion_years=tuple(sorted(windows[0].years)),
        equal_age={},
    )


def _compare(shown: Sequence[Shown], question: Question) -> list[Change]:
    return as_family(
        [
            change
            for one in shown
            for change in compare_counts(one.counts, against=question.against, windows=one.windows)
        ]
    )


def _hide(change: Change) -> Change:
    nothing: dict[str, Any] = dict.fromkeys((*NUMBERS, "q"), float("nan"))
    return replace(change, n=-1, word=HIDDEN, **nothing)


def _tell(question: Question, shown: Sequence[Shown], counts: QuarterCounts) -> str:
    """Say what is shown, and how much of it is joined."""
    measure, (kind,) = question.measure, question.by
    block, least = measure.public_parts, least_shown(measure.threshold)
    members = shown[0].members.values()
    joined = sum(len(names) for names in members if len(names) > 1)
    total = sum(len(names) for names in members)
    return (
        f"by {kind} in public: whole {block}s, each as known on the day it came out "
        f"({counts.known_on} the last); {joined} of {total} parts are joined with neighbours, "
        f"until each counts 0 or at least {least} in each {block}"
    )
