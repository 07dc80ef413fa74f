"""Counts of the latest days and weeks, each beside its like of last year."""

from __future__ import annotations

from nightout.brief.model import Asked, Figure, LeftOut, Spans
from nightout.compare import Comparison, compare_city, compare_public
from nightout.errors import OutsideRecords
from nightout.records import City, Measure

__all__ = ["gather_spans"]


def gather_spans(
    city: City, asked: Asked, figures: list[Figure]
) -> tuple[list[Spans], list[LeftOut]]:
    """Count the windows asked for, of each measure shown.

    Returns
    -------
    Windows that reach beyond the covered days are left out. In public they are what may be shown
    of them.
    """
    found, left_out = [], []
    for figure in figures:
        answer, refused = _ask(city, asked, figure.terms.measure)
        left_out += refused
        if answer:
            found.append(Spans(answer.terms, answer.whole, answer.notes))
    return found, left_out


def _ask(city: City, asked: Asked, measure: Measure) -> tuple[Comparison | None, list[LeftOut]]:
    """Count the windows that the records cover, and name those that they do not."""
    if not asked.windows:
        return None, []
    compare = compare_public if asked.public else compare_city
    try:
        return compare(city, asked.about(measure, windows=asked.windows)), []
    except OutsideRecords:
        covered, refused = _try_each(city, asked, measure)
    if not covered:
        return None, refused
    return compare(city, asked.about(measure, windows=covered)), refused


def _try_each(city: City, asked: Asked, measure: Measure) -> tuple[tuple[str, ...], list[LeftOut]]:
    covered, refused = [], []
    for name in asked.windows:
        try:
            compare_city(city, asked.about(measure, windows=(name,)))
            covered.append(name)
        except OutsideRecords as error:
            refused.append(LeftOut(measure, error.what, name))
    return tuple(covered), refused
