"""A comparison as plain rows under shared column names, for every way of showing it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nightout.compare.change import NUMBERS, Change
from nightout.compare.derived import derive_spans
from nightout.compare.question import Comparison
from nightout.records.disclosure import hide_small
from nightout.units import Period

__all__ = ["COLUMNS", "as_rows", "as_terms", "for_public"]

COLUMNS = [
    "measure",
    "place",
    "start",
    "through",
    "known_on",
    "known_basis",
    "n",
    "n_before",
    "start_before",
    "through_before",
    "difference",
    "percent",
    "ratio",
    "ratio_low",
    "ratio_high",
    "dispersion",
    "wide_low",
    "wide_high",
    "p_exact",
    "p_midp",
    "p_etest",
    "p_wide",
    "z",
    "q",
    "word",
]
HIDDEN = "hidden"


def as_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Give the comparison as rows, all of the city before its parts; None for what is not said."""
    return [_row(comparison, change) for change in (*comparison.whole, *comparison.parts)]


def as_terms(comparison: Comparison) -> dict[str, Any]:
    """Give the terms of a comparison as plain values."""
    terms = comparison.terms
    return {
        "measure": terms.measure.slug,
        "title": terms.measure.title,
        "definition": terms.measure.definition,
        "whose": terms.measure.whose,
        "counts": terms.measure.counts,
        "date_basis": terms.measure.date_basis,
        "place": terms.place,
        "made_up": terms.made_up,
        "start": str(terms.window.start),
        "through": str(terms.window.through),
        "known_on": str(terms.known_on),
        "known_basis": terms.known_basis,
        "last_load": str(terms.last_load),
        "sources": list(terms.sources),
        "against": terms.against,
        "dispersion_years": list(terms.dispersion_years),
        "windows": [
            {
                "window": one.name,
                "start": str(one.now.start),
                "through": str(one.now.through),
                "aligned": one.aligned,
                "dispersion_years": sorted(one.years),
            }
            for one in terms.windows
        ],
        "cannot_show": terms.measure.cannot_show,
    }


def for_public(comparison: Comparison) -> Comparison:
    """Hide what could reveal a person.

    That is small counts, all that follows from them, and what would give them away by
    subtraction of one part, or one window, from another. Counts of the whole city are shown where
    the measure says that they may be.
    """
    measure = comparison.terms.measure
    whole, parts = comparison.whole, comparison.parts
    _, in_whole = _table(comparison, whole)
    small = np.any((in_whole > 0) & (in_whole < measure.threshold))
    if small and not measure.whole_city_is_public:
        note = f"all is hidden: the city counts fewer than {measure.threshold}"
        return replace(
            comparison,
            whole=tuple(_hide(one) for one in whole),
            parts=tuple(_hide(one) for one in parts),
            notes=(*comparison.notes, note),
        )
    groups, table = _table(comparison, parts)
    hidden = hide_small(table, threshold=measure.threshold)
    secret = {group for group, is_hidden in zip(groups, hidden, strict=True) if is_hidden}
    parts = tuple(_hide(one) if one.group in secret else one for one in parts)
    notes = comparison.notes
    if secret:
        many = f"{len(secret)} of {len(groups)} parts"
        below = f"counts below {measure.threshold}"
        notes += (f"{many} are hidden: {below}, and others from which these could be told",)
    return replace(comparison, parts=parts, notes=notes)


def _table(
    comparison: Comparison, changes: tuple[Change, ...]
) -> tuple[list[tuple[str, ...]], NDArray[np.int64]]:
    """Give the counts behind the changes, and those they give away, a row per group."""
    groups = sorted({one.group for one in changes})
    counts: list[dict[tuple[Period, ...], int]] = [{} for _ in groups]
    rows = dict(zip(groups, counts, strict=True))
    for one in changes:
        rows[one.group][(one.window,)] = one.n
        if one.n_years:
            rows[one.group][_periods_before(comparison, one)] = round(one.n_before * one.n_years)
    if not groups:
        return groups, np.zeros((0, 0), np.int64)
    told = np.array([list(row.values()) for row in counts], np.int64)
    return groups, told @ derive_spans(list(counts[0])).T


def _periods_before(comparison: Comparison, change: Change) -> tuple[Period, ...]:
    """Give the periods that a change is held against; a mean of years stands as their total."""
    if change.n_years > 1:
        return next(one.before for one in comparison.terms.windows if one.name == change.name)
    return (change.before,) if change.before else ()


def _hide(change: Change) -> Change:
    nothing: dict[str, Any] = dict.fromkeys((*NUMBERS, "q"), float("nan"))
    return replace(change, n=-1, word=HIDDEN, **nothing)


def _row(comparison: Comparison, change: Change) -> dict[str, Any]:
    terms = comparison.terms
    # A mean of years reaches from the first of them to the last.
    before = _periods_before(comparison, change)
    row: dict[str, Any] = {
        "measure": terms.measure.slug,
        "place": _place(comparison, change.group),
        "start": str(change.window.start),
        "through": str(change.window.through),
        "known_on": str(terms.known_on),
        "known_basis": terms.known_basis,
        "n": None if change.word == HIDDEN else change.n,
        "start_before": str(min(before).start) if before else None,
        "through_before": str(max(before).through) if before else None,
        "word": change.word,
    }
    row |= {name: _said(getattr(change, name)) for name in (*NUMBERS, "q")}
    return {name: row[name] for name in COLUMNS}


def _said(value: float) -> float | None:
    return None if value != value else value  # NaN is the one value that differs from itself


def _place(comparison: Comparison, group: tuple[str, ...]) -> str:
    if not group:
        return comparison.terms.place
    pairs = zip(comparison.by, group, strict=True)
    return ", ".join(f"{kind} {name}" if name else f"no {kind}" for kind, name in pairs)
