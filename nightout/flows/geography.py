"""How far places lie from each other, and which border each other."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting, MissingColumn
from nightout.flows.faults import BadCount, UnknownPlace
from nightout.flows.states import list_states, read_borders

__all__ = ["CENTRES", "Geography", "distances_km", "read_geography", "state_geography"]

Floats = NDArray[np.float64]
EARTH_KM = 6371.0088
# Two places at one spot are still not nought apart: the logarithm needs a distance.
NEAREST_KM = 1.0
CENTRES = {
    "area": "centres of area (Census cartographic boundaries 2017)",
    "people": "centres of population (2010 Census)",
}


@dataclass(frozen=True, eq=False)
class Geography:
    """Distances in kilometres between places, who borders whom, and how that was measured."""

    distance_km: Floats
    borders: NDArray[np.bool_] | None
    words: str


def state_geography(places: Sequence[str], centres: str = "area") -> Geography:
    """Give the distances between centres of states, and their borders.

    Parameters
    ----------
    places
        Full names of states; territories have distances and no borders.
    centres
        `area` or `people`. The lift of corridors near the centre of a large state depends on it.

    Raises
    ------
    BadSetting
        If there is no such kind of centre.
    UnknownPlace
        If a place has none.
    """
    if centres not in CENTRES:
        raise BadSetting(f"the centres are {centres!r}", f"Use one of {', '.join(CENTRES)}.")
    spots = [getattr(list_states()[place], centres) for place in places]
    lost = [place for place, spot in zip(places, spots, strict=True) if spot is None]
    if lost:
        raise UnknownPlace(
            f"{lost[0]} has no centre of {centres}", "Narrow --scope, or use --centres area."
        )
    pairs = read_borders()
    borders = np.array([[frozenset((a, b)) in pairs for b in places] for a in places], bool)
    return Geography(distances_km(np.array(spots)), borders, CENTRES[centres])


def read_geography(path: Path, places: Sequence[str]) -> Geography:
    """Read where places lie from a CSV with the columns place, lon and lat; no borders.

    Raises
    ------
    MissingColumn
        If one of the columns is absent.
    UnknownPlace
        If a place of the traces is not in it.
    """
    with path.open(newline="", encoding="utf-8-sig") as stream:
        reader = csv.DictReader(stream)
        for name in ("place", "lon", "lat"):
            if name not in (reader.fieldnames or ()):
                raise MissingColumn(f"{path.name} has no column {name}", "It needs all three.")
        spots = {row["place"].strip(): _spot(row, path.name) for row in reader}
    lost = [place for place in places if place not in spots]
    if lost:
        raise UnknownPlace(
            f"{path.name} does not say where {lost[0]} lies ({len(lost):,} are missing)",
            "Add a row with its place, lon and lat.",
        )
    there = distances_km(np.array([spots[place] for place in places]))
    return Geography(there, None, f"centres of {path.name}")


def _spot(row: dict[str, str], file: str) -> tuple[float, float]:
    try:
        lon, lat = float(row["lon"]), float(row["lat"])
    except ValueError:
        lon = lat = float("nan")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadCount(
            f"{file}: {row['place']} lies at {row['lon']!r}, {row['lat']!r}",
            "Give degrees of longitude and latitude.",
        )
    return lon, lat


def distances_km(spots: Floats) -> Floats:
    """Give great-circle distances between points of longitude and latitude, at least 1 km."""
    lon, lat = np.radians(np.asarray(spots, float)).T
    # Chords between unit vectors: one matrix product in place of four trigonometric tables.
    x = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    half = (1 - np.clip(x @ x.T, -1, 1)) / 2
    return np.asarray(np.maximum(2 * EARTH_KM * np.arcsin(np.sqrt(half)), NEAREST_KM))
