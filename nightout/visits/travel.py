"""How long it takes from place to place: by straight lines, by a table, or along streets.

The usual way is the straight line times `circuity` at `speed_kmh`. Both can be fitted to a city's
own trips. A river with two bridges breaks it: then bring a table, or the streets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.visits.request import Request
from nightout.visits.rules import Rules

__all__ = [
    "FittedSpeed",
    "Travel",
    "distances_m",
    "fit_speed",
    "lengths_m",
    "straight_rows",
    "straight_travel",
    "straight_words",
    "where_all",
]

Floats = NDArray[np.float64]
EARTH_M = 6_371_008.8
# Trips shorter than this are parking and turning, and say little of speed.
SHORTEST_M = 300.0
FEWEST_TRIPS = 10


@dataclass(frozen=True, eq=False)
class Travel:
    """Seconds between the places of a night.

    Parameters
    ----------
    place_ids
        Gatherings by their id, then units by theirs; those without coordinates are not there.
    seconds
        From row to column, whole seconds.
    words
        How it was worked out.
    notes
        What whoever reads the plan should know of it.
    again
        Works it out for the same night after gatherings were moved or added; by straight lines
        to and from where they are now, if None.
    """

    place_ids: tuple[tuple[str, str], ...]
    seconds: NDArray[np.int32]
    words: str
    notes: tuple[str, ...] = ()
    again: Callable[[Request], Travel] | None = None

    def index(self) -> Mapping[tuple[str, str], int]:
        """Give the row of each place, by (`gathering` or `unit`, id)."""
        return self._rows

    @cached_property
    def _rows(self) -> dict[tuple[str, str], int]:
        return {place: at for at, place in enumerate(self.place_ids)}


@dataclass(frozen=True)
class FittedSpeed:
    """A speed fitted to trips: the median trip's, and between what the middle half lies."""

    speed_kmh: float
    low_kmh: float
    high_kmh: float
    n_trips: int
    n_left_out: int


def where_all(request: Request) -> tuple[tuple[tuple[str, str], ...], Floats]:
    """List the places of a night with their longitude and latitude: gatherings, then units."""
    places = [
        (("gathering", one.gathering_id), one.lon, one.lat)
        for one in request.gatherings
        if one.lon is not None
    ]
    places += [(("unit", one.unit_id), one.lon, one.lat) for one in request.units]
    spots = np.array([(lon, lat) for _, lon, lat in places], np.float64).reshape(-1, 2)
    return tuple(place for place, _, _ in places), spots


def straight_travel(request: Request) -> Travel:
    """Work out travel by straight lines, as the rules' speed and circuity say."""
    places, spots = where_all(request)
    rules = request.rules
    return Travel(places, _as_seconds(distances_m(spots), rules), straight_words(rules))


def straight_words(rules: Rules) -> str:
    """Say how travel by straight lines is worked out."""
    return (
        f"straight line x {rules.circuity:g} at {rules.speed_kmh:g} km/h; "
        "rivers and railways are not known"
    )


def straight_rows(request: Request, which: NDArray[np.int64]) -> NDArray[np.int32]:
    """Give the seconds from some places, by their number, to all, as `straight_travel` does."""
    spots = where_all(request)[1]
    return _as_seconds(distances_m(spots[which], spots), request.rules)


def distances_m(spots: Floats, others: Floats | None = None) -> Floats:
    """Give great-circle distances in metres between points of longitude and latitude.

    Parameters
    ----------
    spots, others
        Degrees, a row per point; `others` are the same points if None.

    References
    ----------
    Sinnott, R. W. (1984). Virtues of the haversine. Sky and Telescope 68, 158.
    """
    here = np.radians(np.asarray(spots, np.float64).reshape(-1, 2))
    there = here if others is None else np.radians(np.asarray(others).reshape(-1, 2))
    lon, lat = here[:, :1], here[:, 1:]
    half = (
        np.sin((there[:, 1] - lat) / 2) ** 2
        + np.cos(lat) * np.cos(there[:, 1]) * np.sin((there[:, 0] - lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def lengths_m(ends: Floats) -> Floats:
    """Give the great-circle length of lines by their ends, shaped (lines, 2, 2)."""
    (lon, lat), (to_lon, to_lat) = np.radians(ends[:, 0]).T, np.radians(ends[:, 1]).T
    half = np.sin((to_lat - lat) / 2) ** 2
    half += np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def fit_speed(
    distance_m: Sequence[float] | Floats, seconds: Sequence[float] | Floats, *, circuity: float
) -> FittedSpeed:
    """Fit the speed to trips that a city's own units drove.

    The median of the trips' own speeds: a trip with a coffee on the way does not move it.

    Parameters
    ----------
    distance_m
        The straight line from start to end of each trip.
    seconds
        How long it took, from setting out to standing there.
    circuity
        By how much roads are longer, as it will stand in the rules. Only speed over circuity can
        be told from such trips: whichever is assumed, travel times come out alike.

    Raises
    ------
    BadSetting
        If fewer than 10 trips are 300 m or longer, or a trip took no time.
    """
    length, took = np.asarray(distance_m, np.float64), np.asarray(seconds, np.float64)
    if (took <= 0).any():
        raise BadSetting(
            f"a trip took {took.min():g} seconds", "Remove trips that took no time, or mend them."
        )
    told = length >= SHORTEST_M
    if told.sum() < FEWEST_TRIPS:
        raise BadSetting(
            f"{int(told.sum())} of {len(length)} trips are {SHORTEST_M:g} m or longer",
            f"Give at least {FEWEST_TRIPS}, better a hundred.",
        )
    speeds = 3.6 * circuity * length[told] / took[told]
    low, middle, high = np.percentile(speeds, [25, 50, 75])
    return FittedSpeed(float(middle), float(low), float(high), int(told.sum()), int((~told).sum()))


def _as_seconds(distance_m: Floats, rules: Rules) -> NDArray[np.int32]:
    return np.round(distance_m * rules.circuity / (rules.speed_kmh / 3.6)).astype(np.int32)
