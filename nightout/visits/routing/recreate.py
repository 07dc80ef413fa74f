"""Filling a plan: the visit that gains most for the delay it causes goes in first."""

from __future__ import annotations

import numpy as np

from nightout.visits.routing.arrays import GROUP, Data, Ints, State
from nightout.visits.routing.chance import Chance, unit_share
from nightout.visits.routing.compiled import compiled
from nightout.visits.routing.route import NO_SPOT, find_spot, gain_of, put_task, set_times
from nightout.visits.routing.ruin import Marks

__all__ = ["recreate"]

NOBODY = -1
# At least this share of those not served is thought of, drawn anew each time.
LEAST_SHARE = 0.2
# The task that space was made for comes first.
FIRST_OF_ALL = 1e9


@compiled
def recreate(
    data: Data,
    state: State,
    chance: Chance,
    changed: Marks,
    taken: Marks,
    wanted: int,
    power: float,
    noise: float,
) -> None:
    """Put in whatever fits, in the order of gain to the `power` per second of delay.

    Tasks that were just taken out may go to any unit; for others only changed units can have
    room. `noise` is by how much of its value each task may be held for less; units that get a
    task are marked as changed.
    """
    free = _list_free(state, chance, taken, wanted)
    n_free = len(free)
    weight = np.empty(n_free)
    for i in range(n_free):
        weight[i] = FIRST_OF_ALL if free[i] == wanted else 1.0 - noise * unit_share(chance)
    open_to = changed.copy()
    value, unit, spot = np.zeros(n_free), np.full(n_free, NOBODY), np.zeros(n_free, np.int64)
    # Named once, not in every turn of the loops: see the columns of the tables.
    travel, jobs, crew, prize = data.travel, data.jobs, data.crew, data.prize
    group_prize, served, has = data.group_prize, state.served, state.has
    stops, size = state.stops, state.size
    n_units, last_unit, last_group = len(crew), NOBODY, -1
    while n_free:
        for i in range(n_free):
            task = free[i]
            anew = last_unit == NOBODY or unit[i] == last_unit or jobs[task, GROUP] == last_group
            if anew:
                value[i], unit[i] = 0.0, NOBODY
            for u in range(0 if anew else last_unit, n_units if anew else last_unit + 1):
                if not (open_to[u] or taken[task]):
                    continue
                gain = gain_of(jobs, prize, group_prize, served, has, u, task)
                if gain <= 0:
                    continue
                k, delay = find_spot(travel, jobs, crew, stops, size[u], u, task)
                if k == NO_SPOT:
                    continue
                worth = weight[i] * gain**power / max(delay, 1)
                if worth > value[i]:
                    value[i], unit[i], spot[i] = worth, u, k
        best = np.argmax(value[:n_free])
        if value[best] <= 0:
            break
        task, last_unit = free[best], unit[best]
        last_group = jobs[task, GROUP]
        put_task(data, state, last_unit, spot[best], task)
        set_times(data, state, last_unit)
        changed[last_unit] = True
        n_free -= 1
        free[best], value[best], unit[best] = free[n_free], value[n_free], unit[n_free]
        spot[best], weight[best] = spot[n_free], weight[n_free]


@compiled
def _list_free(state: State, chance: Chance, taken: Marks, wanted: int) -> Ints:
    """List the tasks to think of: those just taken out, and a share of the others not served."""
    share = LEAST_SHARE + (1 - LEAST_SHARE) * unit_share(chance)
    unit = state.unit
    free = np.empty(len(unit), np.int64)
    n_free = 0
    for task in range(len(unit)):
        if unit[task] != NOBODY:
            continue
        if taken[task] or task == wanted or unit_share(chance) < share:
            free[n_free] = task
            n_free += 1
    return free[:n_free]
