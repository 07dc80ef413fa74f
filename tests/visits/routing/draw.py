"""Problems for the tests: a line of places drawn by hand, and small ones from a seed."""

import numpy as np

from nightout.visits.routing import RoutingProblem

LATE = 10_000


def line(at, *, n_units=1, **changed):
    """Tasks along a line, a second a step; units start and end at 0. Keywords change fields."""
    places = np.array([0, *at])
    n = len(at)
    fields = {
        "travel_s": np.abs(places[:, None] - places[None, :])[None],
        "profile": np.zeros(n_units, int),
        "start_place": np.zeros(n_units, int),
        "end_place": np.zeros(n_units, int),
        "shift_start_s": np.zeros(n_units, int),
        "shift_end_s": np.full(n_units, LATE),
        "break_earliest_s": np.zeros(n_units, int),
        "break_latest_s": np.full(n_units, LATE),
        "break_s": np.zeros(n_units, int),
        "place": np.arange(1, n + 1),
        "ready_s": np.zeros(n, int),
        "due_s": np.full(n, LATE),
        "service_s": np.zeros((1, n), int),
        "prize": np.ones((n, n_units), int),
        "group": np.arange(n),
        "group_prize": np.zeros(n, int),
        "required_unit": np.full(n, -1),
    }
    plain = {k: v if k == "travel_cost" else np.array(v) for k, v in changed.items()}
    return RoutingProblem(**(fields | plain))


def small(seed, *, n_tasks=5, n_units=2, promises=True, travel_cost=None):
    """A problem with windows, breaks, groups, two profiles and, if they can be kept, promises."""
    rng = np.random.default_rng(seed)
    n_places = n_tasks + 2
    at = rng.integers(0, 60, (n_places, 2))
    steps = np.abs(at[:, None] - at[None, :]).sum(axis=2)
    # Kinds of unit differ in pace, directions by a little; the shortest way is kept the shortest.
    travel = np.stack([_shortest(steps + rng.integers(0, 5, steps.shape)), _shortest(2 * steps)])
    ready = rng.integers(0, 120, n_tasks)
    n_groups = max(1, n_tasks - 1)
    rests = rng.random(n_units) < 0.6
    earliest = rng.integers(0, 100, n_units)
    group = rng.integers(0, n_groups, n_tasks)
    required = np.full(n_tasks, -1)
    if promises and rng.random() < 0.5:
        required[rng.integers(n_tasks)] = rng.integers(n_units)
    return RoutingProblem(
        travel_s=travel,
        profile=rng.integers(0, 2, n_units),
        start_place=rng.integers(0, n_places, n_units),
        end_place=rng.integers(0, n_places, n_units),
        shift_start_s=rng.integers(0, 20, n_units),
        shift_end_s=rng.integers(200, 350, n_units),
        break_earliest_s=earliest,
        break_latest_s=earliest + rng.integers(0, 60, n_units),
        break_s=rests * rng.integers(5, 40, n_units),
        place=rng.integers(0, n_places, n_tasks),
        ready_s=ready,
        due_s=ready + rng.integers(0, 150, n_tasks),
        service_s=rng.integers(0, 30, (2, n_tasks)),
        prize=rng.integers(-1, 10, (n_tasks, n_units)),
        group=group,
        group_prize=rng.integers(0, 30, n_groups),
        required_unit=required,
        travel_cost=float(rng.choice([0.0, 0.05])) if travel_cost is None else travel_cost,
    )


def _shortest(steps):
    """Times in which no detour is quicker."""
    steps = steps.copy()
    np.fill_diagonal(steps, 0)
    for via in range(len(steps)):
        steps = np.minimum(steps, steps[:, via, None] + steps[None, via, :])
    return steps


def large(seed, n_tasks, n_units, n_places=None):
    """A city's evening, with groups of two tasks, two profiles and breaks."""
    rng = np.random.default_rng(seed)
    n_places = n_places or n_tasks + n_units
    at = rng.integers(0, 1500, (n_places, 2))
    steps = np.abs(at[:, None] - at[None, :]).sum(axis=2)
    ready = rng.integers(0, 3600, n_tasks)
    return RoutingProblem(
        travel_s=np.stack([steps, steps * 5 // 4]),
        profile=rng.integers(0, 2, n_units),
        start_place=n_places - 1 - np.arange(n_units),
        end_place=n_places - 1 - np.arange(n_units),
        shift_start_s=np.zeros(n_units, int),
        shift_end_s=np.full(n_units, 9000),
        break_earliest_s=np.full(n_units, 3000),
        break_latest_s=np.full(n_units, 6000),
        break_s=np.where(np.arange(n_units) % 3 == 0, 900, 0),
        place=np.arange(n_tasks) % n_places,
        ready_s=ready,
        due_s=ready + 3600,
        service_s=np.full((2, n_tasks), 720),
        prize=rng.integers(1, 20, (n_tasks, n_units)),
        group=np.arange(n_tasks) // 2,
        group_prize=np.full((n_tasks + 1) // 2, 100),
        required_unit=np.full(n_tasks, -1),
    )
