"""Solving a routing problem: two searches side by side until time or rounds are up."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from nightout.errors import BadSetting
from nightout.visits.routing.arrays import (
    Data,
    Ints,
    Kept,
    as_data,
    empty_state,
    empty_work,
)
from nightout.visits.routing.descents import plan_descents
from nightout.visits.routing.legs import Budget, Search
from nightout.visits.routing.plan import Routes, RoutingPlan, lay_out, read_plan, read_seq
from nightout.visits.routing.problem import RoutingProblem
from nightout.visits.routing.start import begin_routes
from nightout.visits.routing.together import best_of, search_together

__all__ = ["solve_routing"]

N_SEARCHES = 2
# Heat at the beginning, in mean prizes with that of a first visit, and at the end, without. Of 0.15
# and 0.5 the latter was better on eight instances of team orienteering, by half a percent.
HOT, COLD = 0.5, 0.02
# From this many rounds a task on a search begins with all its heat.
FULL_HEAT = 4.0


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
    first = lay_out(problem, begin_routes(problem, start))
    searches = _begin(problem, first, rng, n_rounds)
    budget = Budget(clock, clock(), seconds, n_rounds)
    interrupted = False
    if problem.n_tasks and problem.n_units:
        try:
            search_together(problem, searches, budget, on_progress, stop or (lambda: False))
        except KeyboardInterrupt:
            interrupted = True
    best = best_of(searches)
    n_rounds_done = sum(one.n_rounds for one in searches)
    return read_plan(problem, read_seq(best.best.seq), n_rounds_done, interrupted=interrupted)


def _begin(
    problem: RoutingProblem, first: Ints, rng: np.random.Generator, n_rounds: int | None
) -> list[Search]:
    """Fill the first routes up, and stand ready to change them."""
    data = as_data(problem)
    descent = plan_descents(*_heats(problem, data, n_rounds))[0]
    searches = [
        Search(
            data,
            empty_state(problem),
            Kept(first.copy(), np.full(1, -np.inf)),
            Kept(first.copy(), np.full(1, -np.inf)),
            empty_work(problem),
            rng.integers(1, 1 << 63, 1, np.uint64),
            first,
            descent,
        )
        for _ in range(N_SEARCHES)
    ]
    for one in searches if problem.n_tasks and problem.n_units else []:
        one.begin(descent, first)
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
