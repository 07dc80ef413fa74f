"""Taking visits out of a plan, so that others can be put in.

Strings of neighbouring visits are taken, around one place or anywhere, after Christiaens and Vanden
Berghe (2020), Transportation Science 54, 417-433. Breaks stay or are moved; promised visits are
taken now and then, and a plan that does not get all of them back is thrown away.
"""

from __future__ import annotations

from nightout.visits.routing.arrays import BREAK, BREAK_S, REQUIRED, TASK, Data, State, Work
from nightout.visits.routing.chance import Chance, below, unit_share
from nightout.visits.routing.compiled import compiled
from nightout.visits.routing.route import drop_task, put_task, set_times

__all__ = ["ruin"]

MOST_STRINGS, LONGEST_STRING = 5, 12
# How often strings are taken anywhere and not around a place, promised visits too, breaks moved.
ANYWHERE, PROMISES, BREAKS = 0.25, 0.2, 0.3
NOBODY = -1


@compiled
def ruin(data: Data, state: State, work: Work, chance: Chance) -> int:
    """Take strings of visits out; mark the units changed and the tasks taken.

    Returns
    -------
    A task that nobody served before and that space was made for; -1 if none in particular.
    """
    seed = below(chance, len(data.jobs))
    wanted = seed if state.unit[seed] == NOBODY else NOBODY
    loose = unit_share(chance) < PROMISES
    changed = work.changed
    n_strings = 1 + below(chance, min(MOST_STRINGS, len(data.crew)))
    if unit_share(chance) < ANYWHERE:
        for _ in range(n_strings):
            u = below(chance, len(data.crew))
            if not changed[u] and state.size[u]:
                k = 1 + below(chance, state.size[u])
                _take_string(data, state, work, chance, u, k, loose)
        return NOBODY
    if state.unit[seed] != NOBODY:
        _take_around(data, state, work, chance, seed, loose)
        n_strings -= 1
    for task in data.near[seed]:
        if n_strings <= 0:
            break
        u = state.unit[task]
        if u != NOBODY and not changed[u]:
            _take_around(data, state, work, chance, task, loose)
            n_strings -= 1
    return wanted


@compiled
def _take_around(
    data: Data, state: State, work: Work, chance: Chance, task: int, loose: bool
) -> None:
    u = state.unit[task]
    k = 1
    while state.stops[u, k, TASK] != task:
        k += 1
    _take_string(data, state, work, chance, u, k, loose)


@compiled
def _take_string(
    data: Data, state: State, work: Work, chance: Chance, u: int, k: int, loose: bool
) -> None:
    """Take a string of a unit's visits that holds a stop."""
    work.changed[u] = True
    length = 1 + below(chance, min(LONGEST_STRING, state.size[u]))
    first = max(1, k - below(chance, length))
    for _ in range(length):
        if first > state.size[u]:
            break
        task = state.stops[u, first, TASK]
        if task == BREAK or (data.jobs[task, REQUIRED] >= 0 and not loose):
            first += 1
        else:
            work.taken[drop_task(data, state, u, first)] = True
    if data.crew[u, BREAK_S] > 0 and unit_share(chance) < BREAKS:
        _move_break(data, state, chance, u)
    set_times(data, state, u)


@compiled
def _move_break(data: Data, state: State, chance: Chance, u: int) -> None:
    """Take the break elsewhere among the visits, if its hours allow."""
    k = 1
    while state.stops[u, k, TASK] != BREAK:
        k += 1
    drop_task(data, state, u, k)
    spot = below(chance, state.size[u] + 1)
    put_task(data, state, u, spot, BREAK)
    if not set_times(data, state, u):
        drop_task(data, state, u, spot + 1)
        put_task(data, state, u, k - 1, BREAK)
