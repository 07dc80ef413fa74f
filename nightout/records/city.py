"""A city folder: everything about one city, copied, backed up or served as a whole."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from nightout.errors import BadSetting, NotACity

__all__ = ["City", "create_city", "open_city"]

SETTINGS = "city.toml"


@dataclass(frozen=True)
class City:
    """A city folder that was opened: where it lies and what `city.toml` says.

    `zone` is the time zone in which the city's days begin and end. `made_up` cities say so
    wherever their figures are shown. `public_areas` are the kinds of area by which the public sees
    the city's parts, the smallest first and each within the next; if empty, that of its first map.
    """

    folder: Path
    name: str
    zone: ZoneInfo
    made_up: bool = False
    public_areas: tuple[str, ...] = ()

    @property
    def incidents(self) -> Path:
        """The Delta Lake table of incidents."""
        return self.folder / "incidents"

    @property
    def areas(self) -> Path:
        """The folder of outlines, a GeoParquet file per map."""
        return self.folder / "areas"

    @property
    def loads(self) -> Path:
        """The folder of load reports."""
        return self.folder / "loads"

    def today(self) -> dt.date:
        """Today's date on the city's own clock."""
        return dt.datetime.now(self.zone).date()


def create_city(folder: Path, *, name: str, zone: str, made_up: bool = False) -> City:
    """Make a new city folder.

    Raises
    ------
    NotACity
        If the folder already holds something.
    BadSetting
        If the zone is not one of the tz database, or the name is empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotACity(f"{folder} already exists", "Choose a folder that does not exist yet.")
    if odd := sorted(set("[]%?") & set(str(folder.resolve()))):
        raise NotACity(
            f"the folder {folder} has {' '.join(odd)} in its path",
            "Choose another: the table's libraries take these signs for patterns and codes.",
        )
    if not name.strip():
        raise BadSetting("the city's name is empty", 'Say it as --name "Rivermouth".')
    city = City(folder, name.strip(), _zone(zone), made_up)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS).write_text(_as_toml(city), encoding="utf-8")
    return city


def open_city(folder: Path) -> City:
    """Open a city folder.

    Raises
    ------
    NotACity
        If there is no `city.toml`, or it lacks a name or a zone.
    """
    path = folder / SETTINGS
    if not path.is_file():
        raise NotACity(
            f"{folder} is not a city folder: it holds no {SETTINGS}",
            "Make one with `nightout new CITY_DIR`, or name the folder that holds that file.",
        )
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        return City(
            folder,
            str(settings["name"]),
            _zone(str(settings["zone"])),
            settings.get("made_up", False) is True,
            tuple(str(kind) for kind in settings.get("public_areas", ())),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotACity(f"{path} cannot be read: {error}", "Mend that line.") from None
    except KeyError as error:
        raise NotACity(f"{path} lacks {error}", "Add it: it needs name and zone.") from None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadSetting(
            f"the time zone is {name!r}",
            "Use a name of the tz database, such as America/New_York or America/Chicago.",
        ) from None


def _as_toml(city: City) -> str:
    lines = [
        "# A city folder of nightout. Copy it, back it up or serve it as a whole.",
        # A JSON string is a TOML basic string, escapes and all.
        f"name = {json.dumps(city.name, ensure_ascii=False)}",
        "# The clock on which the city's days begin and end.",
        f'zone = "{city.zone.key}"',
    ]
    if city.made_up:
        lines += ["# Nothing in this folder happened.", "made_up = true"]
    return "\n".join(lines) + "\n"
