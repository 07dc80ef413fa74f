"""Rivermouth as a city folder: its exports loaded one after the other, each on its own day."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nightout.demo.rivermouth import Rivermouth
from nightout.demo.write import RivermouthFiles, write_rivermouth
from nightout.errors import NotACity
from nightout.records import (
    AreaColumns,
    City,
    LoadOptions,
    create_city,
    load_areas,
    load_files,
    read_mapping,
)
from nightout.records.progress import Watch, unwatched

__all__ = ["Demo", "make_demo"]

ZONE = "America/New_York"


@dataclass(frozen=True)
class Demo:
    """The demonstration: a city folder, and beside it the files and the truth it was made from."""

    city: City
    files: RivermouthFiles


def make_demo(
    folder: Path,
    rng: np.random.Generator,
    *,
    rivermouth: Rivermouth | None = None,
    watch: Watch = unwatched,
) -> Demo:
    """Make Rivermouth anew in `folder`: `city/` is its city folder, `made/` what it is made from.

    A demonstration that is there already is replaced.

    Raises
    ------
    NotACity
        If the folder holds anything but an earlier demonstration.
    """
    if folder.exists() and any(folder.iterdir()):
        _clear(folder)
    watch("drawing Rivermouth and its years", 0.0)
    files = write_rivermouth(folder / "made", rng, rivermouth)
    watch("drawing Rivermouth and its years", 1.0)
    city = create_city(folder / "city", name="Rivermouth", zone=ZONE, made_up=True)
    columns = AreaColumns("beat", name="neighborhood", population="population")
    load_areas(city, files.beats, kind="beat", columns=columns, valid_from=dt.date(2017, 1, 1))
    mapping = read_mapping(files.mapping)
    for done, path in enumerate(files.exports):
        watch("loading its exports, each on its day", done / len(files.exports))
        known_on = dt.date.fromisoformat(path.stem.rpartition("_")[2])
        load_files(city, [path], mapping, LoadOptions(known_on=known_on, withdraw_missing=True))
    watch("loading its exports, each on its day", 1.0)
    return Demo(city, files)


def _clear(folder: Path) -> None:
    """Remove an earlier demonstration, and nothing else."""
    ours = {"city", "city-site", "made", "night", "brief.html"}
    if not (folder / "made" / "truth" / "planted.json").is_file() or not ours >= {
        path.name for path in folder.iterdir()
    }:
        raise NotACity(
            f"{folder} holds something else than the demonstration",
            "Choose a folder that does not exist yet.",
        )
    shutil.rmtree(folder)
