"""Proving one unit's route: can it be driven as it is written?"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nightout.visits.night import Night, Place, Stint
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.request import Gathering, Request, Unit
from nightout.visits.travel import Travel

__all__ = ["Fault", "Rulebook", "check_route"]

EARTH_M = 6_371_008.8
# Two formulas of one travel time may round to neighbouring seconds.
ROUNDING_S = 1


@dataclass(frozen=True)
class Fault:
    """A rule that a plan breaks: which, by whom, where, and how."""

    rule: str
    unit_id: str
    gathering_id: str
    what: str

    def __str__(self) -> str:
        who = f"unit {self.unit_id} " if self.unit_id else ""
        where = f"at {self.gathering_id} " if self.gathering_id else ""
        return f"{self.rule}: {who}{where}{self.what}"


class Rulebook:
    """What the rules come to on this night, worked out from the request alone."""

    def __init__(self, night: Night, travel: Travel | None, announced: Plan | None) -> None:
        self.night = night
        self.request: Request = night.request
        self.travel = travel
        self.at = travel.index() if travel else {}
        told = announced.visits if announced else ()
        self.told = {(one.gathering_id, one.arrive) for one in told}
        self.units = {one.unit_id: one for one in self.request.units}
        self.gatherings = {one.gathering_id: one for one in self.request.gatherings}
        hours = [one.starts for one in self.request.gatherings]
        hours += [one.shift_start for one in self.request.units]
        # The day of the night: that of its first hour.
        self.evening = min(hours).date() if hours else dt.date.min

    def spot(self, place: Place) -> tuple[float | None, float | None]:
        """Give where a place lies."""
        kind, key = place
        one = self.units[key] if kind == "unit" else self.gatherings[key]
        return one.lon, one.lat

    def seconds(self, here: Place, there: Place) -> int | None:
        """Give the travel time; None where a place has no coordinates."""
        if self.travel and here in self.at and there in self.at:
            return int(self.travel.seconds[self.at[here], self.at[there]])
        (lon, lat), (to_lon, to_lat) = self.spot(here), self.spot(there)
        if lon is None or lat is None or to_lon is None or to_lat is None:
            return None
        rules = self.request.rules
        road_m = self.distance_m((lon, lat), (to_lon, to_lat)) * rules.circuity
        return round(road_m / (rules.speed_kmh * 1000 / 3600))

    @staticmethod
    def distance_m(here: tuple[float, float], there: tuple[float, float]) -> float:
        """Give the length of the great circle between two points, by the angle's tangent."""
        (lon, lat), (to_lon, to_lat) = (tuple(map(math.radians, one)) for one in (here, there))
        apart = to_lon - lon
        across = math.cos(to_lat) * math.sin(apart)
        along = math.cos(lat) * math.sin(to_lat) - math.sin(lat) * math.cos(to_lat) * math.cos(
            apart
        )
        inner = math.sin(lat) * math.sin(to_lat) + math.cos(lat) * math.cos(to_lat) * math.cos(
            apart
        )
        return EARTH_M * math.atan2(math.hypot(across, along), inner)

    def window(self, gathering: Gathering) -> tuple[dt.datetime, dt.datetime]:
        """Give the first and the last moment at which a visit may begin."""
        rules = self.request.rules
        first, last = gathering.starts, gathering.ends
        last -= dt.timedelta(minutes=rules.start_before_end_min)
        if rules.earliest is not None:
            first = max(first, dt.datetime.combine(self.evening, rules.earliest))
        if rules.latest is not None:
            last = min(last, dt.datetime.combine(self.evening, rules.latest))
        return first, last

    def stints(self, unit: Unit) -> tuple[Stint, ...]:
        """Give when a unit is on the road."""
        whole = Stint(unit.shift_start, unit.shift_end, ("unit", unit.unit_id))
        return self.night.stints.get(unit.unit_id, (whole,))

    def stay(self, unit: Unit) -> dt.timedelta:
        """Give how long a unit's visits last."""
        rules = self.request.rules
        minutes = rules.visit_minutes.by_kind.get(unit.kind, rules.visit_minutes.usual)
        minutes += rules.setup_minutes.by_kind.get(unit.kind, rules.setup_minutes.usual)
        return dt.timedelta(seconds=round(minutes * 60))


def check_route(
    book: Rulebook, unit: Unit, visits: Sequence[Visit], rests: Sequence[Rest]
) -> Iterator[Fault]:
    """Look at a unit's whole evening."""
    yield from _check_rests(book, unit, rests)
    todo: list[Visit | Rest] = sorted([*visits, *rests], key=_begin)
    stints = book.stints(unit)
    for stint in stints:
        # What begins when a unit sets out anew is of that stint, not of the one that ends then.
        anew = any(one.start == stint.end for one in stints if one is not stint)
        inside = [
            one
            for one in todo
            if stint.start <= _begin(one) <= stint.end and not (anew and _begin(one) == stint.end)
        ]
        todo = [one for one in todo if one not in inside]
        yield from _drive(book, unit, stint, inside)
    for one in todo:
        where = one.gathering_id if isinstance(one, Visit) else ""
        yield Fault(
            "shift", unit.unit_id, where, f"is busy at {_begin(one):%H:%M} and not on the road then"
        )


