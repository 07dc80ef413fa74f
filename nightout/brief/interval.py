"""An interval of a ratio as a dot on a line, on one log axis for all figures of a page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from nightout.compare import Change

__all__ = ["Axis", "Line", "make_axis", "place_line"]


# How often as many, and what the axis says there; nothing where it is unchanged.
TICKS = {
    2: ((1 / 2, "½"), (1, ""), (2, "2×")),
    4: ((1 / 4, "¼"), (1 / 2, "½"), (1, ""), (2, "2×"), (4, "4×")),
}
# Room at both ends for an arrow, in percent of the width.
MARGIN = 5.0


@dataclass(frozen=True)
class Axis:
    """An axis from 1/`reach` to `reach` times as many, in equal steps for equal ratios."""

    reach: int

    @property
    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Where each tick stands, in percent of the width, and what it says; nothing at 1."""
        return tuple((self.at(ratio), label) for ratio, label in TICKS[self.reach])

    def at(self, ratio: float) -> float:
        """Give the place of a ratio in percent of the width; what lies beyond stands at the end."""
        span = math.log(self.reach)
        log = -span if ratio <= 0 else min(max(math.log(ratio), -span), span)
        return round(MARGIN + (100 - 2 * MARGIN) * (log + span) / (2 * span), 2)


@dataclass(frozen=True)
class Line:
    """One interval, in percent of the width; `dot` is absent where the axis has no place for it.

    `beyond_left` and `beyond_right` say that the interval goes on past the end of the axis.
    """

    dot: float | None
    wide: tuple[float, float]
    inner: tuple[float, float]
    beyond_left: bool
    beyond_right: bool


def make_axis(changes: Iterable[Change]) -> Axis | None:
    """Choose the shortest axis that holds every interval, four times as many at most.

    None where nothing can be compared.
    """
    ends = [end for one in changes for end in (one.wide_low, one.wide_high)]
    if all(math.isnan(end) for end in ends):
        return None
    reach = max((max(end, 1 / end) for end in ends if 0 < end < math.inf), default=1.0)
    return Axis(next((one for one in TICKS if reach <= one), max(TICKS)))


def place_line(axis: Axis | None, change: Change) -> Line | None:
    """Place an interval on the axis; None where nothing can be compared."""
    if axis is None or math.isnan(change.wide_low):
        return None
    return Line(
        axis.at(change.ratio) if 1 / axis.reach <= change.ratio <= axis.reach else None,
        (axis.at(change.wide_low), axis.at(change.wide_high)),
        (axis.at(change.ratio_low), axis.at(change.ratio_high)),
        beyond_left=change.wide_low < 1 / axis.reach,
        beyond_right=change.wide_high > axis.reach,
    )
