"""What the search works on: the problem and a plan in the making, as plain arrays.

Few arrays of many columns: a row of figures that are read together is one look at the memory, and
compiling takes time for every array that is handed from loop to loop.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nightout.visits.routing.problem import RoutingProblem

__all__ = ["BREAK", "Data", "Kept", "State", "Work", "as_data", "empty_state", "empty_work"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

# Stands in a route where its unit takes its break.
BREAK = -1
# Columns of the tables of units, of tasks, of stops, of what a task brings, and of its rank.
PROFILE, FIRST, LAST, BEGIN, FINISH, BREAK_FROM, BREAK_TO, BREAK_S = range(8)
PLACE, READY, DUE, GROUP, GROUP_PRIZE, REQUIRED, SERVICE = range(7)
TASK, START, ARRIVE, SLACK, WHERE, LEG = range(6)
VALUE, SPOT = range(2)
WEIGHT, LEAD, TOP = range(3)
# The row where a route begins holds its number of stops and all its travel.
SIZE, WAY = TASK, LEG

N_NEAR = 60
# How many seconds of hours apart are as far as one of travel.
APART_IN_TRAVEL = 5
# Of plans with one score the one with less travel is better.
TRAVEL_TIE = 1e-7


class Data(NamedTuple):
    """The problem.

    `travel[profile, from, to]` in seconds. `crew` has a row per unit and columns from `PROFILE` to
    `BREAK_S`; `jobs` a row per task and columns from `PLACE` to `SERVICE`, and from there on the
    time of service by profile. `near` lists for each task those nearest in travel and time, and
    `cost` is what a second of travel costs.
    """

    travel: NDArray[np.int32]
    crew: Ints
    jobs: Ints
    prize: Ints
    near: Ints
    cost: float


class State(NamedTuple):
    """A plan in the making.

    `stops[u, 0]` is where a unit begins, then come its visits and its break in order, as many as
    `stops[u, 0, SIZE]`, and the next row is where it ends. Columns: the task or `BREAK`; when
    service starts and when the unit came (at a break both are when it left the visit before); by
    how much it may start later with all after it in time; the place; the travel to it. `unit` is
    who serves a task (-1: nobody), `served` how many tasks of a group are, `has` whether a unit
    serves one of it. `total` holds the score and the travel of all routes.
    """

    stops: Ints
    unit: Ints
    served: Ints
    has: Marks
    total: Ints


class Kept(NamedTuple):
    """A plan put by: each route after its number of stops, and in one cell what it is worth."""

    seq: Ints
    worth: Floats


class Work(NamedTuple):
    """What a round writes down: which units it changed, which tasks it took out, what fits where.

    `changed` is `RUINED` for units that a task was taken from and `FILLED` for those that only got
    one. `free` lists the tasks to be put in. `fit[task, unit]` is what it brings there (0: it does
    not fit) and after which stop. `rank[task]` is by how much its value counts, the unit where it
    brings most, and how much that is.
    """

    changed: NDArray[np.int8]
    taken: Marks
    free: Ints
    fit: Floats
    rank: Floats


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
        problem.place, problem.ready_s, problem.due_s, problem.group,
        problem.group_prize[problem.group], problem.required_unit, *problem.service_s,
    )  # fmt: skip
    return Data(
        # Half the size, so that more of it is at hand: a city's is 18 MB else.
        np.ascontiguousarray(problem.travel_s, np.int32),
        np.ascontiguousarray(np.stack(crew, axis=1), np.int64),
        np.ascontiguousarray(np.stack(jobs, axis=1), np.int64),
        np.ascontiguousarray(prize, np.int64),
        _find_near(problem),
        problem.travel_cost + TRAVEL_TIE,
    )


def _find_near(problem: RoutingProblem) -> Ints:
    """List for each task those that could follow or precede it soonest."""
    n = problem.n_tasks
    near = np.zeros((n, min(N_NEAR, max(n - 1, 0))), np.int64)
    travel, place = problem.travel_s[0], problem.place
    ready, due, number = problem.ready_s, problem.due_s, np.arange(n)
    n_near = near.shape[1]
    for task in range(n if n_near else 0):
        there = np.minimum(travel[place[task], place], travel[place, place[task]])
        # Far apart in time is far apart too, if less: one would have to be waited for.
        gap = np.maximum(np.maximum(ready - due[task], ready[task] - due), 0)
        # Told apart by their number, so that every machine takes the same ones of those as far.
        far = (APART_IN_TRAVEL * there + gap) * n + number
        far[task] = np.iinfo(np.int64).max
        near[task] = np.sort(np.partition(far, n_near - 1)[:n_near]) % n
    return near


def empty_state(problem: RoutingProblem) -> State:
    """Make a plan in which no unit does anything."""
    n_groups = len(problem.group_prize)
    return State(
        np.zeros((problem.n_units, count_most_stops(problem) + 2, LEG + 1), np.int64),
        np.full(problem.n_tasks, -1, np.int64),
        np.zeros(n_groups, np.int64),
        np.zeros((n_groups, problem.n_units), np.bool_),
        np.zeros(2, np.int64),
    )


def count_most_stops(problem: RoutingProblem) -> int:
    """Count the stops that the longest route could have, its break too."""
    shift = problem.shift_end_s - problem.shift_start_s
    least = problem.service_s.min(axis=1, initial=1 << 40)[problem.profile]
    most = int((shift // np.maximum(1, least)).max(initial=0)) + 1
    return min(problem.n_tasks, max(0, most)) + 1


def empty_work(problem: RoutingProblem) -> Work:
    """Make the sheets that rounds write on."""
    n_tasks, n_units = problem.prize.shape
    return Work(
        np.zeros(n_units, np.int8),
        np.zeros(n_tasks, np.bool_),
        np.zeros(n_tasks, np.int64),
        np.zeros((n_tasks, n_units, SPOT + 1)),
        np.zeros((n_tasks, TOP + 1)),
    )
