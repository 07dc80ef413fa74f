"""The routes that a search begins with: breaks, promises, then what was planned before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from nightout.errors import BadSetting
from nightout.visits.routing.arrays import BREAK
from nightout.visits.routing.plan import Routes, drive, with_break
from nightout.visits.routing.problem import RoutingProblem

__all__ = ["begin_routes"]

# Ways to order the promises of one unit that are tried. Ten promises that can be kept took 12.
MOST_TRIES = 5_000


def begin_routes(problem: RoutingProblem, before: Routes | None = None) -> list[list[int]]:
    """Make routes that keep every promise, and as much of the plan before as can be kept.

    Returns
    -------
    A route per unit, `BREAK` standing where it takes its break.

    Raises
    ------
    BadSetting
        If a unit cannot take its break, cannot get home, or cannot keep all its promises; or if
        the plan before is of another problem.
    """
    planned = before if before is not None else [()] * problem.n_units
    _check_routes(problem, planned)
    promised = _promises(problem)
    routes: list[list[int]] = []
    left: list[tuple[int, int]] = []
    seen: set[int] = set()
    for unit, wanted in enumerate(planned):
        route = _allowed(problem, unit, wanted, seen)
        whole = set(promised[unit]) <= set(route)
        rows = (row for row in with_break(problem, unit, route) if whole)
        kept = next((row for row in rows if drive(problem, unit, row)), None)
        if kept is None:
            left += [(unit, task) for task in route if problem.required_unit[task] < 0]
            kept = _keep_promises(problem, unit, promised[unit])
        else:
            seen |= set(route)
        routes.append(kept)
    for unit, task in left:
        if task not in seen:
            fitting = _with_task(problem, unit, routes[unit], task)
            routes[unit] = next(fitting, routes[unit])
            seen |= set(routes[unit])
    return routes


def _check_routes(problem: RoutingProblem, routes: Routes) -> None:
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


def _promises(problem: RoutingProblem) -> list[list[int]]:
    """Give the promised tasks of each unit, the most urgent first."""
    of_unit = [np.flatnonzero(problem.required_unit == unit) for unit in range(problem.n_units)]
    for unit, tasks in enumerate(of_unit):
        if len(np.unique(problem.group[tasks])) < len(tasks):
            raise BadSetting(f"unit {unit} is promised twice to one gathering", "Promise it once.")
    return [sorted(map(int, tasks), key=lambda task: problem.due_s[task]) for tasks in of_unit]


def _allowed(
    problem: RoutingProblem, unit: int, wanted: Sequence[int], seen: set[int]
) -> list[int]:
    """Give the tasks of a route that the unit may serve: its own promises, else the first of each.

    A group in which it has a promise is met by that one alone.
    """
    required = problem.required_unit
    mine = np.flatnonzero(required == unit)
    groups = set(problem.group[mine].tolist())
    route: list[int] = []
    for task in map(int, wanted):
        own = required[task] == unit
        free = required[task] < 0 and problem.prize[task, unit] > 0
        if task in seen or task in route:
            continue
        if own or (free and problem.group[task] not in groups):
            route.append(task)
            groups.add(int(problem.group[task]))
    return route


def _keep_promises(problem: RoutingProblem, unit: int, promised: Sequence[int]) -> list[int]:
    """Give a route of all promised tasks of a unit, in whatever order works."""
    alone = [BREAK] if problem.break_s[unit] > 0 else []
    if not drive(problem, unit, alone):
        raise BadSetting(
            f"unit {unit} cannot take its break and be at its end within its shift",
            "Let its shift or its break begin earlier, or end later.",
        )
    found = _put_all(problem, unit, alone, promised, [MOST_TRIES])
    if found is None:
        raise BadSetting(
            f"no way was found for unit {unit} to keep all of its promises: tasks "
            f"{', '.join(map(str, promised))}",
            "Take one of them back, or give it to another unit.",
        )
    return found


def _put_all(
    problem: RoutingProblem, unit: int, row: list[int], promised: Sequence[int], tries: list[int]
) -> list[int] | None:
    """Put tasks into a route one after the other, and back up where the next does not fit."""
    if not promised:
        return row
    for longer in _with_task(problem, unit, row, promised[0]):
        tries[0] -= 1
        if tries[0] < 0:
            break
        found = _put_all(problem, unit, longer, promised[1:], tries)
        if found is not None:
            return found
    return None


def _with_task(
    problem: RoutingProblem, unit: int, row: Sequence[int], task: int
) -> Iterator[list[int]]:
    """Give a route with a task put in, in each way that keeps all windows, the soonest end first.

    Nothing where the unit already visits the task's group.
    """
    if any(other != BREAK and problem.group[other] == problem.group[task] for other in row):
        return
    rows = [[*row[:spot], task, *row[spot:]] for spot in range(len(row) + 1)]
    fitting = [(one.end_s, longer) for longer in rows if (one := drive(problem, unit, longer))]
    for _, longer in sorted(fitting):
        yield longer
