"""Everything a brief shows, as frozen values: HTML and PDF are two ways of setting them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from nightout.compare import Change, Curve, Question, Terms
from nightout.compare.change import Against
from nightout.records import Measure, find_measure
from nightout.records.known import Basis

__all__ = ["HIDDEN", "Area", "Asked", "Brief", "Class", "CountMap", "Figure"]

# The word that `compare.compare_public` leaves in place of a small count.
HIDDEN = "hidden"


@dataclass(frozen=True)
class Asked:
    """What a brief is asked to show.

    Parameters
    ----------
    through
        Last day of the year to date.
    measures
        Slugs of measures, the most serious first; those that the records can speak about if empty.
    known_on
        As known on which day; the latest load if absent.
    n_years
        How many earlier years stand behind each comparison and the curve.
    public
        Whether small counts are hidden, and what would give them away.
    reconstruct
        Whether a day before the first load is rebuilt from reporting dates.

    Raises
    ------
    UnknownName
        If there is no measure of one of the names.
    """

    through: dt.date
    measures: tuple[str, ...] = ()
    known_on: dt.date | None = None
    n_years: int = 5
    public: bool = True
    reconstruct: bool = False

    def __post_init__(self) -> None:
        for slug in self.measures:
            find_measure(slug)

    def about(
        self, measure: Measure, *, by: tuple[str, ...] = (), against: Against = "last-year"
    ) -> Question:
        """Put the question about one measure: the year to date against the same days before."""
        question = Question(measure, self.through, known_on=self.known_on, n_years=self.n_years)
        return replace(question, by=by, against=against, reconstruct=self.reconstruct)


@dataclass(frozen=True)
class Figure:
    """One measure's count beside that of earlier years, under its terms."""

    terms: Terms
    change: Change
    notes: tuple[str, ...] = ()

    @property
    def hidden(self) -> bool:
        """Whether the count is too small for the public."""
        return self.change.word == HIDDEN


@dataclass(frozen=True)
class Area:
    """One area of a map: its count, None where it is hidden, and its outline on a plane."""

    area_id: str
    name: str | None
    n: int | None
    outline: Any


@dataclass(frozen=True)
class Class:
    """One class of a map's scale: the lowest and highest count shown in it."""

    low: int
    high: int


@dataclass(frozen=True)
class CountMap:
    """Counts of one measure by area, drawn.

    `unplaced` counts what lies in no area, None where that is hidden. `why` says how the measure
    was chosen.
    """

    kind: str
    map_version: str
    terms: Terms
    areas: tuple[Area, ...]
    classes: tuple[Class, ...]
    unplaced: int | None
    why: str
    notes: tuple[str, ...] = ()

    @property
    def n_hidden(self) -> int:
        """How many areas are hidden."""
        return sum(area.n is None for area in self.areas)

    def class_of(self, n: int) -> int:
        """Give the place on the scale of a count above 0, from 0."""
        return next(i for i, one in enumerate(self.classes) if n <= one.high)


@dataclass(frozen=True)
class Brief:
    """Everything the page shows.

    `course` holds the measure of the curve against the mean of the earlier years. `no_curve` and
    `no_map` say why there is none. `left_out` names measures that the records
    cannot answer for on these days.
    """

    asked: Asked
    city: str
    folder: str
    made_up: bool
    known_on: dt.date
    known_basis: Basis
    last_load: dt.date
    figures: tuple[Figure, ...]
    curve: Curve | None
    course: Figure | None
    no_curve: str
    where: CountMap | None
    no_map: str
    left_out: tuple[str, ...]
    version: str
