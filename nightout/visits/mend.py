"""Putting visits in after a change, and searching a little from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.visits.plan import Plan, Visit
from nightout.visits.planning import read_routes
from nightout.visits.promises import bind_promises, list_promises, take_tasks
from nightout.visits.promises_again import Safe
from nightout.visits.routing import Routes, RoutingPlan, RoutingProblem, solve_routing
from nightout.visits.seats import choose_tasks, seat_visits
from nightout.visits.tasks import Tasks

__all__ = ["Work", "lay_out", "mend"]

# What leaving a visit with its unit is worth, in visits that hosts asked for: nobody who was told
# loses one for another's wish, but may for another's only visit.
STAY_WORTH = 2
# A better plan is not worth more moves than this share of the visits that could have stayed.
MOST_MOVED = 0.1
# Where it has more, each move is made dearer: still less than an only visit, so that a unit's
# loss on a small night is not left as it is because the best answer to it moves too many.
DEARER = (1, 2, 4)


@dataclass(frozen=True)
class Work:
    """The tasks that are looked at, from which routes the search begins, and who has them now.

    `ready` is from when visits may begin, whatever hosts were told.
    """

    tasks: Tasks
    routes: Routes
    now: NDArray[np.int64]
    ready: NDArray[np.int64]


def lay_out(tasks: Tasks, planned: Sequence[Visit], lost: tuple[list[Visit], set[str]]) -> Work:
    """Make the problem of what is near the change, and seat the visits that could stay."""
    standing = tasks.standing
    routes = seat_visits(tasks, planned)
    some = choose_tasks(tasks, routes, *lost)
    place = {i: k for k, i in enumerate(some)}
    routes = [[place[i] for i in route] for route in routes]
    problem = take_tasks(tasks.problem, some)
    now = np.full(len(some), -1, np.int64)
    prize, ready = problem.prize.copy(), problem.ready_s.copy()
    told = {(one.unit_id, one.gathering_id): one.arrive for one in planned}
    for j, route in enumerate(routes):
        unit_id = standing.crews[j].unit.unit_id
        for k in route:
            now[k] = j
            prize[k, j] += STAY_WORTH * standing.rules.weights.wanted
            moment = told[unit_id, tasks.tasks[some[k]].gathering.gathering_id]
            # Nobody comes before the time that hosts were told.
            ready[k] = max(ready[k], round((moment - tasks.evening).total_seconds()))
    ready, work_ready = np.minimum(ready, problem.due_s), problem.ready_s
    problem = replace(problem, prize=prize, ready_s=ready)
    chosen = Tasks(standing, tuple(tasks.tasks[i] for i in some), problem, tasks.evening)
    return Work(chosen, routes, now, work_ready)


def mend(work: Work, safe: Safe, rng: np.random.Generator, n_rounds: int) -> Plan:
    """Put in what fits, then search a little; take the search's plan if it moves few."""
    tasks, problem = work.tasks, work.tasks.problem
    promised = list_promises(tasks)
    must = {promised[k] for mine in safe.values() for k in mine}
    inserted = _try(problem, work.routes, rng)
    if inserted is None or must & set(inserted.unserved):
        problem, inserted = _put_promises_first(work, safe, rng)
        tasks = replace(tasks, problem=problem)
    if not n_rounds:
        return read_routes(tasks, inserted)
    for times in DEARER:
        dear = _make_dearer(work, problem, times)
        searched = solve_routing(dear, rng=rng, n_rounds=n_rounds, start=inserted.routes)
        if must & set(searched.unserved):
            break
        if _count_moved(work, searched) <= MOST_MOVED * max(1, int((work.now >= 0).sum())):
            return read_routes(tasks, searched)
    return read_routes(tasks, inserted)


def _make_dearer(work: Work, problem: RoutingProblem, times: int) -> RoutingProblem:
    """Let it be worth so many times as much that visits stay with their unit."""
    prize, here = problem.prize.copy(), np.flatnonzero(work.now >= 0)
    stay = STAY_WORTH * work.tasks.standing.rules.weights.wanted
    prize[here, work.now[here]] += (times - 1) * stay
    return replace(problem, prize=prize)


def _put_promises_first(
    work: Work, safe: Safe, rng: np.random.Generator
) -> tuple[RoutingProblem, RoutingPlan]:
    """Put each promise where it is known that it can be kept, and all else around them."""
    tasks = work.tasks
    promised = list_promises(tasks)
    first = [[promised[k] for k in safe.get(one.unit.unit_id, [])] for one in tasks.standing.crews]
    ready = tasks.problem.ready_s.copy()
    # A promise is worth coming a little before the time that was told.
    ready[promised] = work.ready[promised]
    problem = bind_promises(replace(tasks.problem, ready_s=ready), first)
    # Routes whose promises are the same stay in their order.
    others = [
        route
        if set(mine) == set(promised) & set(route)
        else [*mine, *(i for i in route if i not in promised)]
        for mine, route in zip(first, work.routes, strict=True)
    ]
    inserted = _try(problem, others, rng)
    return problem, inserted or solve_routing(problem, rng=rng, n_rounds=0, start=first)


def _try(problem: RoutingProblem, start: Routes, rng: np.random.Generator) -> RoutingPlan | None:
    """Put all in that fits; nothing if a unit's own promises can no longer be kept like this."""
    try:
        return solve_routing(problem, rng=rng, n_rounds=0, start=start)
    except BadSetting:
        return None


def _count_moved(work: Work, found: RoutingPlan) -> int:
    """Count the visits that a plan takes from their unit."""
    unit = np.full(len(work.now), -1, np.int64)
    for j, route in enumerate(found.routes):
        unit[list(route)] = j
    return int(((work.now >= 0) & (unit != work.now)).sum())
