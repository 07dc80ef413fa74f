"""What a plan does for a city, in figures: visits, wishes met, own beats, and how evenly."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from nightout.visits.night import Night
from nightout.visits.plan import Plan, Visit
from nightout.visits.request import Gathering, Request
from nightout.visits.wishes import unmet_of

__all__ = ["Figures", "Share", "measure_night", "measure_plan", "share_visits"]


@dataclass(frozen=True)
class Share:
    """How many of a neighbourhood's gatherings are visited at least once."""

    neighbourhood: str
    n: int
    visited: int

    @property
    def share(self) -> float:
        """Give the visited as a share of all."""
        return self.visited / self.n


@dataclass(frozen=True)
class Figures:
    """What a plan does.

    Parameters
    ----------
    n_gatherings, visited
        All of them, and those that at least one unit visits.
    wanted, wanted_met
        Kinds asked for, counted once per gathering and kind, and those that come.
    promised, promised_kept
        Promises, and those that are kept.
    n_visits
        Visits in all; what is above `visited` are second visits and more.
    own_beat, may_own_beat
        Visits by a unit to its own beat, among those by units that have one to gatherings on the
        beat of some unit.
    language, may_language
        Visits by a crew that speaks a language of the gathering, among those to gatherings that
        name one.
    travel_s
        Seconds on the road to gatherings, the way home not counted.
    shares
        By neighbourhood, the least visited first; gatherings without one stand under "".
    """

    n_gatherings: int
    visited: int
    wanted: int
    wanted_met: int
    promised: int
    promised_kept: int
    n_visits: int
    own_beat: int
    may_own_beat: int
    language: int
    may_language: int
    travel_s: int
    shares: tuple[Share, ...]

    @property
    def own_beat_share(self) -> float | None:
        """Give the share of visits to own beats; None if there could be none."""
        return self.own_beat / self.may_own_beat if self.may_own_beat else None

    @property
    def spread(self) -> float | None:
        """Give the highest less the lowest share of neighbourhoods; None without two of them."""
        named = [one.share for one in self.shares if one.neighbourhood]
        return max(named) - min(named) if len(named) > 1 else None


def measure_night(night: Night, plan: Plan) -> Figures:
    """Measure what a plan does on a night on which things changed.

    Gatherings that were cancelled before anybody came count nowhere: nobody is left out there.
    """
    there = {one.gathering_id for one in plan.visits}
    held = tuple(
        one
        for one in night.request.gatherings
        if one.gathering_id not in night.cancelled or one.gathering_id in there
    )
    # By caravans nothing is measured, and one may have lost all of its stops.
    units = tuple(replace(one, caravan="") for one in night.request.units)
    request = replace(night.request, gatherings=held, units=units, caravan=())
    return measure_plan(request, plan)


def measure_plan(request: Request, plan: Plan) -> Figures:
    """Measure what a plan does for the gatherings that were asked for."""
    there = plan.by_gathering()
    unmet = [unmet_of(one, there.get(one.gathering_id, [])) for one in request.gatherings]
    wanted = sum(len(one.wanted) for one in request.gatherings)
    promised = sum(len(one.promised) for one in request.gatherings)
    units = {one.unit_id: one for one in request.units}
    gatherings = {one.gathering_id: one for one in request.gatherings}
    owned = {beat for one in request.units for beat in one.beats}
    pairs = [(gatherings[one.gathering_id], units[one.unit_id]) for one in plan.visits]
    speaking = [
        bool(set(gathering.languages) & set(unit.languages))
        for gathering, unit in pairs
        if gathering.languages
    ]
    return Figures(
        n_gatherings=len(request.gatherings),
        visited=len(there),
        wanted=wanted,
        wanted_met=wanted - sum(len(kinds) for _, kinds in unmet),
        promised=promised,
        promised_kept=promised - sum(len(promises) for promises, _ in unmet),
        n_visits=len(plan.visits),
        own_beat=sum(one.own_beat for one in plan.visits),
        may_own_beat=sum(bool(unit.beats and gathering.beat in owned) for gathering, unit in pairs),
        language=sum(speaking),
        may_language=len(speaking),
        travel_s=sum(one.travel_s for one in plan.visits),
        shares=share_visits(request.gatherings, plan.visits),
    )


def share_visits(gatherings: tuple[Gathering, ...], visits: tuple[Visit, ...]) -> tuple[Share, ...]:
    """Give the share of gatherings visited by neighbourhood, the lowest first."""
    there = {one.gathering_id for one in visits}
    n = Counter(one.neighbourhood for one in gatherings)
    visited = Counter(one.neighbourhood for one in gatherings if one.gathering_id in there)
    shares = (Share(name, n[name], visited[name]) for name in n)
    return tuple(sorted(shares, key=lambda one: (one.share, one.neighbourhood)))
