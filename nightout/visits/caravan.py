"""Caravans: several units on one fixed route, such as the mayor's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from nightout.errors import BadSetting
from nightout.visits.night import Night
from nightout.visits.plan import Plan, Visit
from nightout.visits.request import CaravanStop, Gathering, Promise, Request, Unit
from nightout.visits.settled import last_stint, whereabouts
from nightout.visits.travel import Travel

__all__ = ["drive_caravans", "rejoin_caravans"]


def drive_caravans(request: Request, travel: Travel) -> Plan:
    """Give the visits of every unit that travels with a caravan.

    Raises
    ------
    BadSetting
        If a stop is somewhere unknown, outside of its gathering's hours or of a member's shift,
        where a member is not welcome, or cannot be reached in time from the stop before.
    """
    at = travel.index()
    gatherings = {one.gathering_id: one for one in request.gatherings}
    promises = {one.gathering_id: list(one.promised) for one in request.gatherings}
    visits = []
    for unit in request.units:
        if not unit.caravan:
            continue
        free, here = unit.shift_start, at["unit", unit.unit_id]
        for stop in request.stops_of(unit.caravan):
            gathering = gatherings[stop.gathering_id]
            _check_stop(unit, stop, gathering)
            there = at["gathering", stop.gathering_id]
            seconds = int(travel.seconds[here, there])
            _check_way(unit, stop, free + dt.timedelta(seconds=seconds))
            promised = _keep(promises[stop.gathering_id], unit)
            visits.append(_visit(unit, stop, gathering, seconds, promised=promised))
            free, here = stop.leave, there
        home = free + dt.timedelta(seconds=int(travel.seconds[here, at["unit", unit.unit_id]]))
        if home > unit.shift_end:
            raise BadSetting(
                f"unit {unit.unit_id} is back from caravan {unit.caravan} at {home:%H:%M} and its "
                f"shift ends at {unit.shift_end:%H:%M}",
                "Lengthen the shift, or shorten the route.",
            )
    return Plan.of(visits)


def rejoin_caravans(night: Night, settled: Plan, travel: Travel, at: dt.datetime) -> Plan:
    """Give what is settled, with what every member of a caravan still rides of its route.

    The caravan waits for nobody. A member that was held up, or was called away and is back, is at
    each stop that it can reach in time, and home within its shift.
    """
    members = [one for one in night.request.units if one.caravan]
    riding = {one.unit_id for one in members}
    kept = [one for one in settled.visits if one.unit_id not in riding or one.arrive <= at]
    done = Plan.of(kept).by_unit()
    ahead = [
        visit
        for unit in members
        for visit in _ride(night, unit, done.get(unit.unit_id, []), (travel, at))
    ]
    return Plan.of([*kept, *ahead], settled.rests)


def _ride(
    night: Night, unit: Unit, done: Sequence[Visit], now: tuple[Travel, dt.datetime]
) -> Iterator[Visit]:
    """Give a member's visits that are still to come."""
    travel, at = now
    stint = last_stint(night, unit)
    if stint is None or not stint.goes_home or stint.end <= at:
        return
    rows, gatherings = travel.index(), {one.gathering_id: one for one in night.request.gatherings}
    free, place = whereabouts(stint, done, ())
    here, post = rows[place], rows["unit", unit.unit_id]

    def way(start: int, end: int) -> dt.timedelta:
        return dt.timedelta(seconds=int(travel.seconds[start, end]))

    for stop in night.request.stops_of(unit.caravan):
        there = rows["gathering", stop.gathering_id]
        home = stop.leave + way(there, post)
        if stop.arrive <= at or stop.gathering_id in night.cancelled or home > stint.end:
            continue
        if free + way(here, there) <= stop.arrive:
            seconds = int(travel.seconds[here, there])
            yield _visit(unit, stop, gatherings[stop.gathering_id], seconds)
            free, here = stop.leave, there


def _visit(
    unit: Unit, stop: CaravanStop, gathering: Gathering, seconds: int, *, promised: bool = False
) -> Visit:
    own = gathering.beat != "" and gathering.beat in unit.beats
    return Visit(
        unit.unit_id, stop.gathering_id, unit.kind, stop.arrive, stop.leave, seconds,
        promised=promised, own_beat=own,
    )  # fmt: skip


def _keep(promises: list[Promise], unit: Unit) -> bool:
    """Take the promise that a unit's visit keeps off the list, one of that unit first."""
    for promise in sorted(promises, key=lambda one: not one.unit_id):
        if promise.kind == unit.kind and promise.unit_id in ("", unit.unit_id):
            promises.remove(promise)
            return True
    return False


def _check_stop(unit: Unit, stop: CaravanStop, gathering: Gathering) -> None:
    named = f"caravan {stop.caravan} is to be at {stop.gathering_id}"
    if gathering.lon is None:
        raise BadSetting(f"{named}, and nobody knows where that is", "Give its lon and lat.")
    if unit.kind in gathering.declined:
        raise BadSetting(
            f"{named} with {unit.unit_id}, and the host asked {unit.kind} not to come",
            "Leave the stop out, or ask the host again.",
        )
    if not gathering.starts <= stop.arrive < gathering.ends:
        raise BadSetting(
            f"{named} at {stop.arrive:%H:%M}, and it is held from {gathering.starts:%H:%M} to "
            f"{gathering.ends:%H:%M}",
            "Move the stop into its hours.",
        )


def _check_way(unit: Unit, stop: CaravanStop, there: dt.datetime) -> None:
    if there > stop.arrive:
        raise BadSetting(
            f"unit {unit.unit_id} cannot be at {stop.gathering_id} with caravan {stop.caravan} "
            f"before {there:%H:%M:%S}, and it is due there at {stop.arrive:%H:%M}",
            "Allow more time on the way, or begin its shift earlier.",
        )
