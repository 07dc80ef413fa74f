"""Travel times after gatherings were moved or added: the rows that are new, and no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nightout.visits.request import Request
from nightout.visits.travel import Travel, straight_rows, straight_words, where_all

__all__ = ["Rows", "WorkOut", "go_on", "travel_anew"]


@dataclass(frozen=True, eq=False)
class Rows:
    """Seconds from some places to all, and from all to them, a row each; and what to know of it."""

    there: NDArray[np.int32]
    back: NDArray[np.int32]
    notes: tuple[str, ...] = ()


# Works out the rows of some places, by their number.
WorkOut = Callable[[Request, NDArray[np.int64]], Rows]


def travel_anew(travel: Travel, before: Request, after: Request) -> Travel:
    """Give the travel times of a request that changed.

    Streets know every place. Times of a table that was brought along stay; to and from new
    places they go by straight lines, which a note says. It comes to the same by however many
    steps the request changed: what is worked out goes by the times of the first.
    """
    was = {one.gathering_id: (one.lon, one.lat) for one in before.gatherings}
    now = {one.gathering_id: (one.lon, one.lat) for one in after.gatherings}
    if was == now:
        return travel
    again = travel.again or partial(_again, travel, before, partial(_straight, travel))
    return again(after)


def go_on(travel: Travel, request: Request, work_out: WorkOut) -> Travel:
    """Give travel times that can be had again for the same night after it changed."""
    return replace(travel, again=partial(_again, travel, request, work_out))


def _again(base: Travel, before: Request, work_out: WorkOut, after: Request) -> Travel:
    """Take from the first times what still holds, and work out the rest."""
    places, spots = where_all(after)
    old = {place: i for i, place in enumerate(base.place_ids)}
    # The last row is nowhere, which a place that is new is compared with.
    was = np.vstack([where_all(before)[1], [[np.nan, np.nan]]])
    number = np.array([old.get(place, -1) for place in places], np.int64)
    same = (was[number] == spots).all(1)
    kept, new = np.flatnonzero(same), np.flatnonzero(~same)
    seconds = np.empty((len(places), len(places)), np.int32)
    seconds[np.ix_(kept, kept)] = base.seconds[np.ix_(number[kept], number[kept])]
    rows = work_out(after, new)
    seconds[new], seconds[:, new] = rows.there, rows.back.T
    again = partial(_again, base, before, work_out)
    return Travel(places, seconds, base.words, rows.notes, again)


def _straight(base: Travel, after: Request, new: NDArray[np.int64]) -> Rows:
    """Go by straight lines, and say so where all other ways are told by a table."""
    rows = straight_rows(after, new)
    if base.words == straight_words(after.rules) or not len(new):
        return Rows(rows, rows, base.notes)
    names = ", ".join(sorted(where_all(after)[0][i][1] for i in new))
    note = f"travel to and from {names} goes by straight lines"
    return Rows(rows, rows, (*base.notes, note))
