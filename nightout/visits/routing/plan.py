"""A plan of routes, and the earliest times at which given routes can be driven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from nightout.visits.routing.arrays import BREAK, Ints, count_most_stops
from nightout.visits.routing.problem import RoutingProblem

__all__ = [
    "Routes",
    "RoutingPlan",
    "Timed",
    "drive",
    "lay_out",
    "read_plan",
    "read_seq",
    "schedule",
    "with_break",
]

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


def read_plan(
    problem: RoutingProblem,
    stops: Routes,
    n_rounds: int,
    *,
    interrupted: bool,
) -> RoutingPlan:
    """Read the plan of routes that hold their breaks."""
    timed = [one for unit, row in enumerate(stops) if (one := drive(problem, unit, row))]
    routes = tuple(tuple(task for task in row if task != BREAK) for row in stops)
    served = set(chain.from_iterable(routes))
    return RoutingPlan(
        routes,
        tuple(one.starts_s for one in timed),
        tuple(one.break_start_s for one in timed),
        _score(problem, routes),
        sum(one.travel_s for one in timed),
        tuple(task for task in range(problem.n_tasks) if task not in served),
        n_rounds,
        interrupted,
    )


def lay_out(problem: RoutingProblem, routes: Routes) -> Ints:
    """Write routes in rows for the search: how many stops, then the stops."""
    seq = np.zeros((problem.n_units, count_most_stops(problem) + 1), np.int64)
    for unit, row in enumerate(routes):
        seq[unit, 0], seq[unit, 1 : len(row) + 1] = len(row), row
    return seq


def read_seq(seq: Ints) -> list[list[int]]:
    """Read the rows again."""
    return [row[1 : 1 + row[0]].tolist() for row in seq]


def _score(problem: RoutingProblem, routes: Routes) -> int:
    """Add up what routes earn. A promise that brings nothing earns 1, so that it is worth a way."""
    prizes = [
        max(int(problem.prize[task, unit]), int(problem.required_unit[task] == unit))
        for unit, route in enumerate(routes)
        for task in route
    ]
    met = np.unique(problem.group[np.array([*chain.from_iterable(routes)], np.int64)])
    return sum(prizes) + int(problem.group_prize[met].sum())


def schedule(problem: RoutingProblem, routes: Routes) -> tuple[Timed, ...] | None:
    """Give the earliest times of each route, its break where the route ends soonest.

    A break is taken between two visits, wherever on the way the unit is when its hours begin.

    Returns
    -------
    The times of each unit's route, or nothing if one of them cannot keep its windows.
    """
    timed = []
    for unit, route in enumerate(routes):
        rows = with_break(problem, unit, route)
        found = [one for row in rows if (one := drive(problem, unit, row))]
        if not found:
            return None
        timed.append(min(found, key=lambda one: one.end_s))
    return tuple(timed)


def with_break(problem: RoutingProblem, unit: int, route: Sequence[int]) -> Iterator[list[int]]:
    """Give a route with the unit's break in each place it could have."""
    if problem.break_s[unit] <= 0:
        yield list(route)
        return
    for spot in range(len(route) + 1):
        yield [*route[:spot], BREAK, *route[spot:]]


def drive(problem: RoutingProblem, unit: int, stops: Sequence[int]) -> Timed | None:
    """Drive a route that holds its break; nothing if a window is missed."""
    kind = problem.profile[unit]
    travel, service = problem.travel_s[kind], problem.service_s[kind]
    now, here = int(problem.shift_start_s[unit]), int(problem.start_place[unit])
    starts, break_start, way, rest_until = [], NO_BREAK, 0, -1
    for task in [*stops, None]:
        if task == BREAK:
            rest_until = int(problem.break_earliest_s[unit])
            break_start = max(now, rest_until)
            if break_start > problem.break_latest_s[unit]:
                return None
            continue
        there = int(problem.end_place[unit] if task is None else problem.place[task])
        leg = int(travel[here, there])
        now, way, here = now + leg, way + leg, there
        if rest_until >= 0:
            now, rest_until = max(now, rest_until) + int(problem.break_s[unit]), -1
        if task is not None:
            now = max(now, int(problem.ready_s[task]))
            if now > problem.due_s[task]:
                return None
            starts.append(now)
            now += int(service[task])
    on_time = now <= problem.shift_end_s[unit]
    return Timed(tuple(starts), break_start, now, way) if on_time else None
