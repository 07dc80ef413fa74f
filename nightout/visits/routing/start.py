"""The plan that a search begins with: breaks, promises, then what was planned before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from nightout.errors import BadSetting
from nightout.visits.routing.arrays import BREAK, BREAK_S, Data, State, empty_state
from nightout.visits.routing.plan import Routes
from nightout.visits.routing.problem import RoutingProblem
from nightout.visits.routing.route import (
    FAR,
    NO_SPOT,
    drop_task,
    find_spot,
    gain_of,
    put_task,
    set_times,
)

__all__ = ["begin_plan", "check_routes"]

# Orders of promises that are tried for one unit. Ten promises that can be kept took 12 at most.
MOST_TRIES = 5_000


def check_routes(problem: RoutingProblem, routes: Routes) -> None:
    """Check that routes are of this problem.

    Raises
    ------
    BadSetting
        If there is not a route per unit, or a task is unknown.
    """
    if len(routes) != problem.n_units:
        raise BadSetting(
            f"{len(routes)} routes were given for {problem.n_units} units",
            "Give one per unit, empty for a unit that does nothing.",
        )
    for task in chain.from_iterable(routes):
        if not 0 <= task < problem.n_tasks:
            raise BadSetting(
                f"a route holds the task {task}", f"Use a number from 0 to {problem.n_tasks - 1}."
            )


def begin_plan(problem: RoutingProblem, data: Data, before: Routes | None = None) -> State:
    """Make a plan that keeps every promise, and as much of the plan before as can be kept.

    Raises
    ------
    BadSetting
        If a unit cannot take its break, cannot get home, or cannot keep all its promises; or if
        the plan before is of another problem.
    """
    state = empty_state(data)
    promised = _promises(problem)
    routes = before if before is not None else [()] * problem.n_units
    check_routes(problem, routes)
    left = []
    for unit in range(problem.n_units):
        _begin_unit(data, state, unit)
        route = [task for task in routes[unit] if data.prize[task, unit] > 0]
        if set(promised[unit]) <= set(route) and _put_route(data, state, unit, route):
            continue
        _empty_route(data, state, unit)
        _keep_promises(data, state, unit, promised[unit])
        left.append((unit, route))
    for unit, route in left:
        for task in route:
            _put_where_it_fits(data, state, unit, task)
    return state


def _promises(problem: RoutingProblem) -> list[list[int]]:
    """Give the promised tasks of each unit, the most urgent first."""
    of_unit = [np.flatnonzero(problem.required_unit == unit) for unit in range(problem.n_units)]
    for unit, tasks in enumerate(of_unit):
        if len(np.unique(problem.group[tasks])) < len(tasks):
            raise BadSetting(f"unit {unit} is promised twice to one gathering", "Promise it once.")
    return [sorted(map(int, tasks), key=lambda task: problem.due_s[task]) for tasks in of_unit]


def _begin_unit(data: Data, state: State, unit: int) -> None:
    if data.crew[unit, BREAK_S] > 0:
        put_task(data, state, unit, 0, BREAK)
    if not set_times(data, state, unit):
        raise BadSetting(
            f"unit {unit} cannot take its break and be at its end within its shift",
            "Let its shift or its break begin earlier, or end later.",
        )


def _drop_all(data: Data, state: State, unit: int) -> None:
    while state.size[unit]:
        drop_task(data, state, unit, state.size[unit])


def _empty_route(data: Data, state: State, unit: int) -> None:
    _drop_all(data, state, unit)
    _begin_unit(data, state, unit)


def _put_route(data: Data, state: State, unit: int, route: Sequence[int]) -> bool:
    """Put a whole route in, in its order, its break wherever it fits; whether it could be."""
    rests = data.crew[unit, BREAK_S] > 0
    # No route that keeps its windows has more stops than there is room for.
    if len(route) + rests > state.stops.shape[1] - 2:
        return False
    for spot in range(len(route) + 1) if rests else [0]:
        _drop_all(data, state, unit)
        for task in route:
            if state.unit[task] >= 0 or _gain(data, state, unit, task) <= 0:
                return False
            put_task(data, state, unit, state.size[unit], task)
        if rests:
            put_task(data, state, unit, spot, BREAK)
        if set_times(data, state, unit):
            return True
    return False


def _keep_promises(data: Data, state: State, unit: int, promised: Sequence[int]) -> None:
    """Put all promised tasks of a unit in, in whatever order works."""
    if not _put_all(data, state, unit, promised, [MOST_TRIES]):
        raise BadSetting(
            f"no way was found for unit {unit} to keep all of its promises: tasks "
            f"{', '.join(map(str, promised))}",
            "Take one of them back, or give it to another unit.",
        )


def _put_all(
    data: Data, state: State, unit: int, promised: Sequence[int], tries: list[int]
) -> bool:
    """Put tasks in one after the other, each where it fits best or else anywhere, and back up."""
    if not promised:
        return True
    task, others = promised[0], promised[1:]
    n = int(state.size[unit])
    best = _spot(data, state, unit, task)
    if best == NO_SPOT:
        return False
    for spot in [best, *(one for one in range(n + 1) if one != best)]:
        tries[0] -= 1
        if tries[0] < 0:
            break
        put_task(data, state, unit, spot, task)
        if set_times(data, state, unit) and _put_all(data, state, unit, others, tries):
            return True
        drop_task(data, state, unit, spot + 1)
        set_times(data, state, unit)
    return False


def _put_where_it_fits(data: Data, state: State, unit: int, task: int) -> None:
    if state.unit[task] >= 0 or _gain(data, state, unit, task) <= 0:
        return
    spot = _spot(data, state, unit, task)
    if spot != NO_SPOT:
        put_task(data, state, unit, spot, task)
        set_times(data, state, unit)


def _spot(data: Data, state: State, unit: int, task: int) -> int:
    n = int(state.size[unit])
    return find_spot(data.travel, data.jobs, data.crew, state.stops, n, unit, task, FAR, 0.0, 0)[0]


def _gain(data: Data, state: State, unit: int, task: int) -> int:
    return gain_of(data.jobs, data.prize, data.group_prize, state.served, state.has, unit, task)
