"""What a curve with its record and a table of hours cost, held against the founding comparison.

All in turns on one table, each in a fresh process: a share of its incidents is known only between
two times, so that hours have something to spread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.city_table import LAST_DAY, write_city
from benchmarks.measure import Line, Settings, median_run, run_fresh

__all__ = ["measure_curve_and_hours"]

PROMISED_MB = 1_000.0
MEASURES = ("homicide", "robbery", "burglary")
SPANS = 0.6
THROUGH = LAST_DAY - dt.timedelta(days=31)


def measure_curve_and_hours(settings: Settings) -> Iterator[Line]:
    """Measure both for each measure, and the founding comparison in the same turns."""
    n_rows = settings.rows or 10_000_000
    folder = settings.data / f"city-spans-{n_rows}"
    city = write_city(folder, n_rows, settings.seed, spans=SPANS)
    founding = "benchmarks.compare.year_to_date:our_job"
    for measure in MEASURES:
        runs: dict[str, list[Any]] = {"founding": [], "curve": [], "hours": []}
        for _ in range(settings.repeats):
            runs["founding"].append(run_fresh(founding, city=city, measure=measure, by=""))
            for name in ("curve", "hours"):
                job = f"{__name__}:{name}_job"
                runs[name].append(run_fresh(job, city=city, measure=measure))
        base = median_run(runs.pop("founding"))
        for name, some in runs.items():
            run, instance = median_run(some), f"{n_rows:,} versions"
            yield Line(f"{measure}: {name}", instance, run.cpu_s, "CPU s",
                       "founding comparison", base.cpu_s)  # fmt: skip
            yield Line(f"{measure}: {name}: memory", instance, run.peak_mb, "MB",
                       "promise", PROMISED_MB)  # fmt: skip


def curve_job(city: str, measure: str) -> Callable[[], Any]:
    """Give the curve of nine earlier years with its range and its record."""
    import deltalake  # noqa: F401
    import scipy.special  # noqa: F401

    from nightout.compare import Question, look_ahead
    from nightout.records import find_measure, open_city

    opened, question = open_city(Path(city)), Question(find_measure(measure), THROUGH)

    def work() -> list[Any]:
        answer = look_ahead(opened, question)
        told = answer.year_end
        return [told.low, told.high, len(answer.record)] if told else []

    return work


def hours_job(city: str, measure: str) -> Callable[[], Any]:
    """Give the hours of the week over six years, as many as the founding comparison counts."""
    import deltalake  # noqa: F401
    import scipy.special  # noqa: F401

    from nightout.compare import HoursQuestion, Question, find_hours
    from nightout.records import find_measure, open_city

    opened = open_city(Path(city))
    start = dt.date(THROUGH.year - 5, 1, 1)
    asked = HoursQuestion(Question(find_measure(measure), THROUGH, start))
    return lambda: round(find_hours(opened, asked).spread.n)
