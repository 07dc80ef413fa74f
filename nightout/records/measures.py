"""Measures: what is counted, read from one YAML file each in `nightout/measures`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from nightout.errors import BadSetting, UnknownName
from nightout.records.disclosure import least_shown

__all__ = ["DateBasis", "Measure", "find_measure", "list_measures"]

Unit = Literal["victims", "killed", "incidents"]
DateBasis = Literal["occurred", "reported", "ruled"]
Block = Literal["quarter", "year"]
UNITS = ("victims", "killed", "incidents")
BLOCKS = ("quarter", "year")
BASES = ("occurred", "reported", "ruled")


@dataclass(frozen=True)
class Measure:
    """What is counted, dated by what, in whose words, and what it cannot show.

    Parameters
    ----------
    slug, title, one
        Its name on the command line, its heading, and the name of one of what it counts.
    offenses
        Which offenses count.
    counts
        The counting unit: victims, killed, or incidents.
    at_least
        Only incidents with at least so many `victims` or `killed`.
    date_basis
        The date by which an incident belongs to a period.
    threshold
        In public, counts of parts of a city from 1 to below this are hidden.
    whole_city_is_public
        Whether the count of a whole city may always be shown.
    public_parts
        In public, parts of a city are counted by whole quarters, or by whole years where a quarter
        holds too few to be told apart.
    part_of
        The measure of which this one counts some of the cases: its parts would set bounds to that
        one's hidden counts, and are not shown in public.
    definition, whose, why, cannot_show
        What it means in words, whose definition it is, why it matters, what it does not show.
    reviewed, review_due
        When it was last reviewed, and when it should be again.
    """

    slug: str
    title: str
    one: str
    offenses: tuple[str, ...]
    counts: Unit
    date_basis: DateBasis
    threshold: int
    whole_city_is_public: bool
    definition: str
    whose: str
    why: str
    cannot_show: str
    reviewed: dt.date
    review_due: dt.date
    at_least: Mapping[str, int] = field(default_factory=dict)
    public_parts: Block = "quarter"
    part_of: str = ""

    def __post_init__(self) -> None:
        self._check("counts", self.counts, UNITS)
        self._check("date_basis", self.date_basis, BASES)
        self._check("public_parts", self.public_parts, BLOCKS)
        for name in self.at_least:
            self._check("at_least", name, ("victims", "killed", "injured"))

    @property
    def date_column(self) -> str:
        """The incident's column by which it is dated."""
        return f"{self.date_basis}_at"

    @property
    def in_public(self) -> str:
        """What the public may see of it, in words."""
        if self.threshold == 1:
            return "nothing is hidden"
        least = least_shown(self.threshold)
        parts = f"parts of a city by whole {self.public_parts}s, joined until each counts {least}"
        if self.part_of:
            parts = f"no parts of a city, since it counts some of {self.part_of}"
        if self.whole_city_is_public:
            return f"the whole city on any days; {parts}"
        return f"the whole city by whole quarters of {least} or more; {parts}"

    def _check(self, key: str, value: str, allowed: tuple[str, ...]) -> None:
        if value not in allowed:
            raise BadSetting(
                f"{key} of the measure {self.slug} is {value!r}", f"Use {', '.join(allowed)}."
            )


@cache
def list_measures() -> Mapping[str, Measure]:
    """Give every measure by slug, in alphabetical order."""
    folder = files("nightout") / "measures"
    pages = sorted(page.name for page in folder.iterdir() if page.name.endswith(".yaml"))
    measures = (_read(yaml.safe_load((folder / page).read_text("utf-8"))) for page in pages)
    return {measure.slug: measure for measure in measures}


def find_measure(slug: str) -> Measure:
    """Find a measure by its slug.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    measures = list_measures()
    if slug not in measures:
        raise UnknownName(
            f"there is no measure {slug!r}",
            f"Use one of {', '.join(measures)}; `nightout measures` says what each counts.",
        )
    return measures[slug]


def _read(settings: dict[str, Any]) -> Measure:
    names = {one.name for one in fields(Measure)}
    if unknown := set(settings) - names:
        raise BadSetting(
            f"the measure {settings.get('slug')} has the key {', '.join(sorted(unknown))}",
            f"Its keys are {', '.join(sorted(names))}.",
        )
    return Measure(**settings | {"offenses": tuple(settings["offenses"])})
