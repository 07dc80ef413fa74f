"""What lies under a map of visits: streets, water and outlines, from GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nightout.errors import UnreadableFile
from nightout.visits.map_file import read_features

__all__ = ["NO_GROUND", "Ground", "read_ground"]

Shapes = npt.NDArray[np.object_]
WATER = frozenset({"water", "river", "bay", "lake", "sea", "ocean", "canal", "pond"})


@dataclass(frozen=True)
class Ground:
    """Shapes in WGS 84 degrees: `lines` are streets, `water` is filled, `outlines` are areas."""

    lines: Shapes
    outlines: Shapes
    water: Shapes


NO_GROUND = Ground(*(np.empty(0, dtype=object) for _ in range(3)))


def read_ground(paths: Iterable[Path]) -> Ground:
    """Read what is to lie under the maps.

    Parameters
    ----------
    paths
        GeoJSON files. Lines are streets; polygons whose `kind` is river, bay, lake, sea or the
        like are water, others outlines of areas.

    Raises
    ------
    UnreadableFile
        If one of them is not there or is no GeoJSON.
    """
    import shapely

    kept: dict[str, list[Any]] = {"lines": [], "outlines": [], "water": []}
    for path in paths:
        for feature in read_features(path):
            shape = _read_shape(path, feature)
            if shape is not None:
                kept[_layer(shape.geom_type, feature.get("properties") or {})].append(shape)
    parts = (shapely.get_parts(np.array(kept[name], dtype=object)) for name in kept)
    return Ground(*parts)


def _read_shape(path: Path, feature: dict[str, Any]) -> Any:
    import shapely

    if not feature.get("geometry"):
        return None
    try:
        return shapely.from_geojson(json.dumps(feature["geometry"]))
    except shapely.errors.GEOSException:
        raise UnreadableFile(
            f"{path.name} holds a shape that cannot be read", "Export the map anew."
        ) from None


def _layer(shape: str, properties: dict[str, Any]) -> str:
    if "Polygon" not in shape:
        return "lines"
    return "water" if str(properties.get("kind", "")).casefold() in WATER else "outlines"
