"""One source after the other, each the best next: what people do without a solver."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Reach", "choose_greedily"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Reach:
    """What covering each source reaches: guns by market and source, and what it costs.

    `totals` are each market's guns from outside, of which the shares are taken.
    """

    guns: Floats
    totals: Floats
    costs: Floats

    @property
    def shares(self) -> Floats:
        """Each source's share of each market."""
        return np.asarray(self.guns / self.totals[:, np.newaxis])


def choose_greedily(reach: Reach, goal: str, budget: float, target: float) -> list[int]:
    """Choose sources in turn, by what each adds for its cost, until nothing more may be added.

    For `fair` each step helps the market worst off so far most, for `fewest` it adds most of what
    markets still lack to the target. Nothing is taken back, so the end can be worse than the best.

    Parameters
    ----------
    reach
        What covering each source reaches.
    goal, budget, target
        As in `Aim`.

    Returns
    -------
    The numbers of the chosen sources, in the order they were chosen.
    """
    chosen: list[int] = []
    costs, shares = reach.costs, reach.shares
    left = np.ones(len(costs), bool)
    covered = np.zeros(len(shares))
    while True:
        done = goal == "fewest" and bool((covered >= target - 1e-9).all())
        spent = 0.0 if goal == "fewest" else float(costs[chosen].sum())
        open_to = left & ((spent + costs <= budget + 1e-9) | (goal == "fewest"))
        if done or not open_to.any():
            return chosen
        gains = np.where(open_to, _gains(reach, shares, covered, (goal, target)) / costs, -np.inf)
        best = int(np.argmax(gains))
        chosen.append(best)
        left[best] = False
        covered = covered + shares[:, best]


def _gains(reach: Reach, shares: Floats, covered: Floats, aim: tuple[str, float]) -> Floats:
    goal, target = aim
    if goal == "volume":
        return np.asarray(reach.guns.sum(axis=0))
    after = covered[:, np.newaxis] + shares
    if goal == "fewest":
        return np.asarray(np.minimum(after, target).sum(axis=0) - np.minimum(covered, target).sum())
    # Where several lift the worst market alike, the sum of all decides.
    return np.asarray(after.min(axis=0) - covered.min() + 1e-6 * shares.sum(axis=0))
