"""Which beat a gathering lies in, on the city's latest map."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from nightout.records import City, find_map, list_maps

__all__ = ["area_at", "bounds_of", "first_kind"]


def first_kind(city: City) -> str:
    """Give the kind of area that gatherings are sorted by: beats if there are any."""
    kinds = [one.kind for one in list_maps(city)]
    return "beat" if "beat" in kinds else next(iter(kinds), "")


def area_at(city: City, kind: str, lon: float | None, lat: float | None) -> str:
    """Give the area that holds a point; nothing for a point in none, or without a map."""
    import shapely

    drawn = find_map(city, kind) if kind else None
    if drawn is None or lon is None or lat is None:
        return ""
    tree, area_ids = _tree(drawn.path, drawn.path.stat().st_mtime_ns)
    found = tree.query(shapely.Point(lon, lat), predicate="intersects")
    return str(area_ids[min(found)]) if len(found) else ""


def bounds_of(city: City, kind: str) -> tuple[float, float, float, float] | None:
    """Give west, south, east and north of the city's map, with a little room around."""
    import shapely

    drawn = find_map(city, kind) if kind else None
    if drawn is None:
        return None
    tree, _ = _tree(drawn.path, drawn.path.stat().st_mtime_ns)
    west, south, east, north = (float(one) for one in shapely.total_bounds(tree.geometries))
    room = max(east - west, north - south) * 0.02
    return west - room, south - room, east + room, north + room


@lru_cache(maxsize=64)
def _tree(path: Path, changed: int) -> tuple[Any, list[str]]:  # noqa: ARG001
    """Read a map once per version of its file."""
    import pyarrow.parquet as pq
    import shapely

    table = pq.read_table(path, columns=["area_id", "geometry"])
    outlines = shapely.from_wkb(table["geometry"].to_numpy())
    return shapely.STRtree(outlines), table["area_id"].to_pylist()
