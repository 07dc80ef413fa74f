"""What a night is planned from: gatherings, units, the caravan's route and the rules.

Times are wall-clock times of the city, as hosts and crews read them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from nightout.errors import BadSetting, UnknownName
from nightout.visits.request_checks import LONGEST, check_once, check_place, check_span, unknown
from nightout.visits.rules import Rules

__all__ = ["CaravanStop", "Gathering", "Promise", "Request", "Unit"]


@dataclass(frozen=True)
class Promise:
    """A visit that was promised: by a kind of unit, or by one certain unit of it."""

    kind: str
    unit_id: str = ""


@dataclass(frozen=True)
class Gathering:
    """A block party, or whatever neighbours gather for.

    Parameters
    ----------
    gathering_id
        What it is known by; nothing else of the night goes by the same.
    starts, ends
        Its hours.
    lon, lat
        Where it is, in WGS 84 degrees; None if that is not known, and then nobody can come.
    name, address, host, notes
        For the sheets that crews carry. The host by first name alone.
    beat, neighbourhood
        Where it lies on the two maps that matter: whose officers, and whose turn.
    wanted, declined
        Kinds of visitor asked for, and kinds asked not to come.
    languages
        What is spoken there.
    expected
        How many people are awaited.
    first_timer, missed_last_year
        Whether it is held for the first time; whether nobody came last year.
    promised
        Visits that must happen.
    """

    gathering_id: str
    starts: dt.datetime
    ends: dt.datetime
    lon: float | None = None
    lat: float | None = None
    name: str = ""
    address: str = ""
    beat: str = ""
    neighbourhood: str = ""
    wanted: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    expected: int | None = None
    first_timer: bool = False
    missed_last_year: bool = False
    promised: tuple[Promise, ...] = ()
    host: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        named = f"gathering {self.gathering_id}"
        check_span(named, self.starts, self.ends)
        check_place(named, self.lon, self.lat)
        both = set(self.declined) & {*self.wanted, *(one.kind for one in self.promised)}
        if both:
            raise BadSetting(
                f"{named} both wants and declines {min(both)}", "Keep it in one of the two."
            )


@dataclass(frozen=True)
class Unit:
    """A crew with its vehicle, or whoever else goes from gathering to gathering.

    Parameters
    ----------
    unit_id, name
        What it is known by, and what it is called.
    kind
        What hosts ask for: police, fire, k9, mcgruff.
    station, lon, lat
        Where it begins and ends, in WGS 84 degrees.
    shift_start, shift_end
        When it may leave and must be back.
    beats
        The beats that are its own.
    languages
        What its crew speaks.
    reserve
        Kept near its post: it visits only within `Rules.reserve_radius_m` of it.
    break_min, break_from, break_until
        Minutes of break, 0 for none, and between which times it begins (the whole shift if None).
    caravan
        The caravan it travels with, all night and nowhere else; empty for none.
    """

    unit_id: str
    kind: str
    lon: float
    lat: float
    shift_start: dt.datetime
    shift_end: dt.datetime
    name: str = ""
    station: str = ""
    beats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    reserve: bool = False
    break_min: float = 0.0
    break_from: dt.datetime | None = None
    break_until: dt.datetime | None = None
    caravan: str = ""

    def __post_init__(self) -> None:
        named = f"unit {self.unit_id}"
        check_span(named, self.shift_start, self.shift_end)
        check_place(named, self.lon, self.lat)
        if not self.kind or self.kind == "break":
            raise BadSetting(
                f"the kind of {named} is {self.kind!r}", "Say what it is, such as police or fire."
            )
        if self.caravan and self.break_min:
            raise BadSetting(
                f"{named} travels with caravan {self.caravan} and has a break",
                "A caravan rests together: leave a gap between its stops instead.",
            )
        if self.break_min < 0:
            raise BadSetting(f"{named} has a break of {self.break_min:g} min", "Give 0 or more.")
        if self.break_min and self.first_break > self.last_break:
            raise BadSetting(
                f"{named} has a break of {self.break_min:g} min that begins from "
                f"{self.first_break:%H:%M} to {self.last_break:%H:%M} at the latest",
                "It must fit into the shift: widen its window or shorten it.",
            )

    @property
    def first_break(self) -> dt.datetime:
        """The earliest its break may begin."""
        return max(self.shift_start, self.break_from or self.shift_start)

    @property
    def last_break(self) -> dt.datetime:
        """The latest its break may begin."""
        whole = self.shift_end - dt.timedelta(minutes=self.break_min)
        return min(whole, self.break_until or whole)


@dataclass(frozen=True)
class CaravanStop:
    """A stop on the fixed route that several units drive together: the mayor's caravan."""

    caravan: str
    gathering_id: str
    arrive: dt.datetime
    leave: dt.datetime

    def __post_init__(self) -> None:
        check_span(f"caravan {self.caravan} at {self.gathering_id}", self.arrive, self.leave)


