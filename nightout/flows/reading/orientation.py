"""Which side of a table is the source: told by which states sell more than is found in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nightout.flows.faults import NotATraceTable
from nightout.flows.reading.grid import Grid

__all__ = ["Orientation", "orient"]

# In every year from 2010 to 2020 the first sold more traced guns than were traced in them, and
# the others fewer; a table turned on its side says the opposite of all of them at once.
SELLERS = (
    "Alabama", "Arizona", "Georgia", "Indiana", "Kentucky", "Mississippi", "Nevada",
    "South Carolina", "Virginia", "West Virginia",
)  # fmt: skip
BUYERS = (
    "California", "Connecticut", "District of Columbia", "Illinois", "Maryland", "Massachusetts",
    "New Jersey", "New York",
)  # fmt: skip
FEWEST_VOTES, CLEAR = 5, 0.8


@dataclass(frozen=True, eq=False)
class Orientation:
    """A table with its sources in rows, whether it was turned for that, and why."""

    grid: Grid
    was_turned: bool
    why: str


def orient(grid: Grid, where: str) -> Orientation:
    """Turn a table so that rows are places of first sale.

    The states decide: of eighteen whose balance never changed sign in 2010-2020, at least five
    must be there and four in five agree. Otherwise the sheet's own labels are believed. The
    file's name has no say.

    Raises
    ------
    NotATraceTable
        If neither the states nor the labels tell.
    """
    for_rows, n_votes = _votes(grid)
    labelled = {"source": False, "recovery": True}.get(grid.row_label)
    if labelled is None:
        labelled = {"source": True, "recovery": False}.get(grid.column_label)
    clear = n_votes >= FEWEST_VOTES and max(for_rows, n_votes - for_rows) >= CLEAR * n_votes
    if not clear and labelled is None:
        raise NotATraceTable(
            f"{where} does not tell which side is the source: no side is labelled, and of "
            f"{n_votes} states {for_rows} speak for the rows",
            "Write 'Source State' beside the rows and 'Recovery State' above the columns.",
        )
    turned = 2 * for_rows < n_votes if clear else bool(labelled)
    why = f"{max(for_rows, n_votes - for_rows)} of {n_votes} states" if clear else "its labels"
    if clear and labelled is not None and labelled != turned:
        why += ", against its labels"
    return Orientation(grid.turned if turned else grid, turned, why)


def _votes(grid: Grid) -> tuple[int, int]:
    """Count the states that speak for rows being sources, and those that speak at all."""
    across = dict(zip(grid.rows, _sums(grid, 1), strict=True))
    down = dict(zip(grid.columns, _sums(grid, 0), strict=True))
    votes = []
    for names, sells in ((SELLERS, True), (BUYERS, False)):
        for name in names:
            row, column = across.get(name, 0), down.get(name, 0)
            if row != column and row and column:
                votes.append((row > column) == sells)
    return sum(votes), len(votes)


def _sums(grid: Grid, axis: int) -> list[int]:
    """Give the printed totals of a side, or the sums where none are printed."""
    printed = grid.row_totals if axis == 1 else grid.column_totals
    return [int(one) for one in (np.sum(grid.counts, axis=axis) if printed is None else printed)]
