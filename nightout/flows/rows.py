"""Answers as rows under their terms, with small cells of small places hidden."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from nightout.flows.matrix import NOTICE, Flows
from nightout.records.crossed import hide_crossed
from nightout.records.disclosure import hide_small

__all__ = ["as_rows", "as_terms", "hide_small_cells", "hide_small_rows"]

Row = dict[str, Any]
# What a small count could be worked out from.
TELLING = ("traced", "share", "expected", "lift", "lift_low", "lift_high", "q", "z", "leverage")


def as_rows(answers: Sequence[Any]) -> list[Row]:
    """Turn answers into rows by column name; what cannot be said is None."""
    return [{name: _said(value) for name, value in asdict(one).items()} for one in answers]


def _said(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def as_terms(flows: Flows, years: Sequence[int]) -> dict[str, Any]:
    """Say what figures rest on: years, scope, known source, when the system was asked, files."""
    chosen = [one for one in flows.origins if one.year in years]
    asked = ", ".join(f"{one.year}: {one.queried_on}" for one in chosen if one.queried_on)
    share = flows.known_share(years)
    return {
        "counts": "guns traced by police to a first sale, by place of sale and of recovery",
        "years": _span(years),
        "years_loaded": _span(flows.years),
        "scope": flows.scope_words,
        "traced_in_scope": int(flows.during(list(years)).sum()),
        "known_source_share": None if share is None else round(share, 4),
        "known_source": "of all traces in the files"
        if share is not None
        else "not counted in these files, which leave traces without a source out",
        "queried_on": asked or "not said in these files",
        "files": ", ".join(sorted({one.file for one in chosen})),
        "notice": NOTICE,
    }


def _span(years: Sequence[int]) -> str:
    ordered = sorted(years)
    if len(ordered) == 1:
        return str(ordered[0])
    whole = ordered == list(range(ordered[0], ordered[-1] + 1))
    return f"{ordered[0]}-{ordered[-1]}" if whole else ", ".join(map(str, ordered))


def hide_small_cells(rows: list[Row], threshold: int) -> tuple[list[Row], int]:
    """Hide small counts of pairs, and others that would give them away; with how many.

    Sums by market and by source may be known, both at once. The count and all that could be worked
    back to it become None. Pairs of several years are a table each.
    """
    hidden: set[int] = set()
    years: dict[Any, list[int]] = {}
    for at, row in enumerate(rows):
        years.setdefault(row.get("year"), []).append(at)
    for held in years.values():
        sources, markets = (
            np.unique([rows[at][side] for at in held], return_inverse=True)[1]
            for side in ("source_place", "recovery_place")
        )
        table = np.zeros((sources.max() + 1, markets.max() + 1), np.int64)
        np.add.at(table, (sources, markets), [rows[at]["traced"] for at in held])
        flags = hide_crossed(table, threshold=threshold)[sources, markets]
        hidden |= {at for at, flag in zip(held, flags, strict=True) if flag}
    shown = [
        {name: None if at in hidden and _tells(name) else value for name, value in row.items()}
        for at, row in enumerate(rows)
    ]
    return shown, len(hidden)


def hide_small_rows(
    rows: list[Row], counts: Sequence[Sequence[float]], kept: Sequence[str], threshold: int
) -> tuple[list[Row], int]:
    """Hide all but the columns `kept` of rows with a small count; with how many were hidden.

    Parameters
    ----------
    rows
        Parts of one whole.
    counts
        What each row counts, one or more numbers of guns a row.
    kept
        Columns that stay: names, and what is no count.
    threshold
        The smallest count above 0 that may be shown.
    """
    whole = [[math.ceil(count) for count in one] for one in counts]
    flags = [bool(one) for one in hide_small(whole, threshold=threshold)] if rows else []
    shown = [
        {name: value if name in kept or not flag else None for name, value in row.items()}
        for row, flag in zip(rows, flags, strict=True)
    ]
    return shown, int(sum(flags))


def _tells(name: str) -> bool:
    return name in TELLING or name.startswith("share")
