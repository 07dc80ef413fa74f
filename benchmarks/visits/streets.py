"""What travel along streets costs: a lattice of a city's size, limits, one-ways, and places on it.

The lattice is drawn at random: it is as large as a city, and no city.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings, median_run, run_fresh

__all__ = ["measure_streets"]

ACROSS = 142  # squared 20,164 corners
BLOCK = (0.0015, 0.0012)  # of a degree: about 120 x 130 m
WEST, SOUTH = -93.3, 44.9


def measure_streets(settings: Settings) -> Iterator[Line]:
    """Measure reading the streets and all ways between the places, CPU seconds."""
    path = draw_lattice(settings.data / "lattice.geojson", settings.seed)
    for n_places in (340, 5_000):
        runs = [
            run_fresh("benchmarks.visits.streets:travel", path=str(path), n_places=n_places,
                      seed=settings.seed)
            for _ in range(settings.repeats)
        ]  # fmt: skip
        run, what = median_run(runs), f"{ACROSS**2:,} corners, {n_places:,} places"
        yield Line("streets", what, run.cpu_s, "CPU s")
        yield Line("streets", what, run.wall_s, "s")
        yield Line("streets", what, run.peak_mb, "MB")


def travel(path: str, n_places: int, seed: int) -> Callable[[], Any]:
    """Prepare to read the streets and to work out all ways between places drawn at random."""
    from nightout.visits import Gathering, Request, read_streets, street_travel

    rng = np.random.default_rng(seed)
    starts = dt.datetime(2026, 8, 4, 18)
    spots = rng.uniform(0, (ACROSS - 1), (n_places, 2)) * BLOCK + (WEST, SOUTH)
    there = [
        Gathering(f"G{i}", starts, starts + dt.timedelta(hours=2), float(lon), float(lat))
        for i, (lon, lat) in enumerate(spots)
    ]
    request = Request(tuple(there), ())
    return lambda: int(street_travel(read_streets([Path(path)]), request).seconds.max())


def draw_lattice(path: Path, seed: int) -> Path:
    """Draw every block as a line of its own; a tenth are one-ways, limits are 30, 40 and 50."""
    rng = np.random.default_rng(seed)
    features = []
    for i in range(ACROSS):
        for j in range(ACROSS):
            for east, north in ((1, 0), (0, 1)):
                if i + east < ACROSS and j + north < ACROSS:
                    ends = [_corner(i, j), _corner(i + east, j + north)]
                    told = {"maxspeed": int(rng.choice([30, 40, 50])),
                            "oneway": "yes" if rng.random() < 0.1 else "no"}  # fmt: skip
                    line = {"type": "LineString", "coordinates": ends}
                    features.append({"type": "Feature", "properties": told, "geometry": line})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def _corner(i: int, j: int) -> list[float]:
    return [WEST + i * BLOCK[0], SOUTH + j * BLOCK[1]]
