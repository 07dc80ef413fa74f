"""Write Rivermouth to a folder: maps, exports and their mapping, the truth, and its Night Out."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from nightout.demo.build import Town, build_rivermouth
from nightout.demo.exports import write_exports
from nightout.demo.ground import locate, to_lonlat
from nightout.demo.maps import MADE_UP, write_maps
from nightout.demo.night import draw_night
from nightout.demo.rivermouth import HotSpot, Rivermouth, list_export_days
from nightout.demo.truth import Truth, tell_truth, write_truth
from nightout.demo.write_night import NightFiles, list_night, write_night
from nightout.errors import BadSetting
from nightout.visits import Request

__all__ = ["RivermouthFiles", "write_rivermouth"]

MAPPING = """\
# {made_up}
source: rivermouth-exports
agency: Rivermouth Police (made up)
row_is: incident            # one row per incident and offense; the other value is `victim`
incident_id: case_number
offense:
  column: offense
  values:
{values}
occurred_at: {{column: occurred_from, formats: ["%Y-%m-%d %H:%M"]}}
occurred_until: {{column: occurred_to, formats: ["%Y-%m-%d %H:%M"]}}
reported_at: {{column: reported, formats: ["%Y-%m-%d %H:%M"]}}
lon: longitude
lat: latitude
victims: victims
killed: killed
injured: injured
weapon: weapon
domestic: domestic
areas: {{beat: beat}}
"""


@dataclass(frozen=True)
class RivermouthFiles:
    """Where everything was written, and the truth in memory.

    Parameters
    ----------
    folder
        All paths lie in it.
    beats, streets, river, bridges
        GeoJSON maps.
    exports
        Full exports as CSV, oldest first.
    mapping
        How to read the exports.
    truth_table, planted
        What a versioned table should hold; what was planted in the city.
    truth
        The same as the truth table, for `count_truth`.
    night
        Its Night Out: what `nightout visits` plans from.
    """

    folder: Path
    beats: Path
    streets: Path
    river: Path
    bridges: Path
    exports: tuple[Path, ...]
    mapping: Path
    truth_table: Path
    planted: Path
    truth: Truth
    night: NightFiles


def write_rivermouth(
    folder: Path, rng: np.random.Generator, city: Rivermouth | None = None
) -> RivermouthFiles:
    """Build the made-up city and write all its files into a new folder, whole or not at all.

    Parameters
    ----------
    folder
        A folder that does not exist yet, or is empty.
    rng
        Source of chance; the same seed gives the same bytes. Hand it over fresh: the seed it was
        made with is written down as the city's.
    city
        The parameters; the tutorial's if not given.

    Raises
    ------
    BadSetting
        If the folder holds anything.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadSetting(f"{folder} is not empty", "Name a new folder, or empty this one.")
    building = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(building, ignore_errors=True)  # what a killed run may have left
    for part in ("exports", "truth", "night"):
        (building / part).mkdir(parents=True)
    seed = rng.bit_generator.seed_seq.entropy  # type: ignore[attr-defined]
    # A stream of its own: however the night is drawn, the city's history stays as it was.
    chance = rng.spawn(1)[0]
    town = build_rivermouth(rng, city)
    request = draw_night(town, chance)
    truth = fill(building, town, seed)
    write_night(building / "night", request)
    if folder.exists():
        folder.rmdir()
    building.rename(folder)
    return list_files(folder, truth, request)


def fill(folder: Path, town: Town, seed: object) -> Truth:
    """Write every file of the town into the folder and give the truth."""
    write_maps(folder, town)
    write_exports(folder / "exports", town.city, town.states, (town.beats, town.streets))
    values = "\n".join(f'    "{offense.words}": {offense.name}' for offense in town.city.offenses)
    mapping = MAPPING.format(made_up=MADE_UP, values=values)
    (folder / "mapping.yaml").write_bytes(mapping.encode())
    truth = tell_truth(town.city, town.states)
    write_truth(folder / "truth" / "incidents.csv", truth, town.beats)
    planted = json.dumps(tell_planted(town, seed), indent=2, default=str) + "\n"
    (folder / "truth" / "planted.json").write_bytes(planted.encode())
    return truth


def list_files(folder: Path, truth: Truth, request: Request) -> RivermouthFiles:
    """List the files of a written city."""
    return RivermouthFiles(
        folder=folder,
        beats=folder / "beats.geojson",
        streets=folder / "streets.geojson",
        river=folder / "river.geojson",
        bridges=folder / "bridges.geojson",
        exports=tuple(sorted((folder / "exports").glob("*.csv"))),
        mapping=folder / "mapping.yaml",
        truth_table=folder / "truth" / "incidents.csv",
        planted=folder / "truth" / "planted.json",
        truth=truth,
        night=list_night(folder / "night", request),
    )


def tell_planted(town: Town, seed: object) -> dict[str, Any]:
    """Tell everything that was planted, for the record and for tests of whoever looks for it."""
    parameters = asdict(town.city)
    parameters.pop("hot_spots")
    return {
        "about": MADE_UP,
        "seed": seed,
        "rise": {
            "offenses": [offense.name for offense in town.city.offenses if offense.rises],
            "from": town.city.rise_from,
            "ratio": town.city.rise_ratio,
        },
        "year_effects": town.year_effects,
        "hot_spots": [place_spot(spot) for spot in town.city.hot_spots],
        "export_days": list_export_days(town.city),
        "parameters": parameters,
    }


def place_spot(spot: HotSpot) -> dict[str, Any]:
    """Give a hot spot with its centre in degrees."""
    x_m, y_m = locate(spot.bank, spot.along_m, spot.inland_m)
    lon, lat = to_lonlat(np.array([x_m]), np.array([y_m]))
    return {**asdict(spot), "lon": float(lon[0]), "lat": float(lat[0])}
