"""The search: ruin, recreate, and keep the new plan by the rule of simulated annealing."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from nightout.visits.routing.arrays import BREAK, GROUP, TASK, Data, Ints, Marks, State, Work
from nightout.visits.routing.chance import Chance, unit_share
from nightout.visits.routing.compiled import compiled
from nightout.visits.routing.recreate import draw_taste, recreate
from nightout.visits.routing.route import set_times
from nightout.visits.routing.ruin import ruin

__all__ = ["Kept", "keep_plan", "load_plan", "search"]


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
    way = 0
    for u in range(len(state.way)):
        way += state.way[u]
    return float(state.total[0] - data.travel_weight * way)


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
    work: Work,
    chance: Chance,
    n_rounds: int,
    hot: float,
    cold: float,
) -> None:
    """Change the plan `n_rounds` times, from one heat to another, and put the best by.

    `state` and `now` hold the same plan, before and after. Heat is in points of score: how much
    worse a plan may well be and still be gone on with.
    """
    changed, taken = work.changed, work.taken
    everyone = np.ones(len(changed), np.bool_)
    for i in range(n_rounds):
        for u in range(len(changed)):
            changed[u] = False
        for task in range(len(taken)):
            taken[task] = False
        wanted = ruin(data, state, work, chance)
        recreate(data, state, work, chance, wanted, draw_taste(chance))
        worth = worth_of(data, state)
        warmth = hot * (cold / hot) ** (i / n_rounds)
        least = now.worth[0] + warmth * math.log(unit_share(chance) + 1e-300)
        if worth > least and _keeps_promises(data.promised, state.unit):
            _put_by(state, now, changed, worth)
            if worth > best.worth[0]:
                _put_by(state, best, everyone, worth)
        else:
            load_plan(data, state, now, changed)


@compiled
def _keeps_promises(promised: Ints, unit: Ints) -> bool:
    for task in promised:  # noqa: SIM110 - a generator does not compile
        if unit[task] < 0:
            return False
    return True
