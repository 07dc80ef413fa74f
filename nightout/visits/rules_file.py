"""Reading the rules of a night from TOML, each key checked."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from nightout.errors import BadSetting, UnknownName, UnreadableFile
from nightout.visits.rules import Minutes, Rules, Weights
from nightout.visits.street_rules import StreetRules

__all__ = ["NightRules", "read_rules"]


@dataclass(frozen=True)
class NightRules:
    """What a file of rules says: the rules, and the day of the night where it says one."""

    rules: Rules
    date: dt.date | None = None


def read_rules(path: Path) -> NightRules:
    """Read the rules of a night.

    Parameters
    ----------
    path
        TOML with any of: date, event, zone, earliest, latest, start_before_end_min, speed_kmh,
        circuity, reserve_radius_m, neighbourhood_floor; visit_minutes and setup_minutes as a
        number or as a table of kinds with `usual`; and tables `weights` and `streets`.

    Raises
    ------
    UnreadableFile
        If it is not there or is no TOML.
    UnknownName
        If it holds a key that is no rule.
    BadSetting
        If a rule cannot have its value.
    """
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UnreadableFile(f"there is no file {path}", "Check the name.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} is no TOML: {error}", "Mend that line.") from None
    given = {key.replace("neighborhood", "neighbourhood"): value for key, value in given.items()}
    _check_keys(path.name, given, {"date", *(one.name for one in fields(Rules))})
    date = given.pop("date", None)
    if date is not None and type(date) is not dt.date:
        raise BadSetting(f"{path.name}: date is {date!r}", "Write it as date = 2026-08-04.")
    read = {key: _value(path.name, key, value) for key, value in given.items()}
    return NightRules(Rules(**read), date)


def _check_keys(named: str, given: Mapping[str, Any], known: set[str]) -> None:
    for key in given:
        if key not in known:
            near = get_close_matches(key, known, 1)
            raise UnknownName(
                f"{named} says {key}, which is no rule",
                f"Is {near[0]} meant?" if near else f"Rules are {', '.join(sorted(known))}.",
            )


def _value(named: str, key: str, value: Any) -> Any:
    if key in ("visit_minutes", "setup_minutes"):
        return _minutes(named, key, value)
    if key == "weights":
        return _weights(named, value)
    if key == "streets":
        return _streets(named, value)
    if key in ("event", "zone"):
        return _typed(named, key, value, str, "a text in quotes")
    if key in ("earliest", "latest"):
        return _typed(named, key, value, dt.time, "a time of day, such as 17:30:00")
    return float(_typed(named, key, value, (int, float), "a number"))


def _minutes(named: str, key: str, value: Any) -> Minutes:
    if not isinstance(value, dict):
        return Minutes(float(_typed(named, key, value, (int, float), "a number or a table")))
    table = {
        kind: float(_typed(named, f"{key}.{kind}", one, (int, float), "a number of minutes"))
        for kind, one in value.items()
    }
    usual = table.pop("usual", getattr(Rules(), key).usual)
    return Minutes(usual, table)


def _weights(named: str, value: Any) -> Weights:
    table = _typed(named, "weights", value, dict, "a table")
    _check_keys(f"{named}, weights", table, {one.name for one in fields(Weights)})
    for key, one in table.items():
        _typed(named, f"weights.{key}", one, int, "a whole number")
    return Weights(**table)


def _streets(named: str, value: Any) -> StreetRules:
    table = _typed(named, "streets", value, dict, "a table")
    _check_keys(f"{named}, streets", table, {one.name for one in fields(StreetRules)})
    read: dict[str, Any] = {
        key: _typed(named, f"streets.{key}", one, str, "a text in quotes")
        if isinstance(getattr(StreetRules(), key), str)
        else float(_typed(named, f"streets.{key}", one, (int, float), "a number"))
        for key, one in table.items()
    }
    return StreetRules(**read)


def _typed(named: str, key: str, value: Any, kind: Any, words: str) -> Any:
    # True is an int to Python, and no number to anybody else.
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    raise BadSetting(f"{named}: {key} is {value!r}", f"Give {words}.")
