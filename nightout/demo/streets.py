"""The streets of Rivermouth: a bent lattice, diagonal avenues, bridges and piers.

The lattice has blocks of about 100 x 200 m downtown; outside, every second street is left out, as
suburbs have longer blocks. A block is one edge of the lattice: the finest place that police
records of this city name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nightout.demo.beats import DOWNTOWN_M, paint_beats
from nightout.demo.ground import BANKS, EAST_M, WEST_M, Floats, locate, to_plane
from nightout.demo.names import CROSS_STREET, DIAGONALS, FRONT_STREETS

__all__ = ["Streets", "draw_bridges", "draw_lattice", "draw_piers", "draw_streets"]

Ints = npt.NDArray[np.int64]

#: Bridges and where they cross; three in town, one high over the start of the estuary.
BRIDGES = (
    ("Weir Bridge", -5_900.0), ("Old Bridge", -2_500.0), ("Market Bridge", 700.0),
    ("Harbor Bridge", 2_300.0),
)  # fmt: skip
PIERS = {"north": (2_700.0, 4_300.0), "south": (2_400.0, 3_500.0)}


@dataclass(frozen=True)
class Streets:
    """All blocks: their ends, street, block number, beat, and the point given for an address.

    Parameters
    ----------
    ends
        x and y of both ends in metres, shaped (blocks, 2, 2).
    street, kind
        The street's name, and `front`, `cross` or `diagonal`.
    number
        Hundreds of the addresses on this block.
    beat
        Position of the beat it is recorded in; a street between two beats belongs to one of them.
    point
        x and y in metres, inside its beat; 6 m beside the middle of a street of the lattice, for
        a point on the street between two beats would be in neither.
    """

    ends: Floats
    street: npt.NDArray[np.str_]
    kind: npt.NDArray[np.str_]
    number: Ints
    beat: Ints
    point: Floats

    @property
    def length_m(self) -> Floats:
        """The length of each block."""
        x_m, y_m = (self.ends[:, 1] - self.ends[:, 0]).T
        return np.asarray(np.hypot(x_m, y_m))


def draw_lattice() -> tuple[Floats, Floats]:
    """Draw the lines of the lattice: distances along the river and inland, both an even count."""
    along = [WEST_M]
    while along[-1] < EAST_M:
        along.append(along[-1] + 105 + 11 * abs(along[-1] - DOWNTOWN_M[0]) / 1_000)
    inland = [0.0]
    while inland[-1] < 6_300:
        inland.append(inland[-1] + 180 + 14 * inland[-1] / 1_000)
    # An odd number of lines, so that the first and the last are both kept in the suburbs.
    return np.array(along[: len(along) // 2 * 2 - 1]), np.array(inland[: len(inland) // 2 * 2 - 1])


def draw_streets(along_m: Floats, inland_m: Floats) -> Streets:
    """Lay all streets of both banks, block by block, within the city."""
    painted = paint_beats(along_m, inland_m)
    parts = []
    for bank, side in BANKS.items():
        lattice = (bank, side, along_m, inland_m)
        parts.append(lay_blocks(*lattice, pick_front(bank, painted[bank], along_m, inland_m)))
        parts.append(lay_blocks(*lattice, pick_cross(bank, painted[bank], along_m, inland_m)))
        parts.append(lay_blocks(*lattice, pick_diagonal(bank, painted[bank], along_m, inland_m)))
    columns = zip(*parts, strict=True)
    return Streets(*(np.concatenate(column) for column in columns))


@dataclass(frozen=True)
class Picked:
    """Edges of the lattice that are streets: from node, to node, cell, names and numbers."""

    kind: str
    start: Ints
    end: Ints
    cell: Ints
    street: list[str]
    number: Ints
    beat: Ints


def is_street(line: Ints, along_m: Floats, inland_m: Floats) -> npt.NDArray[np.bool_]:
    """Say where a lattice line is a street: all of them downtown, every second one outside."""
    away_m = np.hypot(along_m - DOWNTOWN_M[0], 1.3 * (inland_m - DOWNTOWN_M[1]))
    return np.asarray((away_m < 2_900) | (line % 2 == 0))


def number_nodes(lattice: Ints) -> tuple[Ints, Ints]:
    """Give the position along the river and inland of each place in an array."""
    positions: Ints = np.indices(lattice.shape)
    return positions[0], positions[1]


def pick_front(bank: str, cells: Ints, along_m: Floats, inland_m: Floats) -> Picked:
    """Pick the blocks of streets that run along the river."""
    edge = np.full((cells.shape[0], 1), -1)
    inner = np.hstack([cells, edge])  # the cell inland of each edge
    outer = np.hstack([edge, cells])
    i, j = number_nodes(inner)
    middle_m = (along_m[i] + along_m[i + 1]) / 2
    kept = np.maximum(inner, outer) >= 0
    kept &= is_street(j, middle_m, inland_m[j]) | (inner != outer)
    i, j = i[kept], j[kept]
    beside = np.where(inner[kept] >= 0, j, j - 1)
    names = FRONT_STREETS[bank]
    return Picked(
        "front", np.stack([i, j]), np.stack([i + 1, j]), np.stack([i, beside]),
        [names[line % len(names)] for line in j], 100 * (i + 1), cells[i, beside],
    )  # fmt: skip


def pick_cross(bank: str, cells: Ints, along_m: Floats, inland_m: Floats) -> Picked:
    """Pick the blocks of streets that run inland from the river."""
    edge = np.full((1, cells.shape[1]), -1)
    east, west = np.vstack([cells, edge]), np.vstack([edge, cells])
    i, j = number_nodes(east)
    middle_m = (inland_m[j] + inland_m[j + 1]) / 2
    kept = np.maximum(east, west) >= 0
    kept &= is_street(i, along_m[i], middle_m) | (east != west)
    i, j = i[kept], j[kept]
    beside = np.where(east[kept] >= 0, i, i - 1)
    return Picked(
        "cross", np.stack([i, j]), np.stack([i, j + 1]), np.stack([beside, j]),
        [f"{CROSS_STREET[bank]} {line + 1}" for line in i], 100 * (j + 1), cells[beside, j],
    )  # fmt: skip


def pick_diagonal(bank: str, cells: Ints, along_m: Floats, inland_m: Floats) -> Picked:
    """Pick the blocks of the avenues that cut the lattice slantwise, as far as the city goes."""
    rows = []
    for name, of_bank, from_m, east, stop_m in DIAGONALS:
        if of_bank != bank:
            continue
        i = int(np.abs(along_m - from_m).argmin())
        for j in range(int(np.abs(inland_m - stop_m).argmin())):
            cell = i if east > 0 else i - 1
            if 0 <= cell < cells.shape[0] and cells[cell, j] >= 0:
                rows.append((name, i, j, i + east, cell))
            i += east
    street = [row[0] for row in rows]
    i, j, to, cell = np.array([row[1:] for row in rows]).T
    return Picked(
        "diagonal", np.stack([i, j]), np.stack([to, j + 1]), np.stack([cell, j]),
        street, 100 * (j + 1), cells[cell, j],
    )  # fmt: skip


def lay_blocks(
    bank: str, side: float, along_m: Floats, inland_m: Floats, picked: Picked
) -> tuple[npt.NDArray[np.generic], ...]:
    """Bend the picked edges into place; a block's point lies 6 m off the street's middle."""
    start = np.column_stack(to_plane(side, along_m[picked.start[0]], inland_m[picked.start[1]]))
    end = np.column_stack(to_plane(side, along_m[picked.end[0]], inland_m[picked.end[1]]))
    i, j = picked.cell
    corners = [to_plane(side, along_m[i + a], inland_m[j + b]) for a in (0, 1) for b in (0, 1)]
    inside = np.mean([np.column_stack(corner) for corner in corners], axis=0)
    middle = (start + end) / 2
    away = inside - middle
    reach = np.hypot(*away.T)[:, None]
    point = middle + 6 * np.divide(away, reach, out=np.zeros_like(away), where=reach > 1)
    kind = np.full(len(point), picked.kind)
    street = np.array([name.format(bank=bank) for name in picked.street])
    return np.stack([start, end], axis=1), street, kind, picked.number, picked.beat, point


def draw_bridges(along_m: Floats) -> dict[str, Floats]:
    """Draw the four bridges, each from bank to bank where a cross street meets the water."""
    bridges = {}
    for name, at_m in BRIDGES:
        at = along_m[::2][np.abs(along_m[::2] - at_m).argmin()]
        bridges[name] = np.stack([locate("north", at), locate("south", at)])
    return bridges


def draw_piers(along_m: Floats) -> list[Floats]:
    """Draw the piers of both harbor fronts, standing out into the estuary."""
    piers = []
    for near_bank, far_bank in (("north", "south"), ("south", "north")):
        low, high = PIERS[near_bank]
        for at in along_m[(along_m >= low) & (along_m <= high)][::2]:
            near, over = locate(near_bank, at), locate(far_bank, at)
            piers.append(np.stack([near, near + 120 * (over - near) / np.hypot(*(over - near))]))
    return piers
