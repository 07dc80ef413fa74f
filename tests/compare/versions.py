"""Versions of incidents as rows, and the same rows on every engine that runs in this process."""

import datetime as dt

import duckdb
import polars as pl
import pyarrow as pa

from nightout.units import Period

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
