"""The sheets of Rivermouth's night, and of a larger one: pages, paper, calendars, a table."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.measure import Line, Settings, median_run, run_fresh

__all__ = ["measure_sheets"]

TOWN, LARGE = 300, 1_000


def measure_sheets(settings: Settings) -> Iterator[Line]:
    """Measure writing all sheets of a night that is planned already."""
    for n_gatherings in (TOWN, settings.rows or LARGE):
        instance = f"{n_gatherings:,} gatherings, 40 units"
        job = {"n_gatherings": n_gatherings, "seed": settings.seed}
        runs = [run_fresh(f"{__name__}:sheets_job", **job) for _ in range(settings.repeats)]
        run = median_run(runs)
        yield Line("sheets", instance, run.cpu_s, "CPU s", "wall s", run.wall_s)
        yield Line("sheets, memory", instance, run.peak_mb, "MB")
        yield Line("sheets, files", instance, run.answer, "files")


def sheets_job(n_gatherings: int, seed: int) -> Callable[[], int]:
    """Draw the town and its night, plan it, and give the writing as the work to measure."""
    from nightout.demo import Rivermouth, build_rivermouth, draw_night
    from nightout.demo.plan_night import N_ROUNDS
    from nightout.visits import Effort, plan_night
    from nightout.visits.sheets import make_sheets, write_sheets

    rng = np.random.default_rng(seed)
    request = draw_night(build_rivermouth(rng, Rivermouth(busyness=0.1)), rng, n_gatherings)
    effort = Effort(n_rounds=N_ROUNDS)
    plan = plan_night(request, rng=np.random.default_rng(seed), effort=effort).plan

    def work() -> int:
        with tempfile.TemporaryDirectory() as folder:
            return len(write_sheets(make_sheets(request, plan), Path(folder) / "sheets").files)

    return work
