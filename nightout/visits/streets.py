"""Travel along streets: the quickest way from place to place on the lines a city has drawn.

Times are the planner's and the checker's alike, as those of a table that was brought along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.visits.request import Request
from nightout.visits.rules import Rules
from nightout.visits.street_file import Streets
from nightout.visits.street_net import Net, Stands, join_streets, stand_on
from nightout.visits.travel import Travel, lengths_m, straight_travel, where_all

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["street_travel"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# Numbers that are held at once: 64 MB.
MOST_CELLS = 8_000_000
# Libraries take a way of no time for no way.
LEAST_S = 1e-6
MOST_NAMES = 8


def street_travel(
    streets: Streets, request: Request, on_progress: Callable[[float], None] | None = None
) -> Travel:
    """Work out travel along streets.

    A place is reached from the nearest point of the nearest street, and the way to that point
    goes as the rules say of straight lines. To and from a place farther off than `off_street_m`
    all ways are straight lines, which a note says.

    Parameters
    ----------
    streets
        As `read_streets` gives them.
    request
        The night; its rules say how fast units drive.
    on_progress
        Called with the share that is done.

    Raises
    ------
    BadSetting
        If more than half of the places are off the streets.
    """
    return _travel(join_streets(streets), on_progress, request)


def _travel(net: Net, on_progress: Callable[[float], None] | None, request: Request) -> Travel:
    places, spots = where_all(request)
    rules, straight = request.rules, straight_travel(request)
    unique, which = np.unique(spots, axis=0, return_inverse=True)
    stands, nearer = stand_on(net, unique)
    on = stands.gap_m <= rules.streets.off_street_m
    off, cut = ~on[which], (on & nearer)[which]
    _check_on(net, places, off, rules)
    seconds = straight.seconds.astype(np.float64)
    there = np.flatnonzero(~off)
    if len(there):
        ways = _ways(net, rules, Stands(*(one[on] for one in vars(stands).values())), on_progress)
        at = (np.cumsum(on) - 1)[which[there]]
        seconds[np.ix_(there, there)] = ways[np.ix_(at, at)]
    notes = [*net.streets.notes, *_notes(net, places, (off, cut), rules)]
    whole = np.round(seconds).astype(np.int32)
    again = partial(_travel, net, None)
    return replace(
        straight, seconds=whole, words=_words(net, rules), notes=tuple(notes), again=again
    )


def _ways(
    net: Net, rules: Rules, stands: Stands, on_progress: Callable[[float], None] | None
) -> Floats:
    """Give the seconds between where places stand, and from there to the places themselves."""
    # Here, since loading it takes as long as all else of this part.
    from scipy.sparse.csgraph import dijkstra

    n = len(stands.piece)
    graph = _graph(net, rules, stands)
    seconds = np.empty((n, n))
    batch = max(1, MOST_CELLS // graph.shape[0])
    for first in range(0, n, batch):
        rows = np.arange(first, min(first + batch, n))
        seconds[rows] = dijkstra(graph, indices=net.n_nodes + rows)[:, net.n_nodes :]
        if on_progress:
            on_progress(float(rows[-1] + 1) / n)
    beside = stands.gap_m * rules.circuity / (rules.speed_kmh / 3.6)
    seconds += beside[:, None] + beside
    np.fill_diagonal(seconds, 0)
    return seconds


def _graph(net: Net, rules: Rules, stands: Stands) -> csr_array:
    """Draw the streets with the places on them, as nodes after all others."""
    took = _seconds(net, rules)
    pieces = np.flatnonzero(net.main)
    ways = [(net.start[pieces], net.end[pieces], took[pieces], pieces)]
    # Along each piece the places part it: from its start over each to its end.
    order = np.lexsort([stands.share, stands.piece])
    piece, share = stands.piece[order], stands.share[order]
    node = net.n_nodes + order
    same = piece[1:] == piece[:-1]
    opens, closes = np.concatenate([[True], ~same]), np.concatenate([~same, [True]])
    ways += [
        (net.start[piece][opens], node[opens], (share * took[piece])[opens], piece[opens]),
        (node[closes], net.end[piece][closes], ((1 - share) * took[piece])[closes], piece[closes]),
        (
            node[:-1][same],
            node[1:][same],
            (np.diff(share) * took[piece[1:]])[same],
            piece[1:][same],
        ),
    ]
    start, end, seconds, of = (np.concatenate(column) for column in zip(*ways, strict=True))
    along, against = net.streets.along[of], net.streets.against[of]
    rows = np.concatenate([start[along], end[against]])
    columns = np.concatenate([end[along], start[against]])
    cost = np.concatenate([seconds[along], seconds[against]])
    corner, at = _corners(net, stands)
    rows, columns = np.concatenate([rows, corner, at]), np.concatenate([columns, at, corner])
    cost = np.maximum(np.concatenate([cost, np.zeros(2 * len(at))]), LEAST_S)
    return _sparse(rows, columns, cost, net.n_nodes + len(order))


def _corners(net: Net, stands: Stands) -> tuple[Ints, Ints]:
    """Give the corner, and the node of the place, of those that stand where streets meet.

    Such a place is on all of these streets. It would be on one alone otherwise, and if that is a
    one-way be reached by it alone.
    """
    on = (stands.share <= 0) | (stands.share >= 1)
    piece = stands.piece[on]
    corner = np.where(stands.share[on] <= 0, net.start[piece], net.end[piece])
    return corner, net.n_nodes + np.flatnonzero(on)


def _sparse(rows: Ints, columns: Ints, cost: Floats, n: int) -> csr_array:
    """Of two ways between the same nodes keep the quicker: a sparse array would add them."""
    from scipy.sparse import csr_array

    order = np.lexsort([cost, columns, rows])
    rows, columns, cost = rows[order], columns[order], cost[order]
    new = np.ones(len(rows), bool)
    new[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    return csr_array((cost[new], (rows[new], columns[new])), shape=(n, n))


def _seconds(net: Net, rules: Rules) -> Floats:
    limit = net.streets.limit_kmh * rules.streets.limit_share
    speed = np.where(np.isnan(limit), rules.speed_kmh, limit)
    return np.asarray(lengths_m(net.streets.ends) / (speed / 3.6))


def _check_on(
    net: Net, places: Sequence[tuple[str, str]], off: NDArray[np.bool_], rules: Rules
) -> None:
    far_m = rules.streets.off_street_m
    if 2 * off.sum() > len(off):
        raise BadSetting(
            f"{off.sum():,} of {len(off):,} places are farther than {far_m:g} m "
            f"from the streets of {net.streets.words} ({_names(places, off)})",
            "Give streets of the whole city, with its bridges, in longitude and latitude.",
        )


def _notes(
    net: Net, places: Sequence[tuple[str, str]], odd: Sequence[NDArray[np.bool_]], rules: Rules
) -> list[str]:
    off, cut = odd
    notes = []
    if off.any():
        notes.append(
            f"{_names(places, off)}: farther than {rules.streets.off_street_m:g} m from any street "
            f"of {net.streets.words} that joins the rest; travel to and from there goes "
            "by straight lines"
        )
    if cut.any():
        notes.append(
            f"{_names(places, cut)}: the nearest street does not join the rest, or cannot be left "
            "again; the way goes from the next that does. Is a bridge missing?"
        )
    return notes


def _names(places: Sequence[tuple[str, str]], chosen: NDArray[np.bool_]) -> str:
    names = [places[i][1] for i in np.flatnonzero(chosen).tolist()]
    more = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def _words(net: Net, rules: Rules) -> str:
    limits = np.isfinite(net.streets.limit_kmh)
    words = f"the streets of {net.streets.words} at {rules.speed_kmh:g} km/h"
    if limits.any():
        words += f", or {rules.streets.limit_share:g} of the limit where one is known"
    return words
