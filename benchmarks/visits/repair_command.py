"""`nightout visits repair` as dispatch runs it: a process from its start until it has answered.

Python, the libraries, the files and the proof are in it; travel goes by straight lines and along
streets. The first repair after the plan, one that moves a gathering, and one after that.
"""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings
from benchmarks.visits.night_draw import EVENING, SIZES, draw_night
from benchmarks.visits.streets import draw_lattice
from nightout.visits import Unit
from nightout.visits.events import as_gathering_row

__all__ = ["measure_repair_command"]

START = "from nightout.cli import main; main()"
PROMISED_S = 1.0
STEPS = (
    ("unit away", ("--at", "19:00", "--away", "U03")),
    ("gathering moved", ("--at", "19:05", "--move", "G0001=-93.2,44.95")),
    ("unit away after the move", ("--at", "19:10", "--away", "U08")),
)


def measure_repair_command(settings: Settings) -> Iterator[Line]:
    """Plan a large city's night with both kinds of travel, and repair it from the shell."""
    n_gatherings, n_units = SIZES["city"]
    streets = draw_lattice(settings.data / "lattice.geojson", settings.seed)
    for way, options in (("straight lines", ()), ("streets", ("--streets", str(streets)))):
        night = write_night(settings.data / way.replace(" ", "-"), settings.seed)
        _run("plan", night, "-o", night / "plan.csv", "--rounds", 200, *options)
        repeats = [list(_repair(night, options)) for _ in range(settings.repeats)]
        for i, (step, _) in enumerate(STEPS):
            instance = f"{n_gatherings:,} gatherings, {n_units} units, {way}: {step}"
            wall_s, cpu_s = (statistics.median(one[i][k] for one in repeats) for k in (0, 1))
            yield Line("repair command: wall", instance, wall_s, "s", "promise", PROMISED_S)
            yield Line("repair command: CPU", instance, cpu_s, "s", "promise", PROMISED_S)


def _repair(night: Path, options: tuple[str, ...]) -> Iterator[tuple[float, float]]:
    """Live through the steps on a log of their own; give wall and CPU seconds of each."""
    (night / "plan.log.jsonl").unlink(missing_ok=True)
    for _, happened in STEPS:
        yield _run("repair", night, *happened, *options)


def _run(*words: Any) -> tuple[float, float]:
    command = [sys.executable, "-c", START, "visits", *map(str, words)]
    wall_s, before = time.perf_counter(), os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall_s, after = time.perf_counter() - wall_s, os.times()
    used = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return wall_s, used


def write_night(folder: Path, seed: int) -> Path:
    """Write a large city's night as the files that the commands take."""
    night = draw_night(*SIZES["city"], np.random.default_rng(seed))
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "gatherings.csv", [as_gathering_row(one) for one in night.gatherings])
    _write(folder / "units.csv", [_unit_row(one) for one in night.units])
    (folder / "rules.toml").write_text(f"date = {EVENING:%Y-%m-%d}\n")
    return folder


def _unit_row(unit: Unit) -> dict[str, Any]:
    row = {one.name: getattr(unit, one.name) for one in fields(unit)}
    return {name: ";".join(value) if isinstance(value, tuple) else value
            for name, value in row.items()}  # fmt: skip


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
