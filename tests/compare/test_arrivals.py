"""When things became known: one pass against loops, on several engines, with odd dates."""

import datetime as dt

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from nightout.compare.arrivals import count_arrivals
from nightout.records import find_measure
from nightout.units import Period

HOMICIDE = find_measure("homicide")
SCHEMA = pa.schema(
    [
        ("agency", pa.string()),
        ("incident_id", pa.string()),
        ("offense", pa.string()),
        ("part", pa.int32()),
        ("known_from", pa.date32()),
        ("known_until", pa.date32()),
        ("occurred_at", pa.timestamp("us")),
        ("reported_at", pa.timestamp("us")),
        ("victims", pa.int32()),
        ("killed", pa.int32()),
    ]
)
DAYS = Period.of(dt.date(2021, 1, 1), dt.date(2021, 1, 10))


def row(number, occurred, reported, **more):
    moment = dt.datetime.fromisoformat
    plain = {
        "agency": "PD", "incident_id": number, "offense": "homicide", "part": 1,
        "known_from": dt.date(2021, 1, 11), "known_until": None,
        "occurred_at": moment(occurred), "reported_at": moment(reported) if reported else None,
        "victims": 1, "killed": 1,
    }  # fmt: skip
    return plain | more


def engines(rows):
    table = pa.Table.from_pylist(rows, SCHEMA)
    yield table
    yield pl.from_arrow(table)
    yield table.to_pandas(types_mapper={pa.int32(): __import__("pandas").Int32Dtype()}.get)
    yield duckdb.connect().from_arrow(table)


ROWS = [
    row("1", "2021-01-02 23:50", "2021-01-03 00:10"),
    row("2", "2021-01-02 16:30", "2021-01-02 00:00", victims=2),
    row("3", "2021-01-05 01:00", "2021-01-04 19:00"),
    row("4", "2021-01-05 01:00", None),
    row("5", "2021-01-01 01:00", "2021-01-09 12:00"),
    row("6", "2021-01-09 01:00", "2021-01-12 12:00"),
    row("7", "2020-12-31 23:00", "2021-01-02 12:00"),
    row("8", "2021-01-03 12:00", "2021-01-03 13:00", agency="SO"),
]


@pytest.mark.parametrize("engine", range(4), ids=["arrow", "polars", "pandas", "duckdb"])
def test_days_between_are_counted_by_the_calendar(engine):
    table = list(engines(ROWS))[engine]
    told = count_arrivals(table, HOMICIDE, DAYS, longest=3)
    assert told.groups == ("",)
    found = {
        (day, delay): int(n)
        for (_, day, delay), n in zip(zip(*told.values.nonzero(), strict=True),
                                      told.values[told.values.nonzero()], strict=True)
    }  # fmt: skip
    # 20 minutes over midnight are a day late; a bare date is as good as a moment; a report before
    # its time stands at 0; eight days late is past the longest; a report past the days is not in.
    assert found == {(1, 1): 1, (1, 0): 2, (4, 0): 1, (0, 4): 1, (2, 0): 1}
    assert (told.n_early, told.n_undated) == (1, 1)


def test_groups_are_told_apart_and_add_up():
    (table, *_) = engines(ROWS)
    whole = count_arrivals(table, HOMICIDE, DAYS, longest=3)
    told = count_arrivals(table, HOMICIDE, DAYS, longest=3, by="agency")
    assert told.groups == ("PD", "SO")
    assert (told.values.sum(axis=0) == whole.values[0]).all()
    assert told.values[1].sum() == 1
