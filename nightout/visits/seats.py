"""Seating a plan's visits on the tasks of a night that changed, and which tasks to look at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nightout.visits.plan import Visit
from nightout.visits.tasks import Tasks

__all__ = ["choose_tasks", "seat_visits"]

# Open visits near the change that are thought of besides: first visits, and others.
N_FIRST, N_MORE, N_IDLE = 150, 50, 10


def seat_visits(tasks: Tasks, visits: Sequence[Visit]) -> list[list[int]]:
    """Give the routes that visits make: the promise each keeps, the wish it meets, or neither."""
    crews = {one.unit.unit_id: j for j, one in enumerate(tasks.standing.crews)}
    routes: list[list[int]] = [[] for _ in crews]
    open_: dict[str, list[int]] = {}
    for i, task in enumerate(tasks.tasks):
        open_.setdefault(task.gathering.gathering_id, []).append(i)
    prize = tasks.problem.prize
    for visit in sorted(visits, key=lambda one: one.arrive):
        j = crews[visit.unit_id]
        able = [i for i in open_.get(visit.gathering_id, []) if prize[i, j] > 0]
        able = [i for i in able if _may_keep(tasks, i, visit)]
        if able:
            best = max(able, key=lambda i: (tasks.tasks[i].promise is not None, prize[i, j]))
            open_[visit.gathering_id].remove(best)
            routes[j].append(best)
    return routes


def _may_keep(tasks: Tasks, i: int, visit: Visit) -> bool:
    promise = tasks.tasks[i].promise
    return promise is None or promise.unit_id in ("", visit.unit_id)


def choose_tasks(
    tasks: Tasks, routes: Sequence[Sequence[int]], lost: Sequence[Visit], touched: set[str]
) -> list[int]:
    """Choose the tasks to look at: all that somebody has, all that lost theirs, and some nearby.

    A whole city's would take longer than a dispatcher waits, and few of them could be put in.

    Parameters
    ----------
    tasks, routes
        The tasks that are left, and those that each crew has.
    lost
        Visits to come that no crew has any more.
    touched
        Gatherings that were moved or added.
    """
    seated = {i for route in routes for i in route}
    without = touched | {one.gathering_id for one in lost}
    chosen, others = set(seated), []
    for i, task in enumerate(tasks.tasks):
        if i in seated:
            continue
        if task.promise or task.gathering.gathering_id in without:
            chosen.add(i)
        else:
            others.append(i)
    near = _near(tasks, routes, lost)
    if not len(near) or not others:
        return sorted(chosen)
    problem = tasks.problem
    away = problem.travel_s[0][near][:, problem.place[others]].min(axis=0)
    order = [others[k] for k in np.argsort(away, kind="stable")]
    visited = set(problem.group[list(seated)].tolist())
    first = [
        i for i in order if problem.group_prize[problem.group[i]] and _is_new(tasks, i, visited)
    ]
    before = set(first)
    more = [i for i in order if i not in before]
    return sorted(chosen | {*first[:N_FIRST], *more[:N_MORE]})


def _is_new(tasks: Tasks, i: int, visited: set[int]) -> bool:
    return int(tasks.problem.group[i]) not in visited


def _near(tasks: Tasks, routes: Sequence[Sequence[int]], lost: Sequence[Visit]) -> list[int]:
    """List the places where there may be time now: of visits that fell away, of idle crews."""
    of_gathering = {
        task.gathering.gathering_id: int(tasks.problem.place[i])
        for i, task in enumerate(tasks.tasks)
    }
    places = {of_gathering[one.gathering_id] for one in lost if one.gathering_id in of_gathering}
    idle = [int(tasks.problem.start_place[j]) for j, route in enumerate(routes) if not route]
    return sorted(places | set(idle[:N_IDLE]))
