"""What a brief costs, as a page and as a PDF: the command whole, in a process of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings, median_run, run_fresh
from nightout.demo import make_demo

__all__ = ["measure_brief"]

PROMISE_S = 10.0
SEED = 6
THROUGH = dt.date(2021, 7, 28)


def measure_brief(settings: Settings) -> Iterator[Line]:
    """Measure the brief of Rivermouth, CPU seconds from the start of the interpreter."""
    made = make_demo(settings.data / "rivermouth", np.random.default_rng(SEED))
    job, city = "benchmarks.brief.rivermouth:write", str(made.city.folder)
    for ending in ("html", "pdf"):
        runs = [run_fresh(job, city=city, ending=ending) for _ in range(settings.repeats)]
        run = median_run(runs)
        yield Line("brief", f"Rivermouth, {ending}", run.whole_cpu_s, "CPU s", "promise", PROMISE_S)
        yield Line("brief", f"Rivermouth, {ending}", run.wall_s, "s of the work")
        yield Line("brief", f"Rivermouth, {ending}", run.peak_mb, "MB")


def write(city: str, ending: str) -> Callable[[], Any]:
    """Prepare to write the brief."""
    from nightout.brief import write_brief
    from nightout.records import open_city

    folder = Path(city)
    # Beside the demonstration, which is built anew only where nothing of others lies in it.
    path = folder.parent.with_name(f"brief.{ending}")
    return lambda: str(write_brief(open_city(folder), through=THROUGH, path=path))
