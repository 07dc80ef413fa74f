"""The ground of the maps: a city's own areas, light enough for a phone."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from nightout.records import find_map
from nightout.web.gatherings.views.common import city_or_404

__all__ = ["areas", "draw_areas"]

# Outlines stray by no more than about twenty feet: less than a pixel where a city fills a screen.
STRAY_DEGREES = 0.00006
DIGITS = 5
EMPTY = json.dumps({"type": "FeatureCollection", "features": []})


def _drawn(slug: str) -> tuple[Path, int] | None:
    city = city_or_404(slug)
    drawn = find_map(city.folder, city.area_kind) if city.area_kind else None
    return None if drawn is None else (drawn.path, drawn.path.stat().st_mtime_ns)


def _etag(request: Any, slug: str) -> str:  # noqa: ARG001
    drawn = _drawn(slug)
    return f'"{drawn[1] if drawn else 0}"'


@require_safe
@cache_control(public=True, max_age=3600)
@condition(etag_func=_etag)
def areas(request: Any, slug: str) -> HttpResponse:  # noqa: ARG001
    """Give the outlines of the city's latest map; none of its figures."""
    drawn = _drawn(slug)
    body = draw_areas(*drawn) if drawn else EMPTY
    return HttpResponse(body, content_type="application/geo+json")


@lru_cache(maxsize=16)
def draw_areas(path: Path, changed: int) -> str:  # noqa: ARG001
    """Write a map's outlines as GeoJSON, once per version of its file.

    Borders that areas share stay shared, unless the outlines overlap: then each by itself.
    """
    import pyarrow.parquet as pq
    import shapely

    table = pq.read_table(path, columns=["area_id", "name", "geometry"])
    shapes = shapely.from_wkb(table["geometry"].to_numpy())
    if shapely.coverage_is_valid(shapes):
        shapes = shapely.coverage_simplify(shapes, STRAY_DEGREES)
    else:
        shapes = shapely.simplify(shapes, STRAY_DEGREES)
    rounded = shapely.transform(shapes, lambda points: points.round(DIGITS))
    names = zip(table["area_id"].to_pylist(), table["name"].to_pylist(), rounded, strict=True)
    features = [
        {
            "type": "Feature",
            "properties": {"area": area_id, "name": name},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for area_id, name, shape in names
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
