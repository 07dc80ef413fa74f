"""The best plan of a tiny night, found by trying everything, without the planner's code."""

from __future__ import annotations

import math
from collections import Counter
from itertools import permutations, product

TRAVEL_COST = 0.005


def metres_between(here, there):
    """By the spherical law of cosines, which is exact enough for kilometres."""
    lat, to_lat = math.radians(here.lat), math.radians(there.lat)
    apart = math.radians(there.lon - here.lon)
    inner = math.sin(lat) * math.sin(to_lat) + math.cos(lat) * math.cos(to_lat) * math.cos(apart)
    return 6_371_008.8 * math.acos(min(1.0, inner))


def seconds_between(here, there, rules):
    return round(metres_between(here, there) * rules.circuity / (rules.speed_kmh / 3.6))


def may_visit(unit, gathering, rules):
    if unit.kind in gathering.declined or gathering.lon is None:
        return False
    return not unit.reserve or metres_between(unit, gathering) <= rules.reserve_radius_m


def drive(unit, route, spot, rules):
    """Give the travel of a route with its break after `spot` visits; None if it cannot be."""
    stay = 60 * (rules.visit_minutes.of(unit.kind) + rules.setup_minutes.of(unit.kind))
    now, here, travel = unit.shift_start.timestamp(), unit, 0
    for i, there in enumerate([*route, unit]):
        way = seconds_between(here, there, rules)
        free, now, travel, here = now, now + way, travel + way, there
        if i == spot and unit.break_min:
            # Taken on the way, when its hours begin or the unit is free.
            if max(free, unit.first_break.timestamp()) > unit.last_break.timestamp():
                return None
            now = max(now, unit.first_break.timestamp()) + 60 * unit.break_min
        if i == len(route):
            break
        now = max(now, there.starts.timestamp())
        if now > there.ends.timestamp() - 60 * rules.start_before_end_min:
            return None
        now += stay
    return travel if now <= unit.shift_end.timestamp() else None


def evenings(unit, gatherings, rules):
    """Give the least travel of every set of gatherings that a unit can visit."""
    found = {}
    may = [one for one in gatherings if may_visit(unit, one, rules)]
    for n in range(len(may) + 1):
        for route in permutations(may, n):
            ways = [drive(unit, route, spot, rules) for spot in range(n + 1)]
            ways = [one for one in ways if one is not None]
            key = frozenset(one.gathering_id for one in route)
            if ways and min(ways) < found.get(key, math.inf):
                found[key] = min(ways)
    return found


def worth_at(gathering, units, weights):
    """Give the points for the visits of a gathering; None for more visits than are made."""
    if not units:
        return 0
    kinds = Counter(one.kind for one in units)
    met = [kind for kind in gathering.wanted if kinds[kind]]
    more = len(units) - len(met)
    if more > 1:
        return None
    points = weights.first_visit + weights.wanted * len(met) + weights.second_visit * more
    points += weights.missed_last_year * gathering.missed_last_year
    points += weights.first_timer * gathering.first_timer
    for unit in units:
        points += weights.own_beat * (gathering.beat != "" and gathering.beat in unit.beats)
        points += weights.language * bool(set(gathering.languages) & set(unit.languages))
    return points


def best_worth(request):
    """Try every combination; give what the best is worth, and the most gatherings visited."""
    rules = request.rules
    each = [evenings(unit, request.gatherings, rules).items() for unit in request.units]
    best, most = -math.inf, 0
    for combination in product(*each):
        points = [
            worth_at(
                gathering,
                [
                    unit
                    for unit, (visited, _) in zip(request.units, combination, strict=True)
                    if gathering.gathering_id in visited
                ],
                rules.weights,
            )
            for gathering in request.gatherings
        ]
        if None not in points:
            worth = sum(points) - TRAVEL_COST * sum(travel for _, travel in combination)
            best, most = max(best, worth), max(most, sum(one > 0 for one in points))
    return best, most


def worth_of(request, plan):
    """Give what a plan is worth, counted anew from its visits."""
    units = {one.unit_id: one for one in request.units}
    gatherings = {one.gathering_id: one for one in request.gatherings}
    worth = 0.0
    for gathering in request.gatherings:
        there = [units[v.unit_id] for v in plan.visits if v.gathering_id == gathering.gathering_id]
        worth += worth_at(gathering, there, request.rules.weights)
    for unit in request.units:
        here = unit
        for visit in plan.by_unit().get(unit.unit_id, []):
            there = gatherings[visit.gathering_id]
            worth -= TRAVEL_COST * seconds_between(here, there, request.rules)
            here = there
        worth -= TRAVEL_COST * seconds_between(here, unit, request.rules)
    return worth
