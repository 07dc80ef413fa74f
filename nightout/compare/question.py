"""A question about a city: what is counted, over which days, against what, as known when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import get_args

from nightout.compare.change import Against
from nightout.compare.named_windows import list_windows
from nightout.compare.windows import Windows
from nightout.errors import BadSetting
from nightout.records import DateBasis, Measure

__all__ = ["GROUPS", "Question"]

# Columns to break down by, beside kinds of area. Others would tell points, hours and case numbers.
GROUPS = ("agency", "offense", "weapon", "domestic")


@dataclass(frozen=True)
class Question:
    """What is asked.

    Parameters
    ----------
    measure
        What is counted.
    through
        Last day of the window.
    start
        Its first day; 1 January if absent.
    known_on
        As known on which day; the latest load if absent, never `through`.
    n_years
        How many earlier years stand behind the comparison and its dispersion.
    by
        Columns or kinds of area to break the count down by, such as `beat` or `offense`.
    against
        Last year, the mean of the earlier years, each of them, or the window just before.
    date_basis
        Dated by what; the measure's own if absent.
    reconstruct
        Whether a day before the first load is rebuilt from reporting dates.
    windows
        Names of windows, such as `7d`, `28d` and `ytd`, all counted together; see `make_windows`.
    align
        Whether windows are held against the same `dates` or `weekdays`; each window's own way if
        absent.
    equal_age
        Whether earlier years are counted as they were known at the age that this year's data have
        now, by versions or else by reporting dates.
    """

    measure: Measure
    through: dt.date
    start: dt.date | None = None
    known_on: dt.date | None = None
    n_years: int = 5
    by: tuple[str, ...] = ()
    against: Against = "last-year"
    date_basis: DateBasis | None = None
    reconstruct: bool = False
    windows: tuple[str, ...] = ()
    align: str | None = None
    equal_age: bool = False

    def __post_init__(self) -> None:
        if self.against not in get_args(Against):
            raise BadSetting(f"against is {self.against!r}", f"Use {', '.join(get_args(Against))}.")
        if len(set(self.by)) < len(self.by) or "" in self.by:
            raise BadSetting(
                f"by is {','.join(self.by)}", "Name each once, as beat or beat,offense."
            )
        if self.windows and self.start:
            raise BadSetting(
                f"start is {self.start} and windows are {', '.join(self.windows)}",
                f"Windows have starts of their own: use {self.start}..{self.through} as a window.",
            )

    def list_windows(self) -> tuple[Windows, ...]:
        """Give the windows that are asked for, the newest span first."""
        names = self.windows or (f"{self.start}..{self.through}" if self.start else "ytd",)
        made = list_windows(names, self.through, n_years=self.n_years, align=self.align)
        if self.against == "prior":
            return made
        # In July a month and a quarter to date are the same days: without those before, one row.
        held = {one.all: one for one in (replace(one, prior=None) for one in reversed(made))}
        return tuple(reversed(held.values()))

    @property
    def dated(self) -> Measure:
        """The measure, dated as the question asks."""
        return replace(self.measure, date_basis=self.date_basis or self.measure.date_basis)
