"""A curve drawn in characters: a column a week, this year over the band of earlier ones."""

from __future__ import annotations

import numpy as np

from nightout.compare import Outlook

__all__ = ["draw_grid"]

# 53 weeks, a scale at the left and the range at the right come to 80 columns.
WEEKS = 53
ROWS = 14
NOW, BAND, MEAN = "●", "░", "·"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw_grid(outlook: Outlook) -> str:
    """Draw the curve of this year, the band and mean of earlier ones, and the year's range."""
    top = _top(outlook)
    grid = [[" "] * WEEKS for _ in range(ROWS)]
    for column in range(WEEKS):
        _draw_column(outlook, grid, column, top)
    scale = {0: 0, ROWS // 2: round(top * (ROWS // 2) / (ROWS - 1)), ROWS - 1: top}
    ends = _draw_range(outlook, top)
    lines = [
        f"{_number(scale.get(row)):>9} ┤{''.join(grid[row])} {ends[row]}".rstrip()
        for row in reversed(range(ROWS))
    ]
    return "\n".join([*lines, f"{'':10} {_months(outlook)}", _legend(outlook)])


def _top(outlook: Outlook) -> int:
    curve, end = outlook.curve, outlook.year_end
    highest = int(curve.high[-1]) if curve.years else 0
    return max(highest, int(curve.now[-1]), end.high if end else 0, 1)


def _row(value: float, top: int) -> int:
    return round(value / top * (ROWS - 1))


def _draw_column(outlook: Outlook, grid: list[list[str]], column: int, top: int) -> None:
    curve = outlook.curve
    day = round(column * (len(curve.days) - 1) / (WEEKS - 1))
    if curve.years:
        for row in range(_row(curve.low[day], top), _row(curve.high[day], top) + 1):
            grid[row][column] = BAND
        grid[_row(curve.mean[day], top)][column] = MEAN
    # The last day is drawn though it is no whole week.
    if day < len(curve.now) or (day - len(curve.now)) * (WEEKS - 1) < len(curve.days) // 2:
        grid[_row(curve.now[min(day, len(curve.now) - 1)], top)][column] = NOW


def _draw_range(outlook: Outlook, top: int) -> list[str]:
    """Draw the range of year's ends beside the last week, its ends and middle by number."""
    end = outlook.year_end
    lines = [""] * ROWS
    if end is None:
        return lines
    low, middle, high = (_row(value, top) for value in (end.low, end.expected, end.high))
    for row in range(low, high + 1):
        lines[row] = "│"
    lines[low], lines[high] = f"┴ {end.low:,}", f"┬ {end.high:,}"
    if middle not in (low, high):
        lines[middle] = f"┼ about {end.expected:,.0f}"
    if low == high:
        lines[low] = f"┼ {end.low:,} to {end.high:,}"
    return lines


def _months(outlook: Outlook) -> str:
    """Name each month where it begins."""
    days = outlook.curve.days
    line = np.full(WEEKS + 3, " ")
    for i, day in enumerate(days):
        if day.day == 1:
            at = round(i * (WEEKS - 1) / (len(days) - 1))
            line[at : at + 3] = list(MONTHS[day.month - 1])
    return "".join(line).rstrip()


def _legend(outlook: Outlook) -> str:
    curve = outlook.curve
    parts = [f"{NOW} {curve.terms.window.start.year}"]
    if curve.years:
        first, last = curve.years[0], curve.years[-1]
        span = f"{first} to {last}" if last > first else f"{first}"
        parts += [f"{BAND} lowest to highest of {span}", f"{MEAN} their mean"]
    return f"{'':10} {'   '.join(parts)}"


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
