"""The states and territories of trace tables: names, centres, borders, and which are in scope."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nightout.errors import BadSetting
from nightout.flows.faults import UnknownPlace

__all__ = ["SCOPES", "State", "find_state", "in_scope", "list_states", "read_borders"]

# What a scope is called, and what users are told it means.
SCOPES = {
    "48": "48 contiguous states (no DC, Alaska, Hawaii or territories)",
    "50": "50 states (no DC or territories)",
    "50+DC": "50 states and DC",
    "all": "50 states, DC, territories and Canada as a source",
}
NOT_CONTIGUOUS = ("Alaska", "Hawaii")
# As ATF's workbooks and other tables write them, once spaces and dots are tidied.
ALIASES = {
    "dst of columbia": "DC", "dist of columbia": "DC", "d c": "DC", "washington dc": "DC",
    "washington d c": "DC", "us virgin islnd": "VI", "virgin islands": "VI",
    "us virgin islnds": "VI", "united states virgin islands": "VI", "u s virgin islands": "VI",
    "guam": "GU", "guam & nmi": "GU", "guam & northern mariana islands": "GU",
    "northern mariana islands": "GU", "w virginia": "WV", "n carolina": "NC", "s carolina": "SC",
    "n dakota": "ND", "s dakota": "SD", "puerto rico (us)": "PR",
}  # fmt: skip


@dataclass(frozen=True)
class State:
    """A state, territory or country of first sale.

    Parameters
    ----------
    code, name, kind
        Postal code, full name, and `state`, `district`, `territory` or `country`.
    area
        Longitude and latitude of the centre of its area: the centroid of the Census Bureau's
        cartographic boundary of 2017.
    people
        Those of its centre of population in the 2010 Census, where the Bureau gives one.
    map_xy
        Where a mark for it stands on the map of `atlas/outlines.json`.
    """

    code: str
    name: str
    kind: str
    area: tuple[float, float] | None
    people: tuple[float, float] | None
    map_xy: tuple[float, float] | None


@cache
def list_states() -> dict[str, State]:
    """Give every state and territory by its full name, in alphabetical order."""
    text = files("nightout.flows.atlas").joinpath("states.csv").read_text("utf-8")
    states = [
        State(
            row["code"],
            row["name"],
            row["kind"],
            _pair(row["area_lon"], row["area_lat"]),
            _pair(row["people_lon"], row["people_lat"]),
            _pair(row["map_x"], row["map_y"]),
        )
        for row in csv.DictReader(text.splitlines())
    ]
    return {state.name: state for state in sorted(states, key=lambda one: one.name)}


def find_state(written: str) -> State:
    """Find a state by its name, postal code, or the way a table writes it.

    Raises
    ------
    UnknownPlace
        If it is none; with the nearest name, if one is near.
    """
    tidy = re.sub(r"[\s._]+", " ", written).strip().lower()
    states, by_text = list_states(), _by_text()
    if tidy in by_text:
        return states[by_text[tidy]]
    near = difflib.get_close_matches(tidy, list(by_text), 1, 0.75)
    hint = f"Is it {by_text[near[0]]}? " if near else ""
    raise UnknownPlace(
        f"{written.strip()!r} is no state, territory or Canada",
        f"{hint}Correct the name; in a file, its row may also be left out.",
    )


@cache
def _by_text() -> dict[str, str]:
    states = list_states().values()
    codes = {state.code: state.name for state in states}
    return (
        {state.name.lower(): state.name for state in states}
        | {state.code.lower(): state.name for state in states}
        | {alias: codes[code] for alias, code in ALIASES.items()}
    )


def in_scope(places: Iterable[str], scope: str) -> tuple[str, ...]:
    """Give those of the states that a scope holds, in their order.

    Raises
    ------
    BadSetting
        If there is no such scope.
    """
    if scope not in SCOPES:
        raise BadSetting(f"the scope is {scope!r}", f"Use one of {', '.join(SCOPES)}.")
    return tuple(place for place in places if _holds(scope, list_states()[place]))


def _holds(scope: str, state: State) -> bool:
    if scope == "48" and state.name in NOT_CONTIGUOUS:
        return False
    kinds = {"48": {"state"}, "50": {"state"}, "50+DC": {"state", "district"}}
    return scope == "all" or state.kind in kinds[scope]


@cache
def read_borders() -> frozenset[frozenset[str]]:
    """Give the pairs of states that share a stretch of border, not only a corner, by name."""
    text = files("nightout.flows.atlas").joinpath("borders.csv").read_text("utf-8")
    names = {state.code: state.name for state in list_states().values()}
    rows = csv.DictReader(text.splitlines())
    return frozenset(frozenset((names[row["a"]], names[row["b"]])) for row in rows)


def _pair(x: str, y: str) -> tuple[float, float] | None:
    return (float(x), float(y)) if x and y else None
