"""Maps of a city: outlines read in, and incidents placed on them.

A place is a pure function of a point and a map. So nothing is stored with the incidents: points
are placed when somebody asks, and what was worked out is kept beside the map for the next time.
A redrawn map is another file, and the past can be told on either.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from nightout.errors import UnknownName
from nightout.records.city import City
from nightout.records.engine import quote, text
from nightout.records.reading.paths import literal_path
from nightout.records.tables import INCIDENT

__all__ = ["STATED", "CityMap", "Placing", "find_map", "list_maps", "need_area", "with_area"]

STATED = "stated"


@dataclass(frozen=True)
class CityMap:
    """One drawing of one kind of area, as a GeoParquet file of the area table."""

    kind: str
    map_version: str
    path: Path

    def read(self) -> pa.Table:
        """Read the areas, outlines as WKB."""
        return pq.read_table(self.path)

    @property
    def borders(self) -> Path:
        """The file of which areas share a border."""
        return self.path.with_name(f"{self.path.stem}.borders.parquet")

    @property
    def placed(self) -> Path:
        """The file of points that were placed on this map before."""
        return self.path.with_name(f".{self.path.stem}.placed.parquet")


@dataclass(frozen=True)
class Placing:
    """How incidents were placed: on which map, whose areas are these, and what to know."""

    kind: str
    map_version: str
    area_ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


def list_maps(city: City) -> list[CityMap]:
    """Give the city's maps, by kind and version."""
    files = sorted(city.areas.glob("*@*.parquet")) if city.areas.is_dir() else []
    names = [path for path in files if not path.name.startswith(".")]
    named = [path for path in names if not path.name.endswith(".borders.parquet")]
    return [CityMap(*_kind_and_version(path), path) for path in named]


def _kind_and_version(path: Path) -> tuple[str, str]:
    kind, _, version = path.stem.partition("@")
    return kind, version


def find_map(city: City, kind: str) -> CityMap | None:
    """Give the latest map of a kind, if there is one."""
    return next((one for one in reversed(list_maps(city)) if one.kind == kind), None)


def with_area(city: City, records: Any, kind: str) -> tuple[Any, Placing]:
    """Add a column named `kind` that holds the area of each incident.

    By the point on the city's latest map of that kind; without a map, by what the source stated.
    Incidents without a point, or outside the map, have none. Whether any source states that kind
    is `need_area`'s to say, of counts that name no area.

    Parameters
    ----------
    city
        The city folder.
    records
        Incidents, as `read_incidents` gives them: a DuckDB relation, or Narwhals' view of one.
    kind
        For example beat, district or ward.

    Raises
    ------
    UnknownName
        If it is a column of the incidents' own.
    """
    drawn = find_map(city, kind) if kind not in INCIDENT.names else None
    if drawn is None:
        return _with_stated(records, kind)
    relation = nw.to_native(records, pass_through=True)
    known = _place_new_points(drawn, relation)
    placed = relation.query(
        "records",
        f"select records.*, placed.area_id as {quote(kind)} from records "
        f"left join read_parquet({text(literal_path(known))}) placed using (lon, lat)",
    )
    area_ids = tuple(sorted(drawn.read()["area_id"].to_pylist()))
    note = f"placed by point on the map of {kind}s of {drawn.map_version}"
    return placed, Placing(kind, drawn.map_version, area_ids, (note,))


def need_area(city: City, records: Any, kind: str) -> None:
    """Refuse a kind of area that no map draws and no source states.

    Parameters
    ----------
    city, kind
        As for `with_area`.
    records
        The incidents that it gave.

    Raises
    ------
    UnknownName
        If there is neither a map of that kind nor a source that states it.
    """
    if find_map(city, kind):
        return
    relation = nw.to_native(records, pass_through=True)
    # The first will do: reading every row for this took longer than the question itself.
    some = relation.query(
        "records", f"select 1 from records where {quote(kind)} is not null limit 1"
    )
    if not some.fetchall():
        kinds = sorted({one.kind for one in list_maps(city)} | _stated_kinds(relation))
        raise UnknownName(
            f"there is no map of {kind!r} and no source states it",
            f"Use {', '.join(['offense', *kinds])}, or bring a map with `nightout areas`.",
        )


def _with_stated(records: Any, kind: str) -> tuple[Any, Placing]:
    relation = nw.to_native(records, pass_through=True)
    if kind in INCIDENT.names:
        raise UnknownName(f"{kind!r} is no kind of area", "Use a kind of area, such as beat.")
    pattern = f"(?:^|;){kind}=([^;]*)"
    stated = relation.query(
        "records",
        f"select *, nullif(regexp_extract(stated_areas, {text(pattern)}, 1), '') "
        f"as {quote(kind)} from records",
    )
    note = f"by the {kind} that the source states, on whatever map it used then"
    return stated, Placing(kind, STATED, (), (note,))


def _stated_kinds(relation: Any) -> set[str]:
    rows = relation.query(
        "records",
        "select distinct unnest(regexp_extract_all(stated_areas, '([^=;]+)=', 1)) from "
        "(select stated_areas from records where stated_areas is not null limit 1000)",
    ).fetchall()
    return {kind for (kind,) in rows}


def _place_new_points(drawn: CityMap, relation: Any) -> Path:
    """Place the points of `relation` that were not placed on this map before.

    Returns
    -------
    The file that holds all of them: beside the map, or a temporary one where the city's folder
    cannot be written.
    """
    known = ""
    if drawn.placed.exists():
        known = f"anti join read_parquet({text(literal_path(drawn.placed))}) using (lon, lat)"
    new = relation.query(
        "records",
        "select distinct lon, lat from "
        f"(select lon, lat from records where lon is not null) {known}",
    ).to_arrow_table()
    if known and not new.num_rows:
        return drawn.placed
    placed = new.append_column("area_id", _place(drawn, new["lon"], new["lat"]))
    try:
        return _extend(drawn.placed, placed)
    except OSError:
        return _extend(Path(tempfile.mkdtemp()) / "placed.parquet", placed, also=drawn.placed)


def _place(drawn: CityMap, lon: pa.ChunkedArray, lat: pa.ChunkedArray) -> pa.Array:
    """Find the area that holds each point; on a border the first in the order of the map."""
    import shapely

    areas = drawn.read()
    tree = shapely.STRtree(shapely.from_wkb(areas["geometry"].to_numpy()))
    points = shapely.points(lon.to_numpy(), lat.to_numpy())
    point, area = tree.query(points, predicate="intersects")
    first = np.full(len(points), areas.num_rows)
    np.minimum.at(first, point, area)
    held = first < areas.num_rows
    ids = np.array([*areas["area_id"].to_pylist(), None], dtype=object)
    return pa.array(np.where(held, ids[first], None), pa.string())


def _extend(path: Path, placed: pa.Table, *, also: Path | None = None) -> Path:
    """Add points to the file of those placed, swapped in whole.

    Extended one at a time, the file only grows: whoever still reads by it misses no point.
    """
    with path.with_suffix(".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        earlier = [pq.read_table(one) for one in (path, also) if one and one.exists()]
        both = pa.concat_tables([*earlier, placed]).group_by(["lon", "lat"])
        draft = path.with_suffix(".tmp")
        points = both.aggregate([("area_id", "max")]).rename_columns(["lon", "lat", "area_id"])
        pq.write_table(points, draft)
        os.replace(draft, path)
    return path
