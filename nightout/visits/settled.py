"""What is settled on the night at a moment, and from where each unit goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nightout.visits.night import Night, Place, Stint
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.request import Unit
from nightout.visits.state import Crew, Standing
from nightout.visits.travel import Travel

__all__ = ["freeze", "last_stint", "settle", "stand_at", "whereabouts"]


def freeze(plan: Plan, at: dt.datetime) -> Plan:
    """Give what has begun by a moment: visits that a unit has set out for, and breaks."""
    rests = [one for one in plan.rests if one.start <= at]
    ends = {one.unit_id: one.end for one in rests}
    visits = [
        one
        for one in plan.visits
        # A unit whose break began on its way had set out before it.
        if one.depart <= at or one.depart < ends.get(one.unit_id, one.depart)
    ]
    return Plan.of(visits, rests)


def settle(night: Night, plan: Plan, at: dt.datetime) -> Plan:
    """Give what is settled at a moment: what has begun by then, and the caravans' routes."""
    riding = {one.unit_id for one in night.request.units if one.caravan}
    begun = freeze(plan, at)
    ahead = [one for one in plan.visits if one.unit_id in riding and one not in begun.visits]
    return Plan.of([*begun.visits, *ahead], begun.rests)


def last_stint(night: Night, unit: Unit) -> Stint | None:
    """Give the last time that a unit is on the road; nothing if there is none any more."""
    whole = (Stint(unit.shift_start, unit.shift_end, ("unit", unit.unit_id)),)
    stints = night.stints.get(unit.unit_id, whole)
    return stints[-1] if stints else None


def whereabouts(
    stint: Stint, visits: Sequence[Visit], rests: Sequence[Rest]
) -> tuple[dt.datetime, Place]:
    """Give from when and where a unit is free after what it has begun in a stint."""
    mine = [one for one in visits if stint.start <= one.arrive <= stint.end]
    free, place = stint.start, stint.place
    if mine:
        last = max(mine, key=lambda one: one.arrive)
        free, place = last.leave, ("gathering", last.gathering_id)
    return max([free, *(one.end for one in rests if one.start >= stint.start)]), place


def stand_at(
    night: Night, settled: Plan, travel: Travel, at: dt.datetime
) -> tuple[Standing, frozenset[str]]:
    """Give the night as it stands at a moment, and whose break can no longer be taken.

    Units that cannot even be home in time are on their way there, and are sent nowhere.
    """
    crews, waived = [], set()
    visits, rests = settled.by_unit(), settled.rests
    for unit in night.request.units:
        stint = last_stint(night, unit)
        if unit.caravan or stint is None or not stint.goes_home or stint.end <= at:
            continue
        mine = [one for one in rests if one.unit_id == unit.unit_id]
        free, place = whereabouts(stint, visits.get(unit.unit_id, []), mine)
        crew = Crew(unit, max(free, at), place, stint.end, _rests(night, unit, mine))
        if crew.rests and not _can_go_home(crew, travel):
            waived.add(unit.unit_id)
            crew = Crew(unit, crew.free, place, stint.end, rests=False)
        if _can_go_home(crew, travel):
            crews.append(crew)
    return Standing(night, settled, tuple(crews), at), frozenset(waived)


def _rests(night: Night, unit: Unit, taken: Sequence[Rest]) -> bool:
    return unit.break_min > 0 and not taken and unit.unit_id not in night.waived


def _can_go_home(crew: Crew, travel: Travel) -> bool:
    """Say whether a crew that does nothing more is at its station in time, its break included."""
    at = travel.index()
    way = int(travel.seconds[at[crew.place], at["unit", crew.unit.unit_id]])
    home = crew.free + dt.timedelta(seconds=way)
    if crew.rests:
        first = max(crew.free, crew.unit.first_break)
        if first > crew.unit.last_break:
            return False
        home = max(home, crew.unit.first_break) + dt.timedelta(minutes=crew.unit.break_min)
    return home <= crew.end
