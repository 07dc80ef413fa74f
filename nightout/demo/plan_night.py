"""Rivermouth's night planned: the plan beside the brief, and the sheets that crews would carry."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nightout.demo.write import RivermouthFiles
from nightout.records import City
from nightout.records.progress import Watch, unwatched
from nightout.visits import (
    Effort,
    Figures,
    Plan,
    as_plan_rows,
    explain_plan,
    measure_plan,
    plan_night,
)
from nightout.visits.sheets import SheetOptions, Sheets, make_sheets, read_ground, write_sheets

__all__ = ["DemoNight", "plan_demo_night"]

#: A second of search; sixty times as long meets 2% more wishes.
N_ROUNDS = 1_500
STEP = "planning its Night Out: 300 gatherings, 40 units"


@dataclass(frozen=True)
class DemoNight:
    """The night as it was planned.

    Parameters
    ----------
    plan, table
        The plan, and the CSV file that it was written to.
    figures
        What it does for the city.
    sheets
        What crews, hosts and dispatch would carry.
    """

    plan: Plan
    table: Path
    figures: Figures
    sheets: Sheets


def plan_demo_night(
    folder: Path,
    made: tuple[City, RivermouthFiles],
    rng: np.random.Generator,
    *,
    n_rounds: int = N_ROUNDS,
    watch: Watch = unwatched,
) -> DemoNight:
    """Plan the night of a made city and write its plan and sheets.

    Parameters
    ----------
    folder
        Where to write `plan.csv` and `sheets/`; made if it is not there.
    made
        The city folder, and the files that it was made from.
    rng
        Source of chance; the same seed gives the same plan.
    n_rounds
        How long to search.
    watch
        Told the step and the share of it that is done.
    """
    city, files = made
    request = files.night.request
    watch(STEP, 0.0)
    effort = Effort(n_rounds=n_rounds, on_progress=lambda share, _points: watch(STEP, share))
    plan = plan_night(request, rng=rng, effort=effort).plan
    watch(STEP, 1.0)
    folder.mkdir(parents=True, exist_ok=True)
    table = _write_plan(folder / "plan.csv", plan)
    why = explain_plan(request, plan)
    night = make_sheets(request, plan, city=city.name, made_up=city.made_up, why=why)
    ground = read_ground([files.river, files.beats, files.streets, files.bridges])
    sheets = write_sheets(night, folder / "sheets", SheetOptions(ground=ground), watch=watch)
    return DemoNight(plan, table, measure_plan(request, plan), sheets)


def _write_plan(path: Path, plan: Plan) -> Path:
    rows = as_plan_rows(plan)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
