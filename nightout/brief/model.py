"""Everything a brief knows, as frozen values; `compose` puts it in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from nightout.brief.night import NightOut
from nightout.compare import (
    Change,
    Curve,
    Milestone,
    Outlook,
    Question,
    Revised,
    Terms,
    WeekCount,
)
from nightout.compare.change import Against
from nightout.compare.named_windows import list_windows
from nightout.errors import BadSetting
from nightout.records import Measure, find_measure
from nightout.records.known import Basis

__all__ = [
    "HIDDEN",
    "Area",
    "Asked",
    "Brief",
    "Changed",
    "Class",
    "CountMap",
    "Figure",
    "Fresh",
    "LeftOut",
    "Paper",
    "Reached",
    "Spans",
    "WhyMap",
    "WhyNoMap",
]

# The word that `compare.compare_public` leaves in place of a small count.
HIDDEN = "hidden"
Paper = Literal["us-letter", "a4"]
WhyMap = Literal["why_first", "why_open", "why_least"]
WhyNoMap = Literal["", "no_map", "all_hidden"]


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
    windows
        Names of the spans beside the year to date, as for `nightout compare --window`.
    since
        The day on which the last brief was known; the latest load a week or more before if absent.
    language
        `en` or `es`.
    paper
        What a PDF is set for: `us-letter` or `a4`.

    Raises
    ------
    UnknownName
        If there is no measure of one of the names, or no such language.
    BadSetting
        If the paper is neither, or a window says nothing.
    """

    through: dt.date
    measures: tuple[str, ...] = ()
    known_on: dt.date | None = None
    n_years: int = 5
    public: bool = True
    reconstruct: bool = False
    windows: tuple[str, ...] = ("7d", "28d", "ytd")
    since: dt.date | None = None
    language: str = "en"
    paper: Paper = "us-letter"

    def __post_init__(self) -> None:
        from nightout.brief.language import find_language

        for slug in self.measures:
            find_measure(slug)
        list_windows(self.windows, self.through, n_years=self.n_years)
        find_language(self.language)
        if self.paper not in get_args(Paper):
            raise BadSetting(f"paper is {self.paper!r}", f"Use {' or '.join(get_args(Paper))}.")

    def about(
        self,
        measure: Measure,
        *,
        by: tuple[str, ...] = (),
        against: Against = "last-year",
        windows: tuple[str, ...] = (),
    ) -> Question:
        """Put the question about one measure: the year to date against the same days before."""
        question = Question(measure, self.through, known_on=self.known_on, n_years=self.n_years)
        return replace(
            question, by=by, against=against, windows=windows, reconstruct=self.reconstruct
        )


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
class LeftOut:
    """What the records cannot answer, and the reason they give: a measure, or a window of it."""

    measure: Measure
    why: str
    window: str = ""


@dataclass(frozen=True)
class Spans:
    """One measure's counts of several windows, the newest first, each beside its like before."""

    terms: Terms
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fresh:
    """One measure's latest weeks, the newest first, and how complete they are; none if unknown."""

    measure: Measure
    weeks: tuple[WeekCount, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reached:
    """A round number that a count reached this year, and when it did in each year."""

    measure: Measure
    n: int
    this: Milestone
    years: tuple[Milestone, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed:
    """What moved a measure's count since the last brief; `then` is its figure in that brief.

    Both are None where the steps are too small for the public; `then` also where that brief had
    nothing of this year.
    """

    measure: Measure
    revised: Revised | None
    then: Figure | None
    now: Figure


@dataclass(frozen=True)
class Area:
    """One area of a map: its count, None where it is hidden, and its outline on a plane.

    Where small counts are joined with neighbours it is several, its `members`, each with its name;
    what lies in no area has an empty id.
    """

    area_id: str
    name: str | None
    n: int | None
    outline: Any
    members: tuple[tuple[str, str | None], ...] = ()


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
    why: WhyMap
    notes: tuple[str, ...] = ()

    @property
    def n_hidden(self) -> int:
        """How many areas are hidden."""
        return sum(area.n is None for area in self.areas)

    @property
    def n_areas(self) -> int:
        """How many areas there are, those that are joined one by one."""
        return sum(max(len(area.members), 1) for area in self.areas)

    def class_of(self, n: int) -> int:
        """Give the place on the scale of a count above 0, from 0."""
        return next(i for i, one in enumerate(self.classes) if n <= one.high)


@dataclass(frozen=True)
class Brief:
    """Everything the page shows.

    `asked` is settled: its measures, its day of knowledge and that of the last brief are named.
    `course` holds the measure of the curve against the mean of the earlier years, `outlook` the
    year's end that it points to. `no_map` says why
    there is none. `left_out` names what the records cannot answer for on these days.
    `table_version` is the commit of the table of incidents that answers, `map_name` the kind and
    version of the map that areas are drawn from. `night` is the planned night, where one was given.
    """

    asked: Asked
    city: str
    folder: str
    made_up: bool
    known_on: dt.date
    known_basis: Basis
    last_load: dt.date
    figures: tuple[Figure, ...]
    spans: tuple[Spans, ...]
    fresh: tuple[Fresh, ...]
    curve: Curve | None
    course: Figure | None
    outlook: Outlook | None
    where: CountMap | None
    no_map: WhyNoMap
    map_kind: str
    map_name: str
    milestones: tuple[Reached, ...]
    changed: tuple[Changed, ...]
    last_known: dt.date | None
    left_out: tuple[LeftOut, ...]
    table_version: int
    version: str
    night: NightOut | None = None
