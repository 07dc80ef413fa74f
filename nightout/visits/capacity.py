"""What is possible before anything is planned, and what a little more would buy.

No plan can reach more gatherings than the bound; a plan that was searched for a moment reaches
`reach`, and longer searches a little more. What a change buys is the difference between two
searches of one length from one beginning, so that it is not the luck of either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.visits.caravan import drive_caravans
from nightout.visits.night import Night
from nightout.visits.plan import Plan
from nightout.visits.request import Request, Unit
from nightout.visits.routing import Routes, RoutingPlan, RoutingProblem, solve_routing
from nightout.visits.rules import Minutes
from nightout.visits.state import stand_before
from nightout.visits.tasks import ANYONE, Tasks, make_tasks
from nightout.visits.travel import Travel, straight_travel

__all__ = ["Capacity", "WhatIf", "measure_capacity"]

Ints = NDArray[np.int64]
N_ROUNDS = 150
SHORTER_MIN, LONGER_MIN = (1, 5, 10), 30


@dataclass(frozen=True)
class WhatIf:
    """A change: how many more gatherings would be visited, and how many more wishes met."""

    change: str
    visited: int
    wishes: int


@dataclass(frozen=True)
class Capacity:
    """What a night's units could do.

    Parameters
    ----------
    n_gatherings, n_open
        All of them; those that have a place, and hours in which a visit can begin.
    n_units
        Units that can be sent; caravans follow their own routes.
    reach
        Gatherings that a quickly searched plan visits.
    bound
        A number of gatherings that no plan can exceed.
    wanted, wishes
        Kinds asked for, and how many of them come in that plan.
    visits_each
        Visits of each unit in that plan, by kind: the mean.
    what_if
        Changes, and what each would buy.
    """

    n_gatherings: int
    n_open: int
    n_units: int
    reach: int
    bound: int
    wanted: int
    wishes: int
    visits_each: dict[str, float]
    what_if: tuple[WhatIf, ...]


def measure_capacity(
    request: Request,
    travel: Travel | None = None,
    *,
    rng: np.random.Generator,
    on_progress: Callable[[float], None] | None = None,
) -> Capacity:
    """Measure how many gatherings a night's units can reach.

    Promises and own beats are left aside: they can only lower what is reached.

    Parameters
    ----------
    request, travel
        The night, and travel times that were brought along (straight lines if None).
    rng
        Source of chance.
    on_progress
        Told the share of the changes looked at.

    Raises
    ------
    BadSetting
        If a caravan cannot keep to its route, as `plan_night` does.
    """
    travel = travel or straight_travel(request)
    riding = {one.gathering_id for one in drive_caravans(request, travel).visits}
    plain = _without_promises(request, riding)
    tasks = _tasks(plain, travel)
    wanted = sum(len(one.wanted) for one in plain.gatherings)
    if tasks is None or not tasks.problem.n_units or not tasks.problem.n_tasks:
        n_open = len(riding) + (len(tasks.problem.group_prize) if tasks else 0)
        n_riding = len(riding)
        return Capacity(len(request.gatherings), n_open, 0, n_riding, n_riding, wanted, 0, {}, ())
    seed = int(rng.integers(1 << 62))
    first = _search(tasks, None, seed)
    base = _search(tasks, first.routes, seed)
    reach, wishes = _count(tasks, base)
    buys = []
    changes = list(_changes(plain, base.routes))
    for i, (words, changed) in enumerate(changes):
        other = _tasks(changed, _grown(travel, plain, changed)) or tasks
        start = [*first.routes, *[[]] * (len(changed.units) - len(plain.units))]
        more, met = _count(other, _search(other, start, seed))
        buys.append(WhatIf(words, more - reach, met - wishes))
        if on_progress:
            on_progress((i + 1) / len(changes))
    return Capacity(
        n_gatherings=len(request.gatherings),
        n_open=len(tasks.problem.group_prize) + len(riding),
        n_units=tasks.problem.n_units,
        reach=reach + len(riding),
        bound=_bound(tasks.problem) + len(riding),
        wanted=wanted,
        wishes=wishes,
        visits_each=_visits_each(request, base),
        what_if=tuple(buys),
    )


def _without_promises(request: Request, done: set[str]) -> Request:
    """Give the night without promises, beats, and what caravans have done."""
    left = (one for one in request.gatherings if one.gathering_id not in done)
    return replace(
        request,
        gatherings=tuple(replace(one, promised=(), beat="", languages=()) for one in left),
        units=tuple(one for one in request.units if not one.caravan),
        caravan=(),
    )


def _tasks(request: Request, travel: Travel) -> Tasks | None:
    if not request.gatherings and not request.units:
        return None
    return make_tasks(stand_before(Night(request), Plan()), travel)


def _search(tasks: Tasks, start: Routes | None, seed: int) -> RoutingPlan:
    rng = np.random.default_rng(seed)
    return solve_routing(tasks.problem, rng=rng, n_rounds=N_ROUNDS, start=start)


def _count(tasks: Tasks, found: RoutingPlan) -> tuple[int, int]:
    """Count the gatherings that are visited, and the wishes that are met."""
    served = [i for route in found.routes for i in route]
    visited = set(tasks.problem.group[served].tolist())
    return len(visited), sum(tasks.tasks[i].kind != ANYONE for i in served)


def _changes(request: Request, routes: Routes) -> Iterator[tuple[str, Request]]:
    """List the changes that are looked at, each by itself."""
    for kind in request.kinds:
        mine = [i for i, one in enumerate(request.units) if one.kind == kind]
        busiest = request.units[max(mine, key=lambda i: len(routes[i]))]
        more = replace(busiest, unit_id=f"{busiest.unit_id} again", reserve=False)
        yield (
            f"one more {kind} unit, as {busiest.unit_id}",
            replace(request, units=(*request.units, more)),
        )
    rules = request.rules
    for minutes in SHORTER_MIN:
        if min([rules.visit_minutes.usual, *rules.visit_minutes.by_kind.values()]) > minutes:
            shorter = Minutes(
                rules.visit_minutes.usual - minutes,
                {kind: one - minutes for kind, one in rules.visit_minutes.by_kind.items()},
            )
            changed = replace(rules, visit_minutes=shorter)
            yield f"visits {minutes} min shorter", replace(request, rules=changed)
    later = dt.timedelta(minutes=LONGER_MIN)
    held = tuple(replace(one, ends=one.ends + later) for one in request.gatherings)
    no_latest = replace(rules, latest=None)
    yield f"gatherings {LONGER_MIN} min longer", replace(request, gatherings=held, rules=no_latest)
    units = tuple(_work_longer(one, later) for one in request.units)
    yield f"shifts {LONGER_MIN} min longer", replace(request, units=units)


def _work_longer(unit: Unit, more: dt.timedelta) -> Unit:
    return replace(unit, shift_end=unit.shift_end + more)


def _grown(travel: Travel, before: Request, after: Request) -> Travel:
    """Give travel times with those of units that are there once more: as their likes have them."""
    new = after.units[len(before.units) :]
    if not new:
        return travel
    at = travel.index()
    rows = [at["unit", one.unit_id.removesuffix(" again")] for one in new]
    order = [*range(len(travel.place_ids)), *rows]
    ids = (*travel.place_ids, *(("unit", one.unit_id) for one in new))
    return Travel(ids, travel.seconds[np.ix_(order, order)], travel.words)


def _bound(problem: RoutingProblem) -> int:
    """Give a number of first visits that no plan can exceed.

    A unit that makes k visits stays k times and drives k - 1 times at least to the next; no two
    visits are reached from nearer than each one's nearest neighbour lies.
    """
    _, one_each = np.unique(problem.group, return_index=True)
    travel, place = problem.travel_s[0], problem.place[one_each]
    between = travel[np.ix_(place, place)].astype(np.int64)
    np.fill_diagonal(between, np.iinfo(np.int64).max // 2)
    nearest = np.sort(between.min(axis=0)) if len(place) > 1 else np.zeros(1, np.int64)
    way = np.concatenate([[0], np.cumsum(nearest)])
    stay = problem.service_s[:, 0]
    out = travel[np.ix_(problem.start_place, place)].min(axis=1)
    home = travel[np.ix_(place, problem.end_place)].min(axis=0)
    mine = stay[problem.profile]
    begin = np.maximum(problem.shift_start_s + out, problem.ready_s.min())
    end = np.minimum(problem.shift_end_s - home, problem.due_s.max() + mine)
    time = np.maximum(end - begin, 0)
    each = sum(_most(int(time[j]), int(mine[j]), way, 1) for j in range(problem.n_units))
    together = _most(int(time.sum()), int(mine.min()), way, problem.n_units)
    return min(each, together, len(place))


def _most(time: int, stay: int, way: Ints, n_units: int) -> int:
    """Give the most visits for which there is time, the first of each unit being on the spot."""
    n = np.arange(len(way) + n_units - 1)
    need = n * stay + way[np.clip(n - n_units, 0, len(way) - 1)]
    return int(np.flatnonzero(need <= time)[-1])


def _visits_each(request: Request, found: RoutingPlan) -> dict[str, float]:
    units = [one for one in request.units if not one.caravan]
    kinds = dict.fromkeys(one.kind for one in units)
    return {
        kind: float(
            np.mean(
                [
                    len(route)
                    for one, route in zip(units, found.routes, strict=True)
                    if one.kind == kind
                ]
            )
        )
        for kind in kinds
    }
