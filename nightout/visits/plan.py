"""A plan of the night: who visits whom and when, and when each unit rests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

__all__ = ["Plan", "Rest", "Visit"]


@dataclass(frozen=True)
class Visit:
    """One unit at one gathering.

    Parameters
    ----------
    unit_id, gathering_id, kind
        Who, where, and what kind of unit that is.
    arrive, leave
        When the visit begins, setting up included, and when the unit drives on.
    travel_s
        Seconds on the road from where the unit was before.
    promised
        Whether it keeps a promise.
    own_beat
        Whether the gathering lies in one of the unit's own beats.
    """

    unit_id: str
    gathering_id: str
    kind: str
    arrive: dt.datetime
    leave: dt.datetime
    travel_s: int
    promised: bool = False
    own_beat: bool = False

    @property
    def depart(self) -> dt.datetime:
        """When the unit sets out for it at the latest."""
        return self.arrive - dt.timedelta(seconds=self.travel_s)


# By all that a visit is, so that a plan is in one order whatever order it was made in.
BY_TIME = attrgetter("arrive", *(one.name for one in fields(Visit)))


@dataclass(frozen=True)
class Rest:
    """A unit's break, taken on its way: it begins where the unit is when the hours for it begin."""

    unit_id: str
    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True)
class Plan:
    """Every visit and every break of a night, in the order of time."""

    visits: tuple[Visit, ...] = ()
    rests: tuple[Rest, ...] = ()

    @classmethod
    def of(cls, visits: Iterable[Visit], rests: Iterable[Rest] = ()) -> Plan:
        """Make a plan of visits and breaks in any order."""
        return cls(
            tuple(sorted(visits, key=BY_TIME)),
            tuple(sorted(rests, key=attrgetter("start", "unit_id", "end"))),
        )

    def by_unit(self) -> Mapping[str, list[Visit]]:
        """Give each unit's visits, in the order of time."""
        found: dict[str, list[Visit]] = {}
        for visit in self.visits:
            found.setdefault(visit.unit_id, []).append(visit)
        return found

    def by_gathering(self) -> Mapping[str, list[Visit]]:
        """Give the visits to each gathering, in the order of time."""
        found: dict[str, list[Visit]] = {}
        for visit in self.visits:
            found.setdefault(visit.gathering_id, []).append(visit)
        return found
