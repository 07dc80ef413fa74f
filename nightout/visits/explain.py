"""Why a gathering is not visited, and the cheapest change with which it would be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nightout.visits.caravan import drive_caravans
from nightout.visits.gaps import Gap, list_gaps
from nightout.visits.night import Night
from nightout.visits.plan import Plan
from nightout.visits.request import Gathering, Request, Unit
from nightout.visits.state import Standing, evening_of, stand_before, window_of
from nightout.visits.travel import Travel, distances_m, straight_travel
from nightout.visits.wishes import unmet_of

__all__ = ["Explanation", "explain_plan"]

Ints = NDArray[np.int64]
# What one more unit for an evening is thought to cost, in minutes of asking others for more.
UNIT_COSTS_MIN = 60.0
# Metres that a unit in reserve may be asked to go further for what a minute costs.
M_PER_MIN = 100.0


@dataclass(frozen=True)
class Explanation:
    """Why a gathering is not visited, or not by a kind that it asked for.

    Parameters
    ----------
    gathering_id, kind
        Which, and the kind that does not come; empty if nobody does.
    reason
        `no place`, `hours too short`, `no such unit`, `declined`, `no unit in time`, `in reserve`,
        `capacity`, or `not tried` where it would fit as it is: plan longer.
    why
        The same in a sentence.
    change
        What would have to be changed: `lon and lat`, `its end`, `shift start`, `shift end`,
        `reserve radius`, `one more unit`, `ask the host` or `plan longer`.
    fix
        The same in a sentence.
    minutes
        By how many minutes, where it is a matter of minutes.
    unit_id, after
        Which unit could come then, and after which gathering (empty: first).
    """

    gathering_id: str
    kind: str
    reason: str
    why: str
    change: str
    fix: str
    minutes: float | None = None
    unit_id: str = ""
    after: str = ""


@dataclass(frozen=True)
class _Offer:
    """A change that would do, and what it costs in minutes."""

    cost: float
    change: str
    fix: str
    minutes: float | None = None
    unit_id: str = ""
    after: str = ""


@dataclass(frozen=True, eq=False)
class _Table:
    """What is looked at, for all gatherings at once: an entry per gathering in each array."""

    standing: Standing
    travel: Travel
    gatherings: tuple[Gathering, ...]
    place: Ints
    ready: Ints
    due: Ints
    offers: tuple[list[_Offer], ...]


def explain_plan(
    request: Request, plan: Plan, travel: Travel | None = None, *, wishes: bool = False
) -> tuple[Explanation, ...]:
    """Explain for each gathering that nobody visits why, and what would help.

    Each change is looked at by itself, with all else as planned: it would do for one of them, not
    for all of them together.

    Parameters
    ----------
    request, plan, travel
        What was planned, how, and with which travel times (straight lines if None).
    wishes
        Explain as well each kind that was asked for and does not come.
    """
    travel = travel or straight_travel(request)
    standing = stand_before(Night(request), drive_caravans(request, travel))
    gaps = list_gaps(standing, plan, travel)
    there = plan.by_gathering()
    asked: dict[str, list[Gathering]] = {}
    for one in request.gatherings:
        visits = there.get(one.gathering_id, [])
        for kind in unmet_of(one, visits)[1] if visits and wishes else ():
            asked.setdefault(kind, []).append(one)
        if not visits:
            asked.setdefault("", []).append(one)
    found: list[Explanation] = []
    for kind, gatherings in asked.items():
        mine = [one for one in gaps if kind in ("", one.crew.unit.kind)]
        found += _explain(standing, travel, mine, kind, gatherings)
    order = {one.gathering_id: i for i, one in enumerate(request.gatherings)}
    return tuple(sorted(found, key=lambda one: (order[one.gathering_id], one.kind)))


def _explain(
    standing: Standing,
    travel: Travel,
    gaps: Sequence[Gap],
    kind: str,
    gatherings: Sequence[Gathering],
) -> Iterator[Explanation]:
    """Explain gatherings to which no unit of a kind comes."""
    left = []
    for one in gatherings:
        told = _explain_plainly(standing, gaps, kind, one)
        if told:
            yield told
        else:
            left.append(one)
    table = _lay_out(standing, travel, left)
    for gap in gaps:
        _look_at(gap, table)
    alone = _reach_alone(gaps, table)
    for i, one in enumerate(left):
        yield _tell(kind, one, table.offers[i], {name: bool(can[i]) for name, can in alone.items()})


def _explain_plainly(
    standing: Standing, gaps: Sequence[Gap], kind: str, one: Gathering
) -> Explanation | None:
    """Explain what no route could change."""
    key = one.gathering_id, kind
    if one.lon is None:
        why, fix = "nobody knows where it is", "Give its lon and lat"
        return Explanation(*key, "no place", why, "lon and lat", fix)
    first, last = window_of(one, standing.rules, evening_of(standing.night), {})
    if first > last:
        minutes = math.ceil((first - last) / 60)
        why = "no visit can begin in its hours, as the rules are"
        return Explanation(
            *key, "hours too short", why, "its end", f"Hold it {minutes} min longer", minutes
        )
    kinds = {gap.crew.unit.kind for gap in gaps}
    if not kinds:
        what = f"no unit of the kind {kind}" if kind else "no unit"
        change, fix = "one more unit", f"Send one: {kind or 'of any kind'}"
        return Explanation(*key, "no such unit", f"there is {what}", change, fix)
    if kinds <= set(one.declined):
        why = f"the host asked {', '.join(sorted(kinds))} not to come, and there is no other"
        return Explanation(*key, "declined", why, "ask the host", "Ask the host again")
    return None


def _lay_out(standing: Standing, travel: Travel, gatherings: Sequence[Gathering]) -> _Table:
    at, evening = travel.index(), evening_of(standing.night)
    hours = [window_of(one, standing.rules, evening, {}) for one in gatherings]
    ready, due = np.array(hours, np.int64).reshape(-1, 2).T
    places = [at["gathering", one.gathering_id] for one in gatherings]
    offers: tuple[list[_Offer], ...] = tuple([] for _ in gatherings)
    return _Table(
        standing, travel, tuple(gatherings), np.array(places, np.int64), ready, due, offers
    )


def _look_at(gap: Gap, table: _Table) -> None:
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
        table.offers[i].append(_offer(gap, int(late[i]), int(over[i]), float(beyond_m[i])))


def _offer(gap: Gap, late: int, over: int, beyond_m: float) -> _Offer:
    """Say which one change would make a gap fit; several at once are an unlikely bargain."""
    unit = gap.crew.unit
    told = unit.unit_id, gap.after
    late_min, over_min = math.ceil(late / 60), math.ceil(over / 60)
    if sum((late > 0, over > 0, beyond_m > 0)) > 1:
        return _Offer(math.inf, "", "", None, *told)
    if late > 0 and not gap.after and not gap.rested:
        fix = f"Let {unit.unit_id} begin {late_min} min earlier, or hold it {late_min} min longer"
        return _Offer(late_min, "shift start", fix, late_min, *told)
    if late > 0:
        fix = f"Hold it {late_min} min longer: {unit.unit_id} could come then"
        return _Offer(late_min, "its end", fix, late_min, *told)
    if over > 0:
        fix = f"Let {unit.unit_id} be back {over_min} min later"
        return _Offer(over_min, "shift end", fix, over_min, *told)
    if beyond_m > 0:
        fix = f"Let {unit.unit_id}, in reserve, go {beyond_m:,.0f} m further from its post"
        return _Offer(beyond_m / M_PER_MIN, "reserve radius", fix, None, *told)
    return _Offer(0, "plan longer", f"Plan longer: {unit.unit_id} has time for it", None, *told)


def _reach_alone(gaps: Sequence[Gap], table: _Table) -> dict[str, NDArray[np.bool_]]:
    """Say by unit which gatherings it could visit if it did nothing else all evening."""
    found: dict[str, NDArray[np.bool_]] = {}
    seconds, at = table.travel.seconds, table.travel.index()
    evening = evening_of(table.standing.night)
    for crew in {gap.crew.unit.unit_id: gap.crew for gap in gaps}.values():
        post = at["unit", crew.unit.unit_id]
        begin, end = ((one - evening).total_seconds() for one in (crew.free, crew.end))
        start = np.maximum(begin + seconds[post, table.place], table.ready)
        home = start + table.standing.rules.stay_s(crew.unit.kind) + seconds[table.place, post]
        in_time = (start <= table.due) & (home <= end)
        near = _beyond_m(crew.unit, table) <= 0
        found[crew.unit.unit_id] = in_time & near & _welcome(crew.unit, table)
    return found


def _beyond_m(unit: Unit, table: _Table) -> NDArray[np.float64]:
    """Give how far gatherings lie beyond the radius of a unit in reserve; 0 for all others."""
    if not unit.reserve or not table.gatherings:
        return np.zeros(len(table.gatherings))
    spots = np.array([(one.lon, one.lat) for one in table.gatherings], np.float64)
    away = distances_m(spots, np.array([(unit.lon, unit.lat)]))[:, 0]
    return np.maximum(away - table.standing.rules.reserve_radius_m, 0.0)


def _welcome(unit: Unit, table: _Table) -> NDArray[np.bool_]:
    return np.array([unit.kind not in one.declined for one in table.gatherings], bool)


def _tell(
    kind: str, one: Gathering, offers: Sequence[_Offer], alone: dict[str, bool]
) -> Explanation:
    """Put into words what holds a gathering back, and the cheapest offer."""
    who = kind or "unit"
    able = [unit_id for unit_id, can in alone.items() if can]
    best = min(offers, key=lambda offer: offer.cost, default=_Offer(math.inf, "", ""))
    if able and best.cost > UNIT_COSTS_MIN:
        fix = f"Send one more {kind or 'unit'}, stationed as {able[0]} is"
        best = _Offer(UNIT_COSTS_MIN, "one more unit", fix, None, able[0])
    if best.cost == 0:
        reason, why = "not tried", "it would fit as it is: the search ended too early"
    elif able:
        reason = "capacity"
        why = f"each {who} that could be there in time is busy with others ({len(able)} of them)"
    elif best.change == "reserve radius":
        reason, why = "in reserve", f"each {who} that could be there has to stay near its post"
    else:
        reason = "no unit in time"
        why = f"no {who} is on the road in its hours, or near enough to be there and back"
    if best.cost == math.inf:
        best = _Offer(math.inf, "one more unit", f"Send a {who} from nearer, or at other hours")
    return Explanation(
        one.gathering_id, kind, reason, why, best.change, best.fix, best.minutes, best.unit_id,
        best.after,
    )  # fmt: skip
