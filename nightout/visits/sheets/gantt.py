"""The whole night as one picture: a row for each unit, a bar for each visit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from nightout.visits.sheets.model import NightSheet, Span, Stop, UnitSheet
from nightout.visits.sheets.svg import draw, path, tag, words
from nightout.visits.sheets.words import clock

__all__ = ["by_kind", "draw_gantt"]

LEFT, RIGHT, TOP, ROW = 150.0, 24.0, 30.0, 19.0
LONGEST_NAME = 21
HALF_HOUR = dt.timedelta(minutes=30)


def draw_gantt(
    night: NightSheet, units: Sequence[UnitSheet] | None = None, *, width: int = 1_100
) -> str:
    """Draw visits over time, units of a kind together; promised visits are dark.

    Parameters
    ----------
    night
        The whole night, whose hours the picture spans.
    units
        Which units to draw; all if absent.
    width
        How wide; words keep their size.
    """
    scale = _Scale(*night.span(), width)
    body, y = [], TOP
    for kind, of_kind in groupby(by_kind(night, units), key=lambda one: one.kind):
        body.append(words(night.kinds[kind], 0, y + 14, font_size=13, font_weight="bold"))
        y += ROW
        for unit in of_kind:
            body.append(_row(unit, y, scale))
            y += ROW
    height = y + 8
    paper = tag("rect", width=width, height=height, fill="paper")
    return draw(width, height, paper, *_hours(scale, height), *body)


def by_kind(night: NightSheet, units: Sequence[UnitSheet] | None = None) -> list[UnitSheet]:
    """Put units of a kind together, kinds and units in the order of the request."""
    order = list(night.kinds)
    return sorted(night.units if units is None else units, key=lambda one: order.index(one.kind))


class _Scale:
    """Where a moment lies across the picture."""

    def __init__(self, start: dt.datetime, end: dt.datetime, width: float) -> None:
        self.start, self.end = start, end
        self.per_second = (width - LEFT - RIGHT) / max((end - start).total_seconds(), 60)

    def at(self, moment: dt.datetime) -> float:
        inside = min(max(moment, self.start), self.end)
        return LEFT + (inside - self.start).total_seconds() * self.per_second


def _hours(scale: _Scale, height: float) -> list[str]:
    drawn, moment = [], scale.start
    while moment <= scale.end:
        x = scale.at(moment)
        whole = moment.minute == 0
        line = path([(x, TOP - 8 if whole else TOP), (x, height - 6)])
        drawn.append(tag("path", d=line, stroke="line", stroke_width=1.2 if whole else 0.6))
        if whole:
            drawn.append(
                words(clock(moment), x, TOP - 13, font_size=12, text_anchor="middle", fill="soft")
            )
        moment += HALF_HOUR
    return drawn


def _row(unit: UnitSheet, y: float, scale: _Scale) -> str:
    first, last = (scale.at(moment) for moment in unit.shift)
    middle = y + ROW / 2
    on_duty = tag("path", d=path([(first, middle), (last, middle)]), stroke="line", stroke_width=2)
    said = unit.name if len(unit.name) <= LONGEST_NAME else f"{unit.name[: LONGEST_NAME - 1]}…"
    name = words(said, 8, y + 14, font_size=12, fill="soft" if unit.reserve else "ink")
    rests = "".join(_rest(rest, y, scale) for rest in unit.rests)
    return name + on_duty + rests + "".join(_bar(stop, y, scale) for stop in unit.stops)


def _rest(rest: Span, y: float, scale: _Scale) -> str:
    """Draw a break as an open box."""
    left, right = (scale.at(moment) for moment in rest)
    return tag("rect", x=left, y=y + 5, width=max(right - left, 2.0), height=ROW - 10, rx=2,
               fill="paper", stroke="soft", stroke_width=1.2)  # fmt: skip


def _bar(stop: Stop, y: float, scale: _Scale) -> str:
    left, right = scale.at(stop.arrive), scale.at(stop.leave)
    promised = "promised" in stop.marks
    bar = tag("rect", x=left, y=y + 2, width=max(right - left, 2.0), height=ROW - 4, rx=2,
              fill="firm" if promised else "bar", stroke="paper", stroke_width=0.8)  # fmt: skip
    if right - left < 30 or len(stop.gathering_id) > 5:
        return bar
    ink = "paper" if promised else "ink"
    middle = (left + right) / 2
    return bar + words(
        stop.gathering_id, middle, y + 13.5, font_size=11, text_anchor="middle", fill=ink
    )
