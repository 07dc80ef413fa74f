"""Searches side by side: in legs, between which they join, begin anew or share their routes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

from nightout.visits.routing.arrays import Ints
from nightout.visits.routing.descents import Descent, plan_descents
from nightout.visits.routing.legs import Budget, Search
from nightout.visits.routing.plan import drive, lay_out
from nightout.visits.routing.pool import choose_routes
from nightout.visits.routing.problem import RoutingProblem

__all__ = ["best_of", "search_together"]

N_LEGS = 40
# How often `stop` is asked.
ASK_S = 0.1


def search_together(
    problem: RoutingProblem,
    searches: Sequence[Search],
    budget: Budget,
    on_progress: Callable[[float, int], None] | None,
    stop: Callable[[], bool],
) -> None:
    """Run searches in threads of their own until time or rounds are up."""
    with ThreadPoolExecutor(len(searches)) as threads:
        try:
            later: list[Descent] = []
            for leg in range(N_LEGS):
                if leg == 1:
                    later = _plan_later(problem, searches, budget)
                if later and leg >= later[0].begin * N_LEGS:
                    _begin_descent(problem, searches, later.pop(0))
                _wait([threads.submit(_go, one, budget, leg) for one in searches], stop)
                if on_progress:
                    on_progress((leg + 1) / N_LEGS, round(best_of(searches).best.worth[0]))
                if (leg + 1) / N_LEGS >= searches[0].descent.join_at:
                    _join(searches)
        except KeyboardInterrupt:
            for one in searches:
                one.halt.set()
            raise


def best_of(searches: Sequence[Search]) -> Search:
    """Give the search that met the best plan."""
    return max(searches, key=lambda one: float(one.best.worth[0]))


def _plan_later(
    problem: RoutingProblem, searches: Sequence[Search], budget: Budget
) -> list[Descent]:
    """Plan the descents once a leg tells how many rounds there will be; give those to come."""
    now = searches[0].descent
    n_rounds = budget.n_rounds or N_LEGS * searches[0].n_rounds
    first, *later = plan_descents(now.hot, now.cold, n_rounds / problem.n_tasks)
    for one in searches:
        one.descent = first
    return later


def _begin_descent(problem: RoutingProblem, searches: Sequence[Search], descent: Descent) -> None:
    """Cool anew: from where the search began, or at last from the best routes of all together."""
    together = None if descent.pools else _put_together(problem, searches)
    for one in searches:
        one.begin(descent, one.first if together is None else together)


def _put_together(problem: RoutingProblem, searches: Sequence[Search]) -> Ints:
    """Choose the best of the routes put by; the best plan met, should HiGHS find none better."""
    routes = choose_routes(searches[0].data, [one.pool for one in searches])
    if routes and all(drive(problem, unit, row) for unit, row in enumerate(routes)):
        return lay_out(problem, routes)
    return best_of(searches).best.seq


def _go(one: Search, budget: Budget, leg: int) -> None:
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


def _join(searches: Sequence[Search]) -> None:
    best = best_of(searches)
    for one in searches:
        if one.best.worth[0] < best.best.worth[0]:
            one.join(best)
