"""Proving that a member of a caravan rides along: wherever it can be, and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from nightout.visits.check_route import Fault, Rulebook
from nightout.visits.night import Place, Stint
from nightout.visits.plan import Visit
from nightout.visits.request import CaravanStop, Unit

__all__ = ["check_caravan"]


def check_caravan(book: Rulebook, unit: Unit, visits: Sequence[Visit]) -> Iterator[Fault]:
    """Look at the evening of a unit that travels with a caravan."""
    route = [one for one in book.request.caravan if one.caravan == unit.caravan]
    cuts = {one.end for one in book.stints(unit) if not one.goes_home}
    for visit in visits:
        yield from _check_visit(book, unit, visit, route, cuts)
    for stop in route:
        if any(_is_at(one, stop) for one in visits) or _is_cancelled(book, stop):
            continue
        if any(_could_be_there(book, unit, visits, stop, one) for one in book.stints(unit)):
            what = f"leaves its caravan out at {stop.arrive:%H:%M}, and could be there"
            yield Fault("caravan", unit.unit_id, stop.gathering_id, what)


def _check_visit(
    book: Rulebook,
    unit: Unit,
    visit: Visit,
    route: Sequence[CaravanStop],
    cuts: set[dt.datetime],
) -> Iterator[Fault]:
    """Look whether the caravan is there then, and whether the gathering is held."""
    stop = next((one for one in route if _is_at(visit, one)), None)
    where = visit.gathering_id
    if stop is None:
        yield Fault("caravan", unit.unit_id, where, "is there without its caravan")
    # One that is called away leaves before the caravan does.
    elif visit.leave != stop.leave and not (visit.leave < stop.leave and visit.leave in cuts):
        what = f"leaves at {visit.leave:%H:%M}, and its caravan at {stop.leave:%H:%M}"
        yield Fault("caravan", unit.unit_id, where, what)
    gathering = book.gatherings[where]
    if not gathering.starts <= visit.arrive < gathering.ends:
        what = f"comes at {visit.arrive:%H:%M}, outside of its hours"
        yield Fault("caravan", unit.unit_id, where, what)


def _is_at(visit: Visit, stop: CaravanStop) -> bool:
    return (visit.gathering_id, visit.arrive) == (stop.gathering_id, stop.arrive)


def _is_cancelled(book: Rulebook, stop: CaravanStop) -> bool:
    cancelled = book.night.cancelled.get(stop.gathering_id)
    return cancelled is not None and stop.arrive > cancelled


def _could_be_there(
    book: Rulebook, unit: Unit, visits: Sequence[Visit], stop: CaravanStop, stint: Stint
) -> bool:
    """Say whether a unit on the road could be at a stop in time, and home after it."""
    if not stint.start <= stop.arrive < stint.end:
        return False
    free, place = stint.start, stint.place
    for one in sorted(visits, key=lambda one: one.arrive):
        if stint.start <= one.arrive < stop.arrive:
            free, place = one.leave, ("gathering", one.gathering_id)
    there: Place = ("gathering", stop.gathering_id)
    way, home = book.seconds(place, there), book.seconds(there, ("unit", unit.unit_id))
    if way is None or free + dt.timedelta(seconds=way) > stop.arrive:
        return False
    return not stint.goes_home or stop.leave + dt.timedelta(seconds=home or 0) <= stint.end