@dataclass(frozen=True)
class Request:
    """A night to be planned.

    Raises
    ------
    BadSetting
        If something stands twice, or the hours lie more than a day and a half apart.
    UnknownName
        If a promise or a caravan names what is not there.
    """

    gatherings: tuple[Gathering, ...]
    units: tuple[Unit, ...]
    rules: Rules = field(default_factory=Rules)
    caravan: tuple[CaravanStop, ...] = ()

    def __post_init__(self) -> None:
        check_once("gathering", (one.gathering_id for one in self.gatherings))
        check_once("unit", (one.unit_id for one in self.units))
        self._check_promises()
        self._check_caravan()
        moments = [one.starts for one in self.gatherings] + [one.shift_start for one in self.units]
        if moments and max(moments) - min(moments) > LONGEST:
            raise BadSetting(
                f"the hours run from {min(moments)} to {max(moments)}",
                "A night is planned by itself: give one night's gatherings and units.",
            )

    def _check_promises(self) -> None:
        units = {one.unit_id: one.kind for one in self.units}
        for gathering in self.gatherings:
            for promise in gathering.promised:
                named = f"gathering {gathering.gathering_id} is promised"
                if promise.unit_id and promise.unit_id not in units:
                    raise UnknownName(
                        f"{named} unit {promise.unit_id}, which is not among the units",
                        "Add the unit, or promise the kind alone.",
                    )
                if promise.unit_id and units[promise.unit_id] != promise.kind:
                    raise BadSetting(
                        f"{named} {promise.kind}:{promise.unit_id}, and that unit is "
                        f"{units[promise.unit_id]}",
                        "Write the kind that the unit has.",
                    )

    def _check_caravan(self) -> None:
        there = {one.gathering_id for one in self.gatherings}
        routes = {stop.caravan for stop in self.caravan}
        for stop in self.caravan:
            if stop.gathering_id not in there:
                raise UnknownName(
                    f"caravan {stop.caravan} stops at {stop.gathering_id}, which is no gathering",
                    "Correct the id, or leave the stop out.",
                )
        for unit in self.units:
            if unit.caravan and unit.caravan not in routes:
                raise UnknownName(
                    f"unit {unit.unit_id} travels with caravan {unit.caravan}, which has no route",
                    f"Give its stops; there are {', '.join(sorted(routes)) or 'no caravans'}.",
                )

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of unit, in the order in which they come."""
        return tuple(dict.fromkeys(one.kind for one in self.units))

    def stops_of(self, caravan: str) -> tuple[CaravanStop, ...]:
        """Give the stops of a caravan, in order."""
        stops = (one for one in self.caravan if one.caravan == caravan)
        return tuple(sorted(stops, key=lambda stop: stop.arrive))

    def gathering(self, gathering_id: str) -> Gathering:
        """Find a gathering by its id."""
        for one in self.gatherings:
            if one.gathering_id == gathering_id:
                return one
        raise unknown("gathering", gathering_id, [one.gathering_id for one in self.gatherings])

    def unit(self, unit_id: str) -> Unit:
        """Find a unit by its id."""
        for one in self.units:
            if one.unit_id == unit_id:
                return one
        raise unknown("unit", unit_id, [one.unit_id for one in self.units])
