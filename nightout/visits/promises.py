"""Promises come first: a plan of them alone, from which the search for the rest begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nightout.errors import BadSetting
from nightout.visits.request import Promise
from nightout.visits.routing import RoutingPlan, RoutingProblem, solve_routing
from nightout.visits.tasks import Tasks
from nightout.visits.wishes import unmet_of

__all__ = [
    "bind_promises",
    "keeps_all",
    "list_promises",
    "plan_promises",
    "refuse_broken",
    "take_tasks",
]

N_ROUNDS = 2_000
# A promise is worth this part more with the unit that has it: enough to stay, not to break another.
STAY_SHARE = 50


def list_promises(tasks: Tasks) -> list[int]:
    """List the tasks that are promised."""
    return [i for i, one in enumerate(tasks.tasks) if one.promise]


def plan_promises(
    tasks: Tasks,
    rng: np.random.Generator,
    *,
    start: Sequence[Sequence[int]] | None = None,
    n_rounds: int = N_ROUNDS,
) -> list[list[int]]:
    """Plan the promised visits alone, as many as can be; from given routes, if there are any."""
    promised = list_promises(tasks)
    if not promised:
        return [[] for _ in tasks.standing.crews]
    alone, place = take_tasks(tasks.problem, promised), {i: k for k, i in enumerate(promised)}
    begin = [[place[i] for i in route if i in place] for route in start] if start else None
    soft = _soften(alone, begin or [])
    found = solve_routing(soft, rng=rng, n_rounds=0 if begin else n_rounds, start=begin)
    if begin and found.unserved:
        found = solve_routing(soft, rng=rng, n_rounds=n_rounds, start=found.routes)
    return [[promised[i] for i in route] for route in found.routes]


def _soften(problem: RoutingProblem, routes: Sequence[Sequence[int]]) -> RoutingProblem:
    """Let promises fail, which is then told and not raised; each is best kept by whoever has it."""
    own = problem.required_unit >= 0
    prize = problem.prize.copy()
    prize[own] = 0
    prize[own, problem.required_unit[own]] = problem.prize[own, problem.required_unit[own]]
    for j, route in enumerate(routes):
        prize[list(route), j] += prize[list(route), j] // STAY_SHARE
    return replace(problem, prize=prize, required_unit=np.full(len(prize), -1, np.int64))


def refuse_broken(tasks: Tasks, routes: Sequence[Sequence[int]]) -> None:
    """Refuse to plan a night whose promises cannot all be kept.

    Raises
    ------
    BadSetting
        Naming those that cannot.
    """
    kept = {task for route in routes for task in route}
    broken = [tasks.tasks[i] for i in list_promises(tasks) if i not in kept]
    # A promise to a gathering without coordinates, or without hours, is not even a task.
    planned = {one.gathering.gathering_id for one in tasks.tasks}
    settled = tasks.standing.settled.by_gathering()
    lost = [
        one
        for one in tasks.standing.night.request.gatherings
        if one.gathering_id not in planned and unmet_of(one, settled.get(one.gathering_id, []))[0]
    ]
    kinds = tasks.standing.night.request.kinds
    if broken or lost:
        said = [
            f"{one.gathering.gathering_id} ({_name(one.promise, kinds)})"
            for one in broken
            if one.promise
        ]
        said += [f"{one.gathering_id} (no place, or no time for a visit)" for one in lost]
        many = "1 promise cannot" if len(said) == 1 else f"{len(said)} promises cannot all"
        raise BadSetting(
            f"{many} be kept: {', '.join(said[:8])}{', ...' if len(said) > 8 else ''}",
            "Take one back, give it to a kind in place of one unit, or lengthen hours or shifts.",
        )


def _name(promise: Promise, kinds: Sequence[str]) -> str:
    kind = promise.kind if promise.kind in kinds else f"{promise.kind}, and no unit is one"
    return promise.unit_id or kind


def bind_promises(problem: RoutingProblem, routes: Sequence[Sequence[int]]) -> RoutingProblem:
    """Bind each promised task to the unit that has it in these routes."""
    required = problem.required_unit.copy()
    for unit, route in enumerate(routes):
        required[list(route)] = unit
    return replace(problem, required_unit=required)


def take_tasks(problem: RoutingProblem, which: Sequence[int]) -> RoutingProblem:
    """Give the problem of some tasks alone, and of the groups that they are in."""
    some = np.asarray(which, np.int64)
    groups, group = np.unique(problem.group[some], return_inverse=True)
    return replace(
        problem,
        place=problem.place[some],
        ready_s=problem.ready_s[some],
        due_s=problem.due_s[some],
        service_s=problem.service_s[:, some],
        prize=problem.prize[some],
        group=group.astype(np.int64),
        group_prize=problem.group_prize[groups],
        required_unit=problem.required_unit[some],
    )


def keeps_all(tasks: Tasks, found: RoutingPlan) -> bool:
    """Say whether a plan keeps every promise."""
    return not set(found.unserved) & set(list_promises(tasks))
