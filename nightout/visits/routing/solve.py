"""Solving a routing problem: two searches side by side until time or rounds are up."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

import numpy as np

from nightout.errors import BadSetting
from nightout.visits.routing.arrays import (
    Data,
    Kept,
    as_data,
    count_most_stops,
    empty_state,
    empty_work,
)
from nightout.visits.routing.legs import Budget, Search
from nightout.visits.routing.plan import Routes, RoutingPlan, read_plan
from nightout.visits.routing.problem import RoutingProblem
from nightout.visits.routing.start import begin_routes

__all__ = ["solve_routing"]

N_SEARCHES = 2
# Heat at the beginning, in mean prizes with that of a first visit, and at the end, without. Of 0.15
# and 0.5 the latter was better on eight instances of team orienteering, by half a percent.
HOT, COLD = 0.5, 0.02
N_LEGS = 40
# From this many rounds a task on a search begins with all its heat.
FULL_HEAT = 4.0
# From this share of the way on, a search that fell behind goes on from the best plan.
JOIN_AT = 0.5
# How often `stop` is asked.
ASK_S = 0.1


def solve_routing(
    problem: RoutingProblem,
    *,
    rng: np.random.Generator,
    seconds: float | None = None,
    n_rounds: int | None = None,
    start: Routes | None = None,
    on_progress: Callable[[float, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> RoutingPlan:
    """Search for the routes that collect most in prizes.

    Parameters
    ----------
    problem
        What is to be planned.
    rng
        Source of chance.
    seconds, n_rounds
        For how long, or how many changes of the plan each of two searches tries. By rounds the
        same seed gives the same plan on every machine; 0 rounds fill the plan once and stop.
    start
        Routes to begin with; what of them cannot be kept is left out.
    on_progress
        Told the share of the way and the best score, some 40 times.
    stop
        Asked ten times a second whether to stop. Then, as at Ctrl-C, the best plan so far is given.
    clock
        What tells the seconds.

    Returns
    -------
    The best plan met.

    Raises
    ------
    BadSetting
        If neither a time nor a number of rounds is given, or a promise cannot be kept.
    """
    if (seconds is None) == (n_rounds is None):
        raise BadSetting("the search has no end, or two", "Give seconds or n_rounds.")
    searches = _begin(problem, begin_routes(problem, start), rng, n_rounds)
    budget = Budget(clock, clock(), seconds, n_rounds)
    interrupted = False
    if problem.n_tasks and problem.n_units:
        try:
            _run(searches, budget, on_progress, stop or (lambda: False))
        except KeyboardInterrupt:
            interrupted = True
    best = _best(searches)
    n_rounds_done = sum(one.n_rounds for one in searches)
    stops = [row[1 : 1 + row[0]].tolist() for row in best.best.seq]
    return read_plan(problem, stops, n_rounds_done, interrupted=interrupted)


def _begin(
    problem: RoutingProblem,
    routes: Sequence[Sequence[int]],
    rng: np.random.Generator,
    n_rounds: int | None,
) -> list[Search]:
    """Fill the routes up once, and stand ready to change them."""
    data = as_data(problem)
    heats = _heats(problem, data, n_rounds)
    seq = np.zeros((problem.n_units, count_most_stops(problem) + 1), np.int64)
    for unit, row in enumerate(routes):
        seq[unit, 0], seq[unit, 1 : len(row) + 1] = len(row), row
    searches = [
        Search(
            data,
            empty_state(problem),
            Kept(seq.copy(), np.full(1, -np.inf)),
            Kept(seq.copy(), np.full(1, -np.inf)),
            empty_work(problem),
            rng.integers(1, 1 << 63, 1, np.uint64),
            heats,
        )
        for _ in range(N_SEARCHES)
    ]
    for one in searches if problem.n_tasks and problem.n_units else []:
        one.go(0, 0, 0)
    return searches


def _heats(problem: RoutingProblem, data: Data, n_rounds: int | None) -> tuple[float, float]:
    """Give the heat at the beginning, when a gathering may be given up, and at the end.

    At the end it is little beside what a visit brings that is not the gathering's first. A search
    of few rounds, as when a plan is mended, has no time to come back from far and begins cooler.
    """
    can = data.prize > 0
    if not can.any():
        return 1.0, 1.0
    most = data.prize + problem.group_prize[problem.group][:, None]
    hot, cold = HOT * float(most[can].mean()), COLD * float(data.prize[can].mean())
    rounds_a_task = n_rounds / problem.n_tasks if n_rounds is not None else FULL_HEAT
    return cold * (hot / cold) ** min(1.0, rounds_a_task / FULL_HEAT), cold


def _run(
    searches: list[Search],
    budget: Budget,
    on_progress: Callable[[float, int], None] | None,
    stop: Callable[[], bool],
) -> None:
    """Run the searches in legs, side by side; between legs the one behind may join the other."""
    with ThreadPoolExecutor(len(searches)) as threads:
        try:
            for leg in range(N_LEGS):
                end = (leg + 1) / N_LEGS
                _wait([threads.submit(_leg, one, budget, leg) for one in searches], stop)
                if on_progress:
                    on_progress(end, round(_best(searches).best.worth[0]))
                if end >= JOIN_AT:
                    _join(searches)
        except KeyboardInterrupt:
            for one in searches:
                one.halt.set()
            raise


def _leg(one: Search, budget: Budget, leg: int) -> None:
    share, end = leg / N_LEGS, (leg + 1) / N_LEGS
    if budget.n_rounds is None:
        one.go_until(budget, end)
        return
    n_rounds = (leg + 1) * budget.n_rounds // N_LEGS - leg * budget.n_rounds // N_LEGS
    if n_rounds:
        one.go(share, end, n_rounds)


def _wait(legs: list[Future[None]], stop: Callable[[], bool]) -> None:
    """Wait for the legs, asking now and then whether to stop."""
    left: set[Future[None]] = set(legs)
    while left:
        left = wait(left, timeout=ASK_S).not_done
        if stop():
            raise KeyboardInterrupt
    for one in legs:
        one.result()


def _join(searches: list[Search]) -> None:
    best = _best(searches)
    for one in searches:
        if one.best.worth[0] < best.best.worth[0]:
            one.join(best)


def _best(searches: list[Search]) -> Search:
    return max(searches, key=lambda one: one.best.worth[0])
