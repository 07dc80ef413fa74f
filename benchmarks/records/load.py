"""Loading a portal's CSV, and loading it again with one row in a hundred changed."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.instances import write_csv
from benchmarks.measure import MEGABYTE, Line, Run, Settings, median_run, run_fresh

__all__ = ["measure_load"]

PROMISED_ROWS_A_S = 100_000
PROMISED_MB = 1_000.0
CHANGED = 0.01
GROWTH = 5
DAYS = ("2026-01-05", "2026-01-12")
MAPPING = """\
source: portal
agency: Portal PD
incident_id: Case Number
offense: {column: Primary Type}
occurred_at: {column: Date}
lon: Longitude
lat: Latitude
domestic: Domestic
areas: {beat: Beat}
"""


def measure_load(settings: Settings) -> Iterator[Line]:
    """Measure both loads at the size asked for, and memory at five times as many rows."""
    n_rows = settings.rows or 1_000_000
    runs, size = _measure(settings, n_rows, settings.repeats)
    yield from _lines(runs, n_rows, size)
    more, size = _measure(settings, GROWTH * n_rows, 1)
    yield from _lines(more, GROWTH * n_rows, size)
    for name, run in more.items():
        less = runs[name].peak_mb
        yield Line(f"{name}: memory", f"{GROWTH * n_rows:,} rows", run.peak_mb, "MB",
                   f"ours at {n_rows:,} rows", less)  # fmt: skip


def _lines(runs: dict[str, Run], n_rows: int, size_mb: float) -> Iterator[Line]:
    instance = f"{n_rows:,} rows, {size_mb:.0f} MB of CSV"
    for name, run in runs.items():
        pace = n_rows / run.wall_s
        yield Line(name, instance, pace, "rows/s", "promise", PROMISED_ROWS_A_S)
        yield Line(f"{name}: CPU", instance, run.cpu_s, "CPU s", "wall s", run.wall_s)
        yield Line(f"{name}: memory", instance, run.peak_mb, "MB", "promise", PROMISED_MB)


def _measure(settings: Settings, n_rows: int, repeats: int) -> tuple[dict[str, Run], float]:
    folder = settings.data / f"load-{n_rows}-{settings.seed}"
    folder.mkdir(exist_ok=True)
    files = [
        write_csv(folder / f"export_{day}.csv", n_rows, settings.seed, changed=changed)
        for day, changed in zip(DAYS, (0.0, CHANGED), strict=True)
    ]
    (folder / "mapping.yaml").write_text(MAPPING)
    runs: dict[str, list[Run]] = {"first load": [], "reload, 1% changed": []}
    for _ in range(repeats):
        shutil.rmtree(folder / "city", ignore_errors=True)
        for (name, found), file, day in zip(runs.items(), files, DAYS, strict=True):
            job = "benchmarks.records.load:load_job"
            run = run_fresh(job, folder=folder, file=file, day=day)
            _check(name, run, n_rows)
            found.append(run)
    size_mb = files[0].stat().st_size / MEGABYTE
    shutil.rmtree(folder)
    return {name: median_run(found) for name, found in runs.items()}, size_mb


def _check(name: str, run: Run, n_rows: int) -> None:
    """Refuse a figure for work that was not done."""
    changed = run.answer["n_changed"] / n_rows
    new = run.answer["n_new"]
    if (new, changed) != (n_rows, 0) and not (new == 0 and 0.8 * CHANGED < changed < 1.2 * CHANGED):
        raise RuntimeError(f"{name} did not do its work: {run.answer}")


def load_job(folder: str, file: str, day: str) -> Callable[[], Any]:
    """Open or make the city, and give the load as the work to measure."""
    import deltalake  # noqa: F401  its import is not the load's work

    from nightout.records import LoadOptions, create_city, load_files, open_city, read_mapping

    base = Path(folder) / "city"
    made = (base / "city.toml").exists()
    city = open_city(base) if made else create_city(base, name="Portal", zone="America/Chicago")
    mapping = read_mapping(Path(folder) / "mapping.yaml")
    options = LoadOptions(known_on=dt.date.fromisoformat(day), withdraw_missing=True)

    def work() -> dict[str, int]:
        report = load_files(city, [Path(file)], mapping, options)
        return {"n_new": report.n_new, "n_changed": report.n_changed}

    return work
