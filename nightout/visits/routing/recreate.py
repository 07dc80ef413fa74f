"""Filling a plan: the visit that gains most for what it costs goes in first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nightout.visits.routing.arrays import GROUP, REQUIRED, Data, Ints, State, Work
from nightout.visits.routing.chance import Chance, below, unit_share
from nightout.visits.routing.compiled import compiled
from nightout.visits.routing.route import FAR, NO_SPOT, find_spot, gain_of, put_task, set_times

__all__ = ["GREEDY", "NOBODY", "Taste", "draw_taste", "recreate"]

NOBODY = -1
# The value of what fits but does not pay, until something near it is put in.
UNPAID = -1.0
# At least this share of those not served is thought of, drawn anew each time.
LEAST_SHARE = 0.2
# ... and at most this share of those just taken out is not put in again.
MOST_LEFT = 0.1
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


GREEDY = Taste(1.5, 0.1, 0.0, 0)


@compiled
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


@compiled
def recreate(
    data: Data, state: State, work: Work, chance: Chance, wanted: int, taste: Taste
) -> None:
    """Put in whatever fits, the best first.

    Tasks that were just taken out may go to any unit; for others only changed units can have
    room. Units that get a task are marked as changed; `wanted` is the task that goes in first.
    """
    free, changed, top = work.free, work.changed, work.top
    for u in range(len(changed)):
        work.open_to[u] = changed[u]
    n_free = _list_free(data.jobs, state.unit, work, chance, wanted)
    n_free = _weigh(data, state, work, chance, n_free, NOBODY, taste)
    while n_free:
        best = 0
        for i in range(1, n_free):
            if top[free[i]] > top[free[best]]:
                best = i
        task = free[best]
        if top[task] <= 0:
            break
        u = work.lead[task]
        put_task(data, state, u, work.spot[task, u], task)
        set_times(data, state, u)
        changed[u] = True
        n_free -= 1
        free[best] = free[n_free]
        n_free = _weigh(data, state, work, chance, n_free, task, taste)


@compiled
def _list_free(jobs: Ints, unit: Ints, work: Work, chance: Chance, wanted: int) -> int:
    """List the tasks to think of: those just taken out, and a share of the others not served."""
    free, taken, weight = work.free, work.taken, work.weight
    share = LEAST_SHARE + (1 - LEAST_SHARE) * unit_share(chance)
    left = MOST_LEFT * unit_share(chance)
    n_free = 0
    for task in range(len(unit)):
        if unit[task] != NOBODY:
            continue
        first = task == wanted or jobs[task, REQUIRED] >= 0
        if first or unit_share(chance) < (1.0 - left if taken[task] else share):
            free[n_free] = task
            weight[task] = FIRST_OF_ALL if first else 1.0
            n_free += 1
    return n_free


@compiled
def _weigh(
    data: Data, state: State, work: Work, chance: Chance, n_free: int, last: int, taste: Taste
) -> int:
    """Work out what each free task brings with each unit, or what `last` being put in changed.

    Returns
    -------
    How many free tasks are left: what does not fit now will not fit when there is more.
    """
    travel, jobs, crew, prize = data.travel, data.jobs, data.crew, data.prize
    group_prize, cost = data.group_prize, data.travel_weight
    stops, size, served, has = state.stops, state.size, state.served, state.has
    free, weight, value, spot = work.free, work.weight, work.value, work.spot
    lead, top, open_to, taken = work.lead, work.top, work.open_to, work.taken
    unit = state.unit[last] if last != NOBODY else NOBODY
    i = 0
    while i < n_free:
        task = free[i]
        # Of another gathering than the last only the unit that was given it needs a look.
        one = last != NOBODY and jobs[task, GROUP] != jobs[last, GROUP]
        for u in range(unit if one else 0, unit + 1 if one else len(size)):
            fits = open_to[u] or taken[task] if last == NOBODY else value[task, u] != 0
            gain = gain_of(jobs, prize, group_prize, served, has, u, task) if fits else 0
            value[task, u] = 0.0
            if gain > 0:
                most = FAR if weight[task] == FIRST_OF_ALL else gain / cost
                k, spend = find_spot(
                    travel, jobs, crew, stops, size[u], u, task, most, taste.thrift, taste.blink
                )
                if k != NO_SPOT:
                    held = weight[task] * (1.0 - taste.noise * unit_share(chance))
                    value[task, u] = held * gain**taste.power / max(spend, 1.0)
                    spot[task, u] = k
                elif spend < FAR:
                    value[task, u] = UNPAID
        if not one or lead[task] == unit:
            lead[task], top[task] = _best_unit(value, task)
        elif value[task, unit] > max(top[task], 0.0):
            lead[task], top[task] = unit, value[task, unit]
        if top[task] != 0:
            i += 1
        else:
            n_free -= 1
            free[i] = free[n_free]
    return n_free


@compiled
def _best_unit(value: NDArray[np.float64], task: int) -> tuple[int, float]:
    lead, top = NOBODY, 0.0
    for u in range(value.shape[1]):
        if value[task, u] > top or (top == 0 and value[task, u] < 0):
            lead, top = u, value[task, u]
    return lead, top
