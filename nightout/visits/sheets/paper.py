"""The sheets on paper: PDF by Typst, which is handed the words as data and never as markup."""

from __future__ import annotations

import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

from nightout import __version__
from nightout.visits.sheets.gantt import by_kind, draw_gantt
from nightout.visits.sheets.ground import NO_GROUND, Ground
from nightout.visits.sheets.maps import draw_night_map, draw_way
from nightout.visits.sheets.model import GatheringSheet, NightSheet, Stop, UnitSheet
from nightout.visits.sheets.words import clock, day, host_reason, hours, joined, plural

__all__ = ["Paper", "print_gatherings", "print_night", "print_units"]

Told = dict[str, Any]
UNITS_A_PAGE = 42


class Paper(StrEnum):
    """A size of paper, as Typst names it."""

    LETTER = "us-letter"
    A4 = "a4"


def print_units(
    night: NightSheet, ground: Ground = NO_GROUND, paper: Paper = Paper.LETTER
) -> bytes:
    """Print a sheet for each unit that has a visit, each on a page of its own."""
    told = [_tell_unit(night, one, ground) for one in night.units if one.stops]
    return _print("units.typ", night, {"units": told}, paper)


def print_gatherings(night: NightSheet, paper: Paper = Paper.LETTER) -> bytes:
    """Print a slip for each gathering, to cut out and hand to its host."""
    told = [_tell_gathering(night, one) for one in night.gatherings]
    return _print("gatherings.typ", night, {"gatherings": told}, paper)


def print_night(
    night: NightSheet, ground: Ground = NO_GROUND, paper: Paper = Paper.LETTER
) -> bytes:
    """Print the whole night: its course, its map, and who comes where."""
    told = {
        "summary": f"{plural(night.n_visited, 'gathering')} of {night.n_held:,} visited, "
        f"{plural(night.n_visits, 'visit')}",
        "gantts": _draw_gantts(night),
        "map": draw_night_map(night, ground, size=(960, 620)),
        "gatherings": [_tell_gathering(night, one) for one in night.gatherings],
        "notes": list(night.notes),
    }
    return _print("night.typ", night, told, paper)


def _draw_gantts(night: NightSheet) -> list[str]:
    """Draw the course of the night, so many units a page that their names can be read."""
    units = by_kind(night)
    pages = range(0, len(units), UNITS_A_PAGE)
    return [draw_gantt(night, units[i : i + UNITS_A_PAGE], width=820) for i in pages]


def _print(template: str, night: NightSheet, told: Told, paper: Paper) -> bytes:
    """Set a template; the same sheets give the same bytes."""
    import typst

    common = {
        "paper": str(paper),
        "title": night.title,
        "day": day(night.day),
        "made_up": night.made_up,
        "made_with": f"nightout {__version__}",
    }
    source = (files("nightout.visits.sheets") / "templates" / template).read_bytes()
    printed = typst.compile(source, sys_inputs={"data": json.dumps(common | told)}, format="pdf")
    return bytes(printed)


def _tell_unit(night: NightSheet, sheet: UnitSheet, ground: Ground) -> Told:
    parts = [night.kinds[sheet.kind], sheet.station, f"on duty {hours(*sheet.shift)}"]
    parts += [f"break {hours(*rest)}" for rest in sheet.rests]
    return {
        "name": sheet.name,
        "about": " · ".join(filter(None, parts)),
        "reserve": sheet.reserve,
        "stops": [_tell_stop(stop) for stop in sheet.stops],
        "map": draw_way(sheet, ground, size=(640, 340)),
        "station": sheet.station or "its station",
    }


def _tell_stop(stop: Stop) -> Told:
    rest = [
        stop.name if stop.address else "",
        stop.neighbourhood,
        plural(stop.expected, "person", "people") if stop.expected else "",
        joined(stop.languages),
        f"drive {stop.travel_min or 'under 1'} min",
        f"they end at {clock(stop.until)}",
        f"also coming: {joined(stop.also)}" if stop.also else "",
    ]
    return {
        "number": str(stop.number),
        "time": clock(stop.arrive),
        "leave": clock(stop.leave),
        "where": stop.address or stop.name,
        "host": stop.host or "the host",
        "marks": [mark.capitalize() for mark in stop.marks],
        "note": stop.notes,
        "rest": "; ".join(filter(None, rest)),
        "pause": f"First your break, {hours(*stop.rest)}" if stop.rest else "",
    }


def _tell_gathering(night: NightSheet, sheet: GatheringSheet) -> Told:
    return {
        "id": sheet.gathering_id,
        "name": sheet.name,
        "where": sheet.address,
        "neighbourhood": sheet.neighbourhood,
        "hours": hours(sheet.starts, sheet.ends),
        "host": sheet.host,
        "visits": [
            {
                "time": clock(one.arrive),
                "leave": clock(one.leave),
                "unit": one.unit,
                "kind": night.kinds.get(one.kind, one.kind),
                "promised": one.promised,
            }
            for one in sheet.visits
        ],
        "missing": joined(sheet.missing),
        "why": sheet.why or host_reason(""),
        "reason": sheet.reason,
        "change": sheet.change,
    }
