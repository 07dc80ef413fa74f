"""What the other questions of an analyst cost: windows, lateness, equal age, held against one.

The one is the founding comparison, the year to date against five earlier years, of the same
measure on the same table. Each runs in a fresh process, in turns with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.city_table import LAST_DAY, write_city
from benchmarks.measure import Line, Settings, median_run, run_fresh

__all__ = ["measure_more_questions"]

MEASURES = ("robbery", "homicide", "larceny")
THROUGH = LAST_DAY - dt.timedelta(days=14)
WINDOW_SETS = {
    "7d, 28d, ytd": {"windows": ["7d", "28d", "ytd"]},
    "week, month, quarter": {"windows": ["week", "month", "quarter"]},
    "28 days against the 28 before": {"windows": ["28d"], "against": "prior"},
    "July Fourth": {"windows": ["july-fourth"]},
    "first quarter, each of five years": {
        "windows": ["2026-01-01..2026-03-31"], "against": "each",
    },
    "six at once": {"windows": ["7d", "28d", "week", "month", "quarter", "ytd"]},
    "ytd at equal age": {"windows": ["ytd"], "equal_age": True},
}  # fmt: skip


def measure_more_questions(settings: Settings) -> Iterator[Line]:
    """Measure each question as a multiple of the founding comparison's CPU seconds."""
    n_rows = settings.rows or 10_000_000
    city = write_city(settings.data / f"city-{n_rows}", n_rows, settings.seed)
    instance = f"{n_rows:,} versions"
    founding = "benchmarks.compare.year_to_date:our_job"
    for measure in MEASURES:
        asked: dict[str, dict[str, Any]] = {
            name: {"job": "window_job", **one} for name, one in WINDOW_SETS.items()
        }
        asked["lag"] = {"job": "lag_job"}
        runs: dict[str, list[Any]] = {name: [] for name in ("founding", *asked)}
        for _ in range(settings.repeats):
            runs["founding"].append(run_fresh(founding, city=city, measure=measure, by=""))
            for name, one in asked.items():
                job = f"{__name__}:{one['job']}"
                settled = {key: value for key, value in one.items() if key != "job"}
                runs[name].append(run_fresh(job, city=city, measure=measure, **settled))
        base = median_run(runs.pop("founding"))
        for name, some in runs.items():
            run = median_run(some)
            yield Line(f"{measure}: {name}", instance, run.cpu_s, "CPU s",
                       "founding comparison", base.cpu_s)  # fmt: skip
            yield Line(f"{measure}: {name}: memory", instance, run.peak_mb, "MB", "promise", 1000.0)


def window_job(city: str, measure: str, **settings: Any) -> Callable[[], Any]:
    """Give a comparison of windows as the work to measure."""
    import deltalake  # noqa: F401
    import scipy.special  # noqa: F401

    from nightout.compare import Question, compare_city
    from nightout.records import find_measure, open_city

    opened = open_city(Path(city))
    settings["windows"] = tuple(settings["windows"])
    question = Question(find_measure(measure), THROUGH, n_years=5, **settings)
    return lambda: [one.n for one in compare_city(opened, question).whole]


def lag_job(city: str, measure: str) -> Callable[[], Any]:
    """Give the lateness of a measure as the work to measure."""
    import deltalake  # noqa: F401
    import scipy.special  # noqa: F401

    from nightout.compare import LagQuestion, find_lag
    from nightout.records import find_measure, open_city

    opened = open_city(Path(city))
    question = LagQuestion(find_measure(measure))

    def work() -> list[Any]:
        answer = find_lag(opened, question)
        return [answer.terms.settled_days, len(answer.delays), [one.n for one in answer.weeks]]

    return work
