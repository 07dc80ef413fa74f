"""What a brief tells of the night: counts of gatherings, visits and wishes, never an address."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass

from nightout.visits import Figures, Plan, Request, measure_plan

__all__ = ["NightOut", "Wish", "tell_of"]


@dataclass(frozen=True)
class Wish:
    """One kind of visitor: how many gatherings asked for it, and to how many of those it comes."""

    kind: str
    wanted: int
    met: int


@dataclass(frozen=True)
class NightOut:
    """The night as a brief tells of it.

    Parameters
    ----------
    event, day
        What it is called, and when it begins.
    n_units
        How many units visit somebody.
    figures
        What the plan does for the city.
    wishes
        By kind of visitor, the most wanted first.
    spread
        By neighbourhood in alphabetical order, how many visits each of its gatherings gets, most
        first.
    paths
        The names of the files or folders it was read from, without where they lie.
    """

    event: str
    day: dt.date
    n_units: int
    figures: Figures
    wishes: tuple[Wish, ...]
    spread: tuple[tuple[str, tuple[int, ...]], ...]
    paths: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A short digest of all that is told, whatever the files are called."""
        told = repr((self.event, self.day, self.n_units, self.figures, self.wishes, self.spread))
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def tell_of(request: Request, plan: Plan, paths: tuple[str, ...] = ()) -> NightOut:
    """Count what a brief tells of a planned night.

    Parameters
    ----------
    request, plan
        The night and its plan.
    paths
        The names of what they were read from, for the command that makes the page again.
    """
    n_visits = Counter(one.gathering_id for one in plan.visits)
    by_place: dict[str, list[int]] = {}
    for one in request.gatherings:
        by_place.setdefault(one.neighbourhood, []).append(n_visits[one.gathering_id])
    starts = [one.starts for one in request.gatherings]
    return NightOut(
        request.rules.event,
        min(starts).date() if starts else dt.date.min,
        len({one.unit_id for one in plan.visits}),
        measure_plan(request, plan),
        _count_wishes(request, plan),
        tuple((name, tuple(sorted(by_place[name], reverse=True))) for name in sorted(by_place)),
        paths,
    )


def _count_wishes(request: Request, plan: Plan) -> tuple[Wish, ...]:
    come = {(one.gathering_id, one.kind) for one in plan.visits}
    pairs = [(kind, (one.gathering_id, kind) in come)
             for one in request.gatherings for kind in one.wanted]  # fmt: skip
    wanted, met = (
        Counter(kind for kind, _ in pairs),
        Counter(kind for kind, is_met in pairs if is_met),
    )
    return tuple(Wish(kind, n, met[kind]) for kind, n in wanted.most_common())
