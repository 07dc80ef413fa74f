"""Rivermouth's night as `make demo` plans it, and the sheets of it and of a larger one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings, median_run, run_fresh

__all__ = ["measure_night"]

PROMISED_S = 10.0
LARGE = 1_000


def measure_night(settings: Settings) -> Iterator[Line]:
    """Measure planning with and without compiling before it, then writing the sheets."""
    town, large = "300 gatherings, 40 units", f"{settings.rows or LARGE:,} gatherings, 40 units"

    def run(step: str, n: int = 300) -> Any:
        asked = {"step": step, "n": n, "seed": settings.seed}
        runs = [run_fresh(f"{__name__}:night_job", **asked) for _ in range(settings.repeats)]
        return median_run(runs)

    anew = run("plan anew")
    yield Line("night: plan, compiled anew", town, anew.cpu_s, "CPU s", "promise", PROMISED_S)
    planned = run("plan")
    yield Line("night: plan", town, planned.cpu_s, "CPU s", "promise", PROMISED_S)
    visited, met, wanted, kept = planned.answer
    yield Line("night: visited", town, visited, "gatherings", "all", 300)
    yield Line("night: wishes met", town, met, "wishes", "all", wanted)
    yield Line("night: promises kept", town, kept, "promises", "all", 17)
    for instance, n in ((town, 300), (large, settings.rows or LARGE)):
        sheets = run("sheets", n)
        yield Line("night: sheets", instance, sheets.cpu_s, "CPU s", "wall s", sheets.wall_s)
        yield Line("night: sheets, memory", instance, sheets.peak_mb, "MB")


def night_job(step: str, n: int, seed: int) -> Callable[[], Any]:
    """Draw the town and its night, and give one step as the work to measure."""
    if step == "plan anew":
        os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp()
    from nightout.demo import Rivermouth, build_rivermouth, draw_night

    rng = np.random.default_rng(seed)
    request = draw_night(build_rivermouth(rng, Rivermouth(busyness=0.1)), rng, n)
    if step == "sheets":
        plan = _plan(request, seed)
        return lambda: _write(request, plan)
    return lambda: _measure(request, _plan(request, seed))


def _plan(request: Any, seed: int) -> Any:
    from nightout.demo.plan_night import N_ROUNDS
    from nightout.visits import Effort, plan_night

    return plan_night(
        request, rng=np.random.default_rng(seed), effort=Effort(n_rounds=N_ROUNDS)
    ).plan


def _measure(request: Any, plan: Any) -> tuple[int, int, int, int]:
    from nightout.visits import measure_plan

    figures = measure_plan(request, plan)
    return figures.visited, figures.wanted_met, figures.wanted, figures.promised_kept


def _write(request: Any, plan: Any) -> int:
    from nightout.visits.sheets import make_sheets, write_sheets

    with tempfile.TemporaryDirectory() as folder:
        return len(write_sheets(make_sheets(request, plan), Path(folder) / "sheets").files)
