"""State level, on a folder of ATF workbooks: gravity against dummies, plans against greed.

`python -m benchmarks.flows.states FOLDER [--year 2020]` prints a JSON line each. The peer of the
gravity fit is a Poisson regression with a dummy per state; that of a plan is one source after the
other.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nightout.flows import Aim, draw_inflow, five_of_2021, read_flows, solve_plan, state_geography
from nightout.flows.gravity import expect_flows
from tests.flows.plain import plain_gravity


def clocked(work: Callable[[], Any]) -> tuple[float, Any]:
    """Run once; seconds and answer."""
    start = time.perf_counter()
    answer = work()
    return time.perf_counter() - start, answer


def tell(name: str, instance: str, ours: tuple[float, str], peer: tuple[str, float]) -> None:
    """Print one line of the shared form."""
    words = ("name", "instance", "value", "unit", "peer", "peer_value", "ratio")
    values = (name, instance, round(ours[0], 4), ours[1], peer[0], round(peer[1], 4))
    print(json.dumps(dict(zip(words, (*values, round(ours[0] / peer[1], 4)), strict=True))))


def main() -> None:
    """Read, fit, plan, tell."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--year", type=int, default=2020)
    given = options.parse_args()
    flows = read_flows([given.folder]).within("50+DC")
    instance = f"{given.year}, {flows.scope_words}"
    there, counts = state_geography(flows.places), flows.during([given.year]).astype(float)
    ours, _ = clocked(lambda: expect_flows(counts, there))
    peer, _ = clocked(lambda: plain_gravity(counts, there.distance_km, there.borders))
    tell("flows.state.gravity", instance, (ours, "s"), ("regression with dummies", peer))
    inflow = draw_inflow(flows, [given.year], five_of_2021())
    for aim, unit in (
        (Aim("volume", n_sources=10), "guns"),
        (Aim("fair", n_sources=10), "share of the worst market"),
        (Aim("fewest", target=0.5), "sources"),
        (Aim("fewest", target=0.75), "sources"),
    ):
        plan = solve_plan(inflow, aim)
        goal = f"{aim.goal} {aim.target:g}" if aim.goal == "fewest" else aim.goal
        tell(f"flows.state.{goal}", instance, (plan.value, unit), ("greedy", plan.greedy_value))


if __name__ == "__main__":
    main()
