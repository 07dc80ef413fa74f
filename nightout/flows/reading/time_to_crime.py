"""How long from first sale to recovery: ATF's sheet of bands by state."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.flows.faults import BadCount, NotATraceTable, UnknownPlace
from nightout.flows.reading.sheets import Rows, find_year, read_sheets
from nightout.flows.states import find_state

__all__ = ["TimeToCrime", "band_end", "read_time_to_crime"]

UPPER = re.compile(r"under (\d+) ?(month|year)|(\d+) ?(?:months?|years?) and over|unknown")
MONTHS = {"month": 1, "year": 12}
FEWEST_BANDS = 3


@dataclass(frozen=True, eq=False)
class TimeToCrime:
    """Traces of one year by place of recovery and time since first sale.

    Parameters
    ----------
    year, places
        The year, and the places of recovery.
    upper_months
        The end of each band, exclusive; infinite for the last. Bands are in order.
    traced
        Counts by place and band.
    unknown
        Traces by place whose time is not known; None where the sheet does not count them.
    """

    year: int
    places: tuple[str, ...]
    upper_months: tuple[float, ...]
    traced: NDArray[np.int64]
    unknown: NDArray[np.int64] | None

    def count_under(self, months: int) -> NDArray[np.int64]:
        """Count each place's guns under so many months old.

        Raises
        ------
        BadSetting
            If no band ends there.
        """
        if months not in self.upper_months:
            ends = ", ".join(f"{one:g}" for one in self.upper_months[:-1])
            raise BadSetting(f"no band ends at {months} months", f"Bands end at {ends}.")
        upto = self.upper_months.index(months) + 1
        return np.asarray(self.traced[:, :upto].sum(axis=1), np.int64)

    def share_under(self, months: int) -> NDArray[np.float64]:
        """Give each place's share of guns under so many months old, of those whose time is known.

        Raises
        ------
        BadSetting
            If no band ends there.
        """
        with np.errstate(invalid="ignore"):
            return np.asarray(self.count_under(months) / self.traced.sum(axis=1))


def read_time_to_crime(path: Path) -> TimeToCrime:
    """Read the sheet of time-to-crime bands by state from a workbook.

    Raises
    ------
    NotATraceTable
        If no sheet has a row of bands above rows of states.
    BadCount
        If a count of it is negative, a fraction or no number.
    """
    for name, rows in read_sheets(path):
        top = _find_bands(rows)
        if top is not None:
            return _read(rows, top, find_year(path, rows), f"{path.name}, sheet {name!r}")
    raise NotATraceTable(
        f"{path.name} holds no table of time-to-crime bands by state",
        "The header names the bands, as in 'Under 3 Months' and '3 Years and Over'.",
    )


def _find_bands(rows: Rows) -> int | None:
    for at, row in enumerate(rows[:30]):
        if sum(band_end(cell) is not None for cell in row) >= FEWEST_BANDS:
            return at
    return None


def band_end(cell: object) -> float | None:
    """Read where a band ends, in months; NaN for unknown, None for what is no band."""
    text = re.sub(r"\s+", " ", cell).lower().strip() if isinstance(cell, str) else ""
    said = UPPER.search(text)
    if said is None:
        return None
    if said.group(1):
        return float(said.group(1)) * MONTHS[said.group(2)]
    return math.inf if said.group(3) else math.nan


def _read(rows: Rows, top: int, year: int, where: str) -> TimeToCrime:
    uppers = {at: band_end(cell) for at, cell in enumerate(rows[top])}
    unknown_at = [at for at, upper in uppers.items() if upper is not None and math.isnan(upper)]
    bands = sorted((u, at) for at, u in uppers.items() if u is not None and not math.isnan(u))
    found: dict[str, list[int]] = {}
    unknown: dict[str, int] = {}
    for row in rows[top + 1 :]:
        if place := _place(row):
            found[place] = [_count(row[at], place, where) for _, at in bands]
            unknown[place] = sum(_count(row[at], place, where) for at in unknown_at)
    if not found:
        raise NotATraceTable(f"{where} names bands but no state", "Put a state in each row.")
    return TimeToCrime(
        year,
        tuple(found),
        tuple(upper for upper, _ in bands),
        np.array(list(found.values()), np.int64),
        np.array(list(unknown.values()), np.int64) if unknown_at else None,
    )


def _place(row: list[object]) -> str:
    for cell in row[:3]:
        if isinstance(cell, str) and cell.strip():
            try:
                return find_state(cell).name
            except UnknownPlace:
                continue
    return ""


def _count(cell: object, place: str, where: str) -> int:
    if not isinstance(cell, int | float) or cell < 0 or cell != int(cell):
        raise BadCount(f"{where}: a count of {place} is {cell!r}", "Correct it at its source.")
    return int(cell)
