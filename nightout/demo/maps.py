"""The maps of Rivermouth as GeoJSON: beats, streets, water, bridges; each says it is made up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from nightout.demo.beats import Beats
from nightout.demo.build import Town
from nightout.demo.ground import Floats, draw_water, to_lonlat
from nightout.demo.streets import Streets, draw_bridges, draw_piers

__all__ = ["MADE_UP", "write_maps"]

MADE_UP = "This city is made up: Rivermouth lies in the open Atlantic, where no city is."

Feature = tuple[shapely.Geometry, dict[str, Any]]


def write_maps(folder: Path, town: Town) -> dict[str, Path]:
    """Write the four maps into a folder and give their paths by name."""
    maps = {
        "beats": list_beats(town.beats),
        "streets": list_streets(town.streets),
        "river": list_water(*town.lattice),
        "bridges": list_bridges(town.lattice[0]),
    }
    return {
        name: write_geojson(folder / f"{name}.geojson", name, features)
        for name, features in maps.items()
    }


def list_beats(beats: Beats) -> Iterable[Feature]:
    """List the beats with their district, neighborhood and population."""
    columns = zip(beats.beat, beats.district, beats.neighborhood, beats.population, strict=True)
    for polygon, (beat, district, neighborhood, population) in zip(
        beats.polygons, columns, strict=True
    ):
        yield polygon, {
            "beat": beat, "district": district, "neighborhood": neighborhood,
            "population": int(population),
        }  # fmt: skip


def list_streets(streets: Streets) -> Iterable[Feature]:
    """List each street once, its blocks joined end to end where they meet."""
    blocks = shapely.linestrings(streets.ends)
    names, first, which = np.unique(streets.street, return_index=True, return_inverse=True)
    for number, name in enumerate(names.tolist()):
        line = shapely.line_merge(shapely.multilinestrings(blocks[which == number]))
        yield line, {"street": name, "kind": str(streets.kind[first[number]])}


def list_water(along_m: Floats, inland_m: Floats) -> Iterable[Feature]:
    """List the river and the bay."""
    for name, polygon in draw_water(along_m, inland_m).items():
        yield polygon, {"name": name, "kind": "bay" if name.endswith("Bay") else "river"}


def list_bridges(along_m: Floats) -> Iterable[Feature]:
    """List the bridges, and the piers, which are bridges to nowhere."""
    for name, ends in draw_bridges(along_m).items():
        yield shapely.linestrings(ends), {"name": name, "kind": "bridge"}
    for ends in draw_piers(along_m):
        yield shapely.linestrings(ends), {"name": None, "kind": "pier"}


def write_geojson(path: Path, name: str, features: Iterable[Feature]) -> Path:
    """Write features, given in metres, as GeoJSON in WGS 84 degrees, one feature a line."""
    lines = []
    for geometry, properties in features:
        degrees = shapely.transform(geometry, lambda xy: np.column_stack(to_lonlat(*xy.T)))
        shape = json.loads(shapely.to_geojson(shapely.orient_polygons(degrees)))
        feature = {"type": "Feature", "properties": properties, "geometry": shape}
        lines.append(json.dumps(feature, separators=(",", ":")))
    head = json.dumps({"type": "FeatureCollection", "name": f"rivermouth-{name}",
                       "description": MADE_UP})  # fmt: skip
    body = ",\n".join(lines)
    path.write_bytes(f'{head[:-1]}, "features": [\n{body}\n]}}\n'.encode())
    return path
