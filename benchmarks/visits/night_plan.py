"""A night planned from nothing: who is visited, which wishes are met, how evenly, in what time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings, run_fresh
from benchmarks.visits.night_draw import SIZES, draw_night

__all__ = ["measure_night_plan"]

PROMISED_S, PROMISED_MB = 30.0, 500.0
# Of its gatherings each neighborhood is to have so many visited, in the third night.
FLOOR = 0.65


def measure_night_plan(settings: Settings) -> Iterator[Line]:
    """Plan a town's night and a large city's, that one with a floor too, each by itself."""
    cases = [(name, 0.0) for name in SIZES] + [("city", FLOOR)]
    for name, floor in cases:
        n_gatherings, n_units = SIZES[name]
        instance = f"{name}: {n_gatherings:,} gatherings, {n_units} units, floor {floor:g}"
        job = {"size": name, "floor": floor, "seed": settings.seed}
        run = run_fresh(f"{__name__}:plan_job", **job)
        yield Line("night plan", instance, run.wall_s, "s", "promise", PROMISED_S)
        yield Line("night plan: CPU of both searches", instance, run.cpu_s, "s")
        yield Line("night plan: memory", instance, run.peak_mb, "MB", "promise", PROMISED_MB)
        for what, value, whole in run.answer:
            yield Line(f"night plan: {what}", instance, value, "", "of", whole)
    anew = run_fresh(f"{__name__}:compile_job", seed=settings.seed)
    yield Line("night plan: compiling, once on a machine", "20 gatherings", anew.cpu_s, "CPU s")


def compile_job(seed: int) -> Callable[[], int]:
    """Give a small night, planned where nothing was compiled before, as the work to measure."""
    os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp()
    from nightout.visits import Effort, plan_night

    small = draw_night(20, 20, np.random.default_rng(seed))
    return lambda: len(
        plan_night(small, rng=np.random.default_rng(seed), effort=Effort(2)).plan.visits
    )


def plan_job(size: str, floor: float, seed: int) -> Callable[[], Any]:
    """Draw the night, compile the loops, and give the planning as the work to measure."""
    from nightout.visits import Effort, check_plan, explain_plan, measure_plan, plan_night

    small = draw_night(20, 20, np.random.default_rng(seed))
    plan_night(small, rng=np.random.default_rng(seed), effort=Effort(2))
    night = draw_night(*SIZES[size], np.random.default_rng(seed))
    night = replace(night, rules=replace(night.rules, neighbourhood_floor=floor))

    def work() -> list[tuple[str, float, float]]:
        plan = plan_night(night, rng=np.random.default_rng(seed)).plan
        if check_plan(night, plan):
            raise RuntimeError("the plan breaks a rule")
        found = measure_plan(night, plan)
        return [
            ("gatherings visited", found.visited, found.n_gatherings),
            ("wishes met", found.wanted_met, found.wanted),
            ("promises kept", found.promised_kept, found.promised),
            ("visits to own beats", found.own_beat, found.may_own_beat),
            ("language met", found.language, found.may_language),
            ("spread of neighbourhoods", found.spread or 0.0, 1.0),
            ("explained", len(explain_plan(night, plan)), found.n_gatherings - found.visited or 1),
        ]

    return work
