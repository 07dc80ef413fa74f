"""From a request and its plan to the sheets' view model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from nightout.errors import UnknownName
from nightout.visits.explain import Explanation
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.request import Gathering, Request, Unit
from nightout.visits.sheets.model import Coming, GatheringSheet, NightSheet, Span, Stop, UnitSheet
from nightout.visits.sheets.words import Words, find_words, first_name, kind_word, tidy

__all__ = ["Changes", "make_sheets"]


@dataclass(frozen=True)
class Changes:
    """What became of the gatherings since the night began.

    Parameters
    ----------
    first
        The request as it was then.
    cancelled
        Gatherings that are not held.
    plan
        The plan that crews hold from then; None if that is not known.
    as_of
        When the last change was; None if there was none.
    """

    first: Request
    cancelled: frozenset[str] = frozenset()
    plan: Plan | None = None
    as_of: dt.datetime | None = None

    def of(self, there: Gathering) -> str:
        """Say what became of a gathering: added, moved, cancelled, or nothing."""
        if there.gathering_id in self.cancelled:
            return "cancelled"
        was = self.places.get(there.gathering_id)
        if was is None:
            return "added"
        return "" if was == (there.lon, there.lat) else "moved"

    @cached_property
    def told(self) -> Mapping[tuple[str, str], dt.datetime]:
        """When each unit was to come to each gathering, as the night began."""
        visits = self.plan.visits if self.plan else ()
        return {(one.unit_id, one.gathering_id): one.arrive for one in visits}

    @cached_property
    def places(self) -> Mapping[str, tuple[float | None, float | None]]:
        """Where each gathering was when the night began."""
        return {one.gathering_id: (one.lon, one.lat) for one in self.first.gatherings}


def make_sheets(  # noqa: PLR0913  what a night is set from, said in one call
    request: Request,
    plan: Plan,
    *,
    city: str = "",
    made_up: bool = False,
    why: Iterable[Explanation] = (),
    changes: Changes | None = None,
    language: str = "en",
) -> NightSheet:
    """Make the sheets of a night.

    Parameters
    ----------
    request
        What the night was planned from.
    plan
        Its plan.
    city, made_up
        Named on every sheet.
    why
        Why nobody comes, where nobody does, as `explain_plan` has it.
    changes
        What became of the gatherings since the night began; nothing if absent.
    language
        Of what hosts and crews hold: en or es.

    Raises
    ------
    UnknownName
        If a visit is of a unit or a gathering that the request does not hold.
    BadSetting
        If the sheets do not speak the language.
    """
    units = {one.unit_id: one for one in request.units}
    gatherings = {one.gathering_id: one for one in request.gatherings}
    for visit in plan.visits:
        _check_known("unit", visit.unit_id, units)
        _check_known("gathering", visit.gathering_id, gatherings)
    told = {one.gathering_id: one for one in why if not one.kind}
    known = _Known(units, gatherings, plan.by_unit(), plan.by_gathering(), plan.rests, told,
        changes or Changes(request), find_words(language),
    )  # fmt: skip
    return NightSheet(
        tidy(request.rules.event),
        tidy(city),
        request.rules.zone,
        made_up,
        _day(request),
        tuple(_unit_sheet(one, known) for one in request.units),
        tuple(_gathering_sheet(one, known) for one in request.gatherings),
        {kind: tidy(kind_word(kind)) for kind in request.kinds},
        language=language,
        as_of=changes.as_of if changes else None,
    )


@dataclass(frozen=True)
class _Known:
    """What every sheet is made from."""

    units: Mapping[str, Unit]
    gatherings: Mapping[str, Gathering]
    ways: Mapping[str, Sequence[Visit]]
    comings: Mapping[str, Sequence[Visit]]
    rests: Sequence[Rest]
    why: Mapping[str, Explanation]
    changes: Changes
    words: Words


def _check_known(what: str, key: str, known: Mapping[str, object]) -> None:
    if key not in known:
        raise UnknownName(
            f"the plan names {what} {key}, which is not in the request",
            "Give the gatherings and units that the plan was made from.",
        )


def _day(request: Request) -> dt.date:
    """Find the day of the night: that of the first gathering, else of the first shift."""
    moments = [one.starts for one in request.gatherings] or [
        one.shift_start for one in request.units
    ]
    return min(moments).date() if moments else dt.date.min


def _unit_sheet(unit: Unit, known: _Known) -> UnitSheet:
    rests = [(one.start, one.end) for one in known.rests if one.unit_id == unit.unit_id]
    stops: list[Stop] = []
    for visit in known.ways.get(unit.unit_id, ()):
        since = stops[-1].leave if stops else dt.datetime.min
        before = [rest for rest in rests if since <= rest[0] < visit.arrive]
        stops.append(_stop(len(stops) + 1, visit, before[0] if before else None, known))
    return UnitSheet(
        unit.unit_id,
        _name(unit),
        unit.kind,
        tidy(unit.station),
        unit.lon,
        unit.lat,
        (unit.shift_start, unit.shift_end),
        tuple(rests),
        unit.reserve,
        tuple(stops),
    )


def _stop(number: int, visit: Visit, rest: Span | None, known: _Known) -> Stop:
    there = known.gatherings[visit.gathering_id]
    others = [one for one in known.comings[there.gathering_id] if one.unit_id != visit.unit_id]
    changes, clock = known.changes, known.words.clock
    was = changes.told.get((visit.unit_id, visit.gathering_id))
    is_new = changes.plan is not None and was is None
    return Stop(
        number,
        visit.arrive,
        visit.leave,
        round(visit.travel_s / 60),
        there.gathering_id,
        tidy(there.name) or there.gathering_id,
        tidy(there.address),
        tidy(there.neighbourhood),
        float(there.lon or 0),
        float(there.lat or 0),
        there.ends,
        first_name(there.host),
        tidy(there.notes),
        tuple(tidy(known.words.language(one)) for one in there.languages),
        there.expected,
        _marks(visit, there, changes.of(there), is_new=is_new),
        tuple(_tell_other(one, known) for one in others),
        rest,
        was if was and clock(was) != clock(visit.arrive) else None,
        done=changes.as_of is not None and visit.leave <= changes.as_of,
    )


def _tell_other(other: Visit, known: _Known) -> str:
    words, unit = known.words, _name(known.units[other.unit_id])
    return words.say("unit.also", unit=unit, time=words.clock(other.arrive))


def _marks(visit: Visit, there: Gathering, change: str, *, is_new: bool) -> tuple[str, ...]:
    marks = {
        "moved tonight": change == "moved",
        "new tonight": change == "added",
        "new on your way": is_new and change != "added",
        "promised": visit.promised,
        "own beat": visit.own_beat,
        "first time": there.first_timer,
        "missed last year": there.missed_last_year,
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def _gathering_sheet(there: Gathering, known: _Known) -> GatheringSheet:
    visits = known.comings.get(there.gathering_id, ())
    come = {one.kind for one in visits}
    told = None if visits else known.why.get(there.gathering_id)
    return GatheringSheet(
        there.gathering_id,
        tidy(there.name) or there.gathering_id,
        tidy(there.address),
        tidy(there.neighbourhood),
        there.lon,
        there.lat,
        there.starts,
        there.ends,
        first_name(there.host),
        tuple(_coming(one, known.units) for one in visits),
        tuple(tidy(known.words.kind(kind)) for kind in there.wanted if kind not in come),
        _tell_host(told, there, known.words) if told else "",
        tidy(f"{told.why[:1].upper()}{told.why[1:]}. {told.fix}." if told else ""),
        known.changes.of(there),
    )


def _tell_host(told: Explanation, there: Gathering, words: Words) -> str:
    """Say to a host why nobody comes; who sent an address is not asked for it again."""
    unplaced = told.reason == "no place" and there.address
    return words.host_reason("not on the map" if unplaced else told.reason)


def _coming(visit: Visit, units: Mapping[str, Unit]) -> Coming:
    name = _name(units[visit.unit_id])
    return Coming(visit.arrive, visit.leave, visit.unit_id, name, visit.kind, visit.promised)


def _name(unit: Unit) -> str:
    return tidy(unit.name) or unit.unit_id
