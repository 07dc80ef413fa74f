"""Which state of the city's data a brief was made from."""

from __future__ import annotations

import datetime as dt

from nightout.brief.model import Asked
from nightout.records import City, find_map, list_maps
from nightout.records.store import read_commits

__all__ = ["map_name_of", "table_version_of"]


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


def map_name_of(city: City) -> str:
    """Give the kind and version of the map that a brief's areas are drawn from; empty for none."""
    kinds = [one.kind for one in list_maps(city)]
    latest = find_map(city, kinds[0]) if kinds else None
    return f"{latest.kind}@{latest.map_version}" if latest else ""