def _begin(one: Visit | Rest) -> dt.datetime:
    return one.arrive if isinstance(one, Visit) else one.start


def _drive(
    book: Rulebook, unit: Unit, stint: Stint, items: Sequence[Visit | Rest]
) -> Iterator[Fault]:
    """Drive through a stint, stop by stop."""
    now, here, rest = stint.start, stint.place, None
    for one in items:
        if isinstance(one, Rest):
            yield from _check_rest_time(book, unit, one, now)
            rest = one
            continue
        there = ("gathering", one.gathering_id)
        seconds = book.seconds(here, there)
        if seconds is None:
            continue
        if abs(seconds - one.travel_s) > ROUNDING_S:
            what = f"drives {one.travel_s} s where the way takes {seconds} s"
            yield Fault("travel", unit.unit_id, one.gathering_id, what)
        yield from _check_arrival(book, unit, one, _Leg(now, one.travel_s, rest))
        yield from _check_stay(book, unit, stint, one)
        now, here, rest = max(now, one.leave), there, None
    if items and stint.goes_home:
        seconds = book.seconds(here, ("unit", unit.unit_id)) or 0
        home = _Leg(now, seconds, rest).arrives(now, unit)
        over_s = (home - stint.end).total_seconds()
        if over_s > ROUNDING_S:
            what = f"is back {over_s / 60:.1f} min after its shift"
            yield Fault("shift", unit.unit_id, "", what)
    if now > stint.end or (rest and rest.end > stint.end):
        yield Fault("shift", unit.unit_id, "", f"is busy until {now:%H:%M}, after its time")


@dataclass(frozen=True)
class _Leg:
    """A way from one stop to the next, with the break that is taken on it, if there is one."""

    free: dt.datetime
    seconds: int
    rest: Rest | None

    def arrives(self, leaves: dt.datetime, unit: Unit) -> dt.datetime:
        """Give when the leg ends that begins at a time.

        A break begins when its hours do, wherever on the way the unit is then; one that began
        before the unit set out is not on the way.
        """
        way = dt.timedelta(seconds=self.seconds)
        if self.rest is None:
            return leaves + way
        if self.rest.start < leaves:
            return max(leaves, self.rest.end) + way
        return max(leaves + way, unit.first_break) + (self.rest.end - self.rest.start)


def _check_rest_time(book: Rulebook, unit: Unit, rest: Rest, free: dt.datetime) -> Iterator[Fault]:
    due = max(free, unit.first_break)
    if rest.start != due and not (rest.start > due and rest.start in book.night.changed_at):
        yield _late("break", unit, "", rest.start, due)


def _check_arrival(book: Rulebook, unit: Unit, visit: Visit, leg: _Leg) -> Iterator[Fault]:
    """Look whether a unit comes as soon as it can: not before, and not later without a reason."""
    there = leg.arrives(leg.free, unit)
    if unit.caravan:
        if visit.arrive < there:
            yield _late("travel", unit, visit.gathering_id, visit.arrive, there)
        return
    opens = book.window(book.gatherings[visit.gathering_id])[0]
    due = max(there, opens)
    told = (visit.gathering_id, visit.arrive) in book.told
    # Whoever is sent somewhere sets out when it is known, and not before.
    sent = {max(leg.arrives(one, unit), opens) for one in book.night.changed_at if one > leg.free}
    if visit.arrive != due and not (visit.arrive > due and (told or visit.arrive in sent)):
        yield _late("times", unit, visit.gathering_id, visit.arrive, due)


def _late(rule: str, unit: Unit, gathering_id: str, begins: dt.datetime, due: dt.datetime) -> Fault:
    what = f"begins at {begins:%H:%M:%S} and could at {due:%H:%M:%S}"
    return Fault(rule, unit.unit_id, gathering_id, what)


def _check_stay(book: Rulebook, unit: Unit, stint: Stint, visit: Visit) -> Iterator[Fault]:
    stay, wanted = visit.leave - visit.arrive, book.stay(unit)
    # One that is called away leaves in the middle.
    cut = not stint.goes_home and visit.leave == stint.end and stay < wanted
    if not unit.caravan and stay != wanted and not cut:
        what = f"stays {stay.total_seconds() / 60:.3g} min, not {wanted.total_seconds() / 60:g}"
        yield Fault("stay", unit.unit_id, visit.gathering_id, what)


def _check_rests(book: Rulebook, unit: Unit, rests: Sequence[Rest]) -> Iterator[Fault]:
    due = 0 if unit.break_min == 0 else 1
    if len(rests) != due and not (len(rests) < due and unit.unit_id in book.night.waived):
        yield Fault("break", unit.unit_id, "", f"rests {len(rests)} times, not {due}")
    ends = {stint.end for stint in book.stints(unit) if not stint.goes_home}
    for rest in rests:
        minutes = (rest.end - rest.start).total_seconds() / 60
        if abs(minutes - unit.break_min) > ROUNDING_S / 60 and rest.end not in ends:
            what = f"rests {minutes:g} min, not {unit.break_min:g}"
            yield Fault("break", unit.unit_id, "", what)
        if unit.break_min and not unit.first_break <= rest.start <= unit.last_break:
            what = f"rests at {rest.start:%H:%M}, outside of its hours for it"
            yield Fault("break", unit.unit_id, "", what)
