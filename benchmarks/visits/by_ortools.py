"""The same problem by OR-Tools' routing: one visit per task, or its prize as a penalty."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from nightout.visits.routing import Routes, RoutingProblem

__all__ = ["routes_by_ortools"]

# A point of prize against a second of travel.
POINT = 10_000


def routes_by_ortools(
    problem: RoutingProblem,
    *,
    seconds: float,
    seed: int,
    clock: Callable[[], float],
    enough: float = math.inf,
) -> Routes:
    """Plan by guided local search until the time is up, or the score is enough.

    A shift is cut to what breaks leave.
    """
    n = problem.n_tasks
    first = list(range(n, n + problem.n_units))
    last = list(range(n + problem.n_units, n + 2 * problem.n_units))
    manager = pywrapcp.RoutingIndexManager(n + 2 * problem.n_units, problem.n_units, first, last)
    model = pywrapcp.RoutingModel(manager)
    _add_travel(problem, model)
    _add_hours(problem, model, manager)
    settings = pywrapcp.DefaultRoutingSearchParameters()
    how = routing_enums_pb2
    settings.first_solution_strategy = how.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    settings.local_search_metaheuristic = how.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    # The stop is by our clock; this is the wall's, should that one stand still.
    settings.time_limit.FromSeconds(int(20 * seconds) + 60)
    model.solver().ReSeed(seed)
    everything = POINT * int((problem.prize.max(axis=1) + problem.group_prize[problem.group]).sum())
    began, best = clock(), _Best(problem, model, manager)

    def look() -> None:
        best.look()
        if clock() - began > seconds or everything - best.cost > (enough - 1) * POINT:
            model.solver().FinishCurrentSearch()

    model.AddAtSolutionCallback(look)
    model.AddSearchMonitor(_Watch(model.solver(), clock, began + seconds))
    model.SolveWithParameters(settings)
    return best.routes


class _Watch(pywrapcp.SearchMonitor):
    """Ends the search when the time is up."""

    def __init__(self, solver: Any, clock: Callable[[], float], until: float) -> None:
        super().__init__(solver)
        self.solver, self.clock, self.until = solver, clock, until

    def PeriodicCheck(self) -> None:
        if self.clock() > self.until:
            self.solver.FinishCurrentSearch()


class _Best:
    """The best routes seen: least penalty for what is not visited."""

    def __init__(self, problem: RoutingProblem, model: Any, manager: Any) -> None:
        self.problem, self.model, self.manager = problem, model, manager
        self.cost = float("inf")
        self.routes: list[list[int]] = [[] for _ in range(problem.n_units)]

    def look(self) -> None:
        cost = self.model.CostVar().Max()
        if cost < self.cost:
            self.cost, self.routes = cost, [self._route(u) for u in range(self.problem.n_units)]

    def _route(self, unit: int) -> list[int]:
        at, route = self.model.Start(unit), []
        while not self.model.IsEnd(at):
            node = self.manager.IndexToNode(at)
            if node < self.problem.n_tasks:
                route.append(node)
            at = self.model.NextVar(at).Value()
        return route


def _add_travel(problem: RoutingProblem, model: Any) -> None:
    place = [*problem.place, *problem.start_place, *problem.end_place]
    service = problem.service_s.max(axis=0)
    steps = [one[place][:, place] for one in problem.travel_s]
    for one in steps:
        one[: problem.n_tasks] += service[:, None]
    by_kind = [model.RegisterTransitMatrix(one.tolist()) for one in steps]
    kinds = [by_kind[kind] for kind in problem.profile]
    latest = int(problem.shift_end_s.max())
    model.AddDimensionWithVehicleTransits(kinds, latest, latest, False, "time")
    ways = [model.RegisterTransitMatrix(one[place][:, place].tolist()) for one in problem.travel_s]
    for u, kind in enumerate(problem.profile):
        model.SetArcCostEvaluatorOfVehicle(ways[kind], u)


def _add_hours(problem: RoutingProblem, model: Any, manager: Any) -> None:
    time = model.GetDimensionOrDie("time")
    prize = problem.prize.max(axis=1) + problem.group_prize[problem.group]
    for task in range(problem.n_tasks):
        at = manager.NodeToIndex(task)
        time.CumulVar(at).SetRange(int(problem.ready_s[task]), int(problem.due_s[task]))
        model.AddDisjunction([at], int(prize[task]) * POINT)
    for u in range(problem.n_units):
        shift = int(problem.shift_start_s[u]), int(problem.shift_end_s[u] - problem.break_s[u])
        time.CumulVar(model.Start(u)).SetRange(*shift)
        time.CumulVar(model.End(u)).SetRange(*shift)
