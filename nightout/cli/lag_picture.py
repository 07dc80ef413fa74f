"""Two pictures of lateness as SVG: weeks as bars with their nowcast, and completeness by age."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nightout.compare import AgeShare, WeekCount

__all__ = ["draw_ages", "draw_weeks"]

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 640, 260, 48, 16, 16, 44
FLOOR = HIGH - BOTTOM
TICKS = (0, 1, 3, 7, 14, 28, 56, 91, 182, 365, 730)


def draw_weeks(weeks: Sequence[WeekCount]) -> str:
    """Draw each week's raw count as a bar and its nowcast as a dot on its interval."""
    shown = list(reversed(weeks))
    most = max([1.0, *(max(one.n, one.nowcast.high if one.nowcast else 0) for one in shown)])
    top = 1.05 * most
    step = (WIDE - LEFT - RIGHT) / max(len(shown), 1)
    bars = "".join(_week(one, LEFT + step * (i + 0.5), step, top) for i, one in enumerate(shown))
    told = f"{len(shown)} weeks: bars are counts as known, dots what they will be, lines 90%"
    return _picture(told, _grid(top, 1.0, "") + bars)


def draw_ages(ages: Sequence[AgeShare]) -> str:
    """Draw the share of a day's settled count that is known, by its age in days."""
    shown = [(one.age_days, one.share) for one in ages if one.share]
    last = max(ages[-1].age_days, 1)
    top = max(1.0, *(one.high for _, one in shown))

    def x(age: int) -> float:
        # Most happens in the first days: the axis goes by the root.
        return LEFT + (WIDE - LEFT - RIGHT) * math.sqrt(age / last)

    def line(points: list[tuple[int, float]]) -> str:
        return " ".join(f"{x(age):.1f},{_y(share, top):.1f}" for age, share in points)

    upper = [(age, one.high) for age, one in shown]
    lower = [(age, one.low) for age, one in reversed(shown)]
    ticks = "".join(
        f'<text class="small" x="{x(age):.1f}" y="{FLOOR + 18}" text-anchor="middle">{age}</text>'
        for age in TICKS
        if age <= last
    )
    under = (
        f'<text class="small" x="{WIDE - RIGHT}" y="{FLOOR + 36}" text-anchor="end">'
        "age of the day, in days</text>"
    )
    told = f"Share of the settled count known by age, from 0 to {last} days, with 90% intervals"
    return _picture(
        told,
        _grid(top, 0.25, "%")
        + f'<polygon class="band" points="{line(upper)} {line(lower)}"/>'
        + f'<polyline class="line" points="{line([(age, one.value) for age, one in shown])}"/>'
        + ticks
        + under,
    )


def _week(week: WeekCount, x: float, step: float, top: float) -> str:
    last = week.days.through
    name = (
        f'<text class="small" x="{x:.1f}" y="{FLOOR + 18}" text-anchor="middle">{last:%m-%d}</text>'
    )
    if week.is_hidden:
        middle = f'x="{x:.1f}" y="{FLOOR - 6}" text-anchor="middle"'
        return f'{name}<text class="small" {middle}>hidden</text>'
    width, y = min(step * 0.6, 46), _y(week.n, top)
    bar = (
        f'<rect class="bar" x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" '
        f'height="{FLOOR - y:.1f}"/><text x="{x:.1f}" y="{FLOOR + 36}" text-anchor="middle">'
        f"{week.n:,}</text>"
    )
    if week.nowcast is None or week.is_settled:
        return bar + name
    low, high = _y(week.nowcast.low, top), _y(week.nowcast.high, top)
    whisker = f'<line class="whisker" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
    dot = f'<circle class="dot" cx="{x:.1f}" cy="{_y(week.nowcast.value, top):.1f}" r="4"/>'
    return bar + name + whisker + dot


def _grid(top: float, least: float, unit: str) -> str:
    """Draw lines at round heights, and name them."""
    step = _round_up(top / 4) if not unit else least
    heights = [i * step for i in range(int(top / step + 1e-9) + 1)]
    return "".join(
        f'<line class="grid" x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{_y(h, top):.1f}" '
        f'y2="{_y(h, top):.1f}"/><text class="small" x="{LEFT - 8}" y="{_y(h, top) + 4:.1f}" '
        f'text-anchor="end">{f"{h:.0%}" if unit else f"{h:,.0f}"}</text>'
        for h in heights
    )


def _y(value: float, top: float) -> float:
    return FLOOR - (FLOOR - TOP) * value / top


def _round_up(value: float) -> float:
    """Give the next of 1, 2, 5, 10, 20, 50, ... at or above a value."""
    power = 10 ** math.floor(math.log10(max(value, 1)))
    return float(next(one * power for one in (1, 2, 5, 10) if one * power >= value))


def _picture(told: str, inside: str) -> str:
    return f'<svg viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{told}">{inside}</svg>'
