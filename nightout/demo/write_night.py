"""Rivermouth's Night Out as files: what a coordinator has before anything is planned."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightout.demo.gatherings import NIGHT
from nightout.demo.maps import MADE_UP
from nightout.visits import Gathering, Request, Rules, Unit

__all__ = ["NightFiles", "list_night", "write_night"]

Row = dict[str, Any]


@dataclass(frozen=True)
class NightFiles:
    """Where the night was written, and what it says.

    Parameters
    ----------
    folder
        All paths lie in it.
    gatherings, units, caravan
        CSV tables as `nightout visits` reads them.
    rules
        TOML: date, event, minutes and hours.
    points
        The gatherings once more, as GeoJSON.
    request
        The same in memory.
    """

    folder: Path
    gatherings: Path
    units: Path
    caravan: Path
    rules: Path
    points: Path
    request: Request


def write_night(folder: Path, request: Request) -> NightFiles:
    """Write a night into a folder, which must exist.

    Times are wall-clock times of the city; lists are parted by ';'. A copy of the same night has
    the same bytes.
    """
    files = list_night(folder, request)
    gatherings = [_tell_gathering(one) for one in request.gatherings]
    _write_csv(files.gatherings, gatherings)
    _write_csv(files.units, [_tell_unit(one) for one in request.units])
    stops = [
        {"caravan": one.caravan, "gathering_id": one.gathering_id,
         "arrive": _clock(one.arrive), "leave": _clock(one.leave)}
        for one in request.caravan
    ]  # fmt: skip
    _write_csv(files.caravan, stops)
    files.rules.write_bytes(_tell_rules(request.rules).encode())
    files.points.write_bytes(_as_geojson(gatherings).encode())
    return files


def list_night(folder: Path, request: Request) -> NightFiles:
    """List the files of a written night."""
    return NightFiles(
        folder, folder / "gatherings.csv", folder / "units.csv", folder / "caravan.csv",
        folder / "rules.toml", folder / "gatherings.geojson", request,
    )  # fmt: skip


def _tell_gathering(one: Gathering) -> Row:
    promised = [f"{each.kind}:{each.unit_id}".rstrip(":") for each in one.promised]
    return {
        "gathering_id": one.gathering_id, "name": one.name, "address": one.address,
        "lon": one.lon, "lat": one.lat, "starts": _clock(one.starts), "ends": _clock(one.ends),
        "beat": one.beat, "neighbourhood": one.neighbourhood, "wanted": ";".join(one.wanted),
        "languages": ";".join(one.languages), "expected": one.expected,
        "first_timer": _say(one.first_timer), "missed_last_year": _say(one.missed_last_year),
        "promised": ";".join(promised), "host": one.host, "notes": one.notes,
    }  # fmt: skip


def _tell_unit(one: Unit) -> Row:
    return {
        "unit_id": one.unit_id, "name": one.name, "kind": one.kind, "station": one.station,
        "lon": one.lon, "lat": one.lat, "shift_start": _clock(one.shift_start),
        "shift_end": _clock(one.shift_end), "beats": ";".join(one.beats),
        "languages": ";".join(one.languages), "reserve": _say(one.reserve),
        "break_min": f"{one.break_min:g}" if one.break_min else "",
        "break_from": _clock(one.break_from), "break_until": _clock(one.break_until),
        "caravan": one.caravan,
    }  # fmt: skip


def _tell_rules(rules: Rules) -> str:
    """Write the rules that the night changes; those not named keep their usual values."""

    def tables() -> Iterable[str]:
        for name in ("visit_minutes", "setup_minutes"):
            minutes = getattr(rules, name)
            yield f"\n[{name}]\nusual = {minutes.usual:g}"
            yield from (f"{kind} = {length:g}" for kind, length in minutes.by_kind.items())

    lines = [
        f"# {MADE_UP}",
        f"date = {NIGHT}",
        f"event = {json.dumps(rules.event)}",
        f"zone = {json.dumps(rules.zone)}",
        f"earliest = {rules.earliest}",
        f"latest = {rules.latest}",
        *tables(),
    ]
    return "\n".join(lines) + "\n"


def _as_geojson(rows: Sequence[Row]) -> str:
    def feature(row: Row) -> str:
        told = {name: value for name, value in row.items() if name not in ("lon", "lat")}
        point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        whole = {"type": "Feature", "properties": told, "geometry": point}
        return json.dumps(whole, separators=(",", ":"))

    head = json.dumps({"type": "FeatureCollection", "name": "rivermouth-gatherings",
                       "description": MADE_UP})  # fmt: skip
    body = ",\n".join(feature(row) for row in rows)
    return f'{head[:-1]}, "features": [\n{body}\n]}}\n'


def _write_csv(path: Path, rows: Sequence[Row]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode())


def _clock(moment: Any) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%dT%H:%M}"


def _say(flag: bool) -> str:
    return "yes" if flag else "no"
