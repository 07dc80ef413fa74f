"""Where a night stands: what is settled, and from where each unit goes on.

Before the night nothing is settled but the caravan's route. Later it is all that has begun.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from nightout.visits.night import Night, Place
from nightout.visits.plan import Plan
from nightout.visits.request import Gathering, Unit
from nightout.visits.rules import Rules

__all__ = ["Crew", "Standing", "evening_of", "stand_before", "window_of"]


@dataclass(frozen=True)
class Crew:
    """A unit that still can be sent somewhere: from when, from where, until when.

    `rests` says whether its break is still to come; `goes_home` whether it has to be back by then.
    """

    unit: Unit
    free: dt.datetime
    place: Place
    end: dt.datetime
    rests: bool


@dataclass(frozen=True)
class Standing:
    """A night with its settled visits and the crews that are left."""

    night: Night
    settled: Plan
    crews: tuple[Crew, ...]
    now: dt.datetime | None = None

    @property
    def rules(self) -> Rules:
        """Give the rules of the night."""
        return self.night.request.rules


def stand_before(night: Night, settled: Plan) -> Standing:
    """Give the night before it begins: every unit at its station, the caravans settled."""
    crews = tuple(
        Crew(one, one.shift_start, ("unit", one.unit_id), one.shift_end, one.break_min > 0)
        for one in night.request.units
        if not one.caravan
    )
    return Standing(night, settled, crews)


def evening_of(night: Night) -> dt.datetime:
    """Give the midnight from which seconds are counted: that of the day of the first hour."""
    request = night.request
    hours = [one.starts for one in request.gatherings]
    hours += [one.shift_start for one in request.units]
    return dt.datetime.combine(min(hours).date(), dt.time())


def window_of(
    gathering: Gathering, rules: Rules, evening: dt.datetime, cancelled: Mapping[str, dt.datetime]
) -> tuple[int, int]:
    """Give from when to when visits may begin, in seconds of the evening; empty if reversed."""
    first, last = gathering.starts, gathering.ends
    last -= dt.timedelta(minutes=rules.start_before_end_min)
    if rules.earliest:
        first = max(first, dt.datetime.combine(evening.date(), rules.earliest))
    if rules.latest:
        last = min(last, dt.datetime.combine(evening.date(), rules.latest))
    if gathering.gathering_id in cancelled:
        return 0, -1
    return round((first - evening).total_seconds()), round((last - evening).total_seconds())
