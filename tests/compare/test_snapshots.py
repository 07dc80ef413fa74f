"""What each load knew: a pass or two against counting as known at each load, on several engines."""

import datetime as dt

import numpy as np
import pytest

from nightout.compare import count_days
from nightout.compare.snapshots import take_snapshots
from nightout.records import as_known_on, find_measure
from tests.compare.versions import DAYS, engines, row

MEASURES = [find_measure(one) for one in ("homicide", "robbery", "mass_shooting", "larceny")]
HOMICIDE = MEASURES[0]
OFFENSES = ("homicide", "robbery", "mass_shooting", "larceny", "theft_from_vehicle")


def drawn(rng, n):
    """Versions of incidents: of several offenses, parts and days, some closed, some undated."""
    for _ in range(n):
        born = int(rng.integers(1, 13))
        end = int(born + rng.integers(1, 6)) if rng.random() < 0.4 else None
        cells = row(str(rng.integers(0, n // 3)), f"2021-01-{rng.integers(1, 14):02} 10:00", None)
        cells |= {
            "offense": OFFENSES[rng.integers(0, 5)], "part": int(rng.integers(1, 3)),
            "known_from": dt.date(2021, 1, born),
            "known_until": dt.date(2021, 1, end) if end else None,
            "victims": int(rng.integers(0, 5)) if rng.random() < 0.8 else None,
            "agency": "PD" if rng.random() < 0.8 else "SO",
        }  # fmt: skip
        if rng.random() < 0.1:
            cells["occurred_at"] = None
        yield cells


def versions():
    return drawn(np.random.default_rng(2), 90)


LOADS = [dt.date(2021, 1, day) for day in (3, 5, 6, 9, 12)]


@pytest.mark.parametrize("engine", range(4), ids=["arrow", "polars", "pandas", "duckdb"])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.slug)
def test_snapshots_are_what_each_load_knew(engine, measure):
    table = list(engines(list(versions())))[engine]
    told = take_snapshots(table, measure, DAYS, LOADS)
    for load, values in zip(LOADS, told.values[0], strict=True):
        assert (count_days(as_known_on(table, load), measure, DAYS).values == values).all()
    assert told.values.sum() > 0


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.slug)
def test_snapshots_are_what_each_load_knew_however_they_are_drawn(measure):
    for seed in range(12):
        (table, *_) = engines(list(drawn(np.random.default_rng(seed), 3 + 2 * seed)))
        told = take_snapshots(table, measure, DAYS, LOADS)
        for load, values in zip(LOADS, told.values[0], strict=True):
            assert (count_days(as_known_on(table, load), measure, DAYS).values == values).all()


def test_snapshots_of_groups_add_up():
    (table, *_) = engines(list(versions()))
    told = take_snapshots(table, HOMICIDE, DAYS, LOADS, by="agency")
    assert (told.values.sum(axis=0) == take_snapshots(table, HOMICIDE, DAYS, LOADS).values[0]).all()
