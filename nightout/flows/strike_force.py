"""Which sources a strike force should cover: by volume, fairly, or the fewest for a target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nightout.choices import Limit, choose
from nightout.errors import BadSetting
from nightout.flows.dominance import worth_a_look
from nightout.flows.greedy import Reach, choose_greedily
from nightout.flows.markets import Inflow

__all__ = ["Aim", "Plan", "choose_again", "solve_plan"]

Floats = NDArray[np.float64]
Goal = Literal["volume", "fair", "fewest"]
# Of a gun, or of a cost: what rounding may do.
SLACK = 1e-6
# With more, those that no best plan needs are left out first, and ties are not broken.
TIES_UP_TO = 500


@dataclass(frozen=True, eq=False)
class Aim:
    """What is wanted of a plan.

    Parameters
    ----------
    goal
        `volume`: most guns; `fair`: the highest share in the market worst off; `fewest`: least
        cost with at least `target` in every market.
    n_sources
        How many sources may be covered, or how much they may cost together; not for `fewest`.
    target
        The share of every market's guns from outside to be covered; for `fewest` only.
    costs
        By source; 1 each if None.
    capacity
        Guns a year that covering a source can deal with, its markets in proportion; no end if
        None.
    """

    goal: Goal = "fair"
    n_sources: float = 10
    target: float = 0.5
    costs: Floats | None = None
    capacity: Floats | None = None

    def __post_init__(self) -> None:
        if self.goal not in ("volume", "fair", "fewest"):
            raise BadSetting(f"the goal is {self.goal!r}", "Use volume, fair or fewest.")
        if not self.n_sources > 0:
            raise BadSetting(f"n_sources is {self.n_sources}", "Cover at least one source.")
        if not 0 < self.target <= 1:
            raise BadSetting(f"the target is {self.target}", "Give a share above 0, at most 1.")
        if self.costs is not None and not (self.costs > 0).all():
            raise BadSetting("a cost is 0 or less", "Give each source a cost above 0.")


@dataclass(frozen=True, eq=False)
class Plan:
    """The sources to cover, and what that covers.

    `covered` is each market's share of guns from outside, `guns` their number in all. `value` is
    what the goal is measured by (guns, the worst share, or the cost), `bound` what no plan can
    better; they are equal where the plan is proved best. `greedy` is what choosing one source
    after the other gives, for `greedy_value`.
    """

    aim: Aim
    chosen: tuple[str, ...]
    covered: Floats
    guns: float
    value: float
    bound: float
    greedy: tuple[str, ...]
    greedy_value: float

    @property
    def proved(self) -> bool:
        """Whether no plan can be better."""
        return abs(self.value - self.bound) <= 1e-6 * max(1.0, abs(self.value))


def solve_plan(inflow: Inflow, aim: Aim) -> Plan:
    """Choose sources for the aim, and prove the choice by HiGHS's bound.

    Of several plans equally good the one that covers most guns is taken, among up to 500 sources.

    Parameters
    ----------
    inflow
        Guns from each source into each market.
    aim
        What is wanted.

    Raises
    ------
    BadSetting
        If no set of sources reaches the target.

    References
    ----------
    Church and ReVelle (1974), Papers of the Regional Science Association 32, 101-118, whose
    covering location problem this is with shares for distances.
    """
    reach = _reach(inflow, aim)
    worst = float(reach.shares.sum(axis=1).min())
    if aim.goal == "fewest" and worst < aim.target - SLACK:
        raise BadSetting(
            f"no choice of sources covers {aim.target:.0%} of every market",
            f"All together cover {worst:.0%} of the worst off: lower the target.",
        )
    picked, bound = _best(reach, aim)
    greedy = choose_greedily(reach, aim.goal, aim.n_sources, aim.target)
    in_turn = np.isin(np.arange(len(reach.costs)), greedy)
    return Plan(
        aim=aim,
        chosen=tuple(inflow.sources[i] for i in np.flatnonzero(picked)),
        covered=reach.shares[:, picked].sum(axis=1),
        guns=float(reach.guns[:, picked].sum()),
        value=_value(picked, reach, aim.goal),
        bound=bound,
        greedy=tuple(inflow.sources[i] for i in greedy),
        greedy_value=_value(in_turn, reach, aim.goal),
    )


def choose_again(inflow: Inflow, aim: Aim) -> tuple[str, ...]:
    """Choose sources on another table, any of the best; nobody where the target is out of reach."""
    try:
        picked, _ = _solve(_reach(inflow, aim), aim)
    except BadSetting:
        return ()
    return tuple(inflow.sources[i] for i in np.flatnonzero(picked))


def _reach(inflow: Inflow, aim: Aim) -> Reach:
    """Give what covering each source reaches, its capacity allowing."""
    costs = np.ones(len(inflow.sources)) if aim.costs is None else aim.costs
    totals, guns = inflow.guns.sum(axis=1), inflow.guns
    if aim.capacity is not None:
        sent = guns.sum(axis=0)
        fraction = np.ones(len(sent))
        np.divide(aim.capacity, sent, out=fraction, where=sent > aim.capacity)
        guns = guns * fraction
    return Reach(guns, totals, costs)


def _value(picked: NDArray[np.bool_], reach: Reach, goal: Goal) -> float:
    if goal == "volume":
        return float(reach.guns[:, picked].sum())
    if goal == "fair":
        return float((reach.guns[:, picked].sum(axis=1) / reach.totals).min())
    return float(reach.costs[picked].sum())


def _best(reach: Reach, aim: Aim) -> tuple[NDArray[np.bool_], float]:
    """Solve for the goal, then for most guns among the plans as good; with the goal's bound."""
    if len(reach.costs) > TIES_UP_TO:
        kept = worth_a_look(reach, _most(reach, aim))
        picked = np.zeros(len(kept), bool)
        fewer = Reach(reach.guns[:, kept], reach.totals, reach.costs[kept])
        picked[kept], bound = _solve(fewer, aim)
        return picked, bound
    picked, bound = _solve(reach, aim)
    if aim.goal == "volume":
        return picked, bound
    value = _value(picked, reach, aim.goal)
    if aim.goal == "fair":
        again, _ = _solve(reach, replace(aim, goal="volume"), floor=value)
        return (again if _value(again, reach, "fair") >= value else picked), bound
    again, _ = _solve(reach, replace(aim, goal="volume", n_sources=value), floor=aim.target)
    return (again if _value(again, reach, "fewest") <= value + SLACK else picked), bound


