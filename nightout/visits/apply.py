"""What an event does to a night before anything is planned anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from nightout.errors import BadSetting
from nightout.visits.events import Event
from nightout.visits.night import Night, Stint
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.request import Gathering, Promise, Request, Unit
from nightout.visits.settled import last_stint, settle, whereabouts
from nightout.visits.wishes import unmet_of

__all__ = ["apply_event", "moved_id", "weaken_promises"]


@dataclass(frozen=True)
class _Change:
    """A night, its whole plan, what of it is settled, and what happened."""

    night: Night
    plan: Plan
    settled: Plan
    event: Event

    @property
    def at(self) -> dt.datetime:
        return self.event.at

    def with_stints(self, unit: Unit, stints: tuple[Stint, ...]) -> Night:
        return replace(self.night, stints={**self.night.stints, unit.unit_id: stints})


def apply_event(night: Night, plan: Plan, event: Event) -> tuple[Night, Plan]:
    """Give the night as an event leaves it, and the visits that are settled.

    Settled are visits that a unit has set out for, and the caravans' routes.

    Raises
    ------
    UnknownName
        If there is no such unit or gathering.
    BadSetting
        If it cannot be: a unit away that is not on the road, a gathering cancelled twice.
    """
    if night.changed_at and event.at < night.changed_at[-1]:
        raise BadSetting(
            f"the event of {event.at:%H:%M} is before that of {night.changed_at[-1]:%H:%M}",
            "Events are given in the order of time: what has happened since is settled.",
        )
    settled = settle(night, plan, event.at)
    doing: Mapping[str, Callable[[_Change], tuple[Night, Plan]]] = {
        "away": _send_away,
        "late": _delay,
        "back": _bring_back,
        "cancelled": _cancel,
        "moved": _move,
        "added": _add,
    }
    changed, left = doing[event.what](_Change(night, plan, settled, event))
    return replace(changed, changed_at=(*changed.changed_at, event.at)), left


def weaken_promises(
    request: Request, unit_id: str, plan: Plan, which: frozenset[str] | None = None
) -> Request:
    """Turn what a unit was promised for, and has not done, into promises of its kind.

    Parameters
    ----------
    which
        Only at these gatherings; everywhere if None.
    """
    there = plan.by_gathering()

    def weaken(one: Gathering) -> Gathering:
        if which is not None and one.gathering_id not in which:
            return one
        unmet = unmet_of(one, there.get(one.gathering_id, []))[0]
        promised = tuple(
            Promise(each.kind) if each.unit_id == unit_id and each in unmet else each
            for each in one.promised
        )
        return one if promised == one.promised else replace(one, promised=promised)

    return replace(request, gatherings=tuple(map(weaken, request.gatherings)))


def _on_the_road(change: _Change) -> tuple[Unit, Stint]:
    unit = change.night.request.unit(change.event.unit_id)
    stint = last_stint(change.night, unit)
    if stint is None or stint.end <= change.at or not stint.goes_home:
        raise BadSetting(
            f"unit {unit.unit_id} is {change.event.what} at {change.at:%H:%M}, and it is not on "
            "the road then",
            "Check the unit and the time; --back brings one back that was called away.",
        )
    return unit, stint


def _send_away(change: _Change) -> tuple[Night, Plan]:
    unit, stint = _on_the_road(change)
    earlier = change.night.stints.get(unit.unit_id, (stint,))[:-1]
    cut = replace(stint, end=change.at, goes_home=False)
    stints = (*earlier, cut) if change.at > stint.start else earlier
    night = change.with_stints(unit, stints)
    settled = _cut_short(change.settled, unit, change.at)
    if unit.break_min and not any(one.unit_id == unit.unit_id for one in settled.rests):
        night = replace(night, waived=night.waived | {unit.unit_id})
    request = weaken_promises(night.request, unit.unit_id, settled)
    return replace(night, request=request), settled


def _cut_short(settled: Plan, unit: Unit, at: dt.datetime) -> Plan:
    """End whatever a unit is doing, and leave out what it has not begun."""

    def mine(one: Visit | Rest) -> bool:
        return one.unit_id == unit.unit_id

    visits = [one for one in settled.visits if not mine(one) or one.arrive < at]
    rests = [one for one in settled.rests if not mine(one) or one.start < at]
    return Plan.of(
        (replace(one, leave=min(one.leave, at)) if mine(one) else one for one in visits),
        (replace(one, end=min(one.end, at)) if mine(one) else one for one in rests),
    )


def _delay(change: _Change) -> tuple[Night, Plan]:
    unit, stint = _on_the_road(change)
    until = change.at + dt.timedelta(minutes=change.event.minutes)
    earlier = change.night.stints.get(unit.unit_id, (stint,))[:-1]
    if change.at <= stint.start:
        late = replace(stint, start=max(until, stint.start))
        return _resume(change, unit, earlier, late, change.settled)
    visits = [
        one
        for one in change.settled.visits
        if one.unit_id != unit.unit_id or one.arrive <= change.at
    ]
    settled = Plan.of(visits, change.settled.rests)
    free, place = whereabouts(
        stint,
        settled.by_unit().get(unit.unit_id, []),
        [one for one in settled.rests if one.unit_id == unit.unit_id],
    )
    begun = replace(stint, end=max(free, change.at), goes_home=False)
    late = Stint(max(until, free), stint.end, place)
    return _resume(change, unit, (*earlier, begun), late, settled)


def _resume(
    change: _Change, unit: Unit, earlier: tuple[Stint, ...], late: Stint, settled: Plan
) -> tuple[Night, Plan]:
    night = change.with_stints(unit, (*earlier, late) if late.start < late.end else earlier)
    return night, settled


def _bring_back(change: _Change) -> tuple[Night, Plan]:
    event, night = change.event, change.night
    unit = night.request.unit(event.unit_id)
    stint = last_stint(night, unit)
    if stint is not None and stint.goes_home and stint.end > change.at:
        raise BadSetting(
            f"unit {unit.unit_id} is back at {change.at:%H:%M}, and it is on the road already",
            "Check the unit: only one that was called away comes back.",
        )
    if change.at >= unit.shift_end:
        raise BadSetting(
            f"unit {unit.unit_id} is back at {change.at:%H:%M} and its shift ended at "
            f"{unit.shift_end:%H:%M}",
            "Give it no more work, or lengthen its shift and plan anew.",
        )
    if event.gathering_id:
        night.request.gathering(event.gathering_id)
    place = ("gathering", event.gathering_id) if event.gathering_id else ("unit", unit.unit_id)
    earlier = night.stints.get(unit.unit_id, ())
    night = change.with_stints(unit, (*earlier, Stint(change.at, unit.shift_end, place)))
    rested = any(one.unit_id == unit.unit_id for one in change.settled.rests)
    if unit.break_min and not rested and change.at <= unit.last_break:
        night = replace(night, waived=night.waived - {unit.unit_id})
    return night, change.settled


def _not_there_yet(change: _Change, gathering_id: str) -> Plan:
    """Leave out visits to a gathering that have not begun, those under way as well."""
    visits = [
        one
        for one in change.settled.visits
        if one.gathering_id != gathering_id or one.arrive <= change.at
    ]
    return Plan.of(visits, change.settled.rests)


def _cancel(change: _Change) -> tuple[Night, Plan]:
    key = change.night.request.gathering(change.event.gathering_id).gathering_id
    if key in change.night.cancelled:
        raise BadSetting(f"gathering {key} is cancelled a second time", "Check its id.")
    cancelled = {**change.night.cancelled, key: change.at}
    return replace(change.night, cancelled=cancelled), _not_there_yet(change, key)


def _move(change: _Change) -> tuple[Night, Plan]:
    """Move a gathering; where it was visited it stays in the plan, and the rest is planned anew."""
    key, moved = change.event.gathering_id, _need_gathering(change.event)
    before = change.night.request.gathering(key)
    _check_move(change, key)
    settled = _not_there_yet(change, key)
    been = settled.by_gathering().get(key, [])
    if not been:
        return _with_gatherings(change.night, {key: moved}), settled
    promises, kinds = unmet_of(before, been)
    rest = replace(moved, gathering_id=moved_id(key), promised=promises, wanted=kinds)
    done = replace(before, promised=tuple(one for one in before.promised if one not in promises))
    cancelled = {**change.night.cancelled, key: change.at}
    night = replace(change.night, cancelled=cancelled)
    if not promises and not kinds:
        return _with_gatherings(night, {key: done}), settled
    night = replace(night, moved_from={**night.moved_from, rest.gathering_id: key})
    return _with_gatherings(night, {key: done}, rest), settled


def _check_move(change: _Change, key: str) -> None:
    request = change.night.request
    if any(one.gathering_id == key and one.arrive > change.at for one in request.caravan):
        raise BadSetting(
            f"gathering {key} moved, and a caravan is to stop there",
            "Cancel it and add it anew where it is now; tell the caravan.",
        )
    if key in change.night.cancelled:
        again = any(one.gathering_id == moved_id(key) for one in request.gatherings)
        raise BadSetting(
            f"gathering {key} moved, and it is held there no more",
            f"Move {moved_id(key)} now." if again else "If it is held after all, add it anew.",
        )


def moved_id(key: str) -> str:
    """Name what is still to be done at a gathering that moved after a visit."""
    return f"{key}-moved"


def _add(change: _Change) -> tuple[Night, Plan]:
    return _with_gatherings(change.night, {}, _need_gathering(change.event)), change.settled


def _need_gathering(event: Event) -> Gathering:
    if event.gathering is None:
        raise BadSetting(f"gathering {event.gathering_id} is {event.what}", "Say where it is now.")
    return event.gathering


def _with_gatherings(night: Night, instead: Mapping[str, Gathering], *more: Gathering) -> Night:
    kept = (instead.get(one.gathering_id, one) for one in night.request.gatherings)
    return replace(night, request=replace(night.request, gatherings=(*kept, *more)))
