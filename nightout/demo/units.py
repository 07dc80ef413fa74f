"""Rivermouth's 40 units of the night: who could visit, from which station, on which shift.

Units are cars, engines and teams, never officers: nothing here says who sits in them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import shapely

from nightout.demo.beats import Beats
from nightout.demo.build import Town
from nightout.demo.gatherings import NIGHT
from nightout.demo.ground import to_lonlat
from nightout.visits import Unit

__all__ = ["CARAVAN", "draw_units"]

#: The caravan that the mayor and one McGruff drive in together.
CARAVAN = "mayor"
#: Districts with the beat of their station and the cars they send; a car holds one beat or two.
CARS = {
    "1": ("12", (("11",), ("12", "13"), ("14",), ("15",), ("16", "18"), ("17",))),
    "2": ("25", (("21", "22"), ("23",), ("24",), ("25", "26"), ("27",), ("28",))),
    "3": ("33", (("31", "34"), ("32",), ("33",), ("35", "36"), ("37", "38"))),
    "4": ("42", (("41", "44"), ("42",), ("43", "46"), ("45",), ("47", "48"))),
    "5": ("55", (("51", "52", "54"), ("53",), ("55", "57"), ("56",), ("58",))),
}
#: One car of these districts is held in reserve, by its place in the list above.
HELD_BACK = {"2": 5, "4": 4, "5": 2}
#: Beats of the firehouses; the third engine is held in reserve.
FIREHOUSES = ("11", "15", "17", "23", "33", "38", "42", "53")
RESERVE_ENGINE = 3
#: Teams that go all over the city: id, name, kind, station and its beat, caravan.
TEAMS = (
    ("K9-1", "K-9 team 1", "k9", "Headquarters", "33", ""),
    ("K9-2", "K-9 team 2", "k9", "Headquarters", "33", ""),
    ("MCGRUFF-1", "McGruff 1", "mcgruff", "Headquarters", "25", ""),
    ("MCGRUFF-2", "McGruff 2", "mcgruff", "City Hall", "26", CARAVAN),
    ("MAYOR", "Mayor's caravan", "mayor", "City Hall", "26", CARAVAN),
)
#: What is spoken in some cars, by their first beat.
SPEAKS = {"31": ("es", "ht"), "35": ("es",), "55": ("es",), "56": ("es",), "41": ("pt",),
          "42": ("pt",), "33": ("ht",), "25": ("vi",), "51": ("es",), "12": ("pt",)}  # fmt: skip
#: Shifts of cars, and from when within an hour they take their break: most have none that night.
SHIFTS = (("15:00", "23:00", "19:30"), ("16:00", "24:00", ""), ("16:00", "24:00", ""),
          ("17:00", "22:00", ""), ("14:00", "22:00", "18:00"))  # fmt: skip
HOUR = dt.timedelta(hours=1)


def draw_units(town: Town) -> tuple[Unit, ...]:
    """Draw the 40 units; the same whatever the seed."""
    return (*_draw_cars(town), *_draw_engines(town), *_draw_teams(town))


def _draw_cars(town: Town) -> list[Unit]:
    cars: list[Unit] = []
    for district, (station, held) in CARS.items():
        for place, beats in enumerate(held):
            start, end, rest = SHIFTS[len(cars) % len(SHIFTS)]
            cars.append(
                Unit(
                    f"P{beats[0]}",
                    "police",
                    *_stand(town, station),
                    _at(start),
                    _at(end),
                    name=f"Beat car {'/'.join(beats)}",
                    station=f"Station {district}",
                    beats=beats,
                    languages=("en", *SPEAKS.get(beats[0], ())),
                    reserve=HELD_BACK.get(district) == place,
                    **_pause(rest),
                )
            )
    return cars


def _pause(rest: str) -> dict[str, Any]:
    if not rest:
        return {}
    return {"break_min": 20.0, "break_from": _at(rest), "break_until": _at(rest) + HOUR}


def _draw_engines(town: Town) -> list[Unit]:
    return [
        Unit(
            f"E{number}",
            "fire",
            *_stand(town, beat),
            _at("07:00"),
            _at("31:00"),
            name=f"Engine {number}",
            station=f"{_neighborhood(town.beats, beat)} firehouse",
            beats=tuple(one for one in town.beats.beat if one[0] == beat[0]),
            languages=("en",),
            reserve=number == RESERVE_ENGINE,
        )
        for number, beat in enumerate(FIREHOUSES, 1)
    ]


def _draw_teams(town: Town) -> list[Unit]:
    return [
        Unit(
            unit_id,
            kind,
            *_stand(town, beat),
            _at("16:30"),
            _at("21:30"),
            name=name,
            station=station,
            languages=("en",),
            caravan=caravan,
        )
        for unit_id, name, kind, station, beat, caravan in TEAMS
    ]


def _stand(town: Town, beat: str) -> tuple[float, float]:
    """Stand a station on the block nearest to the middle of a beat."""
    position = town.beats.beat.index(beat)
    middle = shapely.get_coordinates(shapely.centroid(town.beats.polygons[position]))[0]
    point = town.streets.point[np.hypot(*(town.streets.point - middle).T).argmin()]
    lon, lat = to_lonlat(*point.reshape(2, 1))
    return float(lon[0]), float(lat[0])


def _neighborhood(beats: Beats, beat: str) -> str:
    return beats.neighborhood[beats.beat.index(beat)]


def _at(clock: str) -> dt.datetime:
    """Read a time of the night; 31:00 is seven the next morning."""
    hour, minute = map(int, clock.split(":"))
    return dt.datetime.combine(NIGHT, dt.time()) + dt.timedelta(hours=hour, minutes=minute)
