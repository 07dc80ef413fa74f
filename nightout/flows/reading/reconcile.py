"""A table held against the totals printed beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nightout.flows.reading.grid import Grid

__all__ = ["Discrepancy", "reconcile"]


@dataclass(frozen=True)
class Discrepancy:
    """A printed total that its cells do not add up to.

    `side` is `source`, `recovery` or `all`; `place` is empty for the grand total.
    """

    year: int
    side: str
    place: str
    printed: int
    summed: int

    def __str__(self) -> str:
        """Say it in a sentence."""
        whose = f"{self.place} as {self.side}" if self.place else "the grand total"
        return (
            f"{self.year}: {whose} is printed as {self.printed:,}; its cells add to {self.summed:,}"
        )


def reconcile(grid: Grid, year: int) -> tuple[Discrepancy, ...]:
    """List every printed total that differs from the sum of its cells; rows are sources.

    The cells are believed: they are what every later figure is made of, and a total printed from
    a later query than its cells says nothing of which cell is short.
    """
    sides = (
        ("source", grid.rows, grid.row_totals, grid.counts.sum(axis=1)),
        ("recovery", grid.columns, grid.column_totals, grid.counts.sum(axis=0)),
    )
    found = [
        Discrepancy(year, side, place, int(printed[at]), int(sums[at]))
        for side, places, printed, sums in sides
        if printed is not None
        for at, place in enumerate(places)
        if printed[at] != sums[at]
    ]
    total = int(np.sum(grid.counts))
    if grid.total is not None and grid.total != total:
        found.append(Discrepancy(year, "all", "", grid.total, total))
    return tuple(found)
