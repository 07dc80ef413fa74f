"""What every test may use: made cities, small files, and the folders of real data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from nightout.cli import main
from nightout.records import LoadOptions, create_city, load_files, read_mapping

# How long an example takes says how busy the machine is; speed is for the benchmarks.
settings.register_profile("nightout", deadline=None)
settings.load_profile("nightout")

MAPPING = """
source: tests
agency: Testville PD
incident_id: number
offense: {column: offense, values: {MURDER: homicide}}
occurred_at: occurred
reported_at: reported
lon: lon
lat: lat
victims: victims
areas: {beat: beat}
"""
HEADER = "number,offense,occurred,reported,lon,lat,victims,beat\n"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real public data; tests that need it skip, saying so, where it is unset."""
    folder = os.environ.get("NIGHTOUT_REAL_DATA")
    if not folder:
        pytest.skip("NIGHTOUT_REAL_DATA is not set: no real data to test on")
    return Path(folder)


@pytest.fixture(scope="session")
def cases() -> Path:
    """The folder of worked cases; tests that need it skip, saying so, where it is unset."""
    folder = os.environ.get("NIGHTOUT_CASES")
    if not folder:
        pytest.skip("NIGHTOUT_CASES is not set: no worked cases to test on")
    return Path(folder)


@pytest.fixture
def run_here(monkeypatch, capfd):
    """Run `nightout ...` in this process; give exit code, standard output and standard error."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["nightout", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as done:
            code = done.code
        out, err = capfd.readouterr()
        return code, out, err

    return run


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(MAPPING)
    return read_mapping(path)


@pytest.fixture
def city(tmp_path):
    return create_city(tmp_path / "testville", name="Testville", zone="America/New_York")


@pytest.fixture
def load(city, mapping, tmp_path):
    """Load rows such as `1,MURDER,2021-01-02,2021-01-02,,,1,11` as known on a day."""

    def load_rows(day, *rows, **options):
        import datetime as dt

        path = tmp_path / "export.csv"
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
        known_on = dt.date.fromisoformat(day)
        return load_files(city, [path], mapping, LoadOptions(known_on=known_on, **options))

    return load_rows
