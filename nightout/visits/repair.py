"""Mending the plan on the night: what has begun stays, and little else is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.visits.apply import apply_event, weaken_promises
from nightout.visits.churn import Churn, measure_churn
from nightout.visits.events import Event
from nightout.visits.night import Night
from nightout.visits.plan import Plan, Visit
from nightout.visits.planning import read_routes
from nightout.visits.promises import bind_promises, list_promises, plan_promises, take_tasks
from nightout.visits.request import Promise, Request
from nightout.visits.routing import Routes, RoutingPlan, RoutingProblem, solve_routing
from nightout.visits.seats import choose_tasks, seat_visits
from nightout.visits.settled import stand_at
from nightout.visits.state import Standing
from nightout.visits.tasks import Tasks, make_tasks
from nightout.visits.travel import Travel, straight_travel
from nightout.visits.travel_again import travel_anew
from nightout.visits.wishes import mark_promises, unmet_of

__all__ = ["NightState", "Repaired", "begin_night", "repair_night"]

# What leaving a visit with its unit is worth, in visits that hosts asked for: nobody who was told
# loses one for another's wish, but may for another's only visit.
STAY_WORTH = 2
# A better plan is not worth more moves than this share of the visits that could have stayed.
MOST_MOVED = 0.1
N_ROUNDS, N_PROMISE_ROUNDS = 60, 200


# By unit the promises that it can keep, in an order in which it can.
Safe = dict[str, list[tuple[str, Promise]]]


@dataclass(frozen=True)
class NightState:
    """The night and its plan as they stand, with the travel times of all its places."""

    night: Night
    plan: Plan
    travel: Travel


@dataclass(frozen=True)
class Repaired:
    """What became of the night: the state after an event, and what it cost to get there."""

    state: NightState
    churn: Churn
    notes: tuple[str, ...] = ()


def begin_night(request: Request, plan: Plan, travel: Travel | None = None) -> NightState:
    """Give the night as it begins: as it was planned."""
    return NightState(Night(request), plan, travel or straight_travel(request))


def repair_night(
    state: NightState,
    event: Event,
    *,
    rng: np.random.Generator,
    n_rounds: int = N_ROUNDS,
) -> Repaired:
    """Mend the plan after an event.

    What has begun stays. Visits that lost their unit are put in where they fit; then a short
    search, begun from there, may move others, but never more than a tenth of them. A visit never
    begins before the time that was told. No promise is broken that can be kept: one that names a
    unit that is gone is kept by another of its kind.

    Parameters
    ----------
    state
        The night as it stood.
    event
        What happened.
    rng
        Source of chance: the same seed gives the same plan.
    n_rounds
        How often the search may change the plan once all is put in.

    Raises
    ------
    UnknownName, BadSetting
        If the event cannot be.
    """
    night, settled = apply_event(state.night, state.plan, event)
    travel = travel_anew(state.travel, state.night.request, night.request)
    standing, waived = stand_at(night, settled, travel, event.at)
    standing = replace(standing, night=replace(night, waived=night.waived | waived))
    planned = _still_planned(state.plan, standing)
    standing, safe = _secure_promises(standing, travel, planned, rng)
    work = _lay_out(standing, travel, planned, _lost_visits(state.plan, standing, planned, event))
    after = _mend(work, safe, rng, n_rounds)
    plan = Plan.of([*settled.visits, *after.visits], [*settled.rests, *after.rests])
    plan = mark_promises(standing.night.request, plan)
    churn = measure_churn(state.plan, plan, planned, event.at)
    notes = _notes(state.night, standing.night)
    return Repaired(NightState(standing.night, plan, travel), churn, notes)


@dataclass(frozen=True)
class _Work:
    """The tasks that are looked at, from which routes the search begins, and who has them now.

    `ready` is from when visits may begin, whatever hosts were told.
    """

    tasks: Tasks
    routes: Routes
    now: NDArray[np.int64]
    ready: NDArray[np.int64]


def _still_planned(plan: Plan, standing: Standing) -> list[Visit]:
    """Give the visits of a plan that are still to come and could stay as they are."""
    night = standing.night
    able = {one.unit.unit_id for one in standing.crews}
    settled = {(one.unit_id, one.gathering_id) for one in standing.settled.visits}
    return [
        one
        for one in plan.visits
        if one.unit_id in able
        and (one.unit_id, one.gathering_id) not in settled
        and one.gathering_id not in night.cancelled
    ]


def _lost_visits(
    plan: Plan, standing: Standing, planned: Sequence[Visit], event: Event
) -> tuple[list[Visit], set[str]]:
    """Give the visits to come that nobody has any more, and the gatherings that were touched."""
    here = {(one.unit_id, one.gathering_id) for one in (*planned, *standing.settled.visits)}
    lost = [one for one in plan.visits if (one.unit_id, one.gathering_id) not in here]
    key = event.gathering.gathering_id if event.gathering else ""
    return lost, {key, f"{key}-moved"} if key else set()


def _secure_promises(
    standing: Standing, travel: Travel, planned: Sequence[Visit], rng: np.random.Generator
) -> tuple[Standing, Safe]:
    """See which promises can be kept, by whom; others become ones of a kind, or are owned up to.

    Returns
    -------
    The night with the promises that can be kept, and by unit the order in which they can.
    """
    tasks = make_tasks(standing, travel)
    if not list_promises(tasks) and not _lost(standing, tasks):
        return standing, {}
    start = seat_visits(tasks, planned)
    routes = plan_promises(tasks, rng, start=start, n_rounds=N_PROMISE_ROUNDS)
    kept = {i for route in routes for i in route}
    unkept = [tasks.tasks[i] for i in list_promises(tasks) if i not in kept]
    by_unit = [one for one in unkept if one.promise and one.promise.unit_id]
    night = standing.night
    if by_unit:
        request = night.request
        for one in by_unit:
            if one.promise:
                where = frozenset({one.gathering.gathering_id})
                name = one.promise.unit_id
                request = weaken_promises(request, name, standing.settled, where)
        again = replace(standing, night=replace(night, request=request))
        return _secure_promises(again, travel, planned, rng)
    lost = {(one.gathering.gathering_id, one.promise) for one in unkept if one.promise}
    broken = night.broken | lost | _lost(standing, tasks)
    safe = {
        crew.unit.unit_id: [
            (one.gathering.gathering_id, one.promise)
            for i in route
            if (one := tasks.tasks[i]).promise
        ]
        for crew, route in zip(standing.crews, routes, strict=True)
    }
    return replace(standing, night=replace(night, broken=broken)), safe


def _lost(standing: Standing, tasks: Tasks) -> frozenset[tuple[str, Promise]]:
    """Give promises for which no visit can even be tried any more: it is too late for one."""
    tried = {(one.gathering.gathering_id, one.promise) for one in tasks.tasks if one.promise}
    there = standing.settled.by_gathering()
    return frozenset(
        (one.gathering_id, promise)
        for one in standing.night.request.gatherings
        if one.promised and one.gathering_id not in standing.night.cancelled
        for promise in unmet_of(one, there.get(one.gathering_id, []))[0]
        if (one.gathering_id, promise) not in tried
    )


def _lay_out(
    standing: Standing, travel: Travel, planned: Sequence[Visit], lost: tuple[list[Visit], set[str]]
) -> _Work:
    """Make the problem of what is near the change, and seat the visits that could stay."""
    tasks = make_tasks(standing, travel)
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
    return _Work(chosen, routes, now, work_ready)


def _mend(work: _Work, safe: Safe, rng: np.random.Generator, n_rounds: int) -> Plan:
    """Put in what fits, then search a little; take the search's plan if it moves few."""
    tasks, problem = work.tasks, work.tasks.problem
    promised = set(list_promises(tasks))
    inserted = _try(problem, work.routes, rng)
    if inserted is None or promised & set(inserted.unserved):
        problem, inserted = _put_promises_first(work, safe, rng)
        tasks = replace(tasks, problem=problem)
    if not n_rounds:
        return read_routes(tasks, inserted)
    searched = solve_routing(problem, rng=rng, n_rounds=n_rounds, start=inserted.routes)
    fewer = _count_moved(work, searched) <= MOST_MOVED * max(1, int((work.now >= 0).sum()))
    keeps = not promised & set(searched.unserved)
    return read_routes(tasks, searched if fewer and keeps else inserted)


