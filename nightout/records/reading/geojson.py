"""Rows of a GeoJSON file of points: properties as columns, then longitude and latitude."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from nightout.errors import UnreadableFile
from nightout.records.reading.json_objects import find_keys, gathered, pointer, spread
from nightout.records.reading.json_text import JsonText
from nightout.records.reading.names import quote_name
from nightout.records.reading.staging import RawRows, Stage

__all__ = ["open_geojson"]

WGS84 = re.compile(r"(urn:ogc:def:crs:)?(OGC:[\d.]*:?CRS84|EPSG:[\d.]*:?4326)", re.IGNORECASE)


def open_geojson(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> RawRows:
    """Bring a GeoJSON file into the database, as `open_rows` says.

    `source_row` is the feature's place. A feature that is not a point has no coordinates.
    """
    with gathered(connection, table, _read_features(path)) as objects:
        keys = {key: pointer("properties", key) for key in find_keys(objects, "/properties")}
        taken = {key.lower() for key in keys}
        for place, name in enumerate(("longitude", "latitude")):
            if name not in taken:
                keys[name] = f"/point/{place}"
        return spread(objects, table, keys, _count_placeless(objects))


def _read_features(path: Path) -> Iterator[tuple[int, str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for place, (feature, text) in enumerate(_features(JsonText(stream, path.name)), 1):
                yield place, "", _with_point(feature, text)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path.name} is not UTF-8, as GeoJSON must be", "Save it again as UTF-8."
        ) from error


def _with_point(feature: Any, text: str) -> str:
    """Put the coordinates of a point first in its text, where one pointer finds them.

    Pointers cannot ask of what type a geometry is: `coordinates/0` of a line is a pair.
    """
    if not isinstance(feature, dict) or not feature:
        return text
    geometry: Any = feature.get("geometry")
    is_point = isinstance(geometry, dict) and geometry.get("type") == "Point"
    pair = geometry.get("coordinates") if is_point else None
    point = pair[:2] if isinstance(pair, list) and all(map(_is_number, pair[:2])) else []
    return f'{{"point": {json.dumps(point)}, {text[1:]}'


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)


def _features(text: JsonText) -> Iterator[tuple[Any, str]]:
    """Walk through the collection, whose members may stand in any order."""
    members: dict[str, Any] = {}
    text.take("{")
    while text.peek() != "}":
        key = text.value()[0]
        text.take(":")
        if key == "features" and text.peek() == "[":
            members[key] = True
            yield from text.items()
        else:
            members[key] = text.value()[0]
        _check_crs(text.name, members.get("crs"))
        if text.peek() == ",":
            text.take(",")
    if members.get("type") != "FeatureCollection" or members.get("features") is not True:
        raise UnreadableFile(
            f"{text.name} is no FeatureCollection; its type is {members.get('type')!r}",
            "Export the layer as a GeoJSON FeatureCollection of points.",
        )


def _check_crs(name: str, crs: Any) -> None:
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    called = str(properties.get("name") if isinstance(properties, dict) else crs)
    if not WGS84.fullmatch(called):
        raise UnreadableFile(
            f"{name} has coordinates in {called!r}",
            "Reproject it to WGS 84 (EPSG:4326), which GeoJSON is meant to be in, and load that.",
        )


def _count_placeless(objects: Stage) -> tuple[str, ...]:
    found = objects.connection.execute(
        f"SELECT count(*) FROM {quote_name(objects.store)} "
        "WHERE reason IS NULL AND json_extract_string(c1, '/point/0') IS NULL"
    ).fetchone()
    n = found[0] if found else 0
    return (f"{n:,} features have no point; their coordinates are empty",) if n else ()
