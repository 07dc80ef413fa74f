"""How a source's columns become ours: which column, in which words, on which clock.

A preset is a mapping written in Python; a user's is the same mapping written in YAML
(`records.mapping_file`). Wherever a column is named, several may be: the first that the file has
is used, so that one mapping reads a portal's CSV and its API alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from nightout.errors import BadSetting

__all__ = [
    "COMMON_FORMATS",
    "Clock",
    "Count",
    "Moment",
    "Names",
    "Offense",
    "SourceMapping",
    "Text",
    "YesNo",
    "spell",
]

Names = tuple[str, ...]
Clock = Literal["local", "utc", "stated"]

# Tried in this order. Month before day: these are exports of US agencies.
COMMON_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y",
    "%Y/%m/%d %H:%M:%S",
    "%B %d, %Y",
)


def spell(name: str) -> str:
    """Write a column's name as mappings do: `Case Number` and `CASE_NUMBER` are case_number."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


@dataclass(frozen=True)
class Text:
    """A column of text, or the same text for every row."""

    column: Names = ()
    constant: str | None = None


@dataclass(frozen=True)
class Moment:
    """A date and time.

    Parameters
    ----------
    column
        The column that holds the date, or the date and the time.
    time
        A second column that holds the time of day, where they are apart.
    formats
        How it is written, in strptime's letters; several may occur in one file.
    clock
        `local`: the city's wall clock, whatever offset the text claims; `utc`: turned from UTC
        into it; `stated`: by the offset that the text itself carries, local where it has none.
    missing
        Texts that stand for "no date".
    """

    column: Names
    time: Names = ()
    formats: Names = COMMON_FORMATS
    clock: Clock = "stated"
    missing: Names = ()


@dataclass(frozen=True)
class Count:
    """A number of people: a column that holds it, or one that says yes for one person."""

    column: Names
    yes: Names = ()


@dataclass(frozen=True)
class YesNo:
    """A column that says yes or no."""

    column: Names
    yes: Names = ("true", "t", "yes", "y", "1")


@dataclass(frozen=True)
class Offense:
    """What the incident is recorded as.

    `values` turns the source's words (upper or lower case alike) into our slugs. Words that are
    not listed are kept, in lower case with underscores.
    """

    column: Names = ()
    constant: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def slugs(self) -> frozenset[str]:
        """The offenses that this source can speak about for certain."""
        return frozenset(self.values.values()) | ({self.constant} if self.constant else set())


@dataclass(frozen=True)
class SourceMapping:
    """All that is needed to read one source.

    Parameters
    ----------
    source
        Its name, kept with every row.
    agency
        Who recorded the incidents.
    incident_id, offense
        Which incident, recorded as what.
    occurred_at, occurred_until, reported_at, ruled_at
        The dates; at least one of occurred and reported.
    victim_rows
        Offenses for which the file has a row per victim, `*` for all. Their rows are summed, and
        identical rows are separate victims; other repeated rows are one incident told twice.
    victims, killed, injured
        People harmed. Without `victims` each victim row is one; without `injured` it is the
        victims who were not killed; victims of homicide are killed.
    areas
        The areas that the source itself states, by kind.
    places
        Columns whose names look like a person's but hold the names of places.
    needs
        Which of our columns the file must be able to fill besides the identifier, the offense and
        a date. Presets read several shapes of file and need little; a user's mapping needs all
        that it names, so that a misspelt column is not taken for an absent one.
    settle
        Asked once per file, with a function that answers SQL on its raw rows, for a mapping that
        fits the file: how a preset tells which clock an export was made on.
    about
        One line on what the source is and what to know of it.
    """

    source: str
    agency: Text
    incident_id: Names
    offense: Offense
    occurred_at: Moment | None = None
    occurred_until: Moment | None = None
    reported_at: Moment | None = None
    ruled_at: Moment | None = None
    victim_rows: frozenset[str] = frozenset()
    victims: Count | None = None
    killed: Count | None = None
    injured: Count | None = None
    lon: Names = ("longitude", "lon", "lng")
    lat: Names = ("latitude", "lat")
    weapon: Text | None = None
    domestic: YesNo | None = None
    areas: Mapping[str, Names] = field(default_factory=dict)
    places: Names = ()
    needs: frozenset[str] = frozenset()
    settle: (
        Callable[[SourceMapping, Callable[[str], Any], frozenset[str]], SourceMapping] | None
    ) = None
    about: str = ""

    def __post_init__(self) -> None:
        if not (self.occurred_at or self.reported_at):
            raise BadSetting(
                f"the mapping {self.source} names no date",
                "Give occurred_at, reported_at or both.",
            )

    @property
    def moments(self) -> dict[str, Moment]:
        """The dates that the mapping names, by the name of our column."""
        named = {
            name: getattr(self, name)
            for name in ("occurred_at", "occurred_until", "reported_at", "ruled_at")
        }
        return {name: moment for name, moment in named.items() if moment is not None}

    def on_clock(self, clock: Clock) -> SourceMapping:
        """Give the same mapping with every date read on `clock`."""
        moved = {name: replace(moment, clock=clock) for name, moment in self.moments.items()}
        return replace(self, **moved)  # type: ignore[arg-type]