def _solve(reach: Reach, aim: Aim, *, floor: float = 0.0) -> tuple[NDArray[np.bool_], float]:
    """Set up the choice as integers, one per source and last the worst share, for HiGHS.

    Markets are held to guns, not to shares: counts are whole, so that HiGHS's tolerance of a
    millionth cannot let a plan pass that falls a gun short.
    """
    n, fair = len(reach.costs), aim.goal == "fair"
    objective = -reach.guns.sum(axis=0)
    if aim.goal == "fewest":
        objective, floor = reach.costs, aim.target
    limits: list[Limit] = []
    if aim.goal != "fewest":
        limits.append((np.append(reach.costs, 0.0), -np.inf, aim.n_sources))
    if fair:
        objective = np.zeros(n)
        limits.append((np.column_stack([reach.guns, -reach.totals]), 0.0, np.inf))
    if floor:
        table = np.column_stack([reach.guns, np.zeros(len(reach.totals))])
        limits.append((table, floor * reach.totals - SLACK, np.inf))
    chosen = choose(np.append(objective, -1.0 if fair else 0.0), limits, n_shares=1)
    if chosen is None:
        raise BadSetting("no plan keeps to these limits", "Allow more sources or a lower target.")
    picked, bound = chosen
    return picked, bound if aim.goal == "fewest" else -bound


def _most(reach: Reach, aim: Aim) -> int:
    """Give the most sources that a best plan can hold."""
    cheapest = float(reach.costs.min())
    if aim.goal != "fewest":
        return int(aim.n_sources / cheapest + SLACK)
    in_turn = choose_greedily(reach, aim.goal, aim.n_sources, aim.target)
    return int(reach.costs[in_turn].sum() / cheapest + SLACK)
