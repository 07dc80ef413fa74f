"""Filling a plan: the visit that gains most for what it costs goes in first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nightout.visits.routing.arrays import (
    GROUP,
    GROUP_PRIZE,
    LEAD,
    REQUIRED,
    SPOT,
    TOP,
    VALUE,
    WEIGHT,
    Data,
    Floats,
    State,
    Work,
)
from nightout.visits.routing.chance import Chance, below, unit_share
from nightout.visits.routing.compiled import inner
from nightout.visits.routing.route import FAR, NO_SPOT, find_spot, put_task, set_times
from nightout.visits.routing.ruin import RUINED

__all__ = ["GREEDY", "NOBODY", "Taste", "draw_taste", "recreate"]

NOBODY = -1
# How a unit was changed: it was given a visit, and none taken.
FILLED = 2
# The value of what fits but does not pay, until something near it is put in.
UNPAID = -1.0
# At least this share of those not served is thought of, drawn anew each time.
LEAST_SHARE = 0.2
# ... and at most this share of those just taken out is not put in again.
MOST_LEFT = 0.1
# Problems up to this size are small enough to think of everything.
MOST_WIDE = 500
# A promised task comes first, and so does the one that space was made for.
FIRST_OF_ALL = 1e9
LEAST_POWER, MOST_POWER, MOST_NOISE = 0.5, 3.0, 1.0
# How often travel counts beside delay.
THRIFTY = 0.5


class Taste(NamedTuple):
    """What a round prefers: no one order of putting in suits all plans.

    A task is valued at its gain to the `power` per second of cost, less up to a share of `noise`.
    The cost is the delay and, `thrift` times, the travel added. Spots whose bit is set in `blink`
    are passed over.
    """

    power: float
    noise: float
    thrift: float
    blink: int


GREEDY = Taste(1.5, 0.0, 0.0, 0)


@inner
def draw_taste(chance: Chance) -> Taste:
    """Draw what a round prefers."""
    power = LEAST_POWER + (MOST_POWER - LEAST_POWER) * unit_share(chance)
    noise = MOST_NOISE * unit_share(chance)
    thrift = unit_share(chance) if unit_share(chance) < THRIFTY else 0.0
    blink = 0
    if unit_share(chance) < 0.5:
        # Half to a 64th of the bits are set.
        blink = below(chance, 1 << 32)
        for _ in range(below(chance, 6)):
            blink &= below(chance, 1 << 32)
    return Taste(power, noise, thrift, blink)


@inner
def recreate(
    data: Data, state: State, work: Work, chance: Chance, wanted: int, taste: Taste
) -> None:
    """Put in whatever fits, the best first.

    Tasks that were just taken out may go to any unit; for others only ruined units can have room.
    Units that get a task are marked as changed; `wanted` is the task that goes in first.
    """
    free, rank = work.free, work.rank
    n_free, task = _list_free(data, state, work, chance, wanted), int(np.int64(NOBODY))
    while True:
        n_free = _weigh(data, state, work, chance, n_free, task, taste)
        best = 0
        for i in range(1, n_free):
            if rank[free[i], TOP] > rank[free[best], TOP]:
                best = i
        if n_free == 0 or rank[free[best], TOP] <= 0:
            break
        task = free[best]
        u = int(rank[task, LEAD])
        put_task(data, state, u, int(work.fit[task, u, SPOT]), task)
        set_times(data.travel, data.jobs, data.crew, state.stops, state.total, u)
        if not work.changed[u]:
            work.changed[u] = FILLED
        n_free -= 1
        free[best] = free[n_free]


@inner
def _list_free(data: Data, state: State, work: Work, chance: Chance, wanted: int) -> int:
    """List the tasks to think of: those just taken out, and a share of the others not served.

    Of a whole city only what is near to those taken out; the rest would hardly fit better.
    """
    free, taken, rank, unit, near = work.free, work.taken, work.rank, state.unit, data.near
    wide = len(unit) > MOST_WIDE
    if wide:
        for task in range(len(unit)):
            rank[task, WEIGHT] = 0.0
        for task in range(len(unit)):
            if taken[task]:
                for other in near[task]:
                    rank[other, WEIGHT] = 1.0
    share = LEAST_SHARE + (1 - LEAST_SHARE) * unit_share(chance)
    left = MOST_LEFT * unit_share(chance)
    n_free = 0
    for task in range(len(unit)):
        if unit[task] != NOBODY:
            continue
        first = task == wanted or data.jobs[task, REQUIRED] >= 0
        if wide and not (first or taken[task] or rank[task, WEIGHT] > 0):
            continue
        if first or unit_share(chance) < (1.0 - left if taken[task] else share):
            free[n_free] = task
            rank[task, WEIGHT] = FIRST_OF_ALL if first else 1.0
            n_free += 1
    return n_free


@inner
def _weigh(
    data: Data, state: State, work: Work, chance: Chance, n_free: int, last: int, taste: Taste
) -> int:
    """Work out what each free task brings with each unit, or what `last` being put in changed.

    Returns
    -------
    How many free tasks are left: what does not fit now will not fit when there is more.
    """
    # Named once, not in every turn of the loops.
    travel, jobs, crew, prize, cost = data.travel, data.jobs, data.crew, data.prize, data.cost
    stops, served, has = state.stops, state.served, state.has
    free, fit, rank, changed, taken = work.free, work.fit, work.rank, work.changed, work.taken
    unit = state.unit[last] if last != NOBODY else NOBODY
    i = 0
    while i < n_free:
        task = free[i]
        group, weight = jobs[task, GROUP], rank[task, WEIGHT]
        # Of another gathering than the last only the unit that was given it needs a look.
        one = last != NOBODY and group != jobs[last, GROUP]
        for u in range(unit if one else 0, unit + 1 if one else len(crew)):
            if last == NOBODY:
                fits = changed[u] == RUINED or taken[task]
            else:
                fits = fit[task, u, VALUE] != 0
            fit[task, u, VALUE] = 0.0
            gain = prize[task, u]
            if not fits or gain <= 0 or has[group, u]:
                continue
            if served[group] == 0:
                gain += jobs[task, GROUP_PRIZE]
            most = FAR if weight == FIRST_OF_ALL else gain / cost
            k, spend = find_spot(
                travel, jobs, crew, stops, u, task, most, taste.thrift, taste.blink
            )
            if k != NO_SPOT:
                held = weight * (1.0 - taste.noise * unit_share(chance))
                fit[task, u, VALUE] = held * gain**taste.power / max(spend, 1.0)
                fit[task, u, SPOT] = k
            elif spend < FAR:
                fit[task, u, VALUE] = UNPAID
        if not one or rank[task, LEAD] == unit:
            _find_lead(fit, rank, task)
        elif fit[task, unit, VALUE] > max(rank[task, TOP], 0.0):
            rank[task, LEAD], rank[task, TOP] = unit, fit[task, unit, VALUE]
        if rank[task, TOP] != 0:
            i += 1
        else:
            n_free -= 1
            free[i] = free[n_free]
    return n_free


@inner
def _find_lead(fit: Floats, rank: Floats, task: int) -> None:
    """Find the unit with which a task brings most."""
    lead, top = NOBODY, 0.0
    for u in range(fit.shape[1]):
        value = fit[task, u, VALUE]
        if value > top or (top == 0 and value < 0):
            lead, top = u, value
    rank[task, LEAD], rank[task, TOP] = lead, top
