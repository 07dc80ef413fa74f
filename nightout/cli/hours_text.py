"""Hours of the week for a terminal: a heat picture, and the counts behind it."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Sequence
from typing import Any

from nightout.compare import WEEKDAYS, Hours, as_hour_rows

__all__ = ["SHADES", "as_hours_text", "name_shades", "shade_of"]

WRAP = 80
# What an hour holds over what it would if all were alike; a shade from each bound up.
SHADES = ((0.0, " "), (0.5, "░"), (0.8, "▒"), (1.25, "▓"), (2.0, "█"))
HIDDEN = "?"


def as_hours_text(hours: Hours) -> str:
    """Write the hours for a terminal of 80 columns, terms first and last."""
    rows = as_hour_rows(hours)
    cannot = f"What this cannot show: {hours.terms.measure.cannot_show}"
    parts = [
        _heading(hours), "", *_picture(hours, rows), "", *_numbers(hours, rows), "", *_peaks(rows),
        textwrap.fill(cannot, WRAP), "",
    ]  # fmt: skip
    return "\n".join(parts)


def shade_of(lift: float | None) -> str:
    """Give the shade of an hour by its lift."""
    if lift is None:
        return HIDDEN
    return [sign for bound, sign in SHADES if lift >= bound][-1]


def name_shades() -> str:
    """Say what the shades mean."""
    bounds = [bound for bound, _ in SHADES]
    spans = [f"below {bounds[1]:g}"]
    spans += [f"{a:g} to {b:g}" for a, b in itertools.pairwise(bounds[1:])]
    spans.append(f"{bounds[-1]:g} and more")
    told = (
        f"{f'{sign}{sign}' if sign.strip() else 'blank'} {span}"
        for (_, sign), span in zip(SHADES, spans, strict=True)
    )
    return f"times the average hour: {', '.join(told)}"


def _heading(hours: Hours) -> str:
    terms = hours.terms
    made_up = " (made up)" if terms.made_up else ""
    known = terms.known_basis if terms.known_basis != "versions" else f"load of {terms.last_load}"
    days = f"{terms.window.start} through {terms.window.through}"
    rests_on = (
        f"counting {terms.measure.counts}, by when they occurred on the city's clock, as known on "
        f"{terms.known_on} ({known}), from {', '.join(terms.sources)}"
    )
    title = f"{terms.measure.title} by hour of the week, {terms.place}{made_up}: {days}"
    return f"{textwrap.fill(title, WRAP)}\n{textwrap.fill(rests_on, WRAP)}"


def _picture(hours: Hours, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Draw three columns an hour, so that seven days of 24 hours fill a terminal."""
    per_day = 24 // hours.block_hours
    wide = 3 * hours.block_hours
    lines = [_hours_line(hours)]
    for day, name in enumerate(WEEKDAYS):
        shades = (shade_of(row["lift"]) for row in rows[day * per_day : (day + 1) * per_day])
        lines.append(f"{name[:3]}  {''.join(shade * wide for shade in shades)}".rstrip())
    return [*lines, textwrap.fill(name_shades(), WRAP)]


def _hours_line(hours: Hours) -> str:
    wide = 3 * hours.block_hours
    names = range(0, 24, hours.block_hours)
    return f"     {''.join(f'{hour:02}'.ljust(wide) for hour in names)}".rstrip()


def _numbers(hours: Hours, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Write the counts as a table; per thousand of all where they would not fit."""
    per_day, wide = 24 // hours.block_hours, 3 * hours.block_hours
    largest = max((row["n"] or 0 for row in rows), default=0)
    # A column is as wide as its hours, one blank of it.
    has_room = largest < 10 ** (wide - 1)
    scale = 1.0 if has_room else 1000 / max(hours.spread.n, 1)
    caption = "counts" if has_room else f"per thousand of all {hours.spread.n:,.0f}"
    lines = [f"{caption}, what is known between two times spread evenly:", _hours_line(hours)]
    for day, name in enumerate(WEEKDAYS):
        cells = (_cell(row["n"], scale, wide) for row in rows[day * per_day : (day + 1) * per_day])
        lines.append(f"{name[:3]}  {''.join(cells)}".rstrip())
    return lines


def _cell(n: float | None, scale: float, wide: int) -> str:
    return (HIDDEN if n is None else f"{n * scale:.0f}").ljust(wide)


def _peaks(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Name the three fullest blocks with their intervals and the rigid count."""
    shown = [row for row in rows if row["n"]]
    if not shown:
        return []
    lines = ["the fullest:"]
    for row in sorted(shown, key=lambda row: -(row["lift"] or 0))[:3]:
        lines.append(
            f"  {row['weekday']}{_from_hour(row, len(rows))}  {row['n']:,.0f} "
            f"({row['n_low']:,.0f} to {row['n_high']:,.0f}), {row['lift']:.1f} times the average "
            f"({row['lift_low']:.1f} to {row['lift_high']:.1f}){_bounds(row)}"
        )
    return [*lines, ""]


def _from_hour(row: dict[str, Any], n_blocks: int) -> str:
    """Say from which hour on a block reaches; nothing of whole days."""
    return f" {row['hour']:02}:00" if n_blocks > len(WEEKDAYS) else ""


def _bounds(row: dict[str, Any]) -> str:
    begun = f"; {row['begun']:,.0f} began then"
    if row["sure"] is None:
        return begun
    return f"{begun}\n{'':4}sure {row['sure']:,.0f}, possible {row['possible']:,.0f}"
