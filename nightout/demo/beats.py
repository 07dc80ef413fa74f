"""The 40 beats of Rivermouth: which stretch of which bank each one holds, and who lives there.

Beats are declared in bands along the river, five districts of eight. Their edges are snapped to
streets of the lattice, so that they follow streets and water, touch without gap or overlap, and
never cross the river. The first digit of a beat is its district.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from nightout.demo.ground import BANKS, Floats, locate, to_plane

__all__ = ["BANDS", "Band", "Beats", "draw_beats", "draw_cells", "paint_beats"]

DOWNTOWN_M = (2_000.0, 300.0)  # along the north bank, and inland


@dataclass(frozen=True)
class Band:
    """Neighbouring beats of one district between two streets that run along the river.

    Parameters
    ----------
    bank
        `north` or `south`.
    inland_m
        Distance from the water where the band begins and ends.
    edges_m
        Distances along the river where its beats begin and end, from west to east.
    beats
        Beat and neighborhood, from west to east, one fewer than edges.
    """

    bank: str
    inland_m: tuple[float, float]
    edges_m: tuple[float, ...]
    beats: tuple[str, ...]


BANDS = (
    # District 1: downtown and the harbor
    Band("north", (0, 800), (1000, 2300, 3700, 6000),
         ("11 Market Square", "12 Customs Quay", "13 Breakwater")),
    Band("north", (800, 2200), (1000, 2600, 4200, 6000),
         ("14 Lantern Hill", "15 Ropewalk", "16 Saltgate")),
    Band("north", (2200, 4800), (1000, 3400), ("17 Beacon Heights",)),
    Band("north", (2200, 4200), (3400, 6000), ("18 Gullhaven",)),
    # District 2: the old town around the bridges
    Band("north", (0, 1100), (-3200, -1900, -500, 1000),
         ("21 Ferry Landing", "22 Tannery Row", "23 Bridge End")),
    Band("north", (1100, 2600), (-3200, -1600, -300, 1000),
         ("24 College Green", "25 Saint Brendan", "26 Courthouse Hill")),
    Band("north", (2600, 5600), (-3200, -1100), ("27 Windmill Hill",)),
    Band("north", (2600, 5200), (-1100, 1000), ("28 Orchard Rise",)),
    # District 3: mills and meadows upriver
    Band("north", (0, 1400), (-8000, -6300, -4800, -3200),
         ("31 Alder Bend", "32 Weirside", "33 Millrace")),
    Band("north", (1400, 3100), (-7400, -6000, -4700, -3200),
         ("34 Kiln Yards", "35 Railhead", "36 Foundry")),
    Band("north", (3100, 5400), (-6800, -5200), ("37 Upper Meadows",)),
    Band("north", (3100, 6000), (-5200, -3200), ("38 Larkfield",)),
    # District 4: the south shore
    Band("south", (0, 1000), (500, 1900, 3600, 6000),
         ("41 Netmakers", "42 Southquay", "43 Spit Point")),
    Band("south", (1000, 2400), (500, 2200, 4000, 6000),
         ("44 Chandlers", "45 Compass Hill", "46 Dunes")),
    Band("south", (2400, 4400), (500, 3000), ("47 Sandpiper",)),
    Band("south", (2400, 3800), (3000, 6000), ("48 Marram",)),
    # District 5: gardens and brickfields
    Band("south", (0, 1300), (-7300, -4800, -2200, 500),
         ("51 Otter Reach", "52 Willow Bank", "53 Lower Locks")),
    Band("south", (1300, 2800), (-6600, -4300, -1900, 500),
         ("54 Brickfields", "55 Poplar", "56 Canalside")),
    Band("south", (2800, 4300), (-5600, -2600), ("57 Foxglove",)),
    Band("south", (2800, 4600), (-2600, 500), ("58 Heathside",)),
)  # fmt: skip


@dataclass(frozen=True)
class Beats:
    """The beats with their polygons in metres and their people; position is the beat's number."""

    beat: tuple[str, ...]
    neighborhood: tuple[str, ...]
    polygons: npt.NDArray[np.object_]
    population: npt.NDArray[np.int64]

    @property
    def district(self) -> tuple[str, ...]:
        """The district of each beat: its first digit."""
        return tuple(beat[0] for beat in self.beat)


def find_line(lines_m: Floats, at_m: float) -> int:
    """Find the lattice line nearest to a distance, among every second one (they are streets)."""
    return 2 * int(np.abs(lines_m[::2] - at_m).argmin())


def paint_beats(along_m: Floats, inland_m: Floats) -> dict[str, npt.NDArray[np.int64]]:
    """Give each cell of the lattice the position of its beat, or -1 outside the city.

    Returns
    -------
    By bank, an array of cells shaped (along, inland).
    """
    cells = {bank: np.full((along_m.size - 1, inland_m.size - 1), -1) for bank in BANKS}
    position = 0
    for band in BANDS:
        low, high = (find_line(inland_m, at_m) for at_m in band.inland_m)
        edges = [find_line(along_m, at_m) for at_m in band.edges_m]
        for west, east in pairwise(edges):
            cells[band.bank][west:east, low:high] = position
            position += 1
    return cells


def draw_cells(side: float, along_m: Floats, inland_m: Floats) -> npt.NDArray[np.object_]:
    """Draw every cell of one bank's lattice as a polygon in metres, shaped (along, inland)."""
    along, inland = np.meshgrid(along_m, inland_m, indexing="ij")
    nodes = np.stack(to_plane(side, along, inland), axis=-1)
    corners = (nodes[:-1, :-1], nodes[1:, :-1], nodes[1:, 1:], nodes[:-1, 1:])
    cells: npt.NDArray[np.object_] = shapely.polygons(np.stack(corners, axis=2))
    return cells


def draw_beats(along_m: Floats, inland_m: Floats, people: int = 310_000) -> Beats:
    """Draw the polygons of all beats and share the city's people among them.

    Parameters
    ----------
    along_m, inland_m
        The lines of the street lattice.
    people
        How many live in the whole city.
    """
    painted = paint_beats(along_m, inland_m)
    polygons = np.empty(sum(len(band.beats) for band in BANDS), dtype=object)
    for bank, side in BANKS.items():
        cells = draw_cells(side, along_m, inland_m)
        for position in np.unique(painted[bank][painted[bank] >= 0]):
            union = shapely.coverage_union_all(cells[painted[bank] == position])
            polygons[position] = shapely.normalize(shapely.get_geometry(union, 0))
    named = [beat.split(" ", 1) for band in BANDS for beat in band.beats]
    names, places = zip(*named, strict=True)
    return Beats(names, places, polygons, share_people(polygons, people))


def share_people(polygons: npt.NDArray[np.object_], people: int) -> npt.NDArray[np.int64]:
    """Share people by area and closeness to downtown, in whole persons that add up exactly."""
    x_m, y_m = locate("north", *DOWNTOWN_M)
    middles = shapely.centroid(polygons)
    away_m = np.hypot(shapely.get_x(middles) - x_m, shapely.get_y(middles) - y_m)
    weight = shapely.area(polygons) * (np.exp(-away_m / 2_600) + 0.12)
    exact = people * weight / weight.sum()
    whole: npt.NDArray[np.int64] = np.floor(exact).astype(np.int64)
    short = people - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return whole
