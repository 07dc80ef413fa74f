"""Routes met on the way, and the best choice among them: one for each unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from nightout.choices import Limit, choose
from nightout.visits.routing.arrays import (
    BREAK,
    BREAK_S,
    FIRST,
    GROUP,
    GROUP_PRIZE,
    LAST,
    PLACE,
    PROFILE,
    REQUIRED,
    Data,
    Kept,
    Marks,
)

__all__ = ["Pool", "choose_routes"]

# Of how many routes, the best, is chosen: HiGHS takes a second or so for as many.
MOST_ROUTES = 2_000
# How many branches HiGHS looks at. A time would be another number of them on every machine.
MOST_BRANCHES = 100

Stops = tuple[int, ...]
# A unit, or in `choose_routes` a kind of unit, and what it does in order.
Route = tuple[int, Stops]


@dataclass(eq=False)
class Pool:
    """Routes by unit, each with the worth of the best plan that held it."""

    worth: dict[Route, float] = field(default_factory=dict)

    def add(self, plan: Kept) -> None:
        """Take in the routes of a plan."""
        worth = float(plan.worth[0])
        for unit, row in enumerate(plan.seq):
            route = unit, tuple(row[1 : 1 + row[0]].tolist())
            self.worth[route] = max(worth, self.worth.get(route, worth))


def choose_routes(data: Data, pools: Sequence[Pool]) -> list[Stops] | None:
    """Choose the routes that together are worth most, by HiGHS.

    So what one plan did well with some units comes together with what another did with others.
    A task is served once at most, a promised one once; a group's bonus is earned once.

    Returns
    -------
    A route per unit; nothing if HiGHS met no choice.
    """
    kind = _number_kinds(data)
    best: dict[Route, float] = {}
    for (unit, stops), worth in (item for one in pools for item in one.worth.items()):
        route = kind[unit], stops
        best[route] = max(worth, best.get(route, worth))
    routes = sorted(best, key=lambda route: -best[route])[:MOST_ROUTES]
    bonus = np.zeros(int(data.jobs[:, GROUP].max()) + 1)
    bonus[data.jobs[:, GROUP]] = data.jobs[:, GROUP_PRIZE]
    gain = [_gain(data, kind.index(one), stops) for one, stops in routes]
    limits = list(_limits(data, routes, kind, bonus != 0))
    earns = np.append(gain, bonus[bonus != 0])
    found = choose(-earns, limits, n_shares=len(earns) - len(gain), n_branches=MOST_BRANCHES)
    return _hand_out(data, [routes[i] for i in np.flatnonzero(found[0])], kind) if found else None


def _number_kinds(data: Data) -> tuple[int, ...]:
    """Give the number of each unit's kind: what one of a kind can drive, so can the others."""
    seen: dict[bytes, int] = {}
    whole = (row.tobytes() + data.prize[:, u].tobytes() for u, row in enumerate(data.crew))
    return tuple(seen.setdefault(one, len(seen)) for one in whole)


def _gain(data: Data, unit: int, stops: Stops) -> float:
    """Give how much more a route earns for itself, less its travel, than a unit without one."""
    return _earn(data, unit, stops) - _earn(data, unit, ())


def _earn(data: Data, unit: int, stops: Stops) -> float:
    crew, tasks = data.crew[unit], [task for task in stops if task != BREAK]
    way = [crew[FIRST], *data.jobs[tasks, PLACE], crew[LAST]]
    travel = data.travel[crew[PROFILE], way[:-1], way[1:]].sum()
    return float(data.prize[tasks, unit].sum() - data.cost * travel)


def _limits(
    data: Data, routes: Sequence[Route], kind: Sequence[int], paid: Marks
) -> Iterator[Limit]:
    """Say what a choice of routes, and last of the groups that pay a bonus, must keep to."""
    n = len(routes), int(paid.sum())
    served: Marks = np.zeros((len(data.jobs), sum(n)), np.bool_)
    met: Marks = np.zeros((len(paid), sum(n)), np.bool_)
    for i, (_, stops) in enumerate(routes):
        tasks = [task for task in stops if task != BREAK]
        served[tasks, i] = met[data.jobs[tasks, GROUP], i] = True
    yield served.astype(float), (data.jobs[:, REQUIRED] >= 0).astype(float), 1.0
    counts = np.bincount(kind)
    of_kind = np.arange(len(counts))[:, None] == [*(one for one, _ in routes), *[-1] * n[1]]
    yield of_kind.astype(float), -np.inf, counts.astype(float)
    if n[1]:
        asked = np.hstack([np.zeros((n[1], n[0])), np.eye(n[1])])
        yield asked - met[paid], -np.inf, 0.0


def _hand_out(data: Data, chosen: Sequence[Route], kind: Sequence[int]) -> list[Stops]:
    """Give each unit a route of its kind; where none is left it takes its break and no more."""
    left = {one: [stops for which, stops in chosen if which == one] for one in kind}
    idle: list[Stops] = [(BREAK,) if row[BREAK_S] > 0 else () for row in data.crew]
    return [left[one].pop() if left[one] else idle[u] for u, one in enumerate(kind)]
