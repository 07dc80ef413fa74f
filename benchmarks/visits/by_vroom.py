"""The same problem by VROOM, which searches as deeply as it can and then ends."""

from __future__ import annotations

import numpy as np
import vroom

from nightout.visits.routing import Routes, RoutingProblem

__all__ = ["routes_by_vroom"]

DEEPEST, N_CORES, MOST_PRIORITY = 5, 2, 100


def routes_by_vroom(problem: RoutingProblem, *, seconds: float) -> Routes:
    """Plan by VROOM at its deepest; its seconds are of the wall, and it may need fewer."""
    asked = vroom.Input()
    for kind, travel in enumerate(problem.travel_s):
        asked.set_durations_matrix(f"kind {kind}", np.ascontiguousarray(travel, np.uint32))
    asked.add_vehicle([_vehicle(problem, u) for u in range(problem.n_units)])
    service = problem.service_s.max(axis=0)
    prize = problem.prize.max(axis=1) + problem.group_prize[problem.group]
    priority = np.ceil(MOST_PRIORITY * prize / max(1, prize.max())).astype(int)
    asked.add_job(
        [
            vroom.Job(
                t,
                location=int(problem.place[t]),
                default_service=int(service[t]),
                priority=int(priority[t]),
                time_windows=[vroom.TimeWindow(int(problem.ready_s[t]), int(problem.due_s[t]))],
            )
            for t in range(problem.n_tasks)
        ]
    )
    import datetime as dt

    found = asked.solve(
        exploration_level=DEEPEST, nb_threads=N_CORES, timeout=dt.timedelta(seconds=seconds)
    )
    routes: list[list[int]] = [[] for _ in range(problem.n_units)]
    for row in found.routes.itertuples():
        if row.type == "job":
            routes[row.vehicle_id].append(int(row.id))
    return routes


def _vehicle(problem: RoutingProblem, u: int) -> vroom.Vehicle:
    until = int(problem.shift_end_s[u] - problem.break_s[u])
    return vroom.Vehicle(
        u,
        start=int(problem.start_place[u]),
        end=int(problem.end_place[u]),
        profile=f"kind {problem.profile[u]}",
        time_window=vroom.TimeWindow(int(problem.shift_start_s[u]), until),
    )
