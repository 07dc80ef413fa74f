"""How right nowcasts were: each past day asked as it was known, held against what came later.

Washington's file of 2021 is asked by report dates, as it stood at the end of each day; Rivermouth
by the versions that its loads left. Peers of the error are those of doing nothing: taking the raw
count for what it will be. The file of Washington is found by NIGHTOUT_REAL_DATA.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings

__all__ = ["Held", "hold_reports", "hold_versions", "measure_lag_record"]

PROMISED = 0.9
DC_FILE = "dc_crime_incidents_2021_jan_apr.csv"
DC_MEASURES = (
    "larceny", "motor_vehicle_theft", "robbery", "aggravated_assault", "burglary", "homicide",
)  # fmt: skip
RM_MEASURES = (
    "larceny", "motor_vehicle_theft", "burglary", "aggravated_assault", "robbery",
    "shooting_victim", "homicide", "rape",
)  # fmt: skip
SETTLED = 28


@dataclass(frozen=True)
class Held:
    """A nowcast held against what came: of which measure, as known when, how old the week was."""

    measure: str
    known_on: dt.date
    age_days: int
    n: int
    nowcast: float
    low: float
    high: float
    later: int


def hold_reports(city: Any, measures: tuple[str, ...], settled: int) -> Iterator[Held]:
    """Hold nowcasts by report dates against the same weeks when all their days were settled."""
    from nightout.compare import LagQuestion
    from nightout.compare.answering import read_answering
    from nightout.compare.lag_sources import tell_by_report
    from nightout.records import find_measure

    for slug in measures:
        question = LagQuestion(
            find_measure(slug), settled_days=settled, by="", reconstruct=True, n_weeks=8
        )
        told = tell_by_report(question, read_answering(city, question.dated), settled)
        final = told.whole.delays[:, : settled + 1].sum(axis=1)
        is_final = told.whole.seen >= settled
        days = [told.days.start + dt.timedelta(days=i) for i in range(told.days.n_days)]
        # Six weeks have to be settled before anything can be told.
        for known_on in days[settled + 6 * 7 :]:
            yield from _hold(city, replace(question, known_on=known_on), (told, final, is_final))


def hold_versions(city: Any, measures: tuple[str, ...], settled: int) -> Iterator[Held]:
    """Hold nowcasts of each load against the first load that knew all days of the week settled."""
    from nightout.compare import LagQuestion
    from nightout.compare.answering import read_answering
    from nightout.compare.lag_sources import tell_by_load
    from nightout.records import find_measure

    for slug in measures:
        question = LagQuestion(find_measure(slug), settled_days=settled, by="", n_weeks=8)
        told = tell_by_load(city, question, read_answering(city, question.dated), settled)
        final, is_final = told.whole._final
        for known_on in told.whole.loads:
            yield from _hold(city, replace(question, known_on=known_on), (told, final, is_final))


def _hold(city: Any, question: Any, later: tuple[Any, Any, Any]) -> Iterator[Held]:
    """Hold the weeks of one day of knowledge against what came, those that were not settled."""
    from nightout.compare import find_lag
    from nightout.errors import OutsideRecords
    from nightout.records import RECONSTRUCTED

    told, final, is_final = later
    try:
        answer = find_lag(city, question)
    except OutsideRecords:
        return
    if (answer.terms.known_basis == RECONSTRUCTED) != question.reconstruct:
        return
    for week in answer.weeks:
        first = (week.days.start - told.days.start).days
        rows = np.arange(first, first + 7)
        if week.is_settled or week.nowcast is None or not is_final[rows].all():
            continue
        yield Held(
            question.measure.slug, question.known_on, week.age_days, week.n,
            week.nowcast.value, week.nowcast.low, week.nowcast.high, int(final[rows].sum()),
        )  # fmt: skip


def measure_lag_record(settings: Settings) -> Iterator[Line]:
    """Measure the record of nowcasts on both cities."""
    folder = os.environ.get("NIGHTOUT_REAL_DATA")
    if folder:
        held = list(hold_reports(_washington(Path(folder), settings.data), DC_MEASURES, 14))
        yield from _lines("Washington 2021, by report, settled at 14 days", held)
    else:
        print("NIGHTOUT_REAL_DATA is not set: Washington is left out", file=sys.stderr)
    for i in range(settings.repeats):
        city = _rivermouth(settings.data, settings.seed + i)
        held = list(hold_versions(city, RM_MEASURES, SETTLED))
        name = f"Rivermouth, seed {settings.seed + i}, by versions, settled at {SETTLED} days"
        yield from _lines(name, held)


def _lines(instance: str, held: list[Held]) -> Iterator[Line]:
    for name, some in (("newest week", [one for one in held if one.age_days == 0]),
                       ("all weeks", held)):  # fmt: skip
        if not some:
            continue
        inside = np.mean([one.low <= one.later <= one.high for one in some])
        told = f"{instance}, {len(some)} nowcasts"
        yield Line(f"{name}: later counts inside", told, float(inside), "share", "promise",
                   PROMISED)  # fmt: skip
        errors = [abs(one.nowcast - one.later) for one in some]
        nothing = [abs(one.n - one.later) for one in some]
        yield Line(f"{name}: mean error", told, float(np.mean(errors)), "counts", "doing nothing",
                   float(np.mean(nothing)))  # fmt: skip


def _washington(folder: Path, data: Path) -> Any:
    from nightout.records import (
        LoadOptions,
        create_city,
        find_preset,
        load_files,
        open_city,
    )

    if (data / "washington").exists():
        return open_city(data / "washington")
    city = create_city(data / "washington", name="Washington, DC", zone="America/New_York")
    options = LoadOptions(known_on=dt.date(2021, 4, 11))
    load_files(city, [folder / DC_FILE], find_preset("dc-incidents"), options)
    return city


def _rivermouth(data: Path, seed: int) -> Any:
    from nightout.demo import make_demo
    from nightout.records import open_city

    folder = data / f"rivermouth-{seed}"
    if not (folder / "city").exists():
        make_demo(folder, np.random.default_rng(seed))
    return open_city(folder / "city")
