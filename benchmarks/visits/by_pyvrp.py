"""The same problem by PyVRP alone: one visit per task, prizes well above the cost of the way."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve

from nightout.visits.routing import Routes, RoutingProblem

__all__ = ["routes_by_pyvrp"]

# A point of prize against a second of travel: of 200 to 100,000 the best. With prizes near the cost
# of the way nobody is visited, and without any cost of travel the search stands still.
POINT = 100_000


def routes_by_pyvrp(
    problem: RoutingProblem,
    *,
    seconds: float,
    seed: int,
    clock: Callable[[], float],
    enough: float = math.inf,
) -> Routes:
    """Plan by PyVRP until the time is up, or the score is enough.

    It knows no breaks: a shift is cut to what they leave.
    """
    alike = _alike(problem)
    data = _as_data(problem, alike)
    everything = sum(client.prize for client in data.clients())
    began = clock()

    def stop(cost: float) -> bool:
        return clock() - began > seconds or everything - cost > (enough - 1) * POINT

    done = solve(data, stop, seed=seed, display=False)
    routes: list[list[int]] = [[] for _ in range(problem.n_units)]
    if done.best.is_feasible():
        left = [list(units) for units in alike.values()]
        for route in done.best.routes():
            unit = left[route.vehicle_type()].pop()
            routes[unit] = [one.idx for one in route if one.is_client()]
    return routes


def _alike(problem: RoutingProblem) -> dict[tuple[int, ...], list[int]]:
    """Units that differ in nothing PyVRP knows of, by what it knows."""
    ends = sorted({*map(int, problem.start_place), *map(int, problem.end_place)})
    alike: dict[tuple[int, ...], list[int]] = {}
    for u in range(problem.n_units):
        shift = problem.shift_start_s[u], problem.shift_end_s[u] - problem.break_s[u]
        place = ends.index(problem.start_place[u]), ends.index(problem.end_place[u])
        key = tuple(int(one) for one in (*place, *shift, problem.profile[u]))
        alike.setdefault(key, []).append(u)
    return alike


def _as_data(problem: RoutingProblem, alike: dict[tuple[int, ...], list[int]]) -> ProblemData:
    ends = sorted({*map(int, problem.start_place), *map(int, problem.end_place)})
    vehicles = [
        VehicleType(
            len(units), start_depot=first, end_depot=last, tw_early=begin, tw_late=end, profile=kind
        )
        for (first, last, begin, end, kind), units in alike.items()
    ]
    # One length of service for all kinds: that of the slowest.
    service = problem.service_s.max(axis=0)
    prize = problem.prize.max(axis=1) + problem.group_prize[problem.group]
    clients = [
        Client(
            int(problem.place[t]),
            service_duration=int(service[t]),
            tw_early=int(problem.ready_s[t]),
            tw_late=int(problem.due_s[t]),
            prize=int(prize[t]) * POINT,
            required=False,
        )
        for t in range(problem.n_tasks)
    ]
    places = [Location(0, 0) for _ in range(problem.travel_s.shape[1])]
    travel = [np.ascontiguousarray(one) for one in problem.travel_s]
    depots = [Depot(one) for one in ends]
    return ProblemData(places, clients, depots, vehicles, travel, travel)
