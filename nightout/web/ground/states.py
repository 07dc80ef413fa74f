"""The states, territories and counties under every map, from outlines in the public domain."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = [
    "UNITED_STATES",
    "borders",
    "bounds_of_state",
    "outlines",
    "tag_of",
]

Bounds = tuple[float, float, float, float]
# West, south, east and north of the 48 states, with a little sea around.
UNITED_STATES: Bounds = (-126.0, 24.0, -66.0, 50.0)
HALF_WAY_ROUND = 180


@cache
def outlines() -> bytes:
    """Give the outlines as GeoJSON, each with the letters of its state."""
    return files("nightout.flows.atlas").joinpath("ground.geojson").read_bytes()


@cache
def borders() -> bytes:
    """Give the borders between the counties of a state as GeoJSON."""
    return files("nightout.web.ground").joinpath("counties.geojson").read_bytes()


@cache
def tag_of(content: bytes) -> str:
    """Name what outlines or borders hold, so that browsers ask for them once."""
    return f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


@cache
def bounds_of_state(code: str) -> Bounds | None:
    """Give west, south, east and north of a state; None if no state has these letters.

    West is under -180 where the state passes the date line.
    """
    for feature in json.loads(outlines())["features"]:
        if feature["properties"]["code"] == code:
            return _bounds(feature["geometry"]["coordinates"])
    return None


def _bounds(polygons: Any) -> Bounds:
    points = [point for (ring,) in polygons for point in ring]
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    if max(lons) - min(lons) > HALF_WAY_ROUND:
        lons = [lon - 360 if lon > 0 else lon for lon in lons]
    return min(lons), min(lats), max(lons), max(lats)
