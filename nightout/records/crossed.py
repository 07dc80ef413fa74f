"""Small counts of pairs, where the sums over either of the two may be known as well."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting
from nightout.records.disclosure import hide_small

__all__ = ["LEAST_SHIFT", "hide_crossed"]

# A hidden count may be so many more or fewer, and every sum stay as it is.
LEAST_SHIFT = 3
# In a table of counties hardly a pair is large: the likeliest corners are tried first.
TRIED = 40
Table = NDArray[np.int64]
Mask = NDArray[np.bool_]


def hide_crossed(table: ArrayLike, *, threshold: int) -> Mask:
    """Say which cells of a table must be hidden, though the sums of its lines are known.

    First each line by itself, as `hide_small` has it. Then every small cell is made a corner of a
    rectangle of hidden cells along which at least 3 could be shifted: what is added at two corners
    and taken at the others changes no sum. Where there is none, the cheapest is hidden.

    Parameters
    ----------
    table
        Counts, a row per place of one kind and a column per place of the other.
    threshold
        The smallest count above 0 that may be shown; 1 hides nothing.

    Returns
    -------
    Whether to hide each cell. A small cell without any such rectangle, as in a table of one column,
    is hidden with others of its lines; it would follow from the sums of both, whatever is hidden.

    Raises
    ------
    BadSetting
        If the table is none, a count below 0 or the threshold below 1.
    """
    counts = np.asarray(table, np.int64)
    if counts.ndim != 2:
        raise BadSetting(f"the table has {counts.ndim} dimensions", "Give rows and columns.")
    hidden = np.zeros(counts.shape, bool)
    for lines, marks in ((counts, hidden), (counts.T, hidden.T)):
        for line, mark in zip(lines, marks, strict=True):
            mark |= hide_small(line[:, None], threshold=threshold)
    rows, columns = _Largest(counts, hidden), _Largest(counts.T, hidden.T)
    for row, column in np.argwhere((counts > 0) & (counts < threshold)).tolist():
        beside, below = rows.of(row, but=column), columns.of(column, but=row)
        block = np.ix_(below, beside)
        across = np.where(hidden[block], counts[block], 0)
        shift = _shift(counts[row, column], counts[row, beside], counts[below, column], across)
        if not (shift >= LEAST_SHIFT).any():
            _shield(counts, hidden, row, column)
            rows.forget()
            columns.forget()
    return hidden


class _Largest:
    """The places of the largest hidden counts of each line, kept until more are hidden."""

    def __init__(self, counts: Table, hidden: Mask) -> None:
        self.counts, self.hidden = counts, hidden
        self.known: dict[int, NDArray[np.int64]] = {}

    def of(self, line: int, *, but: int) -> NDArray[np.int64]:
        """Give the places of a line's largest, without one of them."""
        if line not in self.known:
            held = np.where(self.hidden[line], self.counts[line], 0)
            order = np.argsort(-held, kind="stable")[: TRIED + 1]
            self.known[line] = order[held[order] > 0]
        found = self.known[line]
        return np.asarray(found[found != but])

    def forget(self) -> None:
        """Look again, now that more is hidden."""
        self.known.clear()


def _shift(n: int, beside: Table, below: Table, across: Table) -> Table:
    """Give how far a cell can move along each rectangle: up by the sides, down by the corners."""
    up = np.minimum(below[:, None], beside[None, :])
    down = np.minimum(across, n)
    return np.where(across > 0, up + down, 0)


def _shield(counts: Table, hidden: Mask, row: int, column: int) -> None:
    """Hide the three cells that shield this one at the least cost, if there are any."""
    beside = np.flatnonzero((counts[row] > 0) & (np.arange(counts.shape[1]) != column))
    below = np.flatnonzero((counts[:, column] > 0) & (np.arange(len(counts)) != row))
    block = np.ix_(below, beside)
    shift = _shift(counts[row, column], counts[row, beside], counts[below, column], counts[block])
    cost = np.where(hidden, 0, counts)
    total = cost[below, column][:, None] + cost[row, beside][None, :] + cost[block]
    if (shift >= LEAST_SHIFT).any():
        total = np.where(shift >= LEAST_SHIFT, total, np.iinfo(np.int64).max)
        i, j = np.unravel_index(int(total.argmin()), total.shape)
        hidden[row, beside[j]] = hidden[below[i], column] = hidden[below[i], beside[j]] = True
