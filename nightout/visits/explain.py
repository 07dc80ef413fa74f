"""Why a gathering is not visited, and the cheapest change with which it would be."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nightout.visits.caravan import drive_caravans
from nightout.visits.gaps import Gap, list_gaps
from nightout.visits.night import Night
from nightout.visits.offers import Offer, lay_out, look_at, reach_alone
from nightout.visits.plan import Plan
from nightout.visits.request import Gathering, Request
from nightout.visits.settled import settle, stand_at
from nightout.visits.state import Standing, evening_of, stand_before, window_of
from nightout.visits.travel import Travel, straight_travel
from nightout.visits.wishes import unmet_of

__all__ = ["Explanation", "explain_night", "explain_plan"]

# What one more unit for an evening is thought to cost, in minutes of asking others for more.
UNIT_COSTS_MIN = 60.0
# Why what would fit is not in the plan: before the night, and on it.
SHORT_SIGHTED = (
    "the search ended too early",
    "a repair looks only near to what changed",
)


@dataclass(frozen=True)
class Explanation:
    """Why a gathering is not visited, or not by a kind that it asked for.

    Parameters
    ----------
    gathering_id, kind
        Which, and the kind that does not come; empty if nobody does.
    reason
        `no place`, `hours too short`, `no such unit`, `declined`, `no unit in time`, `in reserve`,
        `capacity`, or `not tried` where it would fit as it is: plan longer. On the night also
        `too late`, where no visit can begin any more.
    why
        The same in a sentence.
    change
        What would have to be changed: `lon and lat`, `its end`, `shift start`, `shift end`,
        `reserve radius`, `one more unit`, `ask the host` or `plan longer`; on the night `send it`,
        and `call the host` where nothing helps.
    fix
        The same in a sentence.
    minutes
        By how many minutes, where it is a matter of minutes.
    unit_id, after
        Which unit could come then, and after which gathering (empty: first).
    """

    gathering_id: str
    kind: str
    reason: str
    why: str
    change: str
    fix: str
    minutes: float | None = None
    unit_id: str = ""
    after: str = ""


def explain_plan(
    request: Request, plan: Plan, travel: Travel | None = None, *, wishes: bool = False
) -> tuple[Explanation, ...]:
    """Explain for each gathering that nobody visits why, and what would help.

    Each change is looked at by itself, with all else as planned: it would do for one of them, not
    for all of them together.

    Parameters
    ----------
    request, plan, travel
        What was planned, how, and with which travel times (straight lines if None).
    wishes
        Explain as well each kind that was asked for and does not come.
    """
    travel = travel or straight_travel(request)
    standing = stand_before(Night(request), drive_caravans(request, travel))
    return _explain_all(standing, plan, travel, wishes=wishes)


def explain_night(
    night: Night, plan: Plan, travel: Travel, *, wishes: bool = False
) -> tuple[Explanation, ...]:
    """Explain for each gathering that nobody visits tonight why, as things stand.

    What has begun by the last change is settled: only what is still to come could be otherwise.
    Gatherings that were cancelled are left out, and those that were visited before they moved.

    Parameters
    ----------
    night, plan, travel
        The night as it stands, and its plan.
    wishes
        As for `explain_plan`.
    """
    if not night.changed_at:
        return explain_plan(night.request, plan, travel, wishes=wishes)
    now = night.changed_at[-1]
    standing, _ = stand_at(night, settle(night, plan, now), travel, now)
    return _explain_all(standing, plan, travel, wishes=wishes)


def _explain_all(
    standing: Standing, plan: Plan, travel: Travel, *, wishes: bool
) -> tuple[Explanation, ...]:
    night = standing.night
    gaps = list_gaps(standing, plan, travel)
    there = plan.by_gathering()
    asked: dict[str, list[Gathering]] = {}
    for one in night.request.gatherings:
        if one.gathering_id in night.cancelled:
            continue
        before = there.get(night.moved_from.get(one.gathering_id, ""), [])
        visits = [*before, *there.get(one.gathering_id, [])]
        for kind in unmet_of(one, visits)[1] if visits and wishes else ():
            asked.setdefault(kind, []).append(one)
        if not visits:
            asked.setdefault("", []).append(one)
    found: list[Explanation] = []
    for kind, gatherings in asked.items():
        mine = [one for one in gaps if kind in ("", one.crew.unit.kind)]
        found += _explain(standing, travel, mine, kind, gatherings)
    order = {one.gathering_id: i for i, one in enumerate(night.request.gatherings)}
    return tuple(sorted(found, key=lambda one: (order[one.gathering_id], one.kind)))


def _explain(
    standing: Standing,
    travel: Travel,
    gaps: Sequence[Gap],
    kind: str,
    gatherings: Sequence[Gathering],
) -> Iterator[Explanation]:
    """Explain gatherings to which no unit of a kind comes."""
    left = []
    for one in gatherings:
        told = _explain_plainly(standing, gaps, kind, one)
        if told:
            yield told
        else:
            left.append(one)
    table = lay_out(standing, travel, left)
    for gap in gaps:
        look_at(gap, table)
    alone = reach_alone(gaps, table)
    for i, one in enumerate(left):
        able = {name: bool(can[i]) for name, can in alone.items()}
        yield _tell(kind, one, table.offers[i], able, on_the_night=standing.now is not None)


def _explain_plainly(
    standing: Standing, gaps: Sequence[Gap], kind: str, one: Gathering
) -> Explanation | None:
    """Explain what no route could change."""
    key = one.gathering_id, kind
    if one.lon is None:
        why, fix = "nobody knows where it is", "Give its lon and lat"
        return Explanation(*key, "no place", why, "lon and lat", fix)
    first, last = window_of(one, standing.rules, evening_of(standing.night), {})
    if first > last:
        minutes = math.ceil((first - last) / 60)
        why = "no visit can begin in its hours, as the rules are"
        return Explanation(
            *key, "hours too short", why, "its end", f"Hold it {minutes} min longer", minutes
        )
    now = standing.now
    until = evening_of(standing.night) + dt.timedelta(seconds=last)
    if now and until < now:
        why = f"a visit could begin until {until:%H:%M}, and it is {now:%H:%M}"
        return Explanation(*key, "too late", why, "call the host", "Call the host")
    kinds = {gap.crew.unit.kind for gap in gaps}
    if not kinds:
        what = f"no unit of the kind {kind}" if kind else "no unit"
        what += " on the road any more" if now else ""
        change, fix = "one more unit", f"Send one: {kind or 'of any kind'}"
        return Explanation(*key, "no such unit", f"there is {what}", change, fix)
    if kinds <= set(one.declined):
        why = f"the host asked {', '.join(sorted(kinds))} not to come, and there is no other"
        return Explanation(*key, "declined", why, "ask the host", "Ask the host again")
    return None


def _tell(
    kind: str,
    one: Gathering,
    offers: Sequence[Offer],
    alone: dict[str, bool],
    *,
    on_the_night: bool,
) -> Explanation:
    """Put into words what holds a gathering back, and the cheapest offer."""
    who = kind or "unit"
    able = [unit_id for unit_id, can in alone.items() if can]
    best = min(offers, key=lambda offer: offer.cost, default=Offer(math.inf, "", ""))
    if able and best.cost > UNIT_COSTS_MIN:
        fix = f"Send one more {kind or 'unit'}, stationed as {able[0]} is"
        best = Offer(UNIT_COSTS_MIN, "one more unit", fix, None, able[0])
    if best.cost == 0:
        reason, why = "not tried", f"it would fit as it is: {SHORT_SIGHTED[on_the_night]}"
    elif able:
        reason = "capacity"
        why = f"each {who} that could be there in time is busy with others ({len(able)} of them)"
    elif best.change == "reserve radius":
        reason, why = "in reserve", f"each {who} that could be there has to stay near its post"
    else:
        reason = "no unit in time"
        why = f"no {who} is on the road in its hours, or near enough to be there and back"
    if best.cost == math.inf:
        best = Offer(math.inf, "one more unit", f"Send a {who} from nearer, or at other hours")
    return Explanation(
        one.gathering_id, kind, reason, why, best.change, best.fix, best.minutes, best.unit_id,
        best.after,
    )  # fmt: skip
