"""The ground of Rivermouth: a winding river, its two banks, the coast and the open sea.

Rivermouth is made up. It lies at longitude -71.0, latitude 38.5, in the open Atlantic off New
England (time zone America/New_York), so that nobody can take it for a real place.

Every place is first named as a resident would: how far along the river (`along_m`, growing towards
the sea) and how far from the water on which bank (`inland_m`). `to_plane` bends these into metres
east and north. Streets drawn at a constant distance from the river so follow its bends and
straighten inland, and nothing on a bank can ever cross the water.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

__all__ = ["BANKS", "CENTER_LONLAT", "Floats", "draw_water", "locate", "to_lonlat", "to_plane"]

Floats = npt.NDArray[np.float64]

CENTER_LONLAT = (-71.0, 38.5)
#: +1 for the side left of the current, which is north; -1 for the other.
BANKS = {"north": 1.0, "south": -1.0}
WEST_M, EAST_M = -8_000.0, 6_000.0
MOUTH_M = 2_400.0  # from here to EAST_M the river widens into its estuary

#: The river's bends: height, length and shift of each wave, in metres.
WAVES = ((820.0, 9_300.0, 1_300.0), (210.0, 4_300.0, 700.0))
TURN_RADIANS = np.radians(-13.0)  # the whole city turned, for it is not built to the compass
METRES_PER_DEGREE = 111_195.0


def draw_bend(along_m: Floats) -> tuple[Floats, Floats]:
    """Give how far the river's middle swings aside, and its slope, at each distance along it."""
    swing, slope = np.zeros_like(along_m), np.zeros_like(along_m)
    for height, length, shift in WAVES:
        angle = 2 * np.pi * (along_m + shift) / length
        swing += height * np.sin(angle)
        slope += height * np.cos(angle) * 2 * np.pi / length
    return swing, slope


def half_width_m(along_m: Floats) -> Floats:
    """Give half the river's width: about 130 m in town, over 900 m at the mouth."""
    estuary = np.clip((along_m - MOUTH_M) / (EAST_M - MOUTH_M), 0, None)
    return 130 + 25 * np.sin(along_m / 900) + 800 * estuary**2.2


def shift_coast(side: float, along_m: Floats, inland_m: Floats) -> Floats:
    """Give how far the coast is pushed out (a cape in the north, a spit in the south)."""
    near_sea = np.clip((along_m - 1_500) / (EAST_M - 1_500), 0, None) ** 2
    cape = np.where(side > 0, np.sin(inland_m / 1_250 - 0.4), 1.1 * np.cos(inland_m / 1_500))
    return 620 * near_sea * cape


def to_plane(side: float, along_m: Floats, inland_m: Floats) -> tuple[Floats, Floats]:
    """Bend places named by the river into metres east and north of the city's middle.

    Parameters
    ----------
    side
        +1 for the north bank, -1 for the south bank.
    along_m
        Distance along the river, growing towards the sea.
    inland_m
        Distance from the water; 0 is the bank itself.

    Returns
    -------
    `x_m`, `y_m`, shaped like the arguments.
    """
    swing, slope = draw_bend(along_m)
    # Cross streets leave the water at a right angle. The decay lengths keep the bent grid from
    # folding over itself; the test that every block is a true polygon would see it.
    x_m = along_m - side * slope * inland_m * np.exp(-inland_m / 900)
    x_m = x_m + shift_coast(side, along_m, inland_m)
    y_m = side * inland_m + (swing + side * half_width_m(along_m)) * np.exp(-inland_m / 3_500)
    cos, sin = np.cos(TURN_RADIANS), np.sin(TURN_RADIANS)
    return x_m * cos - y_m * sin, x_m * sin + y_m * cos


def locate(bank: str, along_m: float, inland_m: float = 0.0) -> Floats:
    """Give x and y in metres of one place named by the river."""
    at = np.array([along_m, inland_m], dtype=float)
    return np.concatenate(to_plane(BANKS[bank], at[:1], at[1:]))


def to_lonlat(x_m: Floats, y_m: Floats) -> tuple[Floats, Floats]:
    """Turn metres east and north of the middle into WGS 84 degrees, to 6 decimals (0.1 m).

    A plain scaling: straight lines stay straight, so that beats which share a street in metres
    share it in degrees. Over this city the scale is off by at most 0.15 percent.
    """
    lon = CENTER_LONLAT[0] + x_m / (METRES_PER_DEGREE * np.cos(np.radians(CENTER_LONLAT[1])))
    return np.round(lon, 6), np.round(CENTER_LONLAT[1] + y_m / METRES_PER_DEGREE, 6)


def draw_water(along_m: Floats, inland_m: Floats) -> dict[str, shapely.Polygon]:
    """Draw the river with its estuary and island, and the bay beyond the coast, in metres.

    Parameters
    ----------
    along_m, inland_m
        The lines of the street lattice, so that the water's edge is the beats' own edge.
    """
    shore = np.zeros_like(along_m)
    north = np.column_stack(to_plane(BANKS["north"], along_m, shore))
    south = np.column_stack(to_plane(BANKS["south"], along_m, shore))
    river = shapely.Polygon(np.vstack([north, south[::-1]]), [draw_island()])
    inland = np.concatenate([inland_m, np.linspace(inland_m[-1] + 100, 10_000, 40)])
    end = np.full_like(inland, along_m[-1])
    coasts = [np.column_stack(to_plane(side, end, inland)) for side in BANKS.values()]
    shoreline = np.vstack([coasts[0][::-1], coasts[1]])
    offshore = [[13_000.0, shoreline[-1, 1]], [13_000.0, shoreline[0, 1]]]
    bay = shapely.Polygon(np.vstack([shoreline, offshore]))
    return {"Rivermouth River": river, "Rivermouth Bay": bay}


def draw_island() -> Floats:
    """Draw the shore of Gull Island in the estuary: a home of birds, in no beat."""
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    reach = 1 + 0.18 * np.sin(2 * angle + 0.7)
    along_m = 4_950 + 430 * reach * np.cos(angle)
    banks = [
        np.column_stack(to_plane(side, along_m, np.zeros_like(along_m))) for side in BANKS.values()
    ]
    share = (0.5 + 0.17 * reach * np.sin(angle))[:, None]
    return banks[0] * share + banks[1] * (1 - share)
