"""What the search works on: the problem and a plan in the making, as plain arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nightout.visits.routing.problem import RoutingProblem

__all__ = ["BREAK", "Data", "State", "Work", "as_data", "empty_state", "empty_work"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
# Which units were changed, or which tasks taken out.
Marks = NDArray[np.bool_]

# Stands in a route where its unit takes its break.
BREAK = -1
# Columns of the tables. A row of figures that are read together is one look at the memory, and a
# tuple of many arrays would cost compiled loops 50 ns each time one of them is named.
PROFILE, FIRST, LAST, BEGIN, FINISH, BREAK_FROM, BREAK_TO, BREAK_S = range(8)
PLACE, READY, DUE, GROUP, REQUIRED, SERVICE = range(6)
TASK, START, ARRIVE, SLACK, WHERE, LEG = range(6)

N_NEAR = 60
# Of plans with one score the one with less travel is better.
TRAVEL_TIE = 1e-7


class Data(NamedTuple):
    """The problem.

    `travel[profile, from, to]` in seconds. `crew` has a row per unit and columns from `PROFILE` to
    `BREAK_S`; `jobs` a row per task and columns from `PLACE` to `SERVICE`, and from there on the
    time of service by profile. `near` lists for each task those nearest in travel and time,
    `promised` the tasks that must be served. `travel_weight` is what a second of travel costs.
    """

    travel: NDArray[np.int32]
    crew: Ints
    jobs: Ints
    prize: Ints
    group_prize: Ints
    near: Ints
    promised: Ints
    travel_weight: float


class State(NamedTuple):
    """A plan in the making.

    `stops[u, 0]` is where a unit begins, `stops[u, 1 : size[u] + 1]` are its visits and its break
    in order, and the next row is where it ends. Columns: the task or `BREAK`; when service starts
    and when the unit came (at a break both are when it left the visit before); by how much it may
    start later with all after it in time; the place; the travel to it.
    `unit` is who serves a task (-1: nobody), `served` how many tasks of a group are, `has` whether
    a unit serves one of it. `total` holds the score, `way` the travel of each route.
    """

    stops: Ints
    size: Ints
    unit: Ints
    served: Ints
    has: Marks
    total: Ints
    way: Ints


class Work(NamedTuple):
    """What a round writes down: which units it changed, which tasks it took out, what fits where.

    `free` lists the tasks to be put in. By task: `weight` is by how much its value counts, and by
    unit `value` is what it brings there (0: it does not fit) and `spot` after which stop; `lead` is
    the unit where it brings most, `top` how much that is.
    """

    changed: Marks
    taken: Marks
    open_to: Marks
    free: Ints
    weight: Floats
    value: Floats
    spot: Ints
    lead: Ints
    top: Floats


def as_data(problem: RoutingProblem) -> Data:
    """Lay the problem out for the search."""
    prize = problem.prize.copy()
    # A promised task is for its unit alone.
    promised = np.flatnonzero(problem.required_unit >= 0)
    prize[promised] = 0
    own = problem.required_unit[promised]
    prize[promised, own] = np.maximum(problem.prize[promised, own], 1)
    crew = (
        problem.profile, problem.start_place, problem.end_place, problem.shift_start_s,
        problem.shift_end_s, problem.break_earliest_s, problem.break_latest_s, problem.break_s,
    )  # fmt: skip
    jobs = (
        problem.place, problem.ready_s, problem.due_s, problem.group, problem.required_unit,
        *problem.service_s,
    )  # fmt: skip
    return Data(
        # Half the size, so that more of it is at hand: a city's is 18 MB else.
        np.ascontiguousarray(problem.travel_s, np.int32),
        np.ascontiguousarray(np.stack(crew, axis=1), np.int64),
        np.ascontiguousarray(np.stack(jobs, axis=1), np.int64),
        np.ascontiguousarray(prize, np.int64),
        np.ascontiguousarray(problem.group_prize, np.int64),
        _find_near(problem),
        promised.astype(np.int64),
        problem.travel_cost + TRAVEL_TIE,
    )


def _find_near(problem: RoutingProblem) -> Ints:
    """List for each task those that could follow or precede it soonest."""
    n = problem.n_tasks
    near = np.zeros((n, min(N_NEAR, max(n - 1, 0))), np.int64)
    travel, place = problem.travel_s[0], problem.place
    ready, due = problem.ready_s, problem.due_s
    for task in range(n):
        there = np.minimum(travel[place[task], place], travel[place, place[task]])
        # Far apart in time is far apart too, if less: one would have to be waited for.
        gap = np.maximum(ready - due[task], ready[task] - due)
        far = there + 0.2 * np.maximum(gap, 0)
        far[task] = np.inf
        near[task] = np.argsort(far, kind="stable")[: near.shape[1]]
    return near


def empty_state(data: Data) -> State:
    """Make a plan in which no unit does anything."""
    n_tasks, n_units = data.prize.shape
    n_groups = len(data.group_prize)
    least = data.jobs[:, SERVICE:].min(axis=0, initial=1 << 40)
    most = (data.crew[:, FINISH] - data.crew[:, BEGIN]) // np.maximum(
        1, least[data.crew[:, PROFILE]]
    )
    longest = int(min(n_tasks, max(0, most.max(initial=0)) + 1)) + 1
    return State(
        np.zeros((n_units, longest + 2, LEG + 1), np.int64),
        np.zeros(n_units, np.int64),
        np.full(n_tasks, -1, np.int64),
        np.zeros(n_groups, np.int64),
        np.zeros((n_groups, n_units), np.bool_),
        np.zeros(1, np.int64),
        np.zeros(n_units, np.int64),
    )


def empty_work(data: Data) -> Work:
    """Make the sheets that rounds write on."""
    n_tasks, n_units = data.prize.shape
    return Work(
        np.zeros(n_units, np.bool_),
        np.zeros(n_tasks, np.bool_),
        np.zeros(n_units, np.bool_),
        np.zeros(n_tasks, np.int64),
        np.zeros(n_tasks),
        np.zeros((n_tasks, n_units)),
        np.zeros((n_tasks, n_units), np.int64),
        np.zeros(n_tasks, np.int64),
        np.zeros(n_tasks),
    )
