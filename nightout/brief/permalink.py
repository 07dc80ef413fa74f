"""The string that makes a brief again: every term of it, and what shows that it is the same page.

A later load changes nothing about what was known on a day, so that the string holds for good. What
does change the page is told apart and refused: another load of the same day, a redrawn map, other
words. Hidden counts leave no trace in it: it names commits, never the content of files.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import quote, unquote

from nightout.brief.document import Document, as_plain
from nightout.brief.model import Asked, Brief, Paper
from nightout.errors import BadSetting
from nightout.units import read_day

__all__ = ["Permalink", "digest_of", "make_command", "read_terms", "write_terms"]

NONE = "none"
USUAL = "usual:"
YES_NO = {"yes": True, "no": False}
SAFE = ",:@._~"


@dataclass(frozen=True)
class Permalink:
    """What a string of terms says.

    `table`, `map_name`, `night`, `version` and `page` are the state that the page was made from and
    the digest of what it says; absent where the string leaves them out, and then not checked.
    """

    asked: Asked
    table: int | None = None
    map_name: str | None = None
    night: str | None = None
    version: str | None = None
    page: str | None = None


def digest_of(document: Document) -> str:
    """Give a short digest of all that a document says.

    Pictures have no say: they are drawn from the numbers that are told, and another version of a
    library may draw them otherwise.
    """
    plain = as_plain(document)
    for section in plain["sections"]:
        for block in section["blocks"]:
            block.pop("drawings", None)
    told = json.dumps(plain | {"command": ""}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def make_command(brief: Brief, page: str) -> str:
    """Write the command that makes the page again."""
    night = [word for path in _paths(brief) for word in ("--night", path)]
    terms = write_terms(brief, page)
    return shlex.join(["nightout", "brief", brief.folder, *night, "--terms", terms])


def _paths(brief: Brief) -> tuple[str, ...]:
    return brief.night.paths if brief.night else ()


def write_terms(brief: Brief, page: str) -> str:
    """Write every term of a brief as `name=value`, apart by spaces."""
    asked = brief.asked
    shown = ",".join(one.terms.measure.slug for one in brief.figures)
    terms = {
        "through": asked.through,
        "known-on": asked.known_on,
        "measures": shown if asked.measures else f"{USUAL}{shown}",
        "windows": ",".join(asked.windows) or NONE,
        "since": asked.since or NONE,
        "years": asked.n_years,
        "public": "yes" if asked.public else "no",
        "reconstruct": "yes" if asked.reconstruct else "no",
        "language": asked.language,
        "paper": asked.paper,
        "table": brief.table_version,
        "map": brief.map_name or NONE,
        **({"night": brief.night.digest} if brief.night else {}),
        "nightout": brief.version,
        "page": page,
    }
    return " ".join(f"{name}={quote(str(value), safe=SAFE)}" for name, value in terms.items())


def read_terms(text: str) -> Permalink:
    """Read a string of terms.

    Raises
    ------
    BadSetting
        If a term says nothing, is unknown, stands twice, or `through` is absent.
    UnknownName
        If a measure or a language is not known.
    """
    said = _part(text)
    unknown = said.keys() - READ.keys() - CHECKED.keys()
    if unknown:
        raise BadSetting(
            f"--terms has {', '.join(sorted(unknown))}", f"Use {', '.join([*READ, *CHECKED])}."
        )
    if "through" not in said:
        raise BadSetting("--terms does not say through", "Add the last day, through=2021-07-28.")
    asked = [READ[name](value) for name, value in said.items() if name in READ]
    checked = [CHECKED[name](value) for name, value in said.items() if name in CHECKED]
    return Permalink(Asked(**_together(asked)), **_together(checked))


def _part(text: str) -> dict[str, str]:
    pairs = [one.partition("=") for one in text.split()]
    if bad := [name for name, equals, value in pairs if not equals or not value]:
        raise BadSetting(
            f"--terms has {bad[0]!r} without a value",
            "Write each term as name=value, apart by spaces, all in quotes.",
        )
    said = {name: unquote(value) for name, _, value in pairs}
    if len(said) < len(pairs):
        raise BadSetting("--terms says a term twice", "Say each once.")
    return said


def _together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: value for part in parts for name, value in part.items()}


def _measures(value: str) -> dict[str, Any]:
    return {"measures": () if value.startswith(USUAL) else tuple(value.split(","))}


def _number(name: str, field: str) -> Callable[[str], dict[str, Any]]:
    def read(value: str) -> dict[str, Any]:
        try:
            return {field: int(value)}
        except ValueError:
            raise BadSetting(f"{name} is {value!r} in --terms", "Use a whole number.") from None

    return read


def _day(name: str, field: str) -> Callable[[str], dict[str, Any]]:
    def read(value: str) -> dict[str, Any]:
        return {field: None if value == NONE else read_day(value, named=f"{name} in --terms")}

    return read


def _one_of(name: str, field: str, values: Mapping[str, object]) -> Callable[[str], dict[str, Any]]:
    def read(value: str) -> dict[str, Any]:
        if value not in values:
            raise BadSetting(f"{name} is {value!r} in --terms", f"Use {' or '.join(values)}.")
        return {field: values[value]}

    return read


READ: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "through": _day("through", "through"),
    "known-on": _day("known-on", "known_on"),
    "measures": _measures,
    "windows": lambda value: {"windows": () if value == NONE else tuple(value.split(","))},
    "since": _day("since", "since"),
    "years": _number("years", "n_years"),
    "public": _one_of("public", "public", YES_NO),
    "reconstruct": _one_of("reconstruct", "reconstruct", YES_NO),
    "language": lambda value: {"language": value},
    "paper": _one_of("paper", "paper", {one: one for one in get_args(Paper)}),
}
CHECKED: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "table": _number("table", "table"),
    "map": lambda value: {"map_name": value},
    "night": lambda value: {"night": value},
    "nightout": lambda value: {"version": value},
    "page": lambda value: {"page": value},
}
