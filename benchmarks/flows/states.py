"""State level, on ATF's real workbooks: gravity against dummies, plans against greed.

The peer of the gravity fit is a Poisson regression with a dummy per state; that of a plan is one
source after the other. The workbooks are found through NIGHTOUT_REAL_DATA.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Line, Settings
from nightout.flows import Aim, draw_inflow, five_of_2021, read_flows, solve_plan, state_geography
from nightout.flows.gravity import expect_flows
from tests.flows.plain import plain_gravity

__all__ = ["measure_states"]

YEAR = 2020
AIMS = (
    (Aim("volume", n_sources=10), "guns"),
    (Aim("fair", n_sources=10), "share of the worst market"),
    (Aim("fewest", target=0.5), "sources"),
    (Aim("fewest", target=0.75), "sources"),
)


def measure_states(settings: Settings) -> Iterator[Line]:
    """Fit and plan on the real table of a year; nothing where the real data are not at hand."""
    folder = os.environ.get("NIGHTOUT_REAL_DATA")
    if not folder:
        return
    flows = read_flows([Path(folder) / "atf_workbooks"]).within("50+DC")
    instance = f"{YEAR}, {flows.scope_words}"
    there, counts = state_geography(flows.places), flows.during([YEAR]).astype(float)
    ours = _median_s(lambda: expect_flows(counts, there), settings.repeats)
    peer = _median_s(lambda: plain_gravity(counts, there.distance_km, there.borders), 1)
    yield Line("state gravity", instance, ours, "CPU s", "regression with dummies", peer)
    inflow = draw_inflow(flows, [YEAR], five_of_2021())
    for aim, unit in AIMS:
        plan = solve_plan(inflow, aim)
        goal = f"{aim.goal} {aim.target:g}" if aim.goal == "fewest" else aim.goal
        yield Line(f"state plan, {goal}", instance, plan.value, unit, "greedy", plan.greedy_value)


def _median_s(work: Callable[[], Any], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return sorted(taken)[len(taken) // 2]
