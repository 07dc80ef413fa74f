"""Counting: the one pass against loops, on several engines, and its borders."""

import datetime as dt
from dataclasses import replace

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.compare import count_days, count_windows
from nightout.compare.count import is_one_row_each
from nightout.records import find_measure
from nightout.units import Period
from tests.compare.plain import plain_count

SCHEMA = pa.schema(
    [
        ("agency", pa.string()),
        ("incident_id", pa.string()),
        ("offense", pa.string()),
        ("part", pa.int32()),
        ("occurred_at", pa.timestamp("us")),
        ("victims", pa.int32()),
        ("killed", pa.int32()),
        ("beat", pa.string()),
    ]
)
MEASURES = (
    "homicide", "robbery", "fatal_shooting", "mass_shooting", "mass_killing", "larceny",
)  # fmt: skip
ADD_UP = [slug for slug in MEASURES if is_one_row_each(find_measure(slug))]
OFFENSES = ("homicide", "robbery", "shooting", "mass_shooting", "larceny", "theft_from_vehicle")
W2021 = Period.of(dt.date(2021, 1, 1), dt.date(2021, 1, 20))
W2020 = Period.of(dt.date(2020, 1, 1), dt.date(2020, 1, 20))


def incident(number, offense="homicide", day="2021-01-05 12:00", victims=1, killed=1, beat="11"):
    moment = dt.datetime.fromisoformat(day) if day else None
    cells = ("PD", number, offense, 1, moment, victims, killed, beat)
    return dict(zip(SCHEMA.names, cells, strict=True))


def engines(rows):
    table = pa.Table.from_pylist(rows, SCHEMA)
    yield table
    yield pl.from_arrow(table)
    yield pl.from_arrow(table).lazy()
    yield table.to_pandas(types_mapper={pa.int32(): __import__("pandas").Int32Dtype()}.get)
    yield duckdb.connect().from_arrow(table)


@st.composite
def tables(draw):
    rows = draw(
        st.lists(
            st.builds(
                incident,
                number=st.sampled_from("abcdef"),
                offense=st.sampled_from(OFFENSES),
                day=st.one_of(
                    st.none(),
                    st.datetimes(dt.datetime(2019, 12, 30), dt.datetime(2021, 2, 1)).map(str),
                ),
                victims=st.one_of(st.none(), st.integers(0, 5)),
                killed=st.one_of(st.none(), st.integers(0, 5)),
                beat=st.sampled_from(["11", "12", None]),
            ),
            max_size=12,
        )
    )
    # Parts of one incident and offense are numbered in the order of their days.
    numbers = {}
    for row in sorted(rows, key=lambda one: (one["occurred_at"] is None, str(one["occurred_at"]))):
        key = (row["incident_id"], row["offense"])
        numbers[key] = row["part"] = numbers.get(key, 0) + 1
    return rows


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from(MEASURES))
def test_one_pass_counts_what_loops_count(rows, slug):
    measure = find_measure(slug)
    table = pa.Table.from_pylist(rows, SCHEMA)
    counts = count_windows(table, measure, [W2021, W2020])
    expected = [plain_count(rows, measure, window) for window in (W2021, W2020)]
    assert counts.values.tolist() == [expected]


@settings(max_examples=15, deadline=None)
@given(tables(), st.sampled_from(MEASURES))
def test_every_engine_counts_alike(rows, slug):
    measure = find_measure(slug)
    told = [count_windows(frame, measure, [W2021, W2020], by=["beat"]) for frame in engines(rows)]
    first = {g: v for g, v in zip(told[0].groups, told[0].values.tolist(), strict=True) if any(v)}
    for other in told[1:]:
        again = {g: v for g, v in zip(other.groups, other.values.tolist(), strict=True) if any(v)}
        assert again == first


@settings(max_examples=30, deadline=None)
@given(
    tables(), st.sampled_from([slug for slug in MEASURES if is_one_row_each(find_measure(slug))])
)
def test_parts_put_together_are_the_whole(rows, slug):
    table, measure = pa.Table.from_pylist(rows, SCHEMA), find_measure(slug)
    whole = count_windows(table, measure, [W2021, W2020])
    parts = count_windows(table, measure, [W2021, W2020], by=["beat"])
    assert parts.together().values.tolist() == whole.values.tolist()
    assert (parts.together().groups, parts.together().unsaid) == (whole.groups, whole.unsaid)


def test_an_incident_that_is_large_only_as_a_whole_does_not_add_up():
    rows = [incident("a", killed=2, beat="11"), incident("a", killed=2, beat="12")]
    table, measure = pa.Table.from_pylist(rows, SCHEMA), find_measure("mass_killing")
    assert not is_one_row_each(measure)
    assert count_windows(table, measure, [W2021]).values.tolist() == [[1]]
    assert count_windows(table, measure, [W2021], by=["beat"]).together().values.tolist() == [[0]]


def test_a_window_holds_its_last_moment_and_not_the_next():
    rows = [incident("a", day="2021-01-20 23:59:59"), incident("b", day="2021-01-21 00:00:00")]
    counts = count_windows(pa.Table.from_pylist(rows, SCHEMA), find_measure("homicide"), [W2021])
    assert counts.values.tolist() == [[1]]


def test_an_incident_under_two_offenses_is_one_mass_killing():
    rows = [
        incident("a", "homicide", killed=3),
        incident("a", "shooting", killed=3),
        incident("b", "homicide", killed=2),
    ]
    table = pa.Table.from_pylist(rows, SCHEMA)
    assert count_windows(table, find_measure("mass_killing"), [W2021]).values.tolist() == [[1]]
    assert count_windows(table, find_measure("mass_killing_4"), [W2021]).values.tolist() == [[0]]


def test_an_incident_under_two_offenses_of_a_measure_is_counted_once():
    rows = [incident("a", "larceny"), incident("a", "theft_from_vehicle"), incident("b", "larceny")]
    table = pa.Table.from_pylist(rows, SCHEMA)
    assert count_windows(table, find_measure("larceny"), [W2021]).values.tolist() == [[2]]


def test_incidents_that_do_not_say_how_many_are_one_victim_and_said():
    rows = [incident("a", victims=None), incident("b", victims=3)]
    counts = count_windows(pa.Table.from_pylist(rows, SCHEMA), find_measure("homicide"), [W2021])
    assert (counts.values.tolist(), counts.unsaid) == ([[4]], 1)


def test_days_without_incidents_are_zero():
    rows = [incident("a", day="2021-01-02 10:00"), incident("b", day="2021-01-02 11:00", victims=2)]
    days = count_days(pa.Table.from_pylist(rows, SCHEMA), find_measure("homicide"), W2021)
    assert days.values.tolist() == [0, 3] + [0] * 18


def test_groups_can_be_filled_with_places_where_nothing_happened():
    table = pa.Table.from_pylist([incident("a")], SCHEMA)
    counts = count_windows(table, find_measure("homicide"), [W2021], by=["beat"])
    filled = counts.over([("11",), ("12",)])
    assert filled.values.tolist() == [[1], [0]]


@pytest.mark.parametrize("basis", ["reported", "ruled"])
def test_the_date_basis_names_the_column(basis):
    assert replace(find_measure("homicide"), date_basis=basis).date_column == f"{basis}_at"
