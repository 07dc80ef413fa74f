"""A comparison as plain rows under shared column names, for every way of showing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nightout.compare.change import NUMBERS, Change
from nightout.compare.comparison import HIDDEN, Comparison
from nightout.compare.question import GROUPS
from nightout.compare.settled import Terms
from nightout.units import Period

__all__ = ["COLUMNS", "as_rows", "as_terms", "name_joined", "plain_terms"]

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


def as_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Give the comparison as rows, all of the city before its parts; None for what is not said."""
    return [_row(comparison, change) for change in (*comparison.whole, *comparison.parts)]


def as_terms(comparison: Comparison) -> dict[str, Any]:
    """Give the terms of a comparison as plain values; `parts` are those of parts, if others."""
    told = _as_plain(comparison.terms)
    return told | ({"parts": _as_plain(comparison.part_terms)} if comparison.part_terms else {})


def plain_terms(terms: Terms) -> dict[str, Any]:
    """Give, as plain values, the terms that every answer under them rests on."""
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
    }


def _as_plain(terms: Terms) -> dict[str, Any]:
    return {
        **plain_terms(terms),
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
        **_as_known(terms),
        "cannot_show": terms.measure.cannot_show,
    }


def _as_known(terms: Terms) -> dict[str, Any]:
    """Say as known on which day each window is counted, where earlier years are of equal age."""
    told = [
        {"start": str(one.start), "through": str(one.through), "known_on": str(day)}
        for one, day in terms.equal_age.items()
    ]
    return {"equal_age": told} if told else {}


def _periods_before(comparison: Comparison, change: Change) -> tuple[Period, ...]:
    """Give the periods that a change is held against; a mean of years stands as their total."""
    if change.n_years > 1:
        windows = comparison.terms_of(change).windows
        return next(one.before for one in windows if one.name == change.name)
    return (change.before,) if change.before else ()


def _row(comparison: Comparison, change: Change) -> dict[str, Any]:
    terms = comparison.terms_of(change)
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
    members = comparison.members.get(group, ())
    if len(members) > 1:
        return name_joined(comparison.by[0], members)
    pairs = zip(comparison.by, group, strict=True)
    return ", ".join(f"{kind} {name}" if name else _unnamed(kind) for kind, name in pairs)


def _unnamed(kind: str) -> str:
    """Name what lies in no area, or what no record states: "no weapon" would say "unarmed"."""
    return f"{kind} not stated" if kind in GROUPS else f"no {kind}"


def name_joined(kind: str, members: Sequence[str]) -> str:
    """Name parts that are shown as one: `beats 11, 12 and 14`, or `beat 11 and no beat`."""
    named = [name for name in members if name]
    *first, last = named
    told = f"{kind}s {', '.join(first)} and {last}" if first else f"{kind} {last}"
    return told if len(named) == len(members) else f"{told} and no {kind}"
