"""Where points may be shown: places that stand for many addresses, and never for one.

A city's ground is cut in two, and each piece again, while both halves hold enough addresses. The
pieces depend on the addresses and on nothing that happened there. So an incident goes to the same
place whenever it is shown, and many showings average to that place, not to its door.

Points tell of every incident by itself, and so undo what joining hides. No public answer here has
them; this is for cities that publish each incident anyway.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting, NotForPoints
from nightout.records.measures import Measure

__all__ = ["FEWEST_ADDRESSES", "NOWHERE", "Places", "make_places", "need_mappable", "snap_points"]

# A block of houses, or one tower: about fifty people.
FEWEST_ADDRESSES = 20
# A point that goes to no place, and is not shown.
NOWHERE = -1
NEVER_MAPPED = frozenset({"rape"})
# Of these a record that does not say so is not taken for domestic.
SELDOM_DOMESTIC = frozenset(
    {"robbery", "burglary", "larceny", "theft_from_vehicle", "motor_vehicle_theft"}
)
# A street at the edge of the city, 200 m beyond its last address, is still of it.
MARGIN = 200 / 111_320
# So many points at a time are held against every place: 20 MB for 10,000 places.
CHUNK = 2_000
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False)
class Places:
    """Pieces of ground that share none, each with the point that stands for it.

    Parameters
    ----------
    bounds
        West, south, east and north of each, in degrees, those of longitude times `squeeze`.
    lon, lat
        The middle of its addresses, in degrees.
    weight
        How many addresses, or residents, it holds.
    squeeze
        What a degree of longitude is to one of latitude there.
    """

    bounds: Floats
    lon: Floats
    lat: Floats
    weight: Floats
    squeeze: float


def make_places(
    lon: ArrayLike,
    lat: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    fewest: float = FEWEST_ADDRESSES,
) -> Places:
    """Cut a city's ground into pieces as small as leave enough addresses in each.

    Parameters
    ----------
    lon, lat
        Every address of the city, or the middle of every block, in degrees.
    weight
        How many addresses or residents each stands for; 1 if absent.
    fewest
        The fewest that a place may hold.

    Returns
    -------
    Places that hold every address, and all the ground between. A piece is cut across its longer
    side, as near to half of its addresses as can be, or else across the other.

    Raises
    ------
    BadSetting
        If there are too few addresses for one place, or a coordinate is no number.
    """
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    held = np.ones(len(x)) if weight is None else np.asarray(weight, float)
    if not (np.isfinite(x).all() and np.isfinite(y).all() and (held >= 0).all()):
        raise BadSetting("an address has no place or a weight below 0", "Leave it out.")
    if fewest < 2 or held.sum() < fewest:
        raise BadSetting(
            f"{held.sum():g} addresses are to make places of at least {fewest:g}",
            "Give every address of the city, and 2 or more for each place.",
        )
    squeeze = float(np.cos(np.radians((y.min() + y.max()) / 2)))
    plane = np.column_stack([x * squeeze, y])
    pieces = _cut(plane, held, fewest)
    weights = np.array([held[inside].sum() for _, inside in pieces])
    middles = [held[inside] @ plane[inside] / held[inside].sum() for _, inside in pieces]
    lon_lat = np.array(middles) / (squeeze, 1)
    bounds = np.array([box for box, _ in pieces])
    return Places(bounds, lon_lat[:, 0], lon_lat[:, 1], weights, squeeze)


def _cut(plane: Floats, held: Floats, fewest: float) -> list[tuple[Box, Ints]]:
    """Cut the ground in two, and again, while both sides hold enough; boxes and who is in them."""
    # By place, so that the order in which addresses are given changes no rounding.
    order = np.lexsort((held, plane[:, 1], plane[:, 0]))
    low, high = plane.min(axis=0) - MARGIN, plane.max(axis=0) + MARGIN
    whole = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    done: list[tuple[Box, Ints]] = []
    waiting = [(whole, order)]
    while waiting:
        box, inside = waiting.pop()
        is_wide = box[2] - box[0] >= box[3] - box[1]
        for axis in (0, 1) if is_wide else (1, 0):
            border = _border(plane[inside, axis], held[inside], fewest)
            if border is not None:
                lower = plane[inside, axis] < border
                waiting.append((_with(box, axis + 2, border), inside[lower]))
                waiting.append((_with(box, axis, border), inside[~lower]))
                break
        else:
            done.append((box, inside))
    return sorted(done, key=lambda piece: piece[0])


def _border(along: Floats, held: Floats, fewest: float) -> float | None:
    """Find the border nearest to half of the addresses that leaves enough on either side."""
    order = np.argsort(along, kind="stable")
    at, below = along[order], held[order].cumsum()
    apart = (at[1:] > at[:-1]) & (below[:-1] >= fewest) & (below[-1] - below[:-1] >= fewest)
    if not apart.any():
        return None
    off = np.where(apart, abs(below[:-1] - below[-1] / 2), np.inf)
    i = int(off.argmin())
    return float((at[i] + at[i + 1]) / 2)


def _with(box: Box, side: int, border: float) -> Box:
    west, south, east, north = (border if i == side else one for i, one in enumerate(box))
    return west, south, east, north


def need_mappable(measure: Measure) -> None:
    """Refuse to show a measure as points where a point could be a victim's home.

    Raises
    ------
    NotForPoints
        If it counts rapes.
    """
    if NEVER_MAPPED & set(measure.offenses):
        raise NotForPoints(
            f"{measure.title.lower()} are asked for as points",
            "They are never shown as points: show a whole city's count.",
        )


def snap_points(
    lon: ArrayLike, lat: ArrayLike, *, measure: Measure, domestic: ArrayLike, places: Places
) -> Ints:
    """Give the place that each incident may be shown at.

    Parameters
    ----------
    lon, lat
        Where the incidents were; NaN where that is not known.
    measure
        What they are.
    domestic
        Whether each was domestic; where that is not known (None or NaN), it may have been, but for
        robberies, burglaries and thefts.
    places
        Of the city.

    Returns
    -------
    The row of each incident's place; `NOWHERE` for what must not be shown: domestic incidents,
    those without a point, and those outside every place.

    Raises
    ------
    NotForPoints
        If the measure is never shown as points.
    """
    need_mappable(measure)
    x, y = np.asarray(lon, float) * places.squeeze, np.asarray(lat, float)
    may_be = _may_be_domestic(np.asarray(domestic, object), measure)
    found = np.full(len(x), NOWHERE, np.int64)
    shown = np.flatnonzero(~may_be & np.isfinite(x) & np.isfinite(y))
    for held in np.array_split(shown, len(shown) // CHUNK + 1):
        found[held] = _place(x[held, None], y[held, None], places)
    return found


def _may_be_domestic(domestic: NDArray[np.object_], measure: Measure) -> NDArray[np.bool_]:
    unsaid = not set(measure.offenses) <= SELDOM_DOMESTIC
    return np.array([unsaid if one is None or one != one else bool(one) for one in domestic], bool)


def _place(x: Floats, y: Floats, places: Places) -> Ints:
    west, south, east, north = places.bounds.T
    inside = (west <= x) & (x < east) & (south <= y) & (y < north)
    # They share no ground, so that there is one at most.
    return np.where(inside.any(axis=1), inside.argmax(axis=1), NOWHERE)
