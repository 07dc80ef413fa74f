"""Bringing a map into a city: outlines from any file that GDAL reads, made one row per area."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from nightout.errors import BadSetting, MissingColumn, UnreadableFile
from nightout.records.areas import CityMap
from nightout.records.city import City
from nightout.records.lock import locked
from nightout.records.reading import DEFAULT_LIMITS
from nightout.records.reading.archive import read_entries
from nightout.records.tables import ADJACENCY, INCIDENT

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

__all__ = ["AreaColumns", "load_areas"]

ENDINGS = (".geojson", ".json", ".gpkg", ".shp", ".zip", ".parquet")
# A border shorter than this is a touch at a corner, drawn a little off.
SHORTEST_BORDER_M = 1.0


@dataclass(frozen=True)
class AreaColumns:
    """Which columns of a map's file hold what."""

    area_id: str
    name: str | None = None
    population: str | None = None


def load_areas(
    city: City,
    path: Path,
    *,
    kind: str,
    columns: AreaColumns,
    valid_from: dt.date | None = None,
) -> CityMap:
    """Bring a map of areas into a city, with which of them share a border.

    Rows of one area are joined into one outline. The map's version is the day it is valid from,
    today if that is not known; a map of the same kind and version is replaced.

    Raises
    ------
    UnreadableFile
        If the file cannot be read as a map, or its coordinates are not told.
    MissingColumn
        If a column is not there.
    BadSetting
        If the kind is no single word, or an area has no identifier.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", kind) or kind in INCIDENT.names:
        raise BadSetting(
            f"the kind of area is {kind!r}", "Use one lower-case word, such as beat or ward."
        )
    frame = _read(path, columns)
    version = str(valid_from or city.today())
    drawn = CityMap(kind, version, city.areas / f"{kind}@{version}.parquet")
    with locked(city):
        city.areas.mkdir(exist_ok=True)
        _write(_as_areas(frame, columns, drawn, valid_from), drawn.path)
        _write_table(_borders(frame, drawn), drawn.borders)
        drawn.placed.unlink(missing_ok=True)
    return drawn


def _read(path: Path, columns: AreaColumns) -> GeoDataFrame:
    import geopandas
    import pyogrio.errors

    if not path.is_file():
        raise UnreadableFile(f"there is no file {path}", "Check its name and folder.")
    if path.suffix.lower() not in ENDINGS:
        raise UnreadableFile(
            f"{path} is not a map's file",
            f"Give a file that ends in {', '.join(ENDINGS)} (a zip holds one shapefile).",
        )
    if path.suffix.lower() == ".zip":
        _unpack_nowhere(path)
    reader = geopandas.read_parquet if path.suffix == ".parquet" else geopandas.read_file
    try:
        frame = reader(path)
    except (pyogrio.errors.DataSourceError, ValueError, OSError) as error:
        raise UnreadableFile(f"{path.name} cannot be read as a map: {error}", _EXPORT) from None
    frame = _check(frame, path.name, columns)
    ids = frame[columns.area_id].astype(str).str.replace(r"^(\d+)\.0$", r"\1", regex=True)
    frame = frame.assign(**{columns.area_id: ids})
    frame.geometry = frame.geometry.make_valid()
    return frame.dissolve(by=columns.area_id, sort=True)


def _unpack_nowhere(path: Path) -> None:
    """Unpack an archive into nothing, which finds bombs and paths that leave it."""
    for _, pieces in read_entries(path, DEFAULT_LIMITS):
        for _ in pieces:
            pass


_EXPORT = "Export it anew as GeoJSON in WGS 84."


def _check(frame: Any, name: str, columns: AreaColumns) -> GeoDataFrame:
    """Refuse a file without outlines, columns or coordinates that can be told; turn to WGS 84."""
    import geopandas

    if not isinstance(frame, geopandas.GeoDataFrame) or frame.empty:
        raise UnreadableFile(f"{name} holds no outlines", _EXPORT)
    for column in (columns.area_id, columns.name, columns.population):
        if column is not None and column not in frame.columns:
            have = ", ".join(str(one) for one in frame.columns if one != "geometry")
            raise MissingColumn(f"{name} has no column {column!r}", f"Its columns are {have}.")
    if frame[columns.area_id].isna().any():
        raise BadSetting(f"{name} has areas without a {columns.area_id}", "Give each a name.")
    frame = frame[~frame.geometry.isna() & ~frame.geometry.is_empty]
    west, south, east, north = frame.total_bounds
    degrees = west >= -180 and east <= 180 and south >= -90 and north <= 90
    if frame.crs is None and not degrees:
        raise UnreadableFile(
            f"{name} does not say its coordinate system, and {west:.0f} is no longitude", _EXPORT
        )
    return frame.set_crs(4326) if frame.crs is None else frame.to_crs(4326)


def _as_areas(
    frame: GeoDataFrame, columns: AreaColumns, drawn: CityMap, valid_from: dt.date | None
) -> GeoDataFrame:
    """Put the outlines into the columns of the area table."""
    import geopandas

    def column(name: str | None) -> Any:
        return frame[name].to_list() if name else [None] * len(frame)

    return geopandas.GeoDataFrame(
        {
            "area_kind": drawn.kind,
            "area_id": frame.index.astype(str),
            "map_version": drawn.map_version,
            "valid_from": [valid_from] * len(frame),
            "valid_until": [None] * len(frame),
            "name": [None if one is None else str(one) for one in column(columns.name)],
            "population": column(columns.population),
        },
        geometry=frame.geometry.to_list(),
        crs=4326,
    ).astype({"population": "Int32"})


def _borders(frame: GeoDataFrame, drawn: CityMap) -> pa.Table:
    """Find which areas share a border, and how long it is; each pair both ways."""
    metres = frame.to_crs(frame.estimate_utm_crs()).geometry
    one, other = metres.sindex.query(metres, predicate="intersects")
    pairs = one != other
    one, other = one[pairs], other[pairs]
    shared = metres.iloc[one].boundary.reset_index(drop=True)
    length = shared.intersection(metres.iloc[other].boundary.reset_index(drop=True)).length
    keep = (length >= SHORTEST_BORDER_M).to_numpy()
    ids = frame.index.astype(str).to_numpy()
    columns = {
        "area_kind": [drawn.kind] * int(keep.sum()),
        "map_version": [drawn.map_version] * int(keep.sum()),
        "area_id": ids[one[keep]],
        "neighbor_id": ids[other[keep]],
        "border_m": length.to_numpy()[keep],
    }
    return pa.table(columns, schema=ADJACENCY.arrow_schema()).sort_by(
        [("area_id", "ascending"), ("neighbor_id", "ascending")]
    )


def _write(areas: GeoDataFrame, path: Path) -> None:
    draft = path.with_suffix(".tmp")
    areas.to_parquet(draft, index=False)
    os.replace(draft, path)


def _write_table(table: pa.Table, path: Path) -> None:
    draft = path.with_suffix(".tmp")
    pq.write_table(table, draft)
    os.replace(draft, path)
