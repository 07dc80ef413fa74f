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
from nightout.visits.sheets.model import Coming, GatheringSheet, NightSheet, Stop, UnitSheet
from nightout.visits.sheets.words import Words, find_words, plural

__all__ = ["Paper", "print_gatherings", "print_night", "print_units"]

Told = dict[str, Any]
UNITS_A_PAGE = 42
# So few rows, of units and of their kinds, fill a page better that lies on its side.
ROWS_FLIPPED = 26
# Marks that a crew must not overlook, in white on black.
STRONG = ("promised", "moved tonight", "new tonight", "new on your way")


class Paper(StrEnum):
    """A size of paper, as Typst names it."""

    LETTER = "us-letter"
    A4 = "a4"


def print_units(
    night: NightSheet, ground: Ground = NO_GROUND, paper: Paper = Paper.LETTER
) -> bytes:
    """Print a sheet for each unit that has a visit, each on a page of its own."""
    told = [_tell_unit(night.words, one, ground) for one in night.units if one.stops]
    said = {"units": told, "say": night.words.some("unit")}
    return _print("units.typ", night, said, paper, night.words)


def print_gatherings(night: NightSheet, paper: Paper = Paper.LETTER) -> bytes:
    """Print a slip for each gathering, to cut out and hand to its host."""
    told = [_tell_gathering(night.words, one) for one in night.gatherings]
    said = {"gatherings": told, "say": night.words.some("host")}
    return _print("gatherings.typ", night, said, paper, night.words)


def print_night(
    night: NightSheet, ground: Ground = NO_GROUND, paper: Paper = Paper.LETTER
) -> bytes:
    """Print the whole night: its course, its map, and who comes where."""
    english = find_words("en")
    told = {
        "summary": f"{plural(night.n_visited, 'gathering')} of {night.n_held:,} visited, "
        f"{plural(night.n_visits, 'visit')}",
        "gantts": _draw_gantts(night),
        "flipped": len(night.units) + len(night.kinds) <= ROWS_FLIPPED,
        "map": draw_night_map(night, ground, size=(960, 620)),
        "gatherings": [_tell_gathering(english, one) for one in night.gatherings],
        "notes": list(night.notes),
    }
    return _print("night.typ", night, told, paper, english)


def _draw_gantts(night: NightSheet) -> list[str]:
    """Draw the course of the night, so many units a page that their names can be read."""
    units = by_kind(night)
    pages = range(0, len(units), UNITS_A_PAGE)
    return [draw_gantt(night, units[i : i + UNITS_A_PAGE], width=820) for i in pages]


def _print(template: str, night: NightSheet, told: Told, paper: Paper, words: Words) -> bytes:
    """Set a template; the same sheets give the same bytes."""
    import typst

    common = {
        "paper": str(paper),
        "title": night.title,
        "day": night.dated(words),
        "language": words.code,
        "made_up": words.say("made_up") if night.made_up else "",
        "nothing_happened": words.say("nothing_happened"),
        "made_with": words.say("made_with", what=f"nightout {__version__}"),
    }
    source = (files("nightout.visits.sheets") / "templates" / template).read_bytes()
    printed = typst.compile(source, sys_inputs={"data": json.dumps(common | told)}, format="pdf")
    return bytes(printed)


def _tell_unit(words: Words, sheet: UnitSheet, ground: Ground) -> Told:
    on_duty = words.say("unit.on_duty", hours=words.hours(*sheet.shift))
    parts = [words.kind(sheet.kind), sheet.station, on_duty]
    parts += [words.say("unit.break", hours=words.hours(*rest)) for rest in sheet.rests]
    station = sheet.station or words.say("unit.station")
    stops = words.count(len(sheet.stops), "stop")
    return {
        "name": sheet.name,
        "about": " · ".join(filter(None, parts)),
        "reserve": sheet.reserve,
        "stops": [_tell_stop(words, stop) for stop in sheet.stops],
        "map": draw_way(sheet, ground, size=(640, 340), said=words),
        "alt": words.say("unit.map", stops=stops, unit=sheet.name, station=station),
    }


def _tell_stop(words: Words, stop: Stop) -> Told:
    minutes = stop.travel_min or words.say("unit.under_one")
    rest = [
        words.say("unit.was", time=words.clock(stop.was)) if stop.was else "",
        stop.name if stop.address else "",
        stop.neighbourhood,
        words.count(stop.expected, "person") if stop.expected else "",
        words.joined(stop.languages),
        words.say("unit.drive_short", minutes=minutes),
        _small(words.say("unit.ends", time=words.clock(stop.until))),
        _small(words.say("unit.also_coming", units=words.joined(stop.also))) if stop.also else "",
    ]
    pause = words.say("unit.first_break", hours=words.hours(*stop.rest)) if stop.rest else ""
    return {
        "number": str(stop.number),
        "time": words.clock(stop.arrive),
        "until": words.say("unit.until", time=words.clock(stop.leave)),
        "where": stop.address or stop.name,
        "host": stop.host or words.say("unit.the_host"),
        "marks": [[words.say(f"mark.{mark}"), mark in STRONG] for mark in stop.marks],
        "moved": "moved tonight" in stop.marks,
        "note": stop.notes,
        "rest": "; ".join(filter(None, rest)),
        "pause": pause,
    }


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _tell_gathering(words: Words, sheet: GatheringSheet) -> Told:
    who, nobody = (
        ("host.dear_who", "host.dear_nobody") if sheet.host else ("host.who", "host.nobody")
    )
    missing = words.joined(sheet.missing)
    asked = "host.asked" if sheet.visits else "host.asked_for"
    none = words.say("host.none_of" if len(sheet.missing) > 1 else "host.none_free")
    return {
        "id": sheet.gathering_id,
        "name": sheet.name,
        "where": sheet.address,
        "neighbourhood": sheet.neighbourhood,
        "hours": words.hours(sheet.starts, sheet.ends),
        "host": sheet.host,
        "who": f"{words.say(who, host=sheet.host)}:",
        "nobody": f"{words.say(nobody, host=sheet.host)}.",
        "visits": [_tell_coming(words, one) for one in sheet.visits],
        "planned": words.say("host.planned") if sheet.visits and sheet.held else "",
        "missing": f"{words.say(asked, kinds=missing)} {none}" if missing else "",
        "why": sheet.why or words.host_reason(""),
        "reason": sheet.reason,
        "change": sheet.change,
    }


def _tell_coming(words: Words, one: Coming) -> Told:
    stays = words.say("host.stays", time=words.clock(one.leave))
    return {
        "time": words.clock(one.arrive),
        "unit": one.unit,
        "about": f"{words.kind(one.kind)}; {stays}",
        "promised": one.promised,
    }
