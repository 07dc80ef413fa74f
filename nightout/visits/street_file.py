"""Streets that were brought along: the lines of GeoJSON files, with limits and one-ways.

Every portal names its columns otherwise. The usual names are looked for; the rules can name others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting, MissingColumn, UnreadableFile
from nightout.visits.map_file import read_features
from nightout.visits.street_rules import StreetRules

__all__ = ["Streets", "read_streets"]

SPEED_NAMES = (
    "maxspeed", "speed_limit", "speedlimit", "speedlim", "posted_speed", "postedspeed", "spd_limit",
)  # fmt: skip
ONEWAY_NAMES = ("oneway", "one_way", "onewaydir", "oneway_dir", "one_way_dir", "trafdir")
# Whether a street is driven as it is drawn, and against it. "F" and "T" are left out: they are
# false and true to some cities, from and to for others.
WAYS = {
    **dict.fromkeys(("", "no", "n", "false", "0", "b", "both", "tw", "reversible"), (True, True)),
    **dict.fromkeys(("yes", "y", "true", "1", "ft", "forward"), (True, False)),
    **dict.fromkeys(("-1", "tf", "reverse", "backward"), (False, True)),
    "nv": (False, False),
}
# Values of `highway` that no car drives on; what else it may say is a street.
NOT_DRIVEN = frozenset(
    {
        "bridleway", "construction", "corridor", "cycleway", "elevator", "footway", "path",
        "pedestrian", "platform", "proposed", "raceway", "steps",
    }
)  # fmt: skip
LIMIT = re.compile(r"(\d+(?:\.\d+)?) ?(mph|km/h|kmh|kph)?")
FASTEST_KMH = 150.0
KMH = {"mph": 1.609344, "km/h": 1.0, "kmh": 1.0, "kph": 1.0}


@dataclass(frozen=True, eq=False)
class Streets:
    """Streets as straight pieces.

    Parameters
    ----------
    ends
        Longitude and latitude of both ends of each piece, shaped (pieces, 2, 2).
    tips
        Whether these are the ends of the whole line, shaped (pieces, 2).
    limit_kmh
        Its speed limit; missing where none is given.
    along, against
        Whether it is driven as it is drawn, and against that.
    words
        Which files they are from.
    notes
        What could not be read.
    """

    ends: NDArray[np.float64]
    tips: NDArray[np.bool_]
    limit_kmh: NDArray[np.float64]
    along: NDArray[np.bool_]
    against: NDArray[np.bool_]
    words: str = ""
    notes: tuple[str, ...] = ()


def read_streets(paths: Sequence[Path], rules: StreetRules | None = None) -> Streets:
    """Read streets from GeoJSON files; points and areas in them are passed over.

    Parameters
    ----------
    paths
        Files in longitude and latitude. Several are read as one: streets, and bridges.
    rules
        Which columns hold limit and direction.

    Raises
    ------
    UnreadableFile
        If one is not there, is no GeoJSON, holds no line or is not in degrees.
    MissingColumn
        If a column that the rules name is in none of them.
    BadSetting
        If a direction cannot be read, or limits are numbers of an unknown unit.
    """
    rules = rules or StreetRules()
    read = [(path.name, *one) for path in paths for one in _lines(path)]
    _check_columns([told for _, _, told in read], rules)
    limits = [_limit(named, told, rules) for named, _, told in read]
    ways = [_way(named, told, rules) for named, _, told in read]
    lines = [line for _, line, _ in read]
    n_pieces = [len(line) - 1 for line in lines]
    ends = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
    tips = np.zeros((sum(n_pieces), 2), bool)
    last = np.cumsum(n_pieces, dtype=np.int64)
    tips[last - n_pieces, 0] = tips[last - 1, 1] = True
    limit_kmh = np.repeat([limit if limit > 0 else np.nan for limit in limits], n_pieces)
    along, against = np.repeat(np.array(ways, bool).reshape(-1, 2), n_pieces, axis=0).T
    return Streets(
        np.concatenate(ends), tips, limit_kmh, along, against,
        ", ".join(path.name for path in paths), _notes(sum(limit < 0 for limit in limits)),
    )  # fmt: skip


def _notes(n_odd: int) -> tuple[str, ...]:
    return (f"{n_odd:,} streets have a speed limit that cannot be read",) if n_odd else ()


def _lines(path: Path) -> Iterable[tuple[NDArray[np.float64], dict[str, str]]]:
    found = False
    for feature in read_features(path):
        told = _columns(feature.get("properties"))
        for line in _drawn(feature.get("geometry")):
            points = _points(path, line)
            if len(points) > 1 and told.get("highway") not in NOT_DRIVEN:
                found = True
                yield points, told
    if not found:
        raise UnreadableFile(
            f"{path.name} holds no line that is driven on",
            "Export street centerlines: lines, not areas or points.",
        )


def _drawn(shape: Any) -> Sequence[Any]:
    if not isinstance(shape, dict):
        return ()
    drawn = shape.get("coordinates")
    if shape.get("type") == "LineString":
        return (drawn,)
    if shape.get("type") == "MultiLineString" and isinstance(drawn, list):
        return drawn
    return ()


def _columns(properties: Any) -> dict[str, str]:
    if not isinstance(properties, dict):
        return {}
    return {str(key).strip().lower(): _text(one) for key, one in properties.items()}


def _points(path: Path, line: Any) -> NDArray[np.float64]:
    try:
        points = np.array([one[:2] for one in line], np.float64).reshape(-1, 2)
    except (TypeError, ValueError):
        raise UnreadableFile(
            f"{path.name} holds a line that cannot be read", "Export the streets anew."
        ) from None
    if not (np.abs(points) <= (180, 90)).all():
        at = points[~(np.abs(points) <= (180, 90)).all(axis=1)][0]
        raise UnreadableFile(
            f"{path.name} is not in degrees: a street is at {at[0]:g}, {at[1]:g}",
            "Export it in WGS 84 (EPSG:4326), which GeoJSON is meant to be in.",
        )
    return points


def _text(value: Any) -> str:
    text = "" if value is None else str(value).strip().casefold()
    return text.removesuffix(".0")


def _cell(told: dict[str, str], column: str, usual: Sequence[str]) -> tuple[str, str]:
    """Give the first column that is there, and what it says."""
    names = (column.strip().lower(),) if column else usual
    return next(((name, told[name]) for name in names if name in told), ("", ""))


def _check_columns(read: Sequence[dict[str, str]], rules: StreetRules) -> None:
    there = dict.fromkeys(key for told in read for key in told)
    for column in filter(None, (rules.speed_column, rules.oneway_column)):
        if column.strip().lower() not in there:
            raise MissingColumn(
                f"the streets have no column {column}; they have {', '.join([*there][:12])}",
                "Name one of them under [streets] in the rules.",
            )


def _limit(named: str, told: dict[str, str], rules: StreetRules) -> float:
    """Give the limit in km/h; 0 where there is none, -1 where it cannot be read."""
    column, text = _cell(told, rules.speed_column, SPEED_NAMES)
    if text in ("", "0"):
        return 0.0
    found = LIMIT.fullmatch(text)
    if not found:
        return -1.0
    # `maxspeed` is OpenStreetMap's, whose bare numbers are kilometres.
    unit = found[2] or rules.speed_unit or ("km/h" if column == "maxspeed" else "")
    if not unit:
        raise BadSetting(
            f"{named} has {column} {text}, which may be miles or kilometres an hour",
            "Write speed_unit = 'mph', or 'km/h', under [streets] in the rules.",
        )
    limit = float(found[1]) * KMH[unit]
    return limit if limit <= FASTEST_KMH else -1.0


def _way(named: str, told: dict[str, str], rules: StreetRules) -> tuple[bool, bool]:
    column, text = _cell(told, rules.oneway_column, ONEWAY_NAMES)
    if text not in WAYS:
        raise BadSetting(
            f"{named} has {column} {text!r}, which says no direction",
            f"Write one of {', '.join(filter(None, WAYS))}, or leave it empty for both.",
        )
    return WAYS[text]
