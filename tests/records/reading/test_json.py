"""JSON lines, JSON arrays and GeoJSON."""

import json

import pytest

from nightout.errors import UnreadableFile
from nightout.records.reading import json_rows, json_text, staging

POINT = {"type": "Point", "coordinates": [-87.65, 41.85]}


def features(*rows, **members):
    made = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    return json.dumps({"type": "FeatureCollection", **members, "features": made})


def test_lines_become_text_and_a_late_key_is_not_lost(read, connection):
    lines = [{"id": 1, "n": "x"}] * 30_000 + [
        {"id": 2, "late": True, "n": None, "deep": {"a": [1]}}
    ]
    raw, rows, bad = read("a.jsonl", "\n".join(map(json.dumps, lines)))
    assert raw.columns == ("id", "n", "late", "deep")
    assert rows[0] == (1, "1", "x", None, None)
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert tables == [("raw_read",)]
    assert rows[-1] == (30_001, "2", None, "true", '{"a":[1]}')
    assert bad == []


def test_broken_lines_are_rejected_with_their_numbers(read):
    text = b'{"id": 1}\n{"id": \n\n[4]\n{"id": "\xff"}\n{"id": 6}\n{"id": ""}'
    _, rows, bad = read("a.ndjson", b"\xef\xbb\xbf" + text)
    assert rows == [(1, "1"), (6, "6"), (7, None)]
    assert [row[:2] for row in bad] == [(2, "not valid JSON"), (4, "not a JSON object"),
                                        (5, "not UTF-8, as JSON must be")]  # fmt: skip
    assert bad[0][2] == '{"id":'


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
def test_an_array_is_read_item_by_item(read, monkeypatch, indent, piece):
    monkeypatch.setattr(json_text, "PIECE", piece)
    items = [77, {"id": 12, "n": 'a"]}, é'}, {"n": "é", "id": 1234.5}]
    raw, rows, bad = read("a.json", json.dumps(items, indent=indent, ensure_ascii=False))
    assert raw.columns == ("id", "n")
    assert rows == [(2, "12", 'a"]}, é'), (3, "1234.5", "é")]
    assert bad == [(1, "not a JSON object", "77")]


def test_one_long_line_is_refused_before_it_fills_the_memory(read, monkeypatch):
    monkeypatch.setattr(json_rows, "LONGEST_LINE", 100)
    with pytest.raises(UnreadableFile, match=r"line 2 of a\.jsonl is longer"):
        read("a.jsonl", '{"id": 1}\n{"id": "' + "x" * 100)
    monkeypatch.setattr(json_text, "PIECE", 10)
    monkeypatch.setattr(json_text, "LONGEST_VALUE", 100)
    with pytest.raises(UnreadableFile, match="not ended after"):
        read("a.json", '[{"id": "' + "x" * 1_000)


def test_long_objects_are_gathered_a_few_at_a_time(read, monkeypatch):
    monkeypatch.setattr(staging, "BATCH_CHARACTERS", 30)
    text = "".join(f'{{"id": {n}}}\n' for n in range(1, 100))
    assert read("a.jsonl", text)[1] == [(n, str(n)) for n in range(1, 100)]


def test_any_key_becomes_a_column(read):
    item = {'a"b; drop table x': 1, "a/b~c": 2, "ID": 3, "id": 4, "": 5, "$.x[0]": 6, "o'": 7}
    raw, rows, _ = read("a.jsonl", json.dumps(item))
    assert rows == [(1, "1", "2", "3", "4", "5", "6", "7")]
    assert raw.columns == ('a"b; drop table x', "a/b~c", "ID", "id_2", "column_5", "$.x[0]", "o'")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '[{"id": 1}, {"id": '),
        ("a.json", '[{"id": 1} {"id": 2}]'),
        ("a.json", '[{"id": 1}] x'),
        ("a.json", "[" * 100_000),
        ("a.json", b'[{"id": "\xff"}]'),
        ("a.json", '{\n "id": 1\n}'),
        ("a.jsonl", '{"id"'),
        ("a.json", "[]"),
        ("a.geojson", '{"type": "FeatureCollection", "features": [{]}'),
        ("a.geojson", b'{"type": "\xff"}'),
        ("a.geojson", '{"type": "Feature", "geometry": null}'),
        ("a.geojson", '{"type": "FeatureCollection"}'),
    ],
)
def test_what_is_not_whole_is_refused_and_leaves_nothing(read, connection, name, text):
    with pytest.raises(UnreadableFile, match=name):
        read(name, text)
    assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)


def test_points_become_columns_after_the_properties(read):
    raw, rows, bad = read(
        "a.geojson",
        features(({"id": 1, "n": {"a": 1}}, POINT), ({"id": 2}, None),
                 ({"id": 3}, {"type": "LineString", "coordinates": [1, 2]}),
                 ({"id": 4}, {"type": "Point", "coordinates": ["x", None]}),
                 (None, {"type": "Point", "coordinates": [0, 0.0, 5]})),
    )  # fmt: skip
    assert raw.columns == ("id", "n", "longitude", "latitude")
    assert rows == [(1, "1", '{"a":1}', "-87.65", "41.85"), (2, "2", None, None, None),
                    (3, "3", None, None, None), (4, "4", None, None, None),
                    (5, None, None, "0", "0.0")]  # fmt: skip
    assert bad == []
    assert raw.notes == ("3 features have no point; their coordinates are empty",)


def test_coordinates_in_the_properties_are_kept_as_they_are(read):
    text = features(({"Longitude": "-1", "LATITUDE": "2"}, POINT), ({"point": "p"}, POINT))
    raw, rows, _ = read("a.json", text)
    assert raw.columns == ("Longitude", "LATITUDE", "point")
    assert rows == [(1, "-1", "2", None), (2, None, None, "p")]


def test_a_feature_that_is_no_object_is_rejected(read):
    text = '{"features": [7, {}, {"properties": {"id": 1}}], "type": "FeatureCollection"}'
    _, rows, bad = read("a.geojson", text)
    assert rows == [(2, None, None, None), (3, "1", None, None)]
    assert bad == [(1, "not a JSON object", "7")]


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"]
)
def test_wgs84_by_any_of_its_names_is_read(read, name):
    crs = {"type": "name", "properties": {"name": name}}
    assert len(read("a.geojson", features(({"id": 1}, POINT), crs=crs))[1]) == 1


def test_other_coordinates_are_refused_wherever_the_file_says_so(read):
    crs = {"type": "name", "properties": {"name": "EPSG:3435"}}
    before = features(({"id": 1}, POINT), crs=crs)
    after = json.dumps({**json.loads(features(({"id": 1}, POINT))), "crs": crs})
    for text in (before, after):
        with pytest.raises(UnreadableFile, match="'EPSG:3435'") as refused:
            read("a.geojson", text)
        assert "Reproject it to WGS 84" in refused.value.mend
