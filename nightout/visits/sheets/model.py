"""Everything the sheets show, as frozen values: page, paper and calendar only set them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nightout.visits.sheets.words import Words, find_words

__all__ = ["Coming", "GatheringSheet", "NightSheet", "Span", "Stop", "UnitSheet"]

Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True)
class Stop:
    """One visit, as the unit that drives to it needs it.

    Parameters
    ----------
    number
        Its place on the unit's way, from 1.
    arrive, leave, travel_min
        Local times, and minutes on the road before.
    gathering_id, name, address, neighbourhood, lon, lat, until
        Where it is, and when the gathering ends.
    host, notes, languages, expected
        Whom to ask for, by first name alone, and what they wrote, speak and await.
    marks
        What to know at a glance: promised, own beat, held for the first time, missed last year,
        new or moved tonight, or new on this unit's way.
    also
        Who else comes there, and when.
    rest
        The break to take before driving there; None if there is none.
    was
        When the unit was to come as the night began, if it is another time now.
    done
        Whether it was over when the sheets were made.
    """

    number: int
    arrive: dt.datetime
    leave: dt.datetime
    travel_min: int
    gathering_id: str
    name: str
    address: str
    neighbourhood: str
    lon: float
    lat: float
    until: dt.datetime
    host: str
    notes: str
    languages: tuple[str, ...]
    expected: int | None
    marks: tuple[str, ...]
    also: tuple[str, ...]
    rest: Span | None = None
    was: dt.datetime | None = None
    done: bool = False


@dataclass(frozen=True)
class UnitSheet:
    """One unit's way through the night. It names the unit, never who sits in it."""

    unit_id: str
    name: str
    kind: str
    station: str
    lon: float
    lat: float
    shift: Span
    rests: tuple[Span, ...]
    reserve: bool
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Coming:
    """One visit, as the gathering that awaits it needs it."""

    arrive: dt.datetime
    leave: dt.datetime
    unit_id: str
    unit: str
    kind: str
    promised: bool


@dataclass(frozen=True)
class GatheringSheet:
    """Who comes to one gathering, and when.

    `change` is what became of it that night: added, moved or cancelled; empty if nothing did.
    `missing` names kinds of visitor that were asked for and cannot come. Where nobody comes, `why`
    says it to the host, `reason` to the coordinator, and what would help.
    """

    gathering_id: str
    name: str
    address: str
    neighbourhood: str
    lon: float | None
    lat: float | None
    starts: dt.datetime
    ends: dt.datetime
    host: str
    visits: tuple[Coming, ...]
    missing: tuple[str, ...]
    why: str = ""
    reason: str = ""
    change: str = ""

    @property
    def held(self) -> bool:
        """Whether it is held, as far as is known."""
        return self.change != "cancelled"


@dataclass(frozen=True)
class NightSheet:
    """The whole night.

    Parameters
    ----------
    event, city, zone
        What it is called, where, and on which clock; city and zone may be empty.
    made_up
        Whether none of it is real, which every sheet then says.
    day
        The day on which it begins.
    units, gatherings
        A sheet each, in the order of the request.
    kinds
        How each kind of unit is called.
    notes
        What else the plan says.
    language
        Of what hosts and crews hold; the coordinator's pages are in English.
    as_of
        When the last change was that these sheets follow; None where there was none.
    """

    event: str
    city: str
    zone: str
    made_up: bool
    day: dt.date
    units: tuple[UnitSheet, ...]
    gatherings: tuple[GatheringSheet, ...]
    kinds: Mapping[str, str]
    notes: tuple[str, ...] = field(default=())
    language: str = "en"
    as_of: dt.datetime | None = None

    def dated(self, words: Words) -> str:
        """Name the day, and after a change the time of it: of two sheets, which is the newer."""
        day = words.day(self.day)
        if self.as_of is None:
            return day
        return f"{day} · {words.say('as_of', time=words.clock(self.as_of))}"

    @property
    def words(self) -> Words:
        """The words of what hosts and crews hold."""
        return find_words(self.language)

    @property
    def n_visited(self) -> int:
        """How many gatherings that are held get a visit."""
        return sum(bool(one.visits) for one in self.gatherings if one.held)

    @property
    def n_held(self) -> int:
        """How many gatherings are held, as far as is known."""
        return sum(one.held for one in self.gatherings)

    @property
    def n_visits(self) -> int:
        """How many visits there are."""
        return sum(len(one.stops) for one in self.units)

    @property
    def title(self) -> str:
        """The night in a few words."""
        return f"{self.event}, {self.city}" if self.city else self.event

    def span(self) -> Span:
        """From the first start to the last end of anything on the sheets, in whole half hours."""
        moments = [*self._moments()]
        half = dt.timedelta(minutes=30)
        midnight = dt.datetime.combine(self.day, dt.time())
        first = midnight + (min(moments) - midnight) // half * half
        return first, midnight - (midnight - max(moments)) // half * half

    def _moments(self) -> Iterable[dt.datetime]:
        for one in self.gatherings:
            yield from (one.starts, one.ends)
            for visit in one.visits:
                yield from (visit.arrive, visit.leave)
        if not self.gatherings:
            yield from (moment for unit in self.units for moment in unit.shift)
        if not self.gatherings and not self.units:
            yield from (dt.datetime.combine(self.day, dt.time(hour)) for hour in (18, 21))
