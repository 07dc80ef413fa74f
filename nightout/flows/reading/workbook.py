"""One of ATF's yearly workbooks: source states against recovery states."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightout.flows.faults import NotATraceTable
from nightout.flows.matrix import Origin
from nightout.flows.reading.grid import find_grid
from nightout.flows.reading.orientation import orient
from nightout.flows.reading.reconcile import Discrepancy, reconcile
from nightout.flows.reading.sheets import find_query_date, find_year, read_sheets

__all__ = ["YearTable", "read_workbook"]


@dataclass(frozen=True, eq=False)
class YearTable:
    """One year's counts, a row per source and a column per place of recovery.

    `discrepancies` lists printed totals that the cells do not add up to; `notes` what the reading
    had to decide.
    """

    origin: Origin
    sources: tuple[str, ...]
    recoveries: tuple[str, ...]
    traced: NDArray[np.int64]
    discrepancies: tuple[Discrepancy, ...]
    notes: tuple[str, ...]


def read_workbook(path: Path) -> YearTable:
    """Read the table of source and recovery states from a workbook, however it lies.

    Raises
    ------
    NotATraceTable
        If no sheet holds such a table, or it is not told which side is the source.
    BadCount
        If a cell is empty, negative, a fraction or no number.
    UnknownPlace
        If a side names something that is no state.
    UnreadableFile
        If the file is damaged, or says no year.
    UnsafeFile
        If opening it would do harm.
    """
    for name, rows in read_sheets(path):
        grid = find_grid(rows, f"{path.name}, sheet {name!r}")
        if grid is None:
            continue
        year = find_year(path, rows)
        lying = orient(grid, path.name)
        faults = reconcile(lying.grid, year)
        notes = _told(faults)
        if lying.was_turned:
            notes.insert(0, f"{year}: the table lies on its side and was turned, by {lying.why}")
        traced = lying.grid.counts
        origin = Origin(year, path.name, find_query_date(rows), int(traced.sum()))
        return YearTable(origin, lying.grid.rows, lying.grid.columns, traced, faults, tuple(notes))
    raise NotATraceTable(
        f"{path.name} holds no table of source states against recovery states",
        "Load the workbook of source and recovery states, or a CSV with the columns year, "
        "source_place, recovery_place, traced.",
    )


def _told(faults: tuple[Discrepancy, ...]) -> list[str]:
    """Say in one sentence what does not add up."""
    if not faults:
        return []
    off = sorted(abs(fault.printed - fault.summed) for fault in faults)
    by = f"{off[0]:,}" if off[0] == off[-1] else f"{off[0]:,} to {off[-1]:,}"
    whose = ", ".join(fault.place or "the grand total" for fault in faults)
    year, n = faults[0].year, len(faults)
    return [f"{year}: {n} printed totals differ by {by} from their cells, which are used ({whose})"]
