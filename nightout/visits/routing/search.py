"""The search: ruin, recreate, and keep the new plan by the rule of simulated annealing."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nightout.visits.routing.arrays import (
    BREAK,
    GROUP,
    GROUP_PRIZE,
    REQUIRED,
    SIZE,
    TASK,
    Data,
    Kept,
    State,
    Work,
)
from nightout.visits.routing.chance import Chance, unit_share
from nightout.visits.routing.compiled import compiled, inner
from nightout.visits.routing.recreate import GREEDY, NOBODY, draw_taste, recreate
from nightout.visits.routing.route import set_times
from nightout.visits.routing.ruin import RUINED, ruin

__all__ = ["search"]


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
    """Change the plan of `now` `n_rounds` times, from one heat to another, and put the best by.

    Heat is in points of score: how much worse a plan may well be and still be gone on with. With 0
    rounds the plan is filled, and is the best so far.
    """
    changed, taken = work.changed, work.taken
    changed[:] = RUINED
    _load(data, state, now, work)
    # Not the literal: loops would be compiled once for it and once for any other number.
    wanted, taste = int(np.int64(NOBODY)), GREEDY
    for i in range(max(n_rounds, 1)):
        changed[:] = 0 if n_rounds else RUINED
        taken[:] = n_rounds == 0
        if n_rounds:
            wanted, taste = ruin(data, state, work, chance), draw_taste(chance)
        recreate(data, state, work, chance, wanted, taste)
        worth = state.total[0] - data.cost * state.total[1]
        warmth = hot * (cold / hot) ** (i / max(n_rounds, 1))
        least = now.worth[0] + warmth * math.log(unit_share(chance) + 1e-300)
        if not n_rounds or (worth > least and _keeps_promises(data, state)):
            _put_by(state, now, changed, worth)
            if worth > best.worth[0]:
                changed[:] = RUINED
                _put_by(state, best, changed, worth)
        else:
            _load(data, state, now, work)


@inner
def _keeps_promises(data: Data, state: State) -> bool:
    for task in range(len(state.unit)):
        if state.unit[task] < 0 and data.jobs[task, REQUIRED] >= 0:
            return False
    return True


@inner
def _put_by(state: State, kept: Kept, changed: NDArray[np.int8], worth: float) -> None:
    stops, seq = state.stops, kept.seq
    for u in range(len(changed)):
        if changed[u]:
            for k in range(stops[u, 0, SIZE] + 1):
                seq[u, k] = stops[u, k, TASK]
    kept.worth[0] = worth


@inner
def _load(data: Data, state: State, kept: Kept, work: Work) -> None:
    """Take the routes of changed units as they were put by."""
    jobs, prize, changed = data.jobs, data.prize, work.changed
    stops, unit, served, has, total = state.stops, state.unit, state.served, state.has, state.total
    for way in (-1, 1):
        for u in range(len(changed)):
            if not changed[u]:
                continue
            if way > 0:
                for k in range(kept.seq[u, 0] + 1):
                    stops[u, k, TASK] = kept.seq[u, k]
            for k in range(1, stops[u, 0, SIZE] + 1):
                task = stops[u, k, TASK]
                if task == BREAK:
                    continue
                group = jobs[task, GROUP]
                served[group] -= way < 0
                if served[group] == 0:
                    total[0] += way * jobs[task, GROUP_PRIZE]
                served[group] += way > 0
                total[0] += way * prize[task, u]
                unit[task], has[group, u] = (u, True) if way > 0 else (NOBODY, False)
            if way > 0:
                set_times(data.travel, jobs, data.crew, stops, total, u)
