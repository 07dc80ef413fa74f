"""Promises on the night: which can still be kept, by whom, and what hosts have to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nightout.visits.apply import weaken_promises
from nightout.visits.night import Night
from nightout.visits.plan import Plan, Visit
from nightout.visits.promises import list_promises, plan_promises
from nightout.visits.request import Promise
from nightout.visits.seats import seat_visits
from nightout.visits.state import Standing
from nightout.visits.tasks import Tasks, make_tasks
from nightout.visits.travel import Travel
from nightout.visits.wishes import unmet_of

__all__ = ["Safe", "own_up", "secure_promises", "tell_changed"]

N_PROMISE_ROUNDS = 200
# By unit the promises that it can keep, in an order in which it can: which of all that are open.
Safe = dict[str, list[int]]


def secure_promises(
    standing: Standing, travel: Travel, planned: Sequence[Visit], rng: np.random.Generator
) -> tuple[Tasks, Safe]:
    """See which promises can be kept, by whom; others become ones of a kind, or are owned up to.

    Returns
    -------
    The tasks of the night with the promises that can be kept, and by unit the order in which they
    can.
    """
    tasks = make_tasks(standing, travel)
    if not list_promises(tasks) and not _lost(standing, tasks):
        return tasks, {}
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
        return secure_promises(again, travel, planned, rng)
    lost = {(one.gathering.gathering_id, one.promise) for one in unkept if one.promise}
    broken = night.broken | lost | _lost(standing, tasks)
    place = {i: k for k, i in enumerate(list_promises(tasks))}
    safe = {
        crew.unit.unit_id: [place[i] for i in route]
        for crew, route in zip(standing.crews, routes, strict=True)
    }
    standing = replace(standing, night=replace(night, broken=broken))
    return replace(tasks, standing=standing), safe


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


def own_up(night: Night, plan: Plan) -> Night:
    """Leave of the broken promises those that are: one may have been kept in passing."""
    there = plan.by_gathering()
    unmet = {
        (one.gathering_id, promise)
        for one in night.request.gatherings
        for promise in unmet_of(one, there.get(one.gathering_id, []))[0]
    }
    return replace(night, broken=night.broken & unmet)


def tell_changed(before: Night, after: Night) -> tuple[str, ...]:
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
