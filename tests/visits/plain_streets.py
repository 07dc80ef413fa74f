"""Times along streets in loops, by relaxing every street until nothing gets quicker."""

from __future__ import annotations

import math

EARTH_M = 6_371_008.8


def metres(here, there):
    """By the spherical law of haversines, written for two points."""
    (lon, lat), (to_lon, to_lat) = (map(math.radians, one) for one in (here, there))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(half))


def nearest(pieces, spot):
    """Give the piece nearest to a spot, how far along it, and how far off."""
    best = (math.inf, 0, 0.0)
    shrink = math.cos(math.radians(spot[1]))
    for number, (start, end, *_) in enumerate(pieces):
        way = ((end[0] - start[0]) * shrink, end[1] - start[1])
        to = ((spot[0] - start[0]) * shrink, spot[1] - start[1])
        share = (way[0] * to[0] + way[1] * to[1]) / (way[0] ** 2 + way[1] ** 2)
        share = min(1.0, max(0.0, share))
        at = [start[i] + share * (end[i] - start[i]) for i in (0, 1)]
        best = min(best, (metres(at, spot), number, share))
    return best


def times(pieces, spots, off_kmh):
    """Give seconds between spots; pieces are (start, end, km/h, along, against)."""
    ways = []
    for start, end, kmh, along, against in pieces:
        took = metres(start, end) / kmh * 3.6
        ways += [(start, end, took)] * along + [(end, start, took)] * against
    found = []
    for spot in spots:
        gap, at, share = nearest(pieces, spot)
        best = _ends(pieces[at], share, away=True)
        while _relax(best, ways):
            pass
        row = []
        for other in spots:
            other_gap, to, to_share = nearest(pieces, other)
            last = _ends(pieces[to], to_share, away=False)
            choices = [best.get(node, math.inf) + took for node, took in last.items()]
            _, _, kmh, along, against = pieces[at]
            between = abs(to_share - share) * metres(*pieces[at][:2]) / kmh * 3.6
            if to == at and (along if to_share >= share else against):
                choices.append(between)
            off = (gap + other_gap) / off_kmh * 3.6
            row.append(0 if other == spot else min(choices) + off)
        found.append(row)
    return found


def _ends(piece, share, away):
    """Give the time to the ends of a piece, or from there; a corner is there at once."""
    start, end, kmh, along, against = piece
    took = metres(start, end) / kmh * 3.6
    if share in (0.0, 1.0):
        return {end if share else start: 0.0}
    forth, back = (end, start) if away else (start, end)
    here = {forth: (1 - share if away else share) * took} if along else {}
    return here | ({back: (share if away else 1 - share) * took} if against else {})


def _relax(best, ways):
    quicker = False
    for start, end, took in ways:
        if best.get(start, math.inf) + took < best.get(end, math.inf) - 1e-9:
            best[end] = best[start] + took
            quicker = True
    return quicker
