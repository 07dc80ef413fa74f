"""What each gap in the routes would need to take a gathering in, for all gatherings at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.visits.gaps import Gap
from nightout.visits.request import Gathering, Unit
from nightout.visits.state import Standing, evening_of, window_of
from nightout.visits.travel import Travel, distances_m

__all__ = ["Offer", "Table", "lay_out", "look_at", "reach_alone"]

Ints = NDArray[np.int64]
# Metres that a unit in reserve may be asked to go further for what a minute costs.
M_PER_MIN = 100.0


@dataclass(frozen=True)
class Offer:
    """A change that would do.

    Parameters
    ----------
    cost
        What it asks of others, in minutes; infinite where one change would not do.
    change, fix, minutes, unit_id, after
        As an `Explanation` has them.
    """

    cost: float
    change: str
    fix: str
    minutes: float | None = None
    unit_id: str = ""
    after: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """What is looked at, for all gatherings at once: an entry per gathering in each array.

    Parameters
    ----------
    standing, travel
        The night as it stands, and its travel times.
    gatherings
        Those that no visit comes to.
    place
        Their rows in `travel`.
    ready, due
        Between which seconds of the evening a visit may begin.
    offers
        What was found so far.
    """

    standing: Standing
    travel: Travel
    gatherings: tuple[Gathering, ...]
    place: Ints
    ready: Ints
    due: Ints
    offers: tuple[list[Offer], ...]


def lay_out(standing: Standing, travel: Travel, gatherings: Sequence[Gathering]) -> Table:
    """Lay out gatherings that no visit comes to, without an offer yet."""
    at, evening = travel.index(), evening_of(standing.night)
    hours = [window_of(one, standing.rules, evening, {}) for one in gatherings]
    ready, due = np.array(hours, np.int64).reshape(-1, 2).T
    places = [at["gathering", one.gathering_id] for one in gatherings]
    offers: tuple[list[Offer], ...] = tuple([] for _ in gatherings)
    return Table(
        standing, travel, tuple(gatherings), np.array(places, np.int64), ready, due, offers
    )


def look_at(gap: Gap, table: Table) -> None:
    """Offer what a gap would need to take each gathering in."""
    unit = gap.crew.unit
    seconds = table.travel.seconds
    there = gap.free + seconds[gap.place, table.place]
    if gap.rested:
        there = np.maximum(there, gap.rest_from) + gap.rest_s
    start = np.maximum(there, table.ready)
    done = start + table.standing.rules.stay_s(unit.kind)
    there, late_rest = done + seconds[table.place, gap.next_place], np.zeros_like(done)
    if gap.rest_s and not gap.rested:
        there, late_rest = np.maximum(there, gap.rest_from) + gap.rest_s, done - gap.rest_to
    late, over = start - table.due, there - gap.latest_by_shift
    by_windows = there <= gap.latest
    if unit.break_until:
        by_windows &= late_rest <= 0
    else:
        over = np.maximum(over, late_rest)
    beyond_m = _beyond_m(unit, table)
    for i in np.flatnonzero(by_windows & ((late <= 0) | (over <= 0)) & _welcome(unit, table)):
        needs = int(late[i]), int(over[i]), float(beyond_m[i])
        table.offers[i].append(_offer(gap, *needs, on_the_night=table.standing.now is not None))


def _offer(gap: Gap, late: int, over: int, beyond_m: float, *, on_the_night: bool) -> Offer:
    """Say which one change would make a gap fit; several at once are an unlikely bargain."""
    unit = gap.crew.unit
    told = unit.unit_id, gap.after
    late_min, over_min = math.ceil(late / 60), math.ceil(over / 60)
    if sum((late > 0, over > 0, beyond_m > 0)) > 1:
        return Offer(math.inf, "", "", None, *told)
    if late > 0 and not gap.after and not gap.rested and not on_the_night:
        fix = f"Let {unit.unit_id} begin {late_min} min earlier, or hold it {late_min} min longer"
        return Offer(late_min, "shift start", fix, late_min, *told)
    if late > 0:
        fix = f"Hold it {late_min} min longer: {unit.unit_id} could come then"
        return Offer(late_min, "its end", fix, late_min, *told)
    if over > 0:
        fix = f"Let {unit.unit_id} be back {over_min} min later"
        return Offer(over_min, "shift end", fix, over_min, *told)
    if beyond_m > 0:
        fix = f"Let {unit.unit_id}, in reserve, go {beyond_m:,.0f} m further from its post"
        return Offer(beyond_m / M_PER_MIN, "reserve radius", fix, None, *told)
    if on_the_night:
        return Offer(0, "send it", f"Send {unit.unit_id}: it has time for it", None, *told)
    return Offer(0, "plan longer", f"Plan longer: {unit.unit_id} has time for it", None, *told)


def reach_alone(gaps: Sequence[Gap], table: Table) -> dict[str, NDArray[np.bool_]]:
    """Say by unit which gatherings it could visit if it did nothing else from then on."""
    found: dict[str, NDArray[np.bool_]] = {}
    seconds, at = table.travel.seconds, table.travel.index()
    evening = evening_of(table.standing.night)
    for crew in {gap.crew.unit.unit_id: gap.crew for gap in gaps}.values():
        here, post = at[crew.place], at["unit", crew.unit.unit_id]
        begin, end = ((one - evening).total_seconds() for one in (crew.free, crew.end))
        start = np.maximum(begin + seconds[here, table.place], table.ready)
        home = start + table.standing.rules.stay_s(crew.unit.kind) + seconds[table.place, post]
        in_time = (start <= table.due) & (home <= end)
        near = _beyond_m(crew.unit, table) <= 0
        found[crew.unit.unit_id] = in_time & near & _welcome(crew.unit, table)
    return found


def _beyond_m(unit: Unit, table: Table) -> NDArray[np.float64]:
    """Give how far gatherings lie beyond the radius of a unit in reserve; 0 for all others."""
    if not unit.reserve or not table.gatherings:
        return np.zeros(len(table.gatherings))
    spots = np.array([(one.lon, one.lat) for one in table.gatherings], np.float64)
    away = distances_m(spots, np.array([(unit.lon, unit.lat)]))[:, 0]
    return np.maximum(away - table.standing.rules.reserve_radius_m, 0.0)


def _welcome(unit: Unit, table: Table) -> NDArray[np.bool_]:
    return np.array([unit.kind not in one.declined for one in table.gatherings], bool)
