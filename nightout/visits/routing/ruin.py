"""Taking visits out of a plan, so that others can be put in.

Strings of neighbouring visits are taken, around one place or anywhere, after Christiaens and Vanden
Berghe (2020), Transportation Science 54, 417-433. Breaks stay or are moved; promised visits are
taken now and then, and a plan that does not get all of them back is thrown away.
"""

from __future__ import annotations

from nightout.visits.routing.arrays import BREAK, BREAK_S, REQUIRED, SIZE, TASK, Data, State, Work
from nightout.visits.routing.chance import Chance, below, unit_share
from nightout.visits.routing.compiled import inner
from nightout.visits.routing.route import drop_task, set_times

__all__ = ["RUINED", "ruin"]

MOST_STRINGS, LONGEST_STRING = 5, 8
# How often strings are taken anywhere and not around a place, promised visits too, breaks moved.
ANYWHERE, PROMISES, BREAKS = 0.25, 0.2, 0.3
NOBODY = -1
# How a unit was changed: a visit was taken from it.
RUINED = 1


@inner
def ruin(data: Data, state: State, work: Work, chance: Chance) -> int:
    """Take strings of visits out; mark the units changed and the tasks taken.

    Returns
    -------
    A task that nobody served before and that space was made for; -1 if none in particular.
    """
    stops, unit, changed, n_units = state.stops, state.unit, work.changed, len(data.crew)
    loose, anywhere = unit_share(chance) < PROMISES, unit_share(chance) < ANYWHERE
    seed = below(chance, len(data.jobs))
    n_left = 1 + below(chance, min(MOST_STRINGS, n_units))
    for i in range(1 + data.near.shape[1]):
        if n_left == 0:
            break
        if anywhere:
            u = below(chance, n_units)
            k = 1 + below(chance, max(1, stops[u, 0, SIZE]))
        else:
            task, k = seed if i == 0 else data.near[seed, i - 1], 1
            u = unit[task]
            while u != NOBODY and stops[u, k, TASK] != task:
                k += 1
        if u != NOBODY and not changed[u] and stops[u, 0, SIZE]:
            _take_string(data, state, work, chance, u, k, loose)
            n_left -= 1
    return NOBODY if anywhere or unit[seed] != NOBODY or work.taken[seed] else seed


@inner
def _take_string(
    data: Data, state: State, work: Work, chance: Chance, u: int, k: int, loose: bool
) -> None:
    """Take a string of a unit's visits that holds a stop."""
    stops = state.stops
    work.changed[u] = RUINED
    length = 1 + below(chance, min(LONGEST_STRING, stops[u, 0, SIZE]))
    first = max(1, k - below(chance, length))
    for _ in range(length):
        if first > stops[u, 0, SIZE]:
            break
        task = stops[u, first, TASK]
        if task == BREAK or (data.jobs[task, REQUIRED] >= 0 and not loose):
            first += 1
        else:
            work.taken[drop_task(data, state, u, first)] = True
    if data.crew[u, BREAK_S] > 0 and unit_share(chance) < BREAKS:
        _move_break(data, state, chance, u)
    set_times(data.travel, data.jobs, data.crew, stops, state.total, u)


@inner
def _move_break(data: Data, state: State, chance: Chance, u: int) -> None:
    """Take the break elsewhere among the visits, if its hours allow."""
    stops = state.stops
    k, n = 1, stops[u, 0, SIZE]
    while stops[u, k, TASK] != BREAK:
        k += 1
    to = 1 + below(chance, n)
    for _ in range(2):
        step = 1 if to > k else -1
        for at in range(k, to, step):
            stops[u, at, TASK] = stops[u, at + step, TASK]
        stops[u, to, TASK] = BREAK
        if set_times(data.travel, data.jobs, data.crew, stops, state.total, u):
            break
        # Back to where it was.
        k, to = to, k
