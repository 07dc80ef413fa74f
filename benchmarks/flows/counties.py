"""National county level: supply, corridors and a plan on 3,100 x 3,100 counties and 5 M guns.

Counties are drawn on a map, sizes as uneven as those of real ones, guns by a gravity law with a
known exponent, which the fit has to find again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings, median_run, run_fresh
from nightout.flows import (
    Aim,
    Flows,
    draw_inflow,
    find_corridors,
    measure_supply,
    rank_suppliers,
    solve_plan,
)
from nightout.flows.geography import Geography, distances_km

__all__ = ["measure_counties"]

N_PLACES, N_GUNS = 3_100, 5_000_000
EXPONENT, PROMISED_S, PROMISED_MB = -1.1, 60.0, 4_000.0
STEPS = ("supply", "corridors", "plan")


def measure_counties(settings: Settings) -> Iterator[Line]:
    """Measure each step in a process of its own, `rows` being the number of counties."""
    n = settings.rows or N_PLACES
    guns = round(N_GUNS * (n / N_PLACES) ** 2)
    instance = f"{n:,} counties, {guns:,} guns"
    runs = {}
    for step in STEPS:
        asked = {"step": step, "n": n, "guns": guns, "seed": settings.seed}
        job = f"{__name__}:county_job"
        runs[step] = median_run([run_fresh(job, **asked) for _ in range(settings.repeats)])
    for step, run in runs.items():
        yield Line(f"county {step}", instance, run.wall_s, "s", "CPU s", run.cpu_s)
        yield Line(f"county {step}: memory", instance, run.peak_mb, "MB", "promise", PROMISED_MB)
    wall_s = sum(run.wall_s for run in runs.values())
    yield Line("county, all steps", instance, wall_s, "s", "promise", PROMISED_S)
    found = runs["corridors"].answer
    yield Line("county: power of distance", instance, found, "", "drawn", EXPONENT)
    share, bound = runs["plan"].answer
    yield Line("county: fair plan", instance, share, "share", "HiGHS bound", bound)


def county_job(step: str, n: int, guns: int, seed: int) -> Callable[[], Any]:
    """Draw the counties, and give one step as the work to measure."""
    flows, there = draw(n, guns, np.random.default_rng(seed))
    return {
        "supply": lambda: _supply(flows),
        "corridors": lambda: _corridors(flows, there),
        "plan": lambda: _plan(flows),
    }[step]


def draw(n: int, guns: int, rng: np.random.Generator) -> tuple[Flows, Geography]:
    """Draw counties, most guns staying at home, the rest by size and distance."""
    spots = np.column_stack([rng.uniform(-122, -70, n), rng.uniform(27, 47, n)])
    there = Geography(distances_km(spots), None, "drawn at random")
    sells, takes = rng.lognormal(0, 1.4, n), rng.lognormal(0, 1.4, n)
    mean = sells[:, None] * takes * there.distance_km**EXPONENT
    np.fill_diagonal(mean, 0.0)
    mean *= 0.45 * guns / mean.sum()
    mean[np.diag_indices(n)] = 0.55 * guns * takes / takes.sum()
    counts = rng.poisson(mean)
    names = tuple(f"county {i:04d}" for i in range(n))
    return Flows(names, (2020,), counts[np.newaxis], "place", "as given"), there


def _supply(flows: Flows) -> None:
    measure_supply(flows, 2020)
    rank_suppliers(flows, flows.places[:3], 2020)


def _corridors(flows: Flows, there: Geography) -> float | None:
    found = find_corridors(flows, [2020], there)
    found.rows(fewest=20)
    return found.model.distance_exponent


def _plan(flows: Flows) -> tuple[float, float]:
    busiest = np.argsort(-flows.during([2020]).sum(axis=0))[:5]
    markets = {f"market {i}": (flows.places[i],) for i in busiest}
    plan = solve_plan(draw_inflow(flows, [2020], markets), Aim("fair", n_sources=100))
    return plan.value, plan.bound
