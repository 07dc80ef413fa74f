"""Mending the plan on the night: what has begun stays, and little else is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from nightout.visits.apply import apply_event, moved_id, weaken_promises
from nightout.visits.caravan import rejoin_caravans
from nightout.visits.churn import Churn, measure_churn
from nightout.visits.events import Event
from nightout.visits.mend import lay_out, mend
from nightout.visits.night import Night
from nightout.visits.plan import Plan, Visit
from nightout.visits.promises_again import own_up, secure_promises, tell_changed
from nightout.visits.request import Request
from nightout.visits.settled import stand_at
from nightout.visits.state import Standing
from nightout.visits.travel import Travel, straight_travel
from nightout.visits.travel_again import travel_anew
from nightout.visits.wishes import mark_promises

__all__ = ["NightState", "Repaired", "begin_night", "repair_night"]

N_ROUNDS = 60


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
    settled = rejoin_caravans(night, settled, travel, event.at)
    night = _weaken_missed(night, settled)
    standing, waived = stand_at(night, settled, travel, event.at)
    standing = replace(standing, night=replace(night, waived=night.waived | waived))
    planned = _still_planned(state.plan, standing)
    tasks, safe = secure_promises(standing, travel, planned, rng)
    standing = tasks.standing
    work = lay_out(tasks, planned, _lost_visits(state.plan, standing, planned, event))
    after = mend(work, safe, rng, n_rounds)
    plan = Plan.of([*settled.visits, *after.visits], [*settled.rests, *after.rests])
    plan = mark_promises(standing.night.request, plan)
    standing = replace(standing, night=own_up(standing.night, plan))
    churn = measure_churn(state.plan, plan, planned, event.at)
    notes = tell_changed(state.night, standing.night)
    return Repaired(NightState(standing.night, plan, travel), churn, notes)


def _weaken_missed(night: Night, settled: Plan) -> Night:
    """Let others of its kind keep what a member of a caravan was promised for, and misses."""
    request = night.request
    for unit in request.units:
        if unit.caravan:
            request = weaken_promises(request, unit.unit_id, settled)
    return replace(night, request=request)


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
    return lost, {key, moved_id(key)} if key else set()
