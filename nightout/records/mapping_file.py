"""A user's own mapping, read from YAML: the same as a preset, with every name checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from nightout.errors import BadSetting, UnreadableFile
from nightout.records.mapping import Count, Moment, Offense, SourceMapping, Text, YesNo, spell

__all__ = ["read_mapping"]

KEYS = {
    "source": "a name for this source",
    "agency": "who recorded the incidents",
    "row_is": "incident, or victim where the file has a row per victim",
    "victim_rows": "the offenses with a row per victim, where others have one per incident",
    "incident_id": "the column with the agency's number",
    "offense": "column, or constant, and values: {THEIR WORD: our_slug}",
    "occurred_at": "a date: column, time, formats, clock, missing",
    "occurred_until": "a date",
    "reported_at": "a date",
    "ruled_at": "a date",
    "lon": "the column with the longitude",
    "lat": "the column with the latitude",
    "victims": "a number of people, or yes: the words that mean one",
    "killed": "a number of people",
    "injured": "a number of people",
    "weapon": "a column of text",
    "domestic": "a column that says yes or no",
    "areas": "the areas the file states: {beat: column}",
    "places": "columns named like persons that hold places",
    "about": "one line on the source",
}
MOMENTS = ("occurred_at", "occurred_until", "reported_at", "ruled_at")
COUNTS = ("victims", "killed", "injured")
CLOCKS = ("local", "utc", "stated")


def read_mapping(path: Path) -> SourceMapping:
    """Read a mapping from a YAML file.

    Raises
    ------
    UnreadableFile
        If there is no such file, or it is not YAML.
    BadSetting
        If a key is unknown, or incident_id, offense or a date is lacking.
    """
    settings = _read_yaml(path)
    _check_keys(settings, KEYS, where=path.name)
    if lacking := [key for key in ("agency", "incident_id", "offense") if key not in settings]:
        raise BadSetting(
            f"{path.name} lacks {' and '.join(lacking)}",
            "Say who recorded the incidents, and which columns name them and their offense.",
        )
    optional: dict[str, Any] = {
        key: _moment(settings[key], f"{path.name}, {key}") for key in MOMENTS if key in settings
    }
    optional |= {
        key: _count(settings[key], f"{path.name}, {key}") for key in COUNTS if key in settings
    }
    if "weapon" in settings:
        optional["weapon"] = Text(_names(settings["weapon"]))
    if "domestic" in settings:
        optional["domestic"] = _yes_no(settings["domestic"], f"{path.name}, domestic")
    for key in ("lon", "lat", "places"):
        if key in settings:
            optional[key] = _names(settings[key])
    pairs = _pairs(settings.get("areas") or {}, f"{path.name}, areas")
    areas = {kind: _names(list(names)) for kind, names in pairs.items()}
    named = {*optional, *(key for key in ("areas",) if areas)} - {"places"}
    return SourceMapping(
        source=str(settings.get("source", settings["agency"])),
        agency=_agency(settings["agency"]),
        incident_id=_names(settings["incident_id"]),
        offense=_offense(settings["offense"], f"{path.name}, offense"),
        victim_rows=_victim_rows(settings, path.name),
        areas=areas,
        needs=frozenset(named),
        about=str(settings.get("about", "")),
        **optional,
    )


def _read_yaml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise UnreadableFile(f"there is no mapping {path}", "Check the path.")
    try:
        # All is text: to YAML's usual loader the key `yes` is True, and the offense NO is False.
        settings = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        place = " ".join(str(error).split())
        raise UnreadableFile(f"{path.name} is not YAML: {place}", "Mend that line.") from None
    if not isinstance(settings, dict):
        raise BadSetting(f"{path.name} holds no keys", f"It needs {', '.join(KEYS)}.")
    return settings


def _check_keys(settings: dict[str, Any], known: Any, *, where: str) -> None:
    if unknown := [str(key) for key in settings if key not in known]:
        raise BadSetting(
            f"{where} has the key {', '.join(unknown)}", f"Its keys are {', '.join(known)}."
        )


def _names(value: Any) -> tuple[str, ...]:
    """Read one column's name or several, in the spelling by which columns are looked up."""
    return tuple(spell(one) for one in _many(value))


def _many(value: Any) -> tuple[str, ...]:
    """Read a list of words, or a lone word as a list of one."""
    many = value if isinstance(value, list | tuple) else [value]
    return tuple(str(one) for one in many)


def _pairs(value: Any, where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise BadSetting(f"{where} is {value!r}", "Write it as {NAME: COLUMN, ...}.")
    return {str(name): _many(one) for name, one in value.items()}


def _agency(value: Any) -> Text:
    if isinstance(value, dict):
        _check_keys(value, ("column",), where="agency")
        return Text(_names(value.get("column", [])))
    return Text(constant=str(value))


def _offense(value: Any, where: str) -> Offense:
    if not isinstance(value, dict):
        return Offense(_names(value))
    _check_keys(value, ("column", "constant", "values"), where=where)
    if ("column" in value) == ("constant" in value):
        raise BadSetting(f"{where} names {list(value)}", "Give either column or constant.")
    words = {word: one[0] for word, one in _pairs(value.get("values") or {}, where).items()}
    constant = value.get("constant")
    return Offense(_names(value.get("column", [])), constant, words)


def _moment(value: Any, where: str) -> Moment:
    if not isinstance(value, dict):
        return Moment(_names(value))
    _check_keys(value, ("column", "time", "formats", "clock", "missing"), where=where)
    if "column" not in value:
        raise BadSetting(f"{where} names no column", "Give column: NAME.")
    clock = value.get("clock", "stated")
    if clock not in CLOCKS:
        raise BadSetting(f"{where}: clock is {clock!r}", f"Use {', '.join(CLOCKS)}.")
    options = {key: _many(value[key]) for key in ("formats", "missing") if key in value}
    return Moment(_names(value["column"]), _names(value.get("time", [])), clock=clock, **options)


def _count(value: Any, where: str) -> Count:
    if not isinstance(value, dict):
        return Count(_names(value))
    _check_keys(value, ("column", "yes"), where=where)
    if "column" not in value:
        raise BadSetting(f"{where} names no column", "Give column: NAME.")
    yes = tuple(one.lower() for one in _many(value.get("yes") or []))
    return Count(_names(value["column"]), yes)


def _yes_no(value: Any, where: str) -> YesNo:
    if not isinstance(value, dict):
        return YesNo(_names(value))
    _check_keys(value, ("column", "yes"), where=where)
    if "column" not in value:
        raise BadSetting(f"{where} names no column", "Give column: NAME.")
    yes = tuple(one.lower() for one in _many(value.get("yes") or YesNo(()).yes))
    return YesNo(_names(value["column"]), yes)


def _victim_rows(settings: dict[str, Any], where: str) -> frozenset[str]:
    row_is = settings.get("row_is", "incident")
    if row_is not in ("incident", "victim"):
        raise BadSetting(f"{where}: row_is is {row_is!r}", "Use incident or victim.")
    some = _many(settings.get("victim_rows") or [])
    return frozenset({"*"}) if row_is == "victim" else frozenset(some)
