"""Bands from sources to markets, each as high as its guns."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

__all__ = ["draw_sankey"]

Row = dict[str, Any]
WIDE, HIGH, LEFT, RIGHT, GAP, BAR = 480, 520, 140, 146, 7, 10
MOST = 12
OTHERS = "all others"


def draw_sankey(rows: Sequence[Row]) -> str:
    """Draw rows of source_place, recovery_place and traced as bands; the small join as one.

    Guns that stay in the market they were sold in are left out.

    Returns
    -------
    An SVG element; empty where no gun moved.
    """
    flows = _join([row for row in rows if row["source_place"] != row["recovery_place"]])
    if not flows:
        return ""
    sources = _totals(flows, 0)
    markets = _totals(flows, 1)
    total = sum(flows.values())
    room = HIGH - 40 - GAP * (max(len(sources), len(markets)) - 1)
    scale = room / total
    starts, ends = _stack(sources, scale), _stack(markets, scale)
    bands, spent_left, spent_right = [], dict(starts), dict(ends)
    for source in sources:
        for market in markets:
            n = flows.get((source, market), 0)
            if n:
                high = n * scale
                bands.append(
                    _band(
                        spent_left[source],
                        spent_right[market],
                        high,
                        f"{source} to {market}: {n:,}",
                    )
                )
                spent_left[source] += high
                spent_right[market] += high
    labels = "".join(
        _label(name, n, starts[name], scale, at_left=True) for name, n in sources.items()
    )
    labels += "".join(
        _label(name, n, ends[name], scale, at_left=False) for name, n in markets.items()
    )
    told = html.escape(f"Bands of guns from {len(sources)} sources to {len(markets)} markets")
    return (
        f'<svg class="sankey" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{told}">'
        f"{''.join(bands)}{labels}</svg>"
    )


def _join(rows: list[Row]) -> dict[tuple[str, str], int]:
    """Add up by source and market, sources beyond the largest under one name."""
    sold: dict[str, int] = {}
    for row in rows:
        sold[row["source_place"]] = sold.get(row["source_place"], 0) + (row.get("traced") or 0)
    large = sorted(sold, key=lambda name: -sold[name])[:MOST]
    flows: dict[tuple[str, str], int] = {}
    for row in rows:
        source = row["source_place"] if row["source_place"] in large else OTHERS
        key = (source, str(row["recovery_place"]))
        flows[key] = flows.get(key, 0) + (row.get("traced") or 0)
    return {key: n for key, n in flows.items() if n}


def _totals(flows: dict[tuple[str, str], int], side: int) -> dict[str, int]:
    """Give the guns of each place on a side, the largest first and the others last."""
    totals: dict[str, int] = {}
    for key, n in flows.items():
        totals[key[side]] = totals.get(key[side], 0) + n
    return dict(sorted(totals.items(), key=lambda item: (item[0] == OTHERS, -item[1])))


def _stack(totals: dict[str, int], scale: float) -> dict[str, float]:
    tops, y = {}, 20.0
    for name, n in totals.items():
        tops[name] = y
        y += n * scale + GAP
    return tops


def _band(y1: float, y2: float, high: float, told: str) -> str:
    x1, x2 = LEFT + BAR, WIDE - RIGHT - BAR
    middle = (x1 + x2) / 2
    return (
        f'<path class="band" d="M{x1},{y1:.1f}C{middle},{y1:.1f} {middle},{y2:.1f} {x2},{y2:.1f}'
        f"L{x2},{y2 + high:.1f}C{middle},{y2 + high:.1f} {middle},{y1 + high:.1f} "
        f'{x1},{y1 + high:.1f}Z"><title>{html.escape(told)}</title></path>'
    )


def _label(name: str, n: int, top: float, scale: float, *, at_left: bool) -> str:
    high = n * scale
    x = LEFT if at_left else WIDE - RIGHT - BAR
    anchor, at = ("end", LEFT - 6) if at_left else ("start", WIDE - RIGHT + 6)
    words = [f"{name} {n:,}"] if at_left else [*name.split(" + "), f"{n:,}"]
    y = top + high / 2 + 4.5 - 8 * (len(words) - 1)
    lines = "".join(
        f'<tspan x="{at}" y="{y + 16 * i:.1f}">{html.escape(word)}</tspan>'
        for i, word in enumerate(words)
    )
    return (
        f'<rect class="bar" x="{x}" y="{top:.1f}" width="{BAR}" height="{max(high, 1):.1f}"/>'
        f'<text class="name" text-anchor="{anchor}">{lines}</text>'
    )
