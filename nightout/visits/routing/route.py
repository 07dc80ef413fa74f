"""One unit's route: its times, where another task would fit, and putting it there.

Times are the earliest possible. The slack lets a new task be checked against all that follows in
one step, as in Vansteenwegen and others (2009), Computers & Operations Research 36, 3281-3290. A
break has no place of its own: it is taken on the way, when its hours begin or the unit is free.
So to leave a visit out never makes what follows later, which taking it on the spot would.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nightout.visits.routing.arrays import (
    ARRIVE,
    BEGIN,
    BREAK,
    BREAK_FROM,
    BREAK_S,
    BREAK_TO,
    DUE,
    FINISH,
    FIRST,
    GROUP,
    GROUP_PRIZE,
    LAST,
    LEG,
    PLACE,
    PROFILE,
    READY,
    SERVICE,
    SIZE,
    SLACK,
    START,
    TASK,
    WAY,
    WHERE,
    Data,
    Ints,
    State,
)
from nightout.visits.routing.compiled import inner

__all__ = ["FAR", "NO_SPOT", "drop_task", "find_spot", "put_task", "set_times"]

NO_SPOT = -1
# Costs of what does not fit, and of what fits but does not pay.
FAR, UNPAID = 1e18, 1e17
# Bits of a word that are looked at, less one.
BITS = 31


@inner
def set_times(
    travel: NDArray[np.int32], jobs: Ints, crew: Ints, stops: Ints, total: Ints, u: int
) -> bool:
    """Work out the times of a route; whether it keeps all its windows."""
    kind, n = crew[u, PROFILE], stops[u, 0, SIZE]
    leave, rests, length = crew[u, BEGIN], False, 0
    stops[u, 0, START] = stops[u, 0, ARRIVE] = leave
    stops[u, 0, WHERE] = here = crew[u, FIRST]
    for k in range(1, n + 2):
        task = stops[u, k, TASK]
        if k <= n and task == BREAK:
            if leave > crew[u, BREAK_TO]:
                return False
            stops[u, k, ARRIVE] = stops[u, k, START] = leave
            stops[u, k, WHERE], rests = here, True
            continue
        there = jobs[task, PLACE] if k <= n else crew[u, LAST]
        leg = travel[kind, here, there]
        arrive = leave + leg
        if rests:
            arrive, rests = max(arrive, crew[u, BREAK_FROM]) + crew[u, BREAK_S], False
        start = max(arrive, jobs[task, READY]) if k <= n else arrive
        if start > (jobs[task, DUE] if k <= n else crew[u, FINISH]):
            return False
        stops[u, k, ARRIVE], stops[u, k, START], stops[u, k, WHERE] = arrive, start, there
        stops[u, k, LEG] = leg
        length += leg
        leave, here = start + (jobs[task, SERVICE + kind] if k <= n else 0), there
    total[1] += length - stops[u, 0, WAY]
    stops[u, 0, WAY] = length
    slack = stops[u, n + 1, SLACK] = crew[u, FINISH] - leave
    for k in range(n, 0, -1):
        task = stops[u, k, TASK]
        wait = stops[u, k + 1, START] - stops[u, k + 1, ARRIVE]
        latest = crew[u, BREAK_TO] if task == BREAK else jobs[task, DUE]
        if task == BREAK:
            leg = travel[kind, stops[u, k, WHERE], stops[u, k + 1, WHERE]]
            wait += max(0, crew[u, BREAK_FROM] - stops[u, k, START] - leg)
        slack = stops[u, k, SLACK] = min(latest - stops[u, k, START], slack + wait)
    return True


@inner
def find_spot(
    travel: NDArray[np.int32],
    jobs: Ints,
    crew: Ints,
    stops: Ints,
    u: int,
    task: int,
    most: float,
    thrift: float,
    blink: int,
) -> tuple[int, float]:
    """Find where a task costs a route least.

    The cost is the delay of what follows and, `thrift` times, the travel it adds, which is
    below `most`. Spots whose bit is set in `blink` are passed over: always taking the best one
    leads to the same plans again.

    Returns
    -------
    After which stop, and the cost: `FAR` if it does not fit, less if it fits but adds too much.
    """
    kind, there, n = crew[u, PROFILE], jobs[task, PLACE], stops[u, 0, SIZE]
    ready, due, service = jobs[task, READY], jobs[task, DUE], jobs[task, SERVICE + kind]
    spot, least = NO_SPOT, FAR
    for k in range(n + 1):
        # Most stops are told by what follows them, without a look at the travel.
        if ready + service > stops[u, k + 1, START] + stops[u, k + 1, SLACK]:
            continue
        leave, after = stops[u, k, START], k + 1
        rested = k > 0 and stops[u, k, TASK] == BREAK
        if k and not rested:
            leave += jobs[stops[u, k, TASK], SERVICE + kind]
        if leave > due:
            break
        leg = travel[kind, stops[u, k, WHERE], there]
        arrive = leave + leg
        if rested:
            arrive = max(arrive, crew[u, BREAK_FROM]) + crew[u, BREAK_S]
        start = max(arrive, ready)
        if start > due:
            continue
        done = start + service
        rests = after <= n and stops[u, after, TASK] == BREAK
        if rests:
            # The break is taken on the way from the new place to what follows it.
            if done > crew[u, BREAK_TO]:
                continue
            after += 1
        on = travel[kind, there, stops[u, after, WHERE]]
        arrive = opens = done + on
        if rests:
            arrive = opens = max(arrive, crew[u, BREAK_FROM]) + crew[u, BREAK_S]
        if after <= n:
            opens = max(arrive, jobs[stops[u, after, TASK], READY])
        if opens - stops[u, after, START] > stops[u, after, SLACK]:
            continue
        delay, more = arrive - stops[u, after, ARRIVE], leg + on - stops[u, after, LEG]
        cost = delay + thrift * more
        if more >= most:
            least = min(least, UNPAID)
        elif cost < least and not (blink >> ((task + k) & BITS)) & 1:
            spot, least = k, cost
    return spot, least


@inner
def put_task(data: Data, state: State, u: int, spot: int, task: int) -> None:
    """Put a task into a route after a stop; the times are still to be set."""
    stops, served = state.stops, state.served
    for k in range(stops[u, 0, SIZE], spot, -1):
        stops[u, k + 1, TASK] = stops[u, k, TASK]
    stops[u, spot + 1, TASK] = task
    stops[u, 0, SIZE] += 1
    if task != BREAK:
        group = data.jobs[task, GROUP]
        bonus = data.jobs[task, GROUP_PRIZE] if served[group] == 0 else 0
        state.total[0] += data.prize[task, u] + bonus
        state.unit[task], state.has[group, u] = u, True
        served[group] += 1


@inner
def drop_task(data: Data, state: State, u: int, k: int) -> int:
    """Take the task at a stop out of a route; the times are still to be set."""
    stops, served = state.stops, state.served
    task = stops[u, k, TASK]
    for later in range(k, stops[u, 0, SIZE]):
        stops[u, later, TASK] = stops[u, later + 1, TASK]
    stops[u, 0, SIZE] -= 1
    if task != BREAK:
        group = data.jobs[task, GROUP]
        served[group] -= 1
        bonus = data.jobs[task, GROUP_PRIZE] if served[group] == 0 else 0
        state.total[0] -= data.prize[task, u] + bonus
        state.unit[task], state.has[group, u] = -1, False
    return int(task)
