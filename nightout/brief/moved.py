"""What changed since the last brief: how the counts moved, and what it said then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from nightout.brief.model import Asked, Changed, Figure
from nightout.compare import Revised, compare_city, compare_public, find_revision
from nightout.errors import BadSetting, NotYetKnown
from nightout.records import RECONSTRUCTED, City, read_knowledge

__all__ = ["choose_since", "gather_changes"]

A_WEEK = dt.timedelta(days=7)


def choose_since(city: City, asked: Asked, figures: list[Figure]) -> dt.date | None:
    """Choose the day on which the last brief was known.

    Returns
    -------
    The day asked for; else the latest load's a week or more before, else the first load's; None
    where nothing was known on an earlier day.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked for.
    BadSetting
        If that day is not before the day of knowledge, or that is rebuilt from reporting dates.
    """
    known_on = asked.known_on or asked.through
    is_rebuilt = any(one.terms.known_basis == RECONSTRUCTED for one in figures)
    knowledge = read_knowledge(city)
    if asked.since is not None:
        _check(asked.since, known_on, is_rebuilt=is_rebuilt)
        knowledge.need(asked.since, what="this city")
        return asked.since
    days = [load.known_on for load in knowledge.loads if load.known_on < known_on]
    if is_rebuilt or not days:
        return None
    return max((day for day in days if day <= known_on - A_WEEK), default=days[0])


def _check(since: dt.date, known_on: dt.date, *, is_rebuilt: bool) -> None:
    if is_rebuilt:
        raise BadSetting(
            f"since is {since}, and the figures are rebuilt from reporting dates",
            "A rebuilt day has no earlier state: leave --since or --reconstruct out.",
        )
    if since >= known_on:
        raise BadSetting(
            f"since is {since}, and the figures are as known on {known_on}",
            "Name the day on which the last brief was known: an earlier one.",
        )


def gather_changes(city: City, asked: Asked, figures: list[Figure]) -> Iterator[Changed]:
    """Say what moved each count since the last brief; in public not where steps may be small."""
    if asked.since is None:
        return
    for figure in figures:
        measure = figure.terms.measure
        if figure.hidden or (asked.public and not measure.whole_city_is_public):
            yield Changed(measure, None, None, figure)
            continue
        try:
            revised = find_revision(city, asked.about(measure), since=asked.since)
        except NotYetKnown:
            # Of this measure nothing was known then: all of it is new.
            continue
        yield Changed(measure, revised, _then(city, asked, revised), figure)


def _then(city: City, asked: Asked, revised: Revised) -> Figure | None:
    """Give the figure of the last brief, as it was known then."""
    if revised.now is None:
        return None
    earlier = replace(asked, through=revised.now.period.through, known_on=asked.since)
    compare = compare_public if asked.public else compare_city
    answer = compare(city, earlier.about(revised.terms.measure))
    return Figure(answer.terms, answer.whole[0], answer.notes)
