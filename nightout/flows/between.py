"""Places on the road between source and market: an inference, never seen in traces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting
from nightout.flows.geography import Geography

__all__ = ["LABEL", "OnTheRoad", "place_on_the_road"]

LABEL = (
    "inferred: traces tell the first sale and the recovery only; this is the shortest way over "
    "shared borders, not a route anyone took"
)


@dataclass(frozen=True)
class OnTheRoad:
    """A place that lies on shortest ways between others: guns and pairs whose way crosses it."""

    place: str
    guns_between: int
    n_corridors: int


def place_on_the_road(
    places: tuple[str, ...], counts: ArrayLike, kept: NDArray[np.bool_], geography: Geography
) -> list[OnTheRoad]:
    """Lay each kept pair's guns on the shortest way over borders; most crossed places first.

    Parameters
    ----------
    places
        Names, in the order of the tables.
    counts
        Guns by source and market.
    kept
        The pairs to lay, such as those of a backbone.
    geography
        Distances and borders. Pairs without a way over land (Alaska, Hawaii) cross nothing.

    Raises
    ------
    BadSetting
        If the geography has no borders.
    """
    from scipy.sparse.csgraph import dijkstra

    if geography.borders is None:
        raise BadSetting("no borders are known of these places", "Ask this of states.")
    roads = np.where(geography.borders, geography.distance_km, 0.0)
    before = dijkstra(roads, return_predecessors=True)[1]
    guns = np.asarray(counts)
    crossed = np.zeros(len(places), np.int64)
    pairs = np.zeros(len(places), np.int64)
    for source, market in np.argwhere(kept & (guns > 0)):
        step = before[source, market]
        while step >= 0 and step != source:
            crossed[step] += guns[source, market]
            pairs[step] += 1
            step = before[source, step]
    order = np.argsort(-crossed, kind="stable")
    return [OnTheRoad(places[i], int(crossed[i]), int(pairs[i])) for i in order if pairs[i]]
