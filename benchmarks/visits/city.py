"""The first visits of a whole city's night, beside PyVRP, OR-Tools and VROOM.

Peers know nothing of kinds, beats or breaks. They are asked for first visits alone, by any unit,
each in the time of its slowest kind's, and a shift is cut by its break. Our search plans the whole
night, and once more their night, so that like stands beside like.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings, run_fresh
from benchmarks.visits.city_draw import draw_city
from benchmarks.visits.clock import N_CORES, clock_of
from nightout.visits import measure_plan, straight_travel
from nightout.visits.night import Night
from nightout.visits.plan import Plan
from nightout.visits.planning import read_routes
from nightout.visits.routing import RoutingPlan, RoutingProblem, solve_routing
from nightout.visits.state import stand_before
from nightout.visits.tasks import make_tasks

__all__ = ["measure_city", "plan_city"]

CITIES = ((300, 40), (1_500, 80))
PEERS = ("pyvrp", "ortools", "vroom")


def plan_city(  # noqa: PLR0913 - a job's plain arguments
    solver: str, n_gatherings: int, n_units: int, seconds: float, seed: int, cpu: bool
) -> Callable[[], dict[str, Any]]:
    """Stand ready to plan a city by a solver; the work gives its figures."""
    request = draw_city(n_gatherings, n_units, seed)
    travel = straight_travel(request)
    tasks = make_tasks(stand_before(Night(request), Plan()), travel)
    even = solver == "nightout, even"
    if solver not in ("nightout", "nightout, even"):
        return lambda: _by_peer(solver, first_visits(tasks.problem), seconds, seed, cpu)
    solve_routing(tasks.problem, rng=np.random.default_rng(0), n_rounds=40)
    if even:
        return lambda: _by_us(evened(tasks.problem), seconds, seed, cpu)

    def work() -> dict[str, Any]:
        found = _search(tasks.problem, seconds, seed, cpu)
        return {"visited": measure_plan(request, read_routes(tasks, found)).visited}

    return work


def _search(problem: RoutingProblem, seconds: float, seed: int, cpu: bool) -> RoutingPlan:
    clock = clock_of(cpu=cpu, n_cores=N_CORES)
    return solve_routing(problem, rng=np.random.default_rng(seed), seconds=seconds, clock=clock)


def _by_us(problem: RoutingProblem, seconds: float, seed: int, cpu: bool) -> dict[str, Any]:
    return {"visited": sum(map(len, _search(problem, seconds, seed, cpu).routes))}


def evened(problem: RoutingProblem) -> RoutingProblem:
    """Give the peers' night: first visits, each as long as its slowest kind's, no breaks."""
    first = first_visits(problem)
    return replace(
        first,
        service_s=np.broadcast_to(first.service_s.max(axis=0), first.service_s.shape).copy(),
        shift_end_s=first.shift_end_s - first.break_s,
        break_s=np.zeros_like(first.break_s),
    )


def first_visits(problem: RoutingProblem) -> RoutingProblem:
    """Give the problem with one task per gathering, open to every unit and worth the same."""
    _, first = np.unique(problem.group, return_index=True)
    n_units = problem.n_units
    return replace(
        problem,
        place=problem.place[first],
        ready_s=problem.ready_s[first],
        due_s=problem.due_s[first],
        service_s=np.ascontiguousarray(problem.service_s[:, first]),
        travel_s=np.ascontiguousarray(problem.travel_s),
        prize=np.ones((len(first), n_units), np.int64),
        group=np.arange(len(first)),
        group_prize=np.zeros(len(first), np.int64),
        required_unit=np.full(len(first), -1),
        travel_cost=0.0,
    )


def _by_peer(
    solver: str, problem: RoutingProblem, seconds: float, seed: int, cpu: bool
) -> dict[str, Any]:
    clock = clock_of(cpu=cpu, n_cores=1)
    if solver == "pyvrp":
        from benchmarks.visits.by_pyvrp import routes_by_pyvrp

        routes = routes_by_pyvrp(problem, seconds=seconds, seed=seed, clock=clock)
    elif solver == "ortools":
        from benchmarks.visits.by_ortools import routes_by_ortools

        routes = routes_by_ortools(problem, seconds=seconds, seed=seed, clock=clock)
    else:
        from benchmarks.visits.by_vroom import routes_by_vroom

        routes = routes_by_vroom(problem, seconds=seconds)
    return {"visited": sum(len(route) for route in routes)}


def measure_city(settings: Settings) -> Iterator[Line]:
    """Plan both cities for 30 seconds each, by all."""
    for n_gatherings, n_units in CITIES:
        yield from _measure(n_gatherings, n_units, 30.0, settings.seed, cpu=False, peers=PEERS)


def _measure(  # noqa: PLR0913
    n_gatherings: int,
    n_units: int,
    seconds: float,
    seed: int,
    *,
    cpu: bool,
    peers: tuple[str, ...],
) -> Iterator[Line]:
    instance = f"{n_gatherings:,} gatherings, {n_units} units, {seconds:g} s"

    def run(solver: str) -> Any:
        return run_fresh(
            "benchmarks.visits.city:plan_city",
            solver=solver, n_gatherings=n_gatherings, n_units=n_units,
            seconds=seconds, seed=seed, cpu=cpu,
        )  # fmt: skip

    ours = run("nightout")
    mine = ours.answer
    even = run("nightout, even").answer["visited"] if peers else None
    for peer in peers:
        other = run(peer).answer["visited"]
        yield Line("city first visits", instance, mine["visited"], "visits", peer, other)
        yield Line("... of the peers' night", instance, even, "visits", peer, other)
    if not peers:
        yield Line("city first visits", instance, mine["visited"], "visits")
    yield Line("city peak", instance, ours.peak_mb, "MB", "promise", 500.0)


def main() -> None:
    """Plan a city."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gatherings", type=int, default=300)
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu", action="store_true", help="count CPU seconds, not the wall's")
    parser.add_argument("--peer", action="append", choices=[*PEERS, "none"])
    asked = parser.parse_args()
    peers = tuple(name for name in asked.peer or PEERS if name != "none")
    lines = _measure(
        asked.gatherings, asked.units, asked.seconds, asked.seed, cpu=asked.cpu, peers=peers
    )
    for line in lines:
        print(json.dumps(line.as_json()), flush=True)


if __name__ == "__main__":
    main()
