"""The night as tasks for the search: which visits could be, for whom, and what each is worth.

A gathering's tasks form a group: one for each promise, one for each kind asked for, and one that
any welcome unit can do. The first visit of a gathering is worth most, whichever task that is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.visits.plan import Visit
from nightout.visits.request import Gathering, Promise, Unit
from nightout.visits.routing import RoutingProblem
from nightout.visits.state import Standing, evening_of, window_of
from nightout.visits.travel import Travel, distances_m
from nightout.visits.wishes import count_extra, unmet_of

__all__ = ["ANYONE", "PROMISE_WORTH", "Task", "Tasks", "make_tasks"]

Ints = NDArray[np.int64]
ANYONE = ""
# A promise is worth more than anything that could be had for breaking it.
PROMISE_WORTH = 10
# How many other first visits one is worth that a neighbourhood needs to reach the floor.
GOES_FIRST = 4
# Points that a second of travel costs: half an hour costs what a second visit is worth.
TRAVEL_COST = 0.005


@dataclass(frozen=True)
class Task:
    """A visit that could be: where, by which kind (`ANYONE`: any), and which promise it keeps."""

    gathering: Gathering
    kind: str
    promise: Promise | None = None


@dataclass(frozen=True, eq=False)
class Tasks:
    """The tasks of a night and the problem they make for the search."""

    standing: Standing
    tasks: tuple[Task, ...]
    problem: RoutingProblem
    evening: dt.datetime

    def moment(self, seconds: int) -> dt.datetime:
        """Give a time of the search as a time of the evening."""
        return self.evening + dt.timedelta(seconds=int(seconds))


def make_tasks(standing: Standing, travel: Travel, *, first: frozenset[str] = frozenset()) -> Tasks:
    """Work out the tasks that are left of a night.

    Parameters
    ----------
    standing
        The night with what is settled.
    travel
        Seconds between its places.
    first
        Gatherings that go before all others, so that no neighbourhood is below the floor.
    """
    at, evening = travel.index(), evening_of(standing.night)
    open_ = [one for one in _open(standing, evening) if ("gathering", one.gathering_id) in at]
    settled = _settled(standing)
    tasks, worth = [], []
    for gathering in open_:
        visits = settled.get(gathering.gathering_id, [])
        tasks += _tasks_of(gathering, visits)
        worth.append(
            0 if visits else _first_worth(standing, gathering, gathering.gathering_id in first)
        )
    group = {one.gathering_id: i for i, one in enumerate(open_)}
    problem = RoutingProblem(
        **_crew_arrays(standing, travel, at, evening),
        **_task_arrays(standing, tasks, at, evening),
        prize=_prizes(standing, tasks),
        group=np.array([group[one.gathering.gathering_id] for one in tasks], np.int64),
        group_prize=np.array(worth, np.int64),
        travel_cost=TRAVEL_COST,
    )
    return Tasks(standing, tuple(tasks), problem, evening)


def _settled(standing: Standing) -> dict[str, list[Visit]]:
    """Give the settled visits of each gathering, those from before it moved as well."""
    settled = dict(standing.settled.by_gathering())
    for now, before in standing.night.moved_from.items():
        settled[now] = [*settled.get(before, []), *settled.get(now, [])]
    return settled


def _open(standing: Standing, evening: dt.datetime) -> list[Gathering]:
    night = standing.night
    return [
        one
        for one in night.request.gatherings
        if (hours := window_of(one, standing.rules, evening, night.cancelled))[0] <= hours[1]
    ]


def _tasks_of(gathering: Gathering, visits: Sequence[Visit]) -> list[Task]:
    promises, kinds = unmet_of(gathering, visits)
    tasks = [Task(gathering, promise.kind, promise) for promise in promises]
    promised = {promise.kind for promise in promises}
    tasks += [Task(gathering, kind) for kind in kinds if kind not in promised]
    # One visit beyond what was asked for is enough.
    return tasks if count_extra(gathering, visits) else [*tasks, Task(gathering, ANYONE)]


def _first_worth(standing: Standing, gathering: Gathering, goes_first: bool) -> int:
    weights = standing.rules.weights
    worth = weights.first_visit
    worth += weights.missed_last_year * gathering.missed_last_year
    worth += weights.first_timer * gathering.first_timer
    return worth * GOES_FIRST if goes_first else worth


def _crew_arrays(
    standing: Standing, travel: Travel, at: Mapping[tuple[str, str], int], evening: dt.datetime
) -> dict[str, Ints]:
    crews, rules = standing.crews, standing.rules
    stays = sorted({rules.stay_s(one.unit.kind) for one in crews}) or [0]

    def seconds(moments: Sequence[dt.datetime]) -> Ints:
        return np.array([round((one - evening).total_seconds()) for one in moments], np.int64)

    n = len(travel.place_ids)
    return {
        # One table for all: kinds differ by how long they stay, not by how they drive.
        "travel_s": np.broadcast_to(travel.seconds, (len(stays), n, n)),
        "profile": np.array([stays.index(rules.stay_s(one.unit.kind)) for one in crews], np.int64),
        "start_place": np.array([at[one.place] for one in crews], np.int64),
        "end_place": np.array([at["unit", one.unit.unit_id] for one in crews], np.int64),
        "shift_start_s": seconds([one.free for one in crews]),
        "shift_end_s": seconds([one.end for one in crews]),
        "break_earliest_s": seconds([max(one.unit.first_break, one.free) for one in crews]),
        "break_latest_s": seconds([one.unit.last_break for one in crews]),
        "break_s": np.array(
            [round(60 * one.unit.break_min) * one.rests for one in crews], np.int64
        ),
    }


def _task_arrays(
    standing: Standing,
    tasks: Sequence[Task],
    at: Mapping[tuple[str, str], int],
    evening: dt.datetime,
) -> dict[str, Ints]:
    rules = standing.rules
    hours = [window_of(one.gathering, rules, evening, {}) for one in tasks]
    crews = {one.unit.unit_id: i for i, one in enumerate(standing.crews)}
    stays = sorted({rules.stay_s(one.unit.kind) for one in standing.crews}) or [0]
    required = [crews.get(one.promise.unit_id, -1) if one.promise else -1 for one in tasks]
    places = [at["gathering", one.gathering.gathering_id] for one in tasks]
    ready, due = np.array(hours, np.int64).reshape(-1, 2).T
    return {
        "place": np.array(places, np.int64),
        "ready_s": ready,
        "due_s": due,
        "service_s": np.broadcast_to(np.array(stays, np.int64)[:, None], (len(stays), len(tasks))),
        "required_unit": np.array(required, np.int64),
    }


def _prizes(standing: Standing, tasks: Sequence[Task]) -> Ints:
    """Give what each task is worth by each crew; 0 where it may not."""
    weights = standing.rules.weights
    units = [one.unit for one in standing.crews]
    own = _shared(tasks, units, "beat", "beats")
    speaks = _shared(tasks, units, "languages", "languages")
    worth = np.array([weights.wanted if one.kind else weights.second_visit for one in tasks])
    worth += [PROMISE_WORTH * weights.first_visit if one.promise else 0 for one in tasks]
    prize = worth.reshape(-1, 1) + weights.own_beat * own + weights.language * speaks
    prize[~_may(tasks, units) | _out_of_reach(standing, tasks)] = 0
    been = {(where, one.unit_id) for where, visits in _settled(standing).items() for one in visits}
    column = {one.unit_id: j for j, one in enumerate(units)}
    row: dict[str, list[int]] = {}
    for i, task in enumerate(tasks):
        row.setdefault(task.gathering.gathering_id, []).append(i)
    for gathering_id, unit_id in been:
        if gathering_id in row and unit_id in column:
            prize[row[gathering_id], column[unit_id]] = 0
    return np.asarray(prize, np.int64)


def _may(tasks: Sequence[Task], units: Sequence[Unit]) -> NDArray[np.bool_]:
    """Say which unit is of the kind that a task is for, and welcome."""
    kinds = {kind: i for i, kind in enumerate(dict.fromkeys(one.kind for one in units))}
    of_unit = np.array([kinds[one.kind] for one in units], np.int64)
    of_task = np.array([kinds.get(one.kind, -1) for one in tasks], np.int64)
    anyone = np.array([one.kind == ANYONE for one in tasks], bool)
    may = (of_task[:, None] == of_unit) | anyone[:, None]
    for i, task in enumerate(tasks):
        for kind in task.gathering.declined:
            may[i] &= of_unit != kinds.get(kind, -1)
    return np.asarray(may)


def _shared(
    tasks: Sequence[Task], units: Sequence[Unit], theirs: str, ours: str
) -> NDArray[np.bool_]:
    """Say which gathering and unit have a beat, or a language, in common."""
    words = sorted({word for unit in units for word in getattr(unit, ours)})
    column = {word: i for i, word in enumerate(words)}
    # Not whole numbers: those are multiplied thirty times slower.
    of_unit = np.zeros((len(units), len(words)), np.float32)
    of_task = np.zeros((len(tasks), len(words)), np.float32)
    for j, unit in enumerate(units):
        of_unit[j, [column[word] for word in getattr(unit, ours)]] = 1
    for i, task in enumerate(tasks):
        given = getattr(task.gathering, theirs)
        spoken = (given,) if isinstance(given, str) else given
        of_task[i, [column[word] for word in spoken if word in column]] = 1
    return np.asarray(of_task @ of_unit.T > 0)


def _out_of_reach(standing: Standing, tasks: Sequence[Task]) -> NDArray[np.bool_]:
    """Say which task lies beyond the radius of which unit in reserve."""
    units = [one.unit for one in standing.crews]
    reserve = np.array([one.reserve for one in units], bool)
    far = np.zeros((len(tasks), len(units)), bool)
    if reserve.any() and tasks:
        spots = np.array([(one.gathering.lon, one.gathering.lat) for one in tasks], np.float64)
        posts = np.array([(one.lon, one.lat) for one in units if one.reserve], np.float64)
        far[:, reserve] = distances_m(spots, posts) > standing.rules.reserve_radius_m
    return far
