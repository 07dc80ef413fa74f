"""National county level: supply, corridors and a plan on 3,100 x 3,100 counties and 5 M guns.

`python -m benchmarks.flows.counties [--places 3100] [--guns 5000000] [--seed 1]` draws counties
on a map, sizes as uneven as those of real ones, guns by a gravity law with a known exponent, and
prints a JSON line per step: seconds, the peak memory so far, and how near the exponent was found.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

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

EXPONENT, LIMIT_S, LIMIT_GB = -1.1, 60.0, 4.0


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


def peak_gb() -> float:
    """Give the most memory the process has held; Linux counts in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


@contextmanager
def timed(name: str, instance: str, spent: list[float]) -> Iterator[None]:
    """Print what a step took, against its share of the promise."""
    start = time.perf_counter()
    yield
    spent.append(time.perf_counter() - start)
    tell(name, instance, (spent[-1], "s"), ("promised for all", LIMIT_S))


def tell(name: str, instance: str, told: tuple[float, str], peer: tuple[str, float]) -> None:
    """Print one line of the shared form."""
    line = {
        "name": name,
        "instance": instance,
        "value": round(told[0], 4),
        "unit": told[1],
        "peer": peer[0],
        "peer_value": peer[1],
        "ratio": round(told[0] / peer[1], 4),
    }
    print(json.dumps(line), flush=True)


def main() -> None:
    """Draw, run each step, tell."""
    options = argparse.ArgumentParser()
    options.add_argument("--places", type=int, default=3100)
    options.add_argument("--guns", type=int, default=5_000_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    flows, there = draw(given.places, given.guns, np.random.default_rng(given.seed))
    instance = f"{given.places} counties, {int(flows.traced.sum())} guns"
    tell("flows.county.drawn_memory", instance, (peak_gb(), "GB"), ("promised", LIMIT_GB))
    spent: list[float] = []
    worked = time.process_time()
    with timed("flows.county.supply", instance, spent):
        measure_supply(flows, 2020)
        rank_suppliers(flows, flows.places[:3], 2020)
    with timed("flows.county.corridors", instance, spent):
        found = find_corridors(flows, [2020], there)
        found.rows(fewest=20)
    busy = np.argsort(-flows.during([2020]).sum(axis=0))[:5]
    markets = {f"market {i}": (flows.places[i],) for i in busy}
    with timed("flows.county.plan", instance, spent):
        plan = solve_plan(draw_inflow(flows, [2020], markets), Aim("fair", n_sources=100))
    tell("flows.county.all_steps", instance, (sum(spent), "s"), ("promised", LIMIT_S))
    # On a shared machine the clock on the wall also counts what others do.
    worked = time.process_time() - worked
    tell("flows.county.processor", instance, (worked, "s of one core"), ("promised", 2 * LIMIT_S))
    tell("flows.county.memory", instance, (peak_gb(), "GB"), ("promised", LIMIT_GB))
    exponent = found.model.distance_exponent or 0.0
    tell("flows.county.exponent", instance, (exponent, "power"), ("drawn", EXPONENT))
    tell("flows.county.plan_gap", instance, (plan.value, "share"), ("bound", plan.bound))


if __name__ == "__main__":
    main()
