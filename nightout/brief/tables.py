"""The numbers behind the pictures, for those who read tables or cannot see pictures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nightout.brief.model import Area, CountMap
from nightout.compare import Curve

__all__ = ["AreaRow", "MonthRow", "area_rows", "month_rows"]


@dataclass(frozen=True)
class MonthRow:
    """The sums at the end of one calendar day, in a leap year that stands for all.

    None where the year has not come so far, or there is none.
    """

    through: dt.date
    now: int | None
    mean: float | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class AreaRow:
    """The areas that have one count; `n` is None for those hidden."""

    n: int | None
    areas: tuple[Area, ...]


def month_rows(curve: Curve) -> list[MonthRow]:
    """Give the curve at the end of each month, and at its own last day."""
    last = len(curve.days) - 1
    here = len(curve.now) - 1
    ends = {i for i in range(last) if curve.days[i + 1].day == 1} | {last, here}
    return [_month_row(curve, i) for i in sorted(ends)]


def _month_row(curve: Curve, i: int) -> MonthRow:
    day = curve.days[i]
    now = int(curve.now[i]) if i < len(curve.now) else None
    if not curve.years:
        return MonthRow(day, now, None, None, None)
    earlier = float(curve.mean[i]), int(curve.low[i]), int(curve.high[i])
    return MonthRow(day, now, *earlier)


def area_rows(shown: CountMap) -> list[AreaRow]:
    """Give the areas by their count, the highest first, those hidden last."""
    counts = sorted({area.n for area in shown.areas if area.n is not None}, reverse=True)
    rows: list[int | None] = [*counts, *([None] if shown.n_hidden else [])]
    return [AreaRow(n, tuple(area for area in shown.areas if area.n == n)) for n in rows]
