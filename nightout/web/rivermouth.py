"""Rivermouth's Night Out on a site: its 300 gatherings, some of which wait for a coordinator."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from nightout.errors import UnreadableFile
from nightout.web.gatherings.files.bring import bring_gatherings
from nightout.web.gatherings.files.read import Table
from nightout.web.gatherings.models import City

__all__ = ["fill_rivermouth"]

# What stands in a gathering's name, and the kind that it then is.
KINDS = {
    "block party": "block_party",
    "Cookout": "cookout",
    "Potluck": "cookout;meeting",
    "Ice cream": "youth;other",
    "Porches": "meeting",
    "festival": "festival",
    "youth": "youth",
}
# Every fourth is for neighbors only; every twenty-fifth still waits.
NEIGHBOURS, WAITING = 4, 25


def fill_rivermouth(city: City, night: Path) -> int:
    """Bring the made-up gatherings onto a site, held on the city's next night.

    Parameters
    ----------
    city
        The city of the site.
    night
        The folder of the made-up night; its `gatherings.csv` is read.

    Returns
    -------
    How many are on the site.

    Raises
    ------
    UnreadableFile
        If a row cannot be brought in.
    """
    with (night / "gatherings.csv").open(encoding="utf-8", newline="") as stream:
        rows = [
            (n, _as_cells(n, row, city.night)) for n, row in enumerate(csv.DictReader(stream), 1)
        ]
    waiting = [row for row in rows if row[0] % WAITING == 0]
    approved = [row for row in rows if row[0] % WAITING]
    for part, are_approved in ((approved, True), (waiting, False)):
        brought = bring_gatherings(city=city, table=Table(tuple(part), ()), approved=are_approved)
        if brought.faults:
            raise UnreadableFile(f"row {brought.faults[0]} of {night}", "Build the demo anew.")
    return len(rows)


def _as_cells(n: int, row: dict[str, str], night: dt.date) -> dict[str, str]:
    kinds = next((kind for word, kind in KINDS.items() if word in row["name"]), "other")
    cells = {
        "title": row["name"],
        "kinds": kinds,
        "address": row["address"],
        "place": row["neighbourhood"],
        "lon": row["lon"],
        "lat": row["lat"],
        "audience": "neighbours" if n % NEIGHBOURS == 0 else "public",
        "day": night.isoformat(),
        "starts": row["starts"][11:16],
        "ends": row["ends"][11:16],
        "expected": row["expected"],
        "languages": row["languages"],
        "visitors": row["wanted"],
        "host_name": row["host"],
        "host_email": f"host{n}@example.org",
    }
    return {name: cell for name, cell in cells.items() if cell}
