"""Proving a plan: every rule is looked at again, in plain loops.

Nothing that plans is used here, and nothing here is used to plan: what both had wrong neither
would see. Records, and travel that was brought along (a table, streets), are all they share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from nightout.visits.check_caravan import check_caravan
from nightout.visits.check_route import Fault, Rulebook, check_route
from nightout.visits.night import Night
from nightout.visits.plan import Plan, Visit
from nightout.visits.request import Gathering, Promise, Request, Unit
from nightout.visits.travel import Travel

__all__ = ["Fault", "check_night", "check_plan"]


def check_plan(request: Request, plan: Plan, travel: Travel | None = None) -> tuple[Fault, ...]:
    """Prove that a plan made before the night obeys every rule.

    Parameters
    ----------
    request
        What was asked for.
    plan
        The plan.
    travel
        Travel times that were brought along; by straight lines, worked out anew, if None.

    Returns
    -------
    What is wrong, in the order of units; nothing if nothing is.
    """
    return check_night(Night(request), plan, travel)


def check_night(
    night: Night, plan: Plan, travel: Travel | None = None, *, announced: Plan | None = None
) -> tuple[Fault, ...]:
    """Prove that a plan obeys every rule on a night on which things changed.

    Parameters
    ----------
    night
        The request as it stands, who was on the road when, and what fell away.
    plan
        The plan of the whole night, past and to come.
    travel
        As for `check_plan`.
    announced
        The plan as it was before the last change, and as hosts know it: a visit may wait for its
        time there, and what had begun must be as it was. Without it a unit has to come as early
        as it can.
    """
    book = Rulebook(night, travel, announced)
    past = _check_past(book, plan, announced) if announced and night.changed_at else ()
    return (*_faults(book, plan), *past)


def _check_past(book: Rulebook, plan: Plan, before: Plan) -> Iterator[Fault]:
    """Look whether what had begun at the last change is as it was, and nothing new is in the past.

    A unit that was called away, or is late, and a gathering that was cancelled, are excused from
    what had not begun there.
    """
    now = book.night.changed_at[-1]
    there = {(one.unit_id, one.gathering_id): one for one in plan.visits}
    known = {(one.unit_id, one.gathering_id) for one in before.visits}
    for visit in before.visits:
        kept = there.get((visit.unit_id, visit.gathering_id))
        same = kept is not None and kept.arrive == visit.arrive
        if visit.arrive < now and not same:
            yield Fault(
                "past", visit.unit_id, visit.gathering_id, "had begun, and is not as it was"
            )
    for key, visit in there.items():
        if key not in known and visit.depart < now:
            what = f"is new, and sets out at {visit.depart:%H:%M:%S}, before it was planned"
            yield Fault("past", visit.unit_id, visit.gathering_id, what)


def _faults(book: Rulebook, plan: Plan) -> Iterator[Fault]:
    units, gatherings = book.units, book.gatherings
    yield from _check_known(plan, set(units), set(gatherings))
    known = [one for one in plan.visits if one.unit_id in units and one.gathering_id in gatherings]
    for visit in known:
        unit, gathering = units[visit.unit_id], gatherings[visit.gathering_id]
        yield from _check_visit(book, visit, unit, gathering)
    yield from _check_once(known)
    by_unit, by_gathering = defaultdict(list), defaultdict(list)
    for visit in known:
        by_unit[visit.unit_id].append(visit)
        by_gathering[visit.gathering_id].append(visit)
    for unit in book.request.units:
        rests = [one for one in plan.rests if one.unit_id == unit.unit_id]
        yield from check_route(book, unit, by_unit[unit.unit_id], rests)
        if unit.caravan:
            yield from check_caravan(book, unit, by_unit[unit.unit_id])
    for gathering in book.request.gatherings:
        yield from _check_promises(book, gathering, by_gathering[gathering.gathering_id])


def _check_known(plan: Plan, units: set[str], gatherings: set[str]) -> Iterator[Fault]:
    for visit in plan.visits:
        if visit.unit_id not in units:
            yield Fault("unknown unit", visit.unit_id, visit.gathering_id, "is not on the night")
        if visit.gathering_id not in gatherings:
            yield Fault("unknown gathering", visit.unit_id, visit.gathering_id, "is not asked for")
    for rest in plan.rests:
        if rest.unit_id not in units:
            yield Fault("unknown unit", rest.unit_id, "", "rests and is not on the night")


def _check_visit(book: Rulebook, visit: Visit, unit: Unit, gathering: Gathering) -> Iterator[Fault]:
    """Look at one visit by itself: may this unit be there at that time?"""

    def fault(rule: str, what: str) -> Fault:
        return Fault(rule, visit.unit_id, visit.gathering_id, what)

    if visit.kind != unit.kind:
        yield fault("kind", f"is written as {visit.kind} and is {unit.kind}")
    if unit.kind in gathering.declined:
        yield fault("declined", f"is {unit.kind}, whom the host asked not to come")
    if visit.own_beat != (gathering.beat != "" and gathering.beat in unit.beats):
        yield fault("own beat", f"is marked {'as' if visit.own_beat else 'as not'} in its own beat")
    if gathering.lon is None:
        yield fault("place", "goes where nobody knows where it is")
    cancelled = book.night.cancelled.get(gathering.gathering_id)
    if cancelled is not None and visit.arrive > cancelled:
        yield fault("cancelled", f"comes at {visit.arrive:%H:%M}, after it was cancelled")
    if not unit.caravan:
        yield from _check_reach(book, visit, unit, gathering)


def _check_reach(book: Rulebook, visit: Visit, unit: Unit, gathering: Gathering) -> Iterator[Fault]:
    """Look whether visits may begin then, and whether a unit in reserve stays near its post."""
    first, last = book.window(gathering)
    if not first <= visit.arrive <= last:
        day = f" on {visit.arrive:%Y-%m-%d}" if visit.arrive.date() != first.date() else ""
        hours = f"visits begin from {first:%H:%M} to {last:%H:%M}"
        what = f"comes at {visit.arrive:%H:%M:%S}{day}; {hours}"
        yield Fault("window", visit.unit_id, visit.gathering_id, what)
    if unit.reserve and gathering.lon is not None:
        away_m = book.distance_m((unit.lon, unit.lat), (gathering.lon, gathering.lat or 0.0))
        # A metre: two formulas of one distance differ by their rounding.
        if away_m > book.request.rules.reserve_radius_m + 1:
            what = f"is in reserve and {away_m:,.0f} m from its post"
            yield Fault("reserve", visit.unit_id, visit.gathering_id, what)


def _check_once(visits: list[Visit]) -> Iterator[Fault]:
    for (unit_id, gathering_id), n in Counter((v.unit_id, v.gathering_id) for v in visits).items():
        if n > 1:
            yield Fault("twice", unit_id, gathering_id, f"comes {n} times")


def _check_promises(book: Rulebook, gathering: Gathering, visits: list[Visit]) -> Iterator[Fault]:
    """Look whether each promise is kept by a visit of its own, and no other is called promised."""
    # Another unit of the kind may come too, and earlier: the promise is kept by the one marked.
    left = sorted(visits, key=lambda one: (not one.promised, one.arrive))
    cancelled = gathering.gathering_id in book.night.cancelled
    broken = [promise for where, promise in book.night.broken if where == gathering.gathering_id]
    for promise in sorted(gathering.promised, key=lambda one: not one.unit_id):
        keeps = next((one for one in left if _keeps(one, promise)), None)
        if keeps is not None:
            left.remove(keeps)
        if keeps is not None and not keeps.promised:
            yield Fault(
                "promise", keeps.unit_id, keeps.gathering_id, "keeps a promise and is not marked"
            )
        if keeps is None and not cancelled and promise not in broken:
            who = f"unit {promise.unit_id}" if promise.unit_id else promise.kind
            yield Fault(
                "promise",
                promise.unit_id,
                gathering.gathering_id,
                f"was promised {who}; none comes",
            )
    for visit in left:
        if visit.promised:
            yield Fault(
                "promise", visit.unit_id, visit.gathering_id, "is marked as promised and is not"
            )


def _keeps(visit: Visit, promise: Promise) -> bool:
    return visit.kind == promise.kind and promise.unit_id in ("", visit.unit_id)
