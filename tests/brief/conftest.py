"""A city of nine beats whose counts are known, and its brief."""

import datetime as dt
import json

import pytest

from nightout.brief import Asked, compose, make_brief, render_page
from nightout.records import (
    AreaColumns,
    LoadOptions,
    create_city,
    load_areas,
    load_files,
    read_mapping,
)
from nightout.units import Period

THROUGH = dt.date(2021, 7, 28)
MAPPING = """
source: tests
agency: Testville PD
incident_id: number
offense: {column: offense, values: {MURDER: homicide, ROBBERY: robbery, RAPE: rape}}
occurred_at: occurred
reported_at: occurred
lon: lon
lat: lat
victims: victims
"""
# Robberies by beat in 2020 and 2021, laid out as on the map. In public the quarters of B11 and B21
# are too small, so that these are joined with B10 and B20.
ROBBERIES = {
    2020: [[18, 16, 14], [13, 8, 18], [16, 4, 12]],
    2021: [[24, 14, 0], [12, 4, 18], [60, 6, 12]],
}


def write_rows(robberies, *, rapes=6):
    """Rows of a file: homicides over six years, robberies by beat, and a few rapes."""
    rows = [
        # One a month lies in some beat, the others outside the map.
        ("MURDER", dt.date(year, month, 1 + month), *((5, 5) if k else (month % 3, month // 3 % 3)))
        for year in range(2016, 2022)
        for month in range(1, 13 if year < 2021 else 8)
        for k in range(3 + (year + month) % 3)
    ]
    for year, beats in robberies.items():
        for y, row in enumerate(beats):
            for x, n in enumerate(row):
                rows += [("ROBBERY", dt.date(year, 1 + i % 7, 1 + i % 27), x, y) for i in range(n)]
    rows += [("RAPE", dt.date(2021, 3, 1 + i), 0, 0) for i in range(rapes)]
    return [
        f"{i},{offense},{day},{-75 + x / 100 + 0.005:.4f},{40 - y / 100 - 0.005:.4f},1"
        for i, (offense, day, x, y) in enumerate(rows)
    ]


def write_map(path):
    """Nine beats in three rows, from the north-west."""
    features = []
    for y in range(3):
        for x in range(3):
            w, n = -75 + x / 100, 40 - y / 100
            ring = [[w, n], [w, n - 0.01], [w + 0.01, n - 0.01], [w + 0.01, n], [w, n]]
            name = f"Beat of <row {y}> & column {x}"
            features.append(
                {
                    "type": "Feature",
                    "properties": {"beat": f"B{y}{x}", "name": name},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
            )
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture(scope="session")
def build(tmp_path_factory):
    """Build a city folder from rows, with or without its map."""

    def build_city(rows, *, name="Testville", made_up=False, with_map=True, first=2016):
        folder = tmp_path_factory.mktemp("brief")
        (folder / "mapping.yaml").write_text(MAPPING)
        lines = "number,offense,occurred,lon,lat,victims\n" + "".join(f"{row}\n" for row in rows)
        (folder / "export.csv").write_text(lines)
        city = create_city(folder / "city", name=name, zone="America/New_York", made_up=made_up)
        options = LoadOptions(
            known_on=dt.date(2021, 7, 30),
            covers=Period.of(dt.date(first, 1, 1), dt.date(2021, 7, 28)),
        )
        mapping = read_mapping(folder / "mapping.yaml")
        load_files(city, [folder / "export.csv"], mapping, options)
        if with_map:
            columns = AreaColumns("beat", "name")
            path, day = write_map(folder / "beats.geojson"), dt.date(2016, 1, 1)
            load_areas(city, path, kind="beat", columns=columns, valid_from=day)
        return city

    return build_city


@pytest.fixture(scope="session")
def nine_beats(build):
    return build(write_rows(ROBBERIES))


@pytest.fixture(scope="session")
def public(nine_beats):
    return make_brief(nine_beats, Asked(THROUGH))


@pytest.fixture(scope="session")
def page(public):
    return render_page(compose(public))


@pytest.fixture(scope="session")
def veiled(build):
    """The same city to the public: only what is hidden differs."""
    moved = {year: [row[:] for row in beats] for year, beats in ROBBERIES.items()}
    # One of spring, in either beat.
    moved[2021][1][0] -= 1
    moved[2021][1][1] += 1
    return build(write_rows(moved, rapes=4))


NAME = '<script>alert("1")</script> & "Sons" #panic() $x$ *b*'


@pytest.fixture(scope="session")
def hostile(build):
    """A made-up city whose name is a trap, with one year of records and no map."""
    rows = [row for row in write_rows({}) if ",2021-" in row]
    return build(rows, name=NAME, made_up=True, with_map=False, first=2021)


@pytest.fixture(scope="session")
def hostile_page(hostile):
    return render_page(compose(make_brief(hostile, Asked(THROUGH))))
