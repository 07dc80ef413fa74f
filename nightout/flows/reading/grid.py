"""A table of states against states, found in a sheet wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.flows.faults import BadCount, NotATraceTable, UnknownPlace
from nightout.flows.reading.sheets import Rows
from nightout.flows.states import find_state

__all__ = ["Grid", "find_grid"]

HEADER_WITHIN, LABELS_WITHIN, FEWEST = 30, 10, 3
Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Grid:
    """Counts of a sheet as they stand, before it is known which side is the source.

    `row_totals`, `column_totals` and `total` are those printed; None where none are. `row_label`
    and `column_label` are what the sheet calls its sides: `source`, `recovery` or nothing.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Counts
    row_totals: Counts | None
    column_totals: Counts | None
    total: int | None
    row_label: str
    column_label: str

    @property
    def turned(self) -> Grid:
        """The same with rows and columns exchanged."""
        return Grid(
            self.columns, self.rows, self.counts.T, self.column_totals, self.row_totals,
            self.total, self.column_label, self.row_label,
        )  # fmt: skip


def find_grid(rows: Rows, where: str) -> Grid | None:
    """Find the table of states against states in a sheet; None if it holds none.

    Raises
    ------
    BadCount
        If a cell of it is empty, negative, a fraction or no number.
    UnknownPlace
        If a row or column of it is named after no state.
    """
    top = _most_states(rows[:HEADER_WITHIN])
    left = _most_states(list(map(list, zip(*rows, strict=True)))[:LABELS_WITHIN])
    if top is None or left is None:
        return None
    across, right_end = _names(rows[top], left + 1)
    down, bottom_end = _names([row[left] for row in rows], top + 1)
    inner = [row[left + 1 : left + 1 + len(across)] for row in rows[top + 1 :][: len(down)]]
    counts = _counts(inner, down, across, where)
    row_totals = [rows[top + 1 + i][right_end] for i in range(len(down))] if right_end else None
    below = rows[bottom_end][left + 1 : left + 1 + len(across)] if bottom_end else None
    corner = rows[bottom_end][right_end] if bottom_end and right_end else None
    return Grid(
        down,
        across,
        counts,
        None if row_totals is None else _counts([row_totals], ("total",), down, where)[0],
        None if below is None else _counts([below], ("total",), across, where)[0],
        int(corner) if isinstance(corner, int | float) else None,
        _label([cell for row in rows[top:] for cell in row[: left + 1]]),
        _label([cell for row in rows[:top] for cell in row]),
    )


def _is_state(cell: object) -> bool:
    try:
        return isinstance(cell, str) and len(cell) < 40 and bool(find_state(cell))
    except UnknownPlace:
        return False


def _most_states(lines: Rows) -> int | None:
    """Find which row (or column) names most states, if any names a few."""
    found = [sum(map(_is_state, line)) for line in lines]
    best = max(range(len(found)), key=found.__getitem__, default=None)
    return best if best is not None and found[best] >= FEWEST else None


def _names(line: list[object], start: int) -> tuple[tuple[str, ...], int | None]:
    """Read names up to the total or the first empty cell; and where the total stands."""
    names: list[str] = []
    end = None
    for at in range(start, len(line)):
        text = str(line[at] or "").strip()
        if text.lower() in ("total", "totals", "grand total"):
            end = at
        if end is not None or not text:
            break
        names.append(find_state(text).name)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise NotATraceTable(f"{twice} stands twice on one side of the table", "Remove one.")
    return tuple(names), end


def _counts(
    cells: list[list[object]], down: tuple[str, ...], across: tuple[str, ...], where: str
) -> Counts:
    for name, row in zip(down, cells, strict=True):
        for other, cell in zip(across, row, strict=True):
            if not isinstance(cell, int | float) or cell < 0 or cell != int(cell):
                raise BadCount(
                    f"{where}: the cell of {name} and {other} is {cell!r}",
                    "A number of guns is 0 or a whole number above it; correct it at its source.",
                )
    return np.array(cells, float).astype(np.int64)


def _label(cells: list[object]) -> str:
    texts = " ".join(cell.lower() for cell in cells if isinstance(cell, str) and len(cell) < 40)
    said = [word for word in ("source", "recovery") if word in texts]
    return said[0] if len(said) == 1 else ""
