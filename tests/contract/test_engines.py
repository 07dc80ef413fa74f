"""Every table-facing statistic on every engine: the same rows give the same answer.

PyArrow's answer is the one that the others are held against; what is right is tested where each
statistic lives, against loops.
"""

import datetime as dt
import zoneinfo
from dataclasses import replace

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pytest

from nightout.compare import (
    count_days,
    count_windows,
    find_clock_changes,
    group_by_hours,
    spread_hours,
)
from nightout.compare.arrivals import count_arrivals
from nightout.compare.count import is_one_row_each
from nightout.compare.count_apart import Apart, count_apart
from nightout.compare.snapshots import take_snapshots
from nightout.errors import BadSetting, MissingColumn
from nightout.records import as_known_on, find_measure, list_measures, reconstruct
from nightout.units import Period
from tests.contract.conftest import same

# pandas 3 is newer than what PySpark says it knows; only its conversion of results is used.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:distutils Version classes are deprecated"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

YEAR = Period.of(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
FEBRUARY = Period.of(dt.date(2020, 2, 1), dt.date(2020, 2, 29))
WINDOWS = (FEBRUARY, YEAR, Period.of(dt.date(2019, 12, 31), dt.date(2020, 3, 8)))
KNOWN = dt.date(2020, 6, 1)
CHANGES = find_clock_changes(zoneinfo.ZoneInfo("America/New_York"), YEAR)
# One of each way of counting: people, dead, incidents of one offense, of several, large ones.
KINDS = ("homicide", "fatal_shooting", "robbery", "larceny", "mass_shooting")


@pytest.fixture(scope="module")
def records(versions):
    """What was known on a day: the same rows for every engine."""
    return as_known_on(versions, dt.date(2021, 6, 1))


@pytest.fixture(scope="module")
def frame(on_engine, records):
    return on_engine(records)


@pytest.fixture(scope="module")
def frame_of_versions(on_engine, versions):
    return on_engine(versions)


def rows_of(frame):
    return nw.from_native(frame).lazy().collect("pyarrow").to_native()


def test_as_known_on(frame_of_versions, versions):
    told = rows_of(as_known_on(frame_of_versions, KNOWN)).select(["agency", "incident_id", "part"])
    expected = as_known_on(versions, KNOWN).select(["agency", "incident_id", "part"])
    assert 0 < expected.num_rows < versions.num_rows
    assert same(told.cast(expected.schema), expected)


def test_reconstruct(frame_of_versions, versions):
    told = rows_of(reconstruct(frame_of_versions, KNOWN)).select(["agency", "incident_id", "part"])
    expected = reconstruct(versions, KNOWN).select(["agency", "incident_id", "part"])
    assert 0 < expected.num_rows < versions.num_rows
    assert same(told.cast(expected.schema), expected)


@pytest.mark.parametrize("by", [(), ("agency", "weapon")], ids=["whole", "parts"])
@pytest.mark.parametrize("slug", KINDS)
def test_count_windows(frame, records, slug, by):
    measure = find_measure(slug)
    told, expected = (count_windows(one, measure, WINDOWS, by=by) for one in (frame, records))
    assert (told.groups, told.unsaid) == (expected.groups, expected.unsaid)
    assert told.values.tolist() == expected.values.tolist()
    assert told.values.sum() > 0


def test_every_kind_of_measure_is_held_to_the_contract():
    """Measures that count in another way than any of `KINDS` have to be added there."""

    def way(slug):
        measure = find_measure(slug)
        return measure.counts, bool(measure.at_least), is_one_row_each(measure)

    assert {way(slug) for slug in list_measures()} == {way(slug) for slug in KINDS}


@pytest.mark.parametrize(
    ("slug", "basis"),
    [("homicide", "occurred"), ("robbery", "reported"), ("mass_shooting", "occurred")],
)
def test_count_days_with_the_curve_and_the_milestone_that_follow(frame, records, slug, basis):
    measure = replace(find_measure(slug), date_basis=basis)
    told, expected = (count_days(one, measure, YEAR).values for one in (frame, records))
    assert told.dtype == np.int64
    assert told.tolist() == expected.tolist()
    curve = told.cumsum()
    assert curve[-1] == count_windows(frame, measure, [YEAR]).values[0, 0] > 0
    half = (curve[-1] + 1) // 2
    assert np.argmax(curve >= half) == np.argmax(expected.cumsum() >= half)


@pytest.mark.parametrize("slug", ["burglary", "mass_shooting"])
def test_hours_of_the_week(frame, records, slug):
    measure = find_measure(slug)
    told, expected = (
        spread_hours(group_by_hours(one, measure, YEAR, changes=CHANGES), changes=CHANGES)
        for one in (frame, records)
    )
    np.testing.assert_allclose(told.spread, expected.spread, atol=1e-9)
    np.testing.assert_allclose(told.possible, expected.possible, atol=1e-9)
    assert (told.unknown, told.between, told.bursts) == (
        expected.unknown, expected.between, pytest.approx(expected.bursts),
    )  # fmt: skip
    assert told.between > 0


@pytest.mark.parametrize(("slug", "by"), [("homicide", "agency"), ("mass_shooting", "")])
def test_lag_arrivals(frame, records, slug, by):
    measure = find_measure(slug)
    told, expected = (
        count_arrivals(one, measure, YEAR, longest=20, by=by) for one in (frame, records)
    )
    assert (told.groups, told.n_early, told.n_undated) == (
        expected.groups, expected.n_early, expected.n_undated,
    )  # fmt: skip
    assert told.values.tolist() == expected.values.tolist()
    assert told.values.sum() > 0


@pytest.mark.parametrize("slug", ["homicide", "mass_shooting"])
def test_lag_snapshots(frame_of_versions, versions, slug):
    measure, loads = find_measure(slug), [KNOWN, KNOWN + dt.timedelta(days=100)]
    told, expected = (
        take_snapshots(one, measure, YEAR, loads) for one in (frame_of_versions, versions)
    )
    assert told.values.tolist() == expected.values.tolist()
    assert told.values.sum() > 0


@pytest.mark.parametrize("slug", KINDS)
def test_windows_known_on_days_of_their_own(frame_of_versions, versions, slug):
    measure = find_measure(slug)
    since, until = nw.col("known_from"), nw.col("known_until")
    days = dict(zip(WINDOWS, (KNOWN, KNOWN + dt.timedelta(days=200), KNOWN), strict=True))
    known = {one: (since <= day) & (until.is_null() | (until > day)) for one, day in days.items()}
    told, expected = (
        count_apart(Apart(one, known), measure, by=("agency",))
        for one in (frame_of_versions, versions)
    )
    assert (told.groups, told.unsaid) == (expected.groups, expected.unsaid)
    assert told.values.tolist() == expected.values.tolist()
    assert told.values.sum() > 0


def test_a_missing_column_is_named_on_every_engine(on_engine, records):
    frame = on_engine(records.drop_columns(["reported_at", "known_until", "part"]))
    with pytest.raises(MissingColumn, match="part"):
        count_days(frame, find_measure("robbery"), YEAR)
    with pytest.raises(MissingColumn, match="beat"):
        count_windows(frame, find_measure("homicide"), WINDOWS, by=["beat"])
    with pytest.raises(MissingColumn, match="reported_at"):
        count_days(frame, replace(find_measure("homicide"), date_basis="reported"), YEAR)
    with pytest.raises(MissingColumn, match="known_until"):
        as_known_on(frame, KNOWN)


def test_moments_with_a_zone_are_refused_on_every_engine(on_engine, records):
    at = records.schema.get_field_index("occurred_at")
    zoned = records["occurred_at"].cast(pa.timestamp("us", "UTC"))
    frame = on_engine(records.set_column(at, "occurred_at", zoned))
    with pytest.raises(BadSetting, match="without a zone"):
        count_days(frame, find_measure("homicide"), YEAR)


def test_no_rows_at_all_are_no_counts_on_every_engine(on_engine, records):
    frame = on_engine(records.slice(0, 0))
    homicide, burglary = find_measure("homicide"), find_measure("burglary")
    assert count_days(frame, homicide, YEAR).values.sum() == 0
    assert count_windows(frame, homicide, WINDOWS).values.tolist() == [[0, 0, 0]]
    assert count_windows(frame, homicide, WINDOWS, by=["agency"]).groups == ()
    assert spread_hours(group_by_hours(frame, burglary, YEAR)).n == 0
