"""What a gathering asked for or was promised, and has not had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from nightout.visits.plan import Plan, Visit
from nightout.visits.request import Gathering, Promise, Request

__all__ = ["count_extra", "mark_promises", "tell_unknown_kinds", "unmet_of"]


def unmet_of(
    gathering: Gathering, visits: Sequence[Visit]
) -> tuple[tuple[Promise, ...], tuple[str, ...]]:
    """Give the promises and the kinds asked for that no visit answers yet."""
    promises = [promise for promise, visit in _match(gathering, visits) if not visit]
    there = Counter(one.kind for one in visits)
    return tuple(promises), tuple(kind for kind in gathering.wanted if not there[kind])


def count_extra(gathering: Gathering, visits: Sequence[Visit]) -> int:
    """Count the visits that answer neither a promise nor a wish."""
    kept = [visit for _, visit in _match(gathering, visits) if visit]
    left = Counter(one.kind for one in visits) - Counter(one.kind for one in kept)
    promised = {one.kind for one in gathering.promised}
    wishes = sum(bool(left[kind]) for kind in gathering.wanted if kind not in promised)
    return left.total() - wishes


def tell_unknown_kinds(request: Request) -> tuple[str, ...]:
    """Say of each kind that gatherings want or decline and no unit is, how many do."""
    told = []
    for verb in ("wanted", "declined"):
        kinds = Counter(kind for one in request.gatherings for kind in getattr(one, verb))
        for kind, n in sorted(kinds.items()):
            if kind not in request.kinds:
                near = get_close_matches(kind.casefold(), request.kinds, 1)
                many = "1 gathering" if n == 1 else f"{n:,} gatherings"
                asked = f"{kind} is {verb} by {many}, and no unit is of that kind."
                told.append(f"{asked} Is {near[0]} meant?" if near else asked)
    return tuple(told)


def mark_promises(request: Request, plan: Plan) -> Plan:
    """Mark the visits that keep promises: of several that could, the earliest."""
    there = plan.by_gathering()
    keeps = {
        id(visit)
        for gathering in request.gatherings
        if gathering.promised
        for _, visit in _match(gathering, there.get(gathering.gathering_id, []))
        if visit
    }
    visits = [
        one if one.promised == (id(one) in keeps) else replace(one, promised=id(one) in keeps)
        for one in plan.visits
    ]
    return Plan.of(visits, plan.rests)


def _match(gathering: Gathering, visits: Sequence[Visit]) -> list[tuple[Promise, Visit | None]]:
    """Give each promise the visit that keeps it, those by a certain unit first."""
    left = sorted(visits, key=lambda one: one.arrive)
    matched: list[tuple[Promise, Visit | None]] = []
    for promise in sorted(gathering.promised, key=lambda one: not one.unit_id):
        keeps = next(
            (
                one
                for one in left
                if one.kind == promise.kind and promise.unit_id in ("", one.unit_id)
            ),
            None,
        )
        if keeps:
            left.remove(keeps)
        matched.append((promise, keeps))
    return matched
