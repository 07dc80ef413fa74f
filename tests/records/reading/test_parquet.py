"""Parquet files, every column as text."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nightout.errors import UnreadableFile
from tests.records.reading.conftest import read_path

MOMENT = dt.datetime(2021, 7, 4, 22, 15)


def test_every_column_becomes_text(connection, tmp_path):
    connection.execute("SET TimeZone = 'America/Chicago'")
    pq.write_table(
        pa.table({
            "id": pa.array([1, None]),
            "text": pa.array(["", " é "]),
            "local": pa.array([MOMENT, None], pa.timestamp("us")),
            "zoned": pa.array([MOMENT, None], pa.timestamp("ns", "America/New_York")),
            "day": pa.array([MOMENT.date(), None]),
            "share": pa.array([0.1, 2.0]),
            "nested": pa.array([{"a": [1]}, None]),
            "list": pa.array([["x"], None]),
            "bytes": pa.array(["Cañon".encode(), b"\xff"]),
            "domestic": pa.array([True, False]),
        }),
        tmp_path / "a.parquet",
    )  # fmt: skip
    _, rows, bad = read_path(connection, tmp_path / "a.parquet")
    assert rows[0] == (1, "1", None, "2021-07-04 22:15:00", "2021-07-04 22:15:00+00", "2021-07-04",
                       "0.1", '{"a":[1]}', '["x"]', "Cañon", "true")  # fmt: skip
    assert rows[1] == (2, None, " é ", None, None, None, "2.0", None, None, "\\xFF", "false")
    assert bad == []


def test_rows_are_numbered_across_groups_and_names_may_be_anything(connection, tmp_path):
    path = tmp_path / "r[1].parquet"
    names = ['a"b; drop table x', "Source_Row", "File_Row_Number"]
    columns = [pa.array(range(1, 30_001))] * 3
    pq.write_table(pa.table(columns, names), path, row_group_size=1_000)
    raw, rows, _ = read_path(connection, path)
    assert raw.columns == ('a"b; drop table x', "Source_Row_2", "File_Row_Number")
    assert all(row[0] == int(row[1]) for row in rows)
    pq.write_table(pa.table(columns[:1], ["id"]), path, row_group_size=1_000)
    assert all(row[0] == int(row[1]) for row in read_path(connection, path, table="b")[1])


def test_a_name_that_is_a_pattern_opens_that_file_alone(connection, tmp_path):
    for name, value in (("p1", "wrong"), ("p*", "right")):
        pq.write_table(pa.table({"id": [value]}), tmp_path / f"{name}.parquet")
    (tmp_path / "year=2020").mkdir()
    inside = (tmp_path / "p*.parquet").rename(tmp_path / "year=2020" / "p*.parquet")
    (tmp_path / "p1.parquet").rename(inside.with_name("p1.parquet"))
    assert read_path(connection, inside)[1] == [(1, "right")]


def test_a_damaged_file_is_refused_when_it_is_opened(connection, tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": [str(n) for n in range(10_000)]}), path)
    data = path.read_bytes()
    for damaged in (
        data[:40] + bytes(400) + data[440:],
        data[:4] + b"\xff" * 400 + data[404:],
        data[:-9] + bytes(5) + data[-4:],
    ):
        path.write_bytes(damaged)
        with pytest.raises(UnreadableFile, match="damaged Parquet"):
            read_path(connection, path)
