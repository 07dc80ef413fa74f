"""Travel along streets: the quickest way from place to place on the lines a city has drawn.

Times are the planner's and the checker's alike, as those of a table that was brought along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.visits.request import Request
from nightout.visits.rules import Rules
from nightout.visits.street_file import Streets
from nightout.visits.street_net import Net, Stands, join_streets, stand_on
from nightout.visits.travel import Travel, lengths_m, straight_rows, straight_travel, where_all
from nightout.visits.travel_again import Rows, go_on

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["drive", "go_on_streets", "street_travel"]

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
    return drive(join_streets(streets), request, on_progress)


def drive(net: Net, request: Request, on_progress: Callable[[float], None] | None = None) -> Travel:
    """Work out travel along streets that are joined, as `street_travel` does."""
    ground = _find_ground(net, request)
    straight = straight_travel(request)
    every = np.arange(len(straight.place_ids))
    seconds = _rows(ground, straight.seconds, every, on_progress)
    words = _words(net, request.rules)
    return go_on_streets(replace(straight, seconds=seconds, words=words, notes=ground.notes),
                         request, lambda: net)  # fmt: skip


def go_on_streets(travel: Travel, request: Request, find_net: Callable[[], Net]) -> Travel:
    """Give travel times that can be had again; the streets are looked for when they are."""

    def work_out(after: Request, new: Ints) -> Rows:
        ground, straight = _find_ground(find_net(), after), straight_rows(after, new)
        there, back = (
            _rows(ground, straight, new, backwards=backwards) for backwards in (False, True)
        )
        return Rows(there, back, ground.notes)

    return go_on(travel, request, work_out)


@dataclass(frozen=True, eq=False)
class _Ground:
    """Where the places of a night stand on the streets.

    `place` is by place which of `stands` is its own, -1 where it is off the streets.
    """

    net: Net
    rules: Rules
    stands: Stands
    place: Ints
    notes: tuple[str, ...]


def _find_ground(net: Net, request: Request) -> _Ground:
    places, spots = where_all(request)
    rules = request.rules
    unique, which = np.unique(spots, axis=0, return_inverse=True)
    stands, nearer = stand_on(net, unique)
    on = stands.gap_m <= rules.streets.off_street_m
    off, cut = ~on[which], (on & nearer)[which]
    _check_on(net, places, off, rules)
    place = np.where(off, -1, (np.cumsum(on) - 1)[which])
    notes = [*net.streets.notes, *_notes(net, places, (off, cut), rules)]
    left = Stands(*(one[on] for one in vars(stands).values()))
    return _Ground(net, rules, left, place, tuple(notes))


def _rows(
    ground: _Ground,
    straight: NDArray[np.int32],
    which: Ints,
    on_progress: Callable[[float], None] | None = None,
    *,
    backwards: bool = False,
) -> NDArray[np.int32]:
    """Put the ways along streets over straight lines, where both ends are on the streets."""
    seconds = straight.astype(np.float64)
    at = ground.place[which]
    here, there = np.flatnonzero(at >= 0), np.flatnonzero(ground.place >= 0)
    if len(here):
        from_, back = np.unique(at[here], return_inverse=True)
        ways = _ways(ground, from_, on_progress, backwards=backwards)
        seconds[np.ix_(here, there)] = ways[np.ix_(back, ground.place[there])]
    return np.round(seconds).astype(np.int32)


def _ways(
    ground: _Ground,
    which: Ints,
    on_progress: Callable[[float], None] | None,
    *,
    backwards: bool,
) -> Floats:
    """Give the seconds from where some places stand to where all do, and to the places themselves.

    Backwards they are from all places to those.
    """
    # Here, since loading it takes as long as all else of this part.
    from scipy.sparse.csgraph import dijkstra

    net, rules, stands = ground.net, ground.rules, ground.stands
    graph = _graph(net, rules, stands)
    graph = graph.T.tocsr() if backwards else graph
    seconds = np.empty((len(which), len(stands.piece)))
    batch = max(1, MOST_CELLS // graph.shape[0])
    for first in range(0, len(which), batch):
        rows = slice(first, min(first + batch, len(which)))
        seconds[rows] = dijkstra(graph, indices=net.n_nodes + which[rows])[:, net.n_nodes :]
        if on_progress:
            on_progress(rows.stop / len(which))
    beside = stands.gap_m * rules.circuity / (rules.speed_kmh / 3.6)
    seconds += beside[which][:, None] + beside
    seconds[np.arange(len(which)), which] = 0
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
