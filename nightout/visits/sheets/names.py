"""Names of files for units and gatherings, safe on any system whatever their ids hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nightout.visits.sheets.model import NightSheet

__all__ = ["Names", "name_files"]

# Windows keeps these for devices, with any ending.
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{name}{n}" for name in ("com", "lpt") for n in range(10)),
}


@dataclass(frozen=True)
class Names:
    """The file name, without its ending, of each unit and each gathering."""

    units: dict[str, str]
    gatherings: dict[str, str]


def name_files(night: NightSheet) -> Names:
    """Name the files of a night: by id, as far as an id may name a file, and no two alike."""
    return Names(
        _name_all(one.unit_id for one in night.units),
        _name_all(one.gathering_id for one in night.gatherings),
    )


def _name_all(ids: Iterable[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    taken: set[str] = set()
    for key in ids:
        plain = re.sub(r"[^A-Za-z0-9]+", "-", key).strip("-")[:60] or "x"
        plain = f"{plain}-" if plain.casefold() in DEVICES else plain
        name, n = plain, 1
        # Some file systems take A and a for the same.
        while name.casefold() in taken:
            n += 1
            name = f"{plain}-{n}"
        taken.add(name.casefold())
        named[key] = name
    return named
