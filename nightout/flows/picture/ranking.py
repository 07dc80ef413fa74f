"""The ranking: a dot for each place, with the line of its interval."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

__all__ = ["draw_ranking"]

Row = dict[str, Any]
WIDE, LEFT, RIGHT, STEP, TOP = 480, 150, 62, 22, 26
MOST = 25


def draw_ranking(rows: Sequence[Row], column: str) -> str:
    """Draw the first 25 rows by a column that has `_low` and `_high` beside it.

    Returns
    -------
    An SVG element; empty where no row has a value.
    """
    shown = [row for row in rows if row.get(column) is not None][:MOST]
    if not shown:
        return ""
    is_share = "share" in column
    most = max(row.get(f"{column}_high") or row[column] for row in shown)
    scale = (WIDE - LEFT - RIGHT) / (most or 1.0)
    height = TOP + STEP * len(shown) + 10
    lines = "".join(_line(row, column, (at, scale, is_share)) for at, row in enumerate(shown))
    told = f"Ranking of {len(shown)} places by {column.replace('_', ' ')}, with 95% intervals"
    return (
        f'<svg class="ranking" viewBox="0 0 {WIDE} {height}" role="img" '
        f'aria-label="{html.escape(told)}">{_ticks(most, scale, height, is_share)}{lines}</svg>'
    )


def _line(row: Row, column: str, drawn: tuple[int, float, bool]) -> str:
    at, scale, is_share = drawn
    y = TOP + STEP * at + STEP / 2
    low, high = row.get(f"{column}_low"), row.get(f"{column}_high")
    name = html.escape(str(row.get("place") or row.get("source_place")))
    x = LEFT + scale * row[column]
    said = _said(row[column], is_share)
    whisker = ""
    if low is not None and high is not None:
        whisker = (
            f'<line class="whisker" x1="{LEFT + scale * low:.1f}" y1="{y}" '
            f'x2="{LEFT + scale * high:.1f}" y2="{y}"/>'
        )
    return (
        f'<text class="name" x="{LEFT - 8}" y="{y + 4.5}" text-anchor="end">{name}</text>{whisker}'
        f'<circle class="dot" cx="{x:.1f}" cy="{y}" r="4.5"/>'
        f'<text class="name" x="{WIDE - RIGHT + 10}" y="{y + 4.5}">{said}</text>'
    )


def _ticks(most: float, scale: float, height: float, is_share: bool) -> str:
    step = next(
        one for one in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1e3, 1e9)
        if most / one <= 5
    )  # fmt: skip
    marks = []
    for number in range(int(most / step) + 1):
        x = LEFT + scale * step * number
        said = f"{100 * step * number:.0f}%" if is_share else f"{step * number:g}"
        marks.append(
            f'<line class="tick" x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{height}"/>'
            f'<text class="name" x="{x:.1f}" y="{TOP - 11}" text-anchor="middle">{said}</text>'
        )
    return "".join(marks)


def _said(value: float, is_share: bool) -> str:
    return f"{100 * value:.1f}%" if is_share else f"{value:.1f}"
