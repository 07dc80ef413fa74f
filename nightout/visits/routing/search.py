"""The search: ruin, recreate, and keep the new plan by the rule of simulated annealing."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from nightout.visits.routing.arrays import BREAK, GROUP, TASK, Data, Ints, State
from nightout.visits.routing.chance import Chance, unit_share
from nightout.visits.routing.compiled import compiled
from nightout.visits.routing.recreate import recreate
from nightout.visits.routing.route import set_times
from nightout.visits.routing.ruin import Marks, ruin

__all__ = ["Kept", "keep_plan", "load_plan", "search"]

# How much more a gain counts than a delay, drawn anew each time: no one order suits all tasks.
LEAST_POWER, MOST_POWER, MOST_NOISE = 0.5, 3.0, 0.5


class Kept(NamedTuple):
    """A plan put by: the routes, and in one cell what it is worth."""

    seq: Ints
    size: Ints
    worth: np.ndarray


def keep_plan(data: Data, state: State) -> Kept:
    """Put a plan by."""
    return Kept(
        state.stops[:, :, TASK].copy(), state.size.copy(), np.array([worth_of(data, state)])
    )


@compiled
def worth_of(data: Data, state: State) -> float:
    """Give what a plan is worth: its score less the cost of its travel."""
    return float(state.total[0] - data.travel_weight * state.way.sum())


@compiled
def load_plan(data: Data, state: State, kept: Kept, which: Marks) -> None:
    """Take the routes of some units as they were put by."""
    jobs, prize, group_prize = data.jobs, data.prize, data.group_prize
    stops, size, unit, served = state.stops, state.size, state.unit, state.served
    has, total, seq = state.has, state.total, kept.seq
    for u in range(len(size)):
        for k in range(1, size[u] + 1 if which[u] else 0):
            task = stops[u, k, TASK]
            if task != BREAK:
                group = jobs[task, GROUP]
                unit[task], has[group, u] = -1, False
                served[group] -= 1
                total[0] -= prize[task, u] + (group_prize[group] if served[group] == 0 else 0)
    for u in range(len(size)):
        if not which[u]:
            continue
        size[u] = kept.size[u]
        for k in range(1, size[u] + 1):
            task = stops[u, k, TASK] = seq[u, k]
            if task != BREAK:
                group = jobs[task, GROUP]
                total[0] += prize[task, u] + (group_prize[group] if served[group] == 0 else 0)
                unit[task], has[group, u] = u, True
                served[group] += 1
        set_times(data, state, u)


@compiled
def _put_by(state: State, kept: Kept, which: Marks, worth: float) -> None:
    stops, size, seq, kept_size = state.stops, state.size, kept.seq, kept.size
    for u in range(len(size)):
        if which[u]:
            kept_size[u] = size[u]
            for k in range(1, size[u] + 1):
                seq[u, k] = stops[u, k, TASK]
    kept.worth[0] = worth


@compiled
def search(
    data: Data,
    state: State,
    now: Kept,
    best: Kept,
    chance: Chance,
    n_rounds: int,
    heat: tuple[float, float],
) -> None:
    """Change the plan `n_rounds` times, from one heat to another, and put the best by.

    `state` and `now` hold the same plan, before and after. Heat is in points of score: how much
    worse a plan may well be and still be gone on with.
    """
    n_units = len(data.crew)
    everyone = np.ones(n_units, np.bool_)
    for i in range(n_rounds):
        changed, taken = np.zeros(n_units, np.bool_), np.zeros(len(data.jobs), np.bool_)
        wanted = ruin(data, state, chance, changed, taken)
        power = LEAST_POWER + (MOST_POWER - LEAST_POWER) * unit_share(chance)
        noise = MOST_NOISE * unit_share(chance)
        recreate(data, state, chance, changed, taken, wanted, power, noise)
        worth = worth_of(data, state)
        warmth = heat[0] * (heat[1] / heat[0]) ** (i / n_rounds)
        if worth > now.worth[0] + warmth * math.log(unit_share(chance) + 1e-300):
            _put_by(state, now, changed, worth)
            if worth > best.worth[0]:
                _put_by(state, best, everyone, worth)
        else:
            load_plan(data, state, now, changed)
