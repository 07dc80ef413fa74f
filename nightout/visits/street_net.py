"""Streets joined where they meet, and where places stand on them.

Ends of lines are joined with points of others within a metre; elsewhere lines meet only where both
have the same point. A bridge over a street is so no crossing. Of what is joined, the largest part
is driven on in which every street can be reached from every other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.visits.street_file import Streets
from nightout.visits.travel import EARTH_M, lengths_m

__all__ = ["Net", "Stands", "join_streets", "stand_on"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
JOINED_M = 1.0
# Of a degree: a centimetre.
DECIMALS = 7


@dataclass(frozen=True, eq=False)
class Net:
    """Streets joined at their nodes; `main` says which pieces are of the largest part."""

    streets: Streets
    start: Ints
    end: Ints
    n_nodes: int
    main: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Stands:
    """Where places stand: on which piece, how far along (0 to 1), and how far beside it."""

    piece: Ints
    share: Floats
    gap_m: Floats


def join_streets(streets: Streets) -> Net:
    """Join streets where they meet, and find the part that is driven on."""
    ends = np.round(streets.ends.reshape(-1, 2), DECIMALS)
    points, which = np.unique(ends, axis=0, return_inverse=True)
    node = _join_tips(points, np.unique(which[streets.tips.ravel()]))
    start, end = node[which].reshape(-1, 2).T
    # Each node is where its first point is, so that no way is shorter than the straight line.
    _, first = np.unique(node, return_index=True)
    kept = start != end
    start, end = start[kept], end[kept]
    left = replace(
        streets, ends=points[first][np.stack([start, end], axis=1)], tips=streets.tips[kept],
        limit_kmh=streets.limit_kmh[kept], along=streets.along[kept],
        against=streets.against[kept],
    )  # fmt: skip
    return Net(left, start, end, len(first), _main(left, start, end, len(first)))


def _join_tips(points: Floats, tips: Ints) -> Ints:
    """Give the node of each point: that of the ends of lines within a metre of it.

    Two points within lines stay two: a bend that is drawn finely would shrink to one otherwise.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    flat = _plane(points, points)
    close = cKDTree(flat[tips]).sparse_distance_matrix(
        cKDTree(flat), JOINED_M, output_type="coo_matrix"
    )
    links = coo_array(
        (np.ones(close.nnz), (tips[close.row], close.col)), shape=(len(points), len(points))
    )
    return np.asarray(connected_components(links, directed=False)[1], np.int64)


def _main(streets: Streets, start: Ints, end: Ints, n_nodes: int) -> NDArray[np.bool_]:
    """Say which pieces are of the largest part that can be driven from each to each."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    along, against = streets.along, streets.against
    rows = np.concatenate([start[along], end[against]])
    columns = np.concatenate([end[along], start[against]])
    ways = coo_array((np.ones(len(rows)), (rows, columns)), shape=(n_nodes, n_nodes))
    _, part = connected_components(ways, connection="strong")
    inside = (part[start] == part[end]) & (along | against)
    length = np.bincount(part[start[inside]], lengths_m(streets.ends[inside]))
    if not len(length):
        raise BadSetting(
            f"no street of {streets.words} can be driven there and back",
            "Are its one-ways the right column? Name it under [streets] in the rules.",
        )
    return np.asarray(inside & (part[start] == length.argmax()))


def stand_on(net: Net, spots: Floats) -> tuple[Stands, NDArray[np.bool_]]:
    """Give the nearest points of the part driven on, and whether a street cut off is nearer."""
    stands = _nearest(net.streets.ends[net.main], spots)
    every = _nearest(net.streets.ends, spots)
    piece = np.flatnonzero(net.main)[stands.piece]
    nearer = every.gap_m < stands.gap_m - JOINED_M
    return replace(stands, piece=piece), nearer


def _nearest(ends: Floats, spots: Floats) -> Stands:
    import shapely

    flat, at = _plane(ends.reshape(-1, 2), ends).reshape(-1, 2, 2), _plane(spots, ends)
    tree = shapely.STRtree(shapely.linestrings(flat))
    piece = np.asarray(tree.nearest(shapely.points(at)), np.int64).reshape(-1)
    first, way = flat[piece, 0], flat[piece, 1] - flat[piece, 0]
    share = np.clip(((at - first) * way).sum(1) / (way**2).sum(1), 0, 1)
    gap = np.hypot(*(first + share[:, None] * way - at).T)
    return Stands(piece, share, gap)


def _plane(points: Floats, around: Floats) -> Floats:
    """Give metres east and north, true enough within a city."""
    lat = np.radians(np.median(around.reshape(-1, 2)[:, 1])) if around.size else 0.0
    return np.asarray(np.radians(points) * EARTH_M * (np.cos(lat), 1.0))
