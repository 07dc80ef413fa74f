"""Windows known on days of their own: one pass against counting each by itself, on engines."""

import datetime as dt

import narwhals.stable.v2 as nw
import numpy as np
import pytest

from nightout.compare import count_windows
from nightout.compare.count_apart import Apart, count_apart
from nightout.records import as_known_on, find_measure
from nightout.units import Period
from tests.compare.test_snapshots import drawn, engines

MEASURES = [
    find_measure(one)
    for one in ("homicide", "robbery", "mass_shooting", "mass_killing", "larceny", "fatal_shooting")
]
DAYS = {
    Period.of(dt.date(2021, 1, 1), dt.date(2021, 1, 6)): dt.date(2021, 1, 9),
    Period.of(dt.date(2021, 1, 4), dt.date(2021, 1, 12)): dt.date(2021, 1, 13),
    Period.of(dt.date(2021, 1, 3), dt.date(2021, 1, 3)): dt.date(2021, 1, 4),
}


def apart(table):
    since, until = nw.col("known_from"), nw.col("known_until")
    known = {one: (since <= day) & (until.is_null() | (until > day)) for one, day in DAYS.items()}
    return Apart(table, known)


def one_by_one(table, measure, by):
    counted = [
        count_windows(as_known_on(table, day), measure, [one], by=by) for one, day in DAYS.items()
    ]
    groups = sorted({group for one in counted for group in one.groups})
    values = np.hstack([one.over(groups).values for one in counted])
    told = {g: row for g, row in zip(groups, values.tolist(), strict=True) if any(row)}
    return told, sum(one.unsaid for one in counted)


@pytest.mark.parametrize("engine", range(4), ids=["arrow", "polars", "pandas", "duckdb"])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.slug)
@pytest.mark.parametrize("by", [(), ("agency",)], ids=["whole", "by agency"])
def test_one_pass_counts_what_each_window_counts_by_itself(engine, measure, by):
    table = list(engines(list(drawn(np.random.default_rng(4), 120))))[engine]
    told = count_apart(apart(table), measure, by=by)
    values = dict(zip(told.groups, told.values.tolist(), strict=True))
    plain, _ = one_by_one(table, measure, by)
    assert {group: row for group, row in values.items() if any(row)} == plain
    assert told.windows == tuple(DAYS)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.slug)
def test_it_is_so_however_versions_are_drawn(measure):
    for seed in range(12):
        (table, *_) = engines(list(drawn(np.random.default_rng(seed), 4 + 3 * seed)))
        told = count_apart(apart(table), measure)
        plain, _ = one_by_one(table, measure, ())
        assert told.values.tolist()[0] == plain.get((), [0, 0, 0])


def test_what_is_not_said_is_told_once_for_each_record():
    (table, *_) = engines(list(drawn(np.random.default_rng(4), 120)))
    told = count_apart(apart(table), MEASURES[0])
    _, plain = one_by_one(table, MEASURES[0], ())
    # Windows overlap: one by one, a record that does not say is told in each that holds it.
    assert 0 < told.unsaid <= plain
