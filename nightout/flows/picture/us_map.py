"""The map: states by outline, flows as bands whose width says how much."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from nightout.flows.states import list_states

__all__ = ["draw_map"]

Row = dict[str, Any]
WIDEST, THINNEST, MOST_ARROWS = 18.0, 1.0, 30
DOUBT = 0.05
# Where a market's name stands for several states, the arrow goes to the first.
JOINED = " + "
# Too small for a mark inside them: the letters stand out at sea, with a line to the place.
AT_SEA = {
    "RI": (935, 214), "CT": (918, 236), "NJ": (893, 266), "DE": (890, 292), "MD": (893, 316),
    "DC": (880, 340), "MA": (945, 178), "NH": (935, 148), "VT": (838, 92),
}  # fmt: skip


@cache
def _atlas() -> dict[str, Any]:
    text = files("nightout.flows.atlas").joinpath("outlines.json").read_text("utf-8")
    return dict(json.loads(text))


def draw_map(level: str, rows: Sequence[Row], column: str) -> str:
    """Draw rows of source_place and recovery_place as bands over the states.

    Parameters
    ----------
    level
        `state`, or no map is drawn.
    rows
        Pairs with a value in `column`; the largest 30 are drawn. Where one has `covered`, its
        source is hatched.
    column
        What the width of a band says: `traced` or `lift`.

    Returns
    -------
    An SVG element; empty where the places are not states.
    """
    if level != "state":
        return ""
    arrows = [row for row in rows if _ends(row) and row.get(column)]
    arrows = sorted(arrows, key=lambda row: -row[column])[:MOST_ARROWS]
    markets = {place for row in rows for place in str(row["recovery_place"]).split(JOINED)}
    covered = {row["source_place"] for row in rows if row.get("covered")}
    largest = max((row[column] for row in arrows), default=1)
    # The widest arrows lie lowest, so that thin ones are not hidden under them.
    drawn = "".join(_arrow(row, row[column] / largest, column) for row in arrows)
    doubted = any((row.get("q") or 0) > DOUBT for row in arrows)
    told = f"Map of the United States with the {len(arrows)} largest flows by {column}"
    return (
        f'<svg class="map" viewBox="0 0 975 610" role="img" aria-label="{html.escape(told)}">'
        '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fff"/>'
        '<line x1="0" y1="0" x2="0" y2="7" stroke="#555" stroke-width="2.4"/></pattern>'
        f"</defs>{_outlines(markets, covered)}{drawn}{_letters(markets)}"
        f"{_key(largest, column, doubted=doubted)}</svg>"
    )


def _ends(row: Row) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Give where a row's arrow begins and ends; None within a place or off the map."""
    first = str(row["recovery_place"]).split(JOINED)
    states = list_states()
    source, market = states.get(str(row["source_place"])), states.get(first[0])
    if source is None or market is None or source.name in first:
        return None
    if source.map_xy is None or market.map_xy is None:
        return None
    return source.map_xy, market.map_xy


def _outlines(markets: set[str], covered: set[str]) -> str:
    names = {state.code: state.name for state in list_states().values()}
    paths = []
    for code, path in _atlas()["outlines"].items():
        kind = "market" if names[code] in markets and len(markets) < 8 else ""
        kind = "covered" if names[code] in covered else kind
        paths.append(f'<path class="land {kind}" d="{path}"><title>{names[code]}</title></path>')
    return "".join(paths)


def _arrow(row: Row, size: float, column: str) -> str:
    """Draw one flow as a band that narrows from its source to its market.

    Hollow where many comparisons leave it in doubt (q above 0.05).
    """
    ends = _ends(row)
    if ends is None:
        return ""
    value = f"{row[column]:,}" if isinstance(row[column], int) else f"{row[column]:.2f}"
    told = html.escape(f"{row['source_place']} to {row['recovery_place']}: {column} {value}")
    kind = "unsure" if (row.get("q") or 0) > DOUBT else "sure"
    path = _taper(*ends, max(THINNEST, WIDEST * size))
    return f'<path class="flow {kind}" d="{path}"><title>{told}</title></path>'


def _taper(start: tuple[float, float], end: tuple[float, float], width: float) -> str:
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    across, along = (y2 - y1) / length, -(x2 - x1) / length
    # Bent to the left of its way, so that two opposite flows lie side by side.
    bend = min(0.22 * length, 70)
    cx, cy = (x1 + x2) / 2 + bend * across, (y1 + y2) / 2 + bend * along
    a, b, c = width / 2, width / 3, 0.5
    return (
        f"M{x1 + a * across:.1f},{y1 + a * along:.1f}"
        f"Q{cx + b * across:.1f},{cy + b * along:.1f} {x2 + c * across:.1f},{y2 + c * along:.1f}"
        f"L{x2 - c * across:.1f},{y2 - c * along:.1f}"
        f"Q{cx - b * across:.1f},{cy - b * along:.1f} {x1 - a * across:.1f},{y1 - a * along:.1f}Z"
    )


def _letters(markets: set[str]) -> str:
    marks = []
    for state in list_states().values():
        if state.map_xy is None or state.kind == "territory":
            continue
        x, y = AT_SEA.get(state.code, state.map_xy)
        if state.code in AT_SEA:
            marks.append(
                f'<line class="lead" x1="{x - 2}" y1="{y - 4}" x2="{state.map_xy[0]:.0f}" '
                f'y2="{state.map_xy[1]:.0f}"/>'
            )
        heavy = " heavy" if state.name in markets and len(markets) < 8 else ""
        anchor = "start" if state.code in AT_SEA else "middle"
        marks.append(
            f'<text class="code{heavy}" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">'
            f"{state.code}</text>"
        )
    return "".join(marks)


def _key(largest: float, column: str, *, doubted: bool) -> str:
    """Say what widths mean, and which end is which, in the gulf."""
    x, y = 585, 508
    words = ["guns" if column == "traced" else "times expected", "wide end: source"]
    if doubted:
        words.append("hollow: q above 0.05")
    lines = [
        f'<text class="code" x="{x}" y="{y + 18 * at}">{word}</text>'
        for at, word in enumerate(words)
    ]
    for step in (1.0, 0.4, 0.1):
        value = largest * step
        said = f"{value:,.0f}" if column == "traced" else f"{value:.1f}"
        down = y + 18 * len(lines) - 3
        path = _taper((x, down), (x + 60, down), max(THINNEST, WIDEST * step))
        lines.append(
            f'<path class="flow sure" d="{path}"/>'
            f'<text class="code" x="{x + 70}" y="{down + 5}">{said}</text>'
        )
    return "".join(lines)
