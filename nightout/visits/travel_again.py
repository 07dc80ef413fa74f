"""Travel times after gatherings were moved or added."""

from __future__ import annotations

from nightout.visits.request import Request
from nightout.visits.travel import Travel, straight_travel

__all__ = ["travel_anew"]


def travel_anew(travel: Travel, before: Request, after: Request) -> Travel:
    """Give the travel times of a request that changed.

    Streets know every place. Times of a table that was brought along stay; to and from new
    places they go by straight lines, which a note says.
    """
    was = {one.gathering_id: (one.lon, one.lat) for one in before.gatherings}
    now = {one.gathering_id: (one.lon, one.lat) for one in after.gatherings}
    new = {key for key, spot in now.items() if was.get(key) != spot and spot[0] is not None}
    if was.keys() == now.keys() and not new:
        return travel
    if travel.again:
        return travel.again(after)
    straight = straight_travel(after)
    if travel.words == straight.words:
        return straight
    seconds, old = straight.seconds.copy(), travel.index()
    same = [
        (at, old[place])
        for at, place in enumerate(straight.place_ids)
        if place in old and place[1] not in new
    ]
    rows, columns = ([pair[side] for pair in same] for side in (0, 1))
    for at, there in same:
        seconds[at, rows] = travel.seconds[there, columns]
    note = f"travel to and from {', '.join(sorted(new))} goes by straight lines"
    return Travel(straight.place_ids, seconds, travel.words, (*travel.notes, note))