def _put_promises_first(
    work: _Work, safe: Safe, rng: np.random.Generator
) -> tuple[RoutingProblem, RoutingPlan]:
    """Put each promise where it is known that it can be kept, and all else around them."""
    tasks = work.tasks
    at = {
        (task.gathering.gathering_id, task.promise): i
        for i, task in enumerate(tasks.tasks)
        if task.promise
    }
    first = [[at[key] for key in safe.get(crew.unit.unit_id, [])] for crew in tasks.standing.crews]
    ready = tasks.problem.ready_s.copy()
    promised = list_promises(tasks)
    # A promise is worth coming a little before the time that was told.
    ready[promised] = work.ready[promised]
    problem = bind_promises(replace(tasks.problem, ready_s=ready), first)
    others = [
        [*mine, *(i for i in route if i not in at.values())]
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


def _count_moved(work: _Work, found: RoutingPlan) -> int:
    """Count the visits that a plan takes from their unit."""
    unit = np.full(len(work.now), -1, np.int64)
    for j, route in enumerate(found.routes):
        unit[list(route)] = j
    return int(((work.now >= 0) & (unit != work.now)).sum())


def _notes(before: Night, after: Night) -> tuple[str, ...]:
    """Say which promises changed."""
    old = {one.gathering_id: one for one in before.request.gatherings}
    notes = []
    for one in after.request.gatherings:
        was = old.get(one.gathering_id)
        for promise in was.promised if was else ():
            if promise.unit_id and promise not in one.promised:
                notes.append(
                    f"{one.gathering_id} was promised unit {promise.unit_id}, which cannot come: "
                    f"another of its kind ({promise.kind}) is to."
                )
    for where, promise in sorted(after.broken - before.broken, key=str):
        who = promise.unit_id or promise.kind
        notes.append(f"The promise to {where} ({who}) cannot be kept: tell the host.")
    return tuple(notes)
