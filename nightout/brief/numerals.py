"""Numbers and days as a reader meets them."""

from __future__ import annotations

import datetime as dt
import math

__all__ = ["FIRM", "MINUS", "UNSAID", "day", "number", "percent", "ratio", "tenths"]

MINUS = "−"
UNSAID = "–"
# A space at which no line ends.
FIRM = "\u00a0"


def day(value: dt.date) -> str:
    """Write a day as 28 July 2021, never broken over two lines."""
    return f"{value.day}{FIRM}{value:%B}{FIRM}{value.year}"


def number(value: float) -> str:
    """Write a count, with a decimal only if it has one."""
    if math.isnan(value):
        return UNSAID
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent(value: float) -> str:
    """Write a signed percent, with a decimal below ten."""
    if math.isnan(value):
        return UNSAID
    digits = 0 if abs(value) >= 10 else 1
    return f"{value:+,.{digits}f}%".replace("-", MINUS)


def ratio(value: float) -> str:
    """Write a ratio to two digits after the point, whole from ten up."""
    if math.isnan(value):
        return UNSAID
    if 0 < value < 0.005:
        return "almost 0"
    if 10 <= value < math.inf:
        return f"{value:,.0f}"
    return "∞" if math.isinf(value) else f"{value:,.2f}"


def tenths(value: float) -> str:
    """Write a mean to one digit after the point."""
    return f"{value:,.1f}"
