"""A small city with several loads, each of them later than the last and a little different."""

import datetime as dt

import numpy as np
import pytest

from nightout.records import (
    AreaColumns,
    LoadOptions,
    create_city,
    load_areas,
    load_files,
    read_mapping,
)
from nightout.units import Period
from tests.brief.conftest import MAPPING, write_map

FIRST = dt.date(2019, 1, 1)
LOADS = [
    dt.date(2020, 1, 20), dt.date(2020, 4, 20), dt.date(2020, 7, 20), dt.date(2020, 10, 20),
    dt.date(2021, 1, 20), dt.date(2021, 4, 20), dt.date(2021, 7, 20), dt.date(2021, 7, 27),
]  # fmt: skip


@pytest.fixture(scope="session")
def small_city(tmp_path_factory):
    """Nine beats, 1 to 6 robberies each a quarter, some of them known late or moved later."""
    folder = tmp_path_factory.mktemp("attacked")
    rng = np.random.default_rng(20261126)
    n_days = (LOADS[-1] - FIRST).days
    rows = []
    for x in range(3):
        for y in range(3):
            pace = rng.uniform(1, 6) * n_days / 91
            for day in rng.integers(0, n_days, rng.poisson(pace)):
                late = int(rng.exponential(6)) if rng.random() < 0.4 else 0
                rows.append([FIRST + dt.timedelta(days=int(day)), late, x, y])
    # A few lie in no beat.
    rows += [[FIRST + dt.timedelta(days=int(d)), 0, 7, 7] for d in rng.integers(0, n_days, 9)]
    city = create_city(folder / "city", name="Testville", zone="America/New_York")
    (folder / "mapping.yaml").write_text(MAPPING)
    for known_on in LOADS:
        lines = [
            f"{i},ROBBERY,{day},{-75 + x / 100 + 0.005:.4f},{40 - y / 100 - 0.005:.4f},1"
            for i, (day, late, x, y) in enumerate(rows)
            if day + dt.timedelta(days=late) < known_on
        ]
        path = folder / f"{known_on}.csv"
        path.write_text("number,offense,occurred,lon,lat,victims\n" + "\n".join(lines) + "\n")
        options = LoadOptions(known_on=known_on, covers=Period(FIRST, known_on))
        load_files(city, [path], read_mapping(folder / "mapping.yaml"), options)
        for row in rng.choice(len(rows), 5):
            rows[row][2] = int(rng.integers(0, 3))
    path = write_map(folder / "beats.geojson")
    load_areas(city, path, kind="beat", columns=AreaColumns("beat", "name"), valid_from=FIRST)
    return city
