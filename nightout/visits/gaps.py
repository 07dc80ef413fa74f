"""The gaps in the routes of a plan: when each begins, and by when the unit must go on.

For every gap between two stops of a unit it is known from when it is free there, and the latest
it may begin its next stop so that all that follows stays in time: by the windows alone, and by
the end of the shift alone. So what an insertion would take can be told without driving the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.state import Crew, Standing, evening_of, window_of
from nightout.visits.travel import Travel

__all__ = ["Gap", "list_gaps"]

FAR = 10**9


@dataclass(frozen=True)
class Gap:
    """A gap in a crew's route, in seconds of the evening.

    Parameters
    ----------
    crew
        Whose.
    after
        The gathering that was visited before it; empty at the beginning.
    place, free
        Where, and from when, the crew is free.
    next_place
        Where it goes next, its station at last.
    latest, latest_by_shift
        When the next visit may begin at the latest, as the windows and as the shift have it; for
        the last gap, when it has to be at home.
    rest_s, rest_from, rest_to
        A break that is taken in the gap, and between which times it may begin; 0 for none.
    rested
        Whether the break is taken before another stop, and not after. A gap with a break is there
        twice.
    """

    crew: Crew
    after: str
    place: int
    next_place: int
    latest: int
    latest_by_shift: int
    free: int
    rest_s: int = 0
    rest_from: int = 0
    rest_to: int = 0
    rested: bool = False


@dataclass(frozen=True)
class _Stop:
    gathering_id: str
    place: int
    free: int
    due: int
    stay: int


def list_gaps(standing: Standing, plan: Plan, travel: Travel) -> list[Gap]:
    """List the gaps of every crew's route: those of a plan made from this standing."""
    visits = plan.by_unit()
    rests = {one.unit_id: one for one in plan.rests}
    settled = set(standing.settled.visits)
    gaps: list[Gap] = []
    for crew in standing.crews:
        mine = [one for one in visits.get(crew.unit.unit_id, []) if one not in settled]
        gaps += _gaps_of(_Route(standing, travel), crew, mine, rests.get(crew.unit.unit_id))
    return gaps


class _Route:
    """What is needed to tell times and places of one night in whole numbers."""

    def __init__(self, standing: Standing, travel: Travel) -> None:
        self.standing, self.travel = standing, travel
        self.at, self.evening = travel.index(), evening_of(standing.night)
        self.gatherings = {one.gathering_id: one for one in standing.night.request.gatherings}

    def seconds(self, moment: dt.datetime) -> int:
        return round((moment - self.evening).total_seconds())

    def stop(self, visit: Visit) -> _Stop:
        gathering = self.gatherings[visit.gathering_id]
        due = window_of(gathering, self.standing.rules, self.evening, {})[1]
        stay = self.seconds(visit.leave) - self.seconds(visit.arrive)
        place = self.at["gathering", visit.gathering_id]
        return _Stop(visit.gathering_id, place, self.seconds(visit.leave), due, stay)


def _gaps_of(
    route: _Route, crew: Crew, visits: Sequence[Visit], rest: Rest | None
) -> Iterator[Gap]:
    """Walk a crew's route from its end to its beginning."""
    home = route.at["unit", crew.unit.unit_id]
    end, begin = route.seconds(crew.end), route.seconds(crew.free)
    stops = [_Stop("", route.at[crew.place], begin, FAR, 0), *map(route.stop, visits)]
    before_rest = sum(one.arrive < rest.start for one in visits) if rest and crew.rests else -1
    latest, by_shift, next_place = FAR, end, home
    for i in range(len(stops) - 1, -1, -1):
        stop = stops[i]
        length, first, last = _rest(route, crew) if i == before_rest else (0, 0, 0)
        given = crew, stop.gathering_id, stop.place, next_place, latest, by_shift
        yield Gap(*given, stop.free, length, first, last)
        if length:
            yield Gap(*given, stop.free, length, first, last, rested=True)
        way = int(route.travel.seconds[stop.place, next_place]) + stop.stay + length
        latest, by_shift = min(latest - way, stop.due), by_shift - way
        # Without an hour of its own the last moment for a break moves with the end of the shift.
        if length and crew.unit.break_until:
            latest = min(latest, last - stop.stay)
        elif length:
            by_shift = min(by_shift, last - stop.stay)
        next_place = stop.place


def _rest(route: _Route, crew: Crew) -> tuple[int, int, int]:
    length = round(60 * crew.unit.break_min)
    return length, route.seconds(crew.unit.first_break), route.seconds(crew.unit.last_break)
