"""A plan of routes, and the earliest times at which given routes can be driven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nightout.visits.routing.arrays import BREAK, BREAK_FROM, START, TASK, Data, State
from nightout.visits.routing.problem import RoutingProblem

__all__ = ["Routes", "RoutingPlan", "Timed", "read_plan", "schedule"]

Routes = Sequence[Sequence[int]]
NO_BREAK = -1


@dataclass(frozen=True)
class RoutingPlan:
    """Who serves which tasks, in what order and when.

    `routes` and `starts_s` have an entry per unit and task: the start of service in seconds, the
    earliest that the route allows. `break_starts_s` is -1 for a unit without a break. `score` is
    the prizes collected, `travel_s` all travel together. `n_rounds` is how often the search changed
    its plan; `interrupted` whether it was stopped before its time.
    """

    routes: tuple[tuple[int, ...], ...]
    starts_s: tuple[tuple[int, ...], ...]
    break_starts_s: tuple[int, ...]
    score: int
    travel_s: int
    unserved: tuple[int, ...]
    n_rounds: int = 0
    interrupted: bool = False


@dataclass(frozen=True)
class Timed:
    """The times of one route: starts of service and of the break (-1: none), and when it ends."""

    starts_s: tuple[int, ...]
    break_start_s: int
    end_s: int
    travel_s: int


def read_plan(data: Data, state: State, n_rounds: int, *, interrupted: bool) -> RoutingPlan:
    """Read the plan that the arrays of a search hold."""
    routes, starts = [], []
    breaks: list[int] = []
    for stops, size in zip(state.stops, state.size, strict=True):
        inner = stops[1 : size + 1]
        visits = inner[inner[:, TASK] != BREAK]
        rests = inner[inner[:, TASK] == BREAK]
        routes.append(tuple(int(task) for task in visits[:, TASK]))
        starts.append(tuple(int(start) for start in visits[:, START]))
        opens = int(data.crew[len(breaks), BREAK_FROM])
        breaks.append(max(int(rests[0, START]), opens) if len(rests) else NO_BREAK)
    unserved = tuple(int(task) for task in np.flatnonzero(state.unit < 0))
    score, travel = int(state.total[0]), int(state.way.sum())
    return RoutingPlan(
        tuple(routes), tuple(starts), tuple(breaks), score, travel, unserved, n_rounds, interrupted
    )


def schedule(problem: RoutingProblem, routes: Routes) -> tuple[Timed, ...] | None:
    """Give the earliest times of each route, its break where the route ends soonest.

    A break is taken between two visits, wherever on the way the unit is when its hours begin.

    Returns
    -------
    The times of each unit's route, or nothing if one of them cannot keep its windows.
    """
    timed = []
    for unit, route in enumerate(routes):
        spots = range(len(route) + 1) if problem.break_s[unit] > 0 else [NO_BREAK]
        found = [one for spot in spots if (one := _drive(problem, unit, route, spot))]
        if not found:
            return None
        timed.append(min(found, key=lambda one: one.end_s))
    return tuple(timed)


def _drive(
    problem: RoutingProblem, unit: int, route: Sequence[int], break_spot: int
) -> Timed | None:
    """Drive a route with its break after `break_spot` visits; nothing if a window is missed."""
    kind = problem.profile[unit]
    travel, service = problem.travel_s[kind], problem.service_s[kind]
    now, here = int(problem.shift_start_s[unit]), int(problem.start_place[unit])
    starts, break_start, way = [], NO_BREAK, 0
    for i, task in enumerate([*route, None]):
        there = int(problem.end_place[unit] if task is None else problem.place[task])
        leg = int(travel[here, there])
        leave, now, way, here = now, now + leg, way + leg, there
        if i == break_spot:
            opens = int(problem.break_earliest_s[unit])
            break_start = max(leave, opens)
            if break_start > problem.break_latest_s[unit]:
                return None
            now = max(now, opens) + int(problem.break_s[unit])
        if task is not None:
            now = max(now, int(problem.ready_s[task]))
            if now > problem.due_s[task]:
                return None
            starts.append(now)
            now += int(service[task])
    on_time = now <= problem.shift_end_s[unit]
    return Timed(tuple(starts), break_start, now, way) if on_time else None
