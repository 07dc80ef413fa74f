"""A floor under every neighbourhood: some of its gatherings go first, as many as the floor asks.

Not all of them: two neighbourhoods that are both raised as a whole only take turns at being left
behind.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nightout.visits.figures import share_visits
from nightout.visits.plan import Visit
from nightout.visits.request import Gathering, Request
from nightout.visits.travel import Travel

__all__ = ["choose_first", "count_short", "tell_short"]


def count_short(request: Request, visits: Sequence[Visit]) -> int:
    """Count the visits that neighbourhoods are short of the floor, all together."""
    floor = request.rules.neighbourhood_floor
    shares = share_visits(request.gatherings, tuple(visits))
    return sum(
        max(0, math.ceil(floor * one.n) - one.visited) for one in shares if one.neighbourhood
    )


def tell_short(request: Request, visits: Sequence[Visit]) -> tuple[str, ...]:
    """Name the neighbourhoods that stay below the floor; nothing where none does."""
    floor = request.rules.neighbourhood_floor
    shares = share_visits(request.gatherings, tuple(visits))
    short = [
        f"{one.neighbourhood} ({one.visited} of {one.n})"
        for one in shares
        if one.neighbourhood and one.visited < math.ceil(floor * one.n)
    ]
    if not short:
        return ()
    return (f"The floor of {floor:.0%} is not met in {', '.join(short)}.",)


def choose_first(request: Request, visits: Sequence[Visit], travel: Travel) -> frozenset[str]:
    """Choose the gatherings that go first, so many of each neighbourhood as the floor asks.

    Those that a plan visits already, then those that lie nearest to the others.
    """
    at = travel.index()
    there = {one.gathering_id for one in visits}
    members: dict[str, list[Gathering]] = {}
    for one in request.gatherings:
        if one.neighbourhood and ("gathering", one.gathering_id) in at:
            members.setdefault(one.neighbourhood, []).append(one)
    n_all = {one.neighbourhood: one.n for one in share_visits(request.gatherings, ())}
    chosen: set[str] = set()
    for name, ones in members.items():
        rows = [at["gathering", one.gathering_id] for one in ones]
        far = travel.seconds[rows][:, rows].mean(axis=1)
        ranked = sorted((_rank(one, far[i], there), one.gathering_id) for i, one in enumerate(ones))
        n_first = math.ceil(request.rules.neighbourhood_floor * n_all[name])
        chosen |= {gathering_id for _, gathering_id in ranked[:n_first]}
    return frozenset(chosen)


def _rank(gathering: Gathering, far: float, there: set[str]) -> tuple[bool, float]:
    return gathering.gathering_id not in there, float(far)
