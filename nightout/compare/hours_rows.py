"""Hours of the week as plain rows under shared column names, and what of them is public."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from nightout.compare.hours import BLOCKS, Hours
from nightout.compare.rows import plain_terms
from nightout.records.disclosure import hide_small, least_shown

__all__ = ["WEEKDAYS", "as_hour_rows", "as_hours_terms", "for_public_hours"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def as_hour_rows(hours: Hours) -> list[dict[str, Any]]:
    """Give a row per block of hours, Monday's first; hidden figures are missing.

    In public only whole numbers are given, and neither `sure` nor `possible`: parts of a count and
    its bounds would tell of single spans.
    """
    low, high = hours.interval
    n, lift = hours.n, hours.lift
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(n > 0, lift / n, np.nan)
    figures = {
        "n": n,
        "n_low": low,
        "n_high": high,
        "begun": hours.in_blocks(hours.spread.begun),
        "sure": hours.spread.sure,
        "possible": hours.spread.possible,
        "lift": lift,
        "lift_low": low * scale,
        "lift_high": high * scale,
    }
    return [_row(hours, block, figures) for block in range(len(n))]


def as_hours_terms(hours: Hours) -> dict[str, Any]:
    """Give what the hours rest on as plain values."""
    terms = hours.terms
    is_shown = hours.hidden is None or not hours.hidden.all()
    return {
        **plain_terms(terms),
        "longest_hours": hours.asked.longest_hours,
        "block_hours": hours.block_hours,
        "unknown_at": [f"{hour:02}:00" for hour in hours.asked.unknown_at],
        "n_in_hours": round(hours.spread.n) if is_shown else None,
        "n_between": hours.spread.between if hours.hidden is None else None,
        "n_unknown": hours.spread.unknown if hours.hidden is None else None,
        "cannot_show": terms.measure.cannot_show,
    }


def for_public_hours(hours: Hours) -> Hours:
    """Add hours together until none tells of too few, or hide what still does.

    Blocks grow from those asked for to whole days; the first length at which no count from 1 to
    below the measure's threshold is left is shown. If even days are too small, they are hidden as
    the parts of a whole are.
    """
    threshold = least_shown(hours.terms.measure.threshold)
    for block in (one for one in BLOCKS if one >= hours.block_hours):
        merged = replace(hours, asked=replace(hours.asked, block_hours=block))
        counts = _counts(merged)
        hidden = hide_small(counts, threshold=threshold)
        if not hidden.any():
            break
    notes = _public_notes(hours, merged, int(hidden.sum()))
    if _is_small_as_a_whole(hours):
        hidden = np.ones(len(hidden), bool)
        notes = (f"all is hidden: there are fewer than {threshold}",)
    return replace(merged, hidden=hidden, notes=notes)


def _counts(hours: Hours) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Give the counts that could tell of somebody: as spread, rounded up, and as begun."""
    spread = np.ceil(hours.n - 1e-9).astype(np.int64)
    return np.column_stack([spread, hours.in_blocks(hours.spread.begun).astype(np.int64)])


def _is_small_as_a_whole(hours: Hours) -> bool:
    measure, n = hours.terms.measure, hours.spread.n
    return not measure.whole_city_is_public and 0 < n < measure.threshold


def _public_notes(asked: Hours, merged: Hours, n_hidden: int) -> tuple[str, ...]:
    below = f"counts below {least_shown(asked.terms.measure.threshold)}"
    # What is said of single times and spans is for the house alone.
    notes: tuple[str, ...] = ("figures are rounded to whole numbers",)
    if merged.block_hours > asked.block_hours:
        notes += (f"{merged.block_hours} hours are counted together: single ones hold {below}",)
    if n_hidden:
        many = f"{n_hidden} of {7 * 24 // merged.block_hours} blocks"
        notes += (f"{many} are hidden: {below}, and others from which these could be told",)
    return notes


def _row(hours: Hours, block: int, figures: dict[str, Any]) -> dict[str, Any]:
    terms, per_day = hours.terms, 24 // hours.block_hours
    row: dict[str, Any] = {
        "measure": terms.measure.slug,
        "place": terms.place,
        "start": str(terms.window.start),
        "through": str(terms.window.through),
        "known_on": str(terms.known_on),
        "known_basis": terms.known_basis,
        "weekday": WEEKDAYS[block // per_day],
        "hour": block % per_day * hours.block_hours,
        "hours": int(hours.in_blocks(hours.exposure)[block]),
    }
    if hours.hidden is None:
        return row | {name: _said(float(values[block])) for name, values in figures.items()}
    if hours.hidden[block]:
        return row | dict.fromkeys(figures)
    return row | _in_public(figures, block)


def _in_public(figures: dict[str, Any], block: int) -> dict[str, float | None]:
    """Round what is shown, and leave out the bounds."""
    told: dict[str, float | None] = dict.fromkeys(figures)
    for name in told.keys() - {"sure", "possible"}:
        value = _said(float(figures[name][block]))
        told[name] = None if value is None else round(value, 1 if "lift" in name else 0)
    return told


def _said(value: float) -> float | None:
    return None if value != value else value  # NaN is the one value that differs from itself
