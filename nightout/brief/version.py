"""Which state of the city's data a brief was made from."""

from __future__ import annotations

import datetime as dt

from nightout.brief.model import Asked
from nightout.records import City, find_map, list_maps
from nightout.records.area_tree import public_kinds
from nightout.records.store import read_commits

__all__ = ["kind_of", "map_name_of", "table_version_of"]


def table_version_of(city: City, asked: Asked) -> int:
    """Give the commit of the table of incidents that answers: of the last load known by the day.

    Later loads change nothing about what was known on a day; another load of the same day does. A
    day that is rebuilt rests on the latest load of all. -1 where nothing was loaded.
    """
    commits = read_commits(city)
    day = asked.known_on
    known = [
        number
        for number, report in commits
        if asked.reconstruct or day is None or dt.date.fromisoformat(report["known_on"]) <= day
    ]
    return max(known, default=-1)


def map_name_of(city: City, asked: Asked) -> str:
    """Give the kind and version of the map that a brief's areas are drawn from; empty for none."""
    latest = find_map(city, kind_of(city, asked))
    return f"{latest.kind}@{latest.map_version}" if latest else ""


def kind_of(city: City, asked: Asked) -> str:
    """Give the kind of area that a brief draws: in public the smallest that is; empty for none."""
    drawn = [one.kind for one in list_maps(city)]
    kinds = [one for one in public_kinds(city) if one in drawn] if asked.public else drawn
    return kinds[0] if kinds else ""
