"""Rows of dots, one for each gathering: how many visits it gets, neighbourhood by neighbourhood."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from nightout.brief.palette import LIGHT, SCALE
from nightout.brief.pictures import FONT

__all__ = ["colour_of", "draw_dots"]

ROW, DOT, NAME, GAP = 22, 13, 132, 24
# So many dots stand in a line; more go on in the next.
MOST = 14


def draw_dots(rows: Sequence[tuple[str, Sequence[int]]], *, columns: int) -> str:
    """Draw a row of dots for each name, the most visited first; a ring where nobody comes.

    Parameters
    ----------
    rows
        Names, and how many visits each of their gatherings gets.
    columns
        How many names stand beside each other; they are read down, then across.
    """
    lines = [-(-max(len(visits), 1) // MOST) for _, visits in rows]
    per_column = -(-sum(lines) // columns)
    wide, drawn, column, y, lowest = NAME + MOST * DOT + GAP, [], 0, 0, 0
    for (name, visits), n_lines in zip(rows, lines, strict=True):
        if y and y + n_lines > per_column and column < columns - 1:
            column, y = column + 1, 0
        drawn.append(_row(name, visits, column * wide, y * ROW))
        y += n_lines
        lowest = max(lowest, y)
    width = columns * wide - GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {lowest * ROW + 4}" '
        f'font-family="{FONT}" font-size="13">{"".join(drawn)}</svg>'
    )


def _row(name: str, visits: Sequence[int], x: int, y: int) -> str:
    label = (
        f'<text x="{x + NAME - 10}" y="{y + 15}" text-anchor="end" fill="{LIGHT["ink"]}">'
        f"{escape(name)}</text>"
    )
    return label + "".join(
        _dot(n, x + NAME + i % MOST * DOT, y + i // MOST * ROW) for i, n in enumerate(visits)
    )


def _dot(n: int, x: int, y: int) -> str:
    look = f'fill="{colour_of(n)}" stroke="{LIGHT["muted"]}" stroke-width="{1.6 if not n else 0.8}"'
    return f'<circle cx="{x}" cy="{y + 11}" r="4.6" {look}/>'


def colour_of(n: int) -> str:
    """Give the colour of a number of visits: pale for one, dark for three and more."""
    return LIGHT["none"] if not n else LIGHT[SCALE[(0, 2, 3)[min(n, 3) - 1]]]
