"""Numbers as a reader meets them, in the way of a language."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["MINUS", "UNSAID", "Numerals"]

MINUS = "−"
UNSAID = "–"


@dataclass(frozen=True)
class Numerals:
    """How a language writes numbers.

    Parameters
    ----------
    thousands, group_from
        What stands between thousands, and from which number on.
    decimal
        What stands before decimals.
    percent
        How a percent is written around its `{number}`.
    almost_none
        What is said of a ratio that two decimals would round to none.
    """

    thousands: str
    group_from: int
    decimal: str
    percent: str
    almost_none: str

    def number(self, value: float) -> str:
        """Write a count, with a decimal only if it has one."""
        if math.isnan(value):
            return UNSAID
        return self.fixed(value, 0 if float(value).is_integer() else 1)

    def tenths(self, value: float) -> str:
        """Write a mean to one digit after the point."""
        return self.fixed(value, 1)

    def signed(self, value: float) -> str:
        """Write a difference with its sign."""
        if math.isnan(value):
            return UNSAID
        return f"{MINUS if value < 0 else '+' if value else ''}{self.number(abs(value))}"

    def signed_percent(self, value: float) -> str:
        """Write a signed percent, with a decimal below ten."""
        if math.isnan(value):
            return UNSAID
        number = self.fixed(abs(value), 0 if abs(value) >= 10 else 1)
        return self.percent.format(number=f"{MINUS if value < 0 else '+'}{number}")

    def percent_of(self, value: float) -> str:
        """Write a share, so that what is nearly all is not all."""
        digits = 1 if 99 < value < 99.95 or 100.05 < value < 101 else 0
        return self.percent.format(number=self.fixed(value, digits))

    def ratio(self, value: float) -> str:
        """Write a ratio to two digits after the point, whole from ten up."""
        if math.isnan(value):
            return UNSAID
        if 0 < value < 0.005:
            return self.almost_none
        if math.isinf(value):
            return "∞"
        return self.fixed(value, 0 if value >= 10 else 2)

    def fixed(self, value: float, digits: int) -> str:
        """Write a number to so many digits after the point."""
        is_grouped = abs(value) >= self.group_from
        whole, _, rest = f"{value:{',' if is_grouped else ''}.{digits}f}".partition(".")
        whole = whole.replace(",", self.thousands)
        return f"{whole}{self.decimal}{rest}" if rest else whole
