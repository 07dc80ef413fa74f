"""Guns traced, by place of first sale, place of recovery and year, with their terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.flows.faults import UnknownPlace
from nightout.flows.states import SCOPES, find_state, in_scope

__all__ = ["NOTICE", "Flows", "Origin"]

Counts = NDArray[np.int64]
NOTICE = (
    "Traces are not a random sample of guns: police choose which guns to trace, and only first "
    "sale and recovery are known."
)


@dataclass(frozen=True)
class Origin:
    """Where a year's figures come from.

    Parameters
    ----------
    year, file
        The year, and the name of the file that holds it.
    queried_on
        When the tracing system was asked, as the file says it; empty if it does not.
    with_source
        Traces whose places of first sale and recovery are known, all scopes together.
    without_source
        Traces whose place of first sale is not known; None if the file does not count them.
    """

    year: int
    file: str
    queried_on: str = ""
    with_source: int = 0
    without_source: int | None = None


@dataclass(frozen=True, eq=False)
class Flows:
    """Traced guns with a known place of first sale and a known place of recovery.

    Parameters
    ----------
    places
        The places of both axes, in one order.
    years
        The years, earliest first.
    traced
        Counts by year, source place and recovery place.
    level
        `state` if the places are states and territories, else `place`.
    scope
        Which states are held; a key of `SCOPES`, or `as given` for other places.
    origins
        Where each year comes from.
    notes
        What the reading had to decide.
    """

    places: tuple[str, ...]
    years: tuple[int, ...]
    traced: Counts
    level: str = "state"
    scope: str = "all"
    origins: tuple[Origin, ...] = ()
    notes: tuple[str, ...] = ()

    def within(self, scope: str) -> Flows:
        """Keep the states of a scope, on both axes; other places are kept as they are."""
        if self.level != "state":
            return self
        return replace(self.only(in_scope(self.places, scope)), scope=scope)

    def only(self, places: Sequence[str]) -> Flows:
        """Keep some places, on both axes, in the order given."""
        rows = [self.index(place) for place in places]
        return replace(self, places=tuple(places), traced=self.traced[:, rows][:, :, rows])

    def index(self, place: str) -> int:
        """Find a place by its name; a state also by its code.

        Raises
        ------
        UnknownPlace
            If it is not among the places, or is no state where they are states.
        """
        name = find_state(place).name if self.level == "state" else place
        if name not in self.places:
            raise UnknownPlace(
                f"{place!r} is not among the {len(self.places)} places in scope ({self.scope})",
                "Choose one that the files hold, or widen --scope.",
            )
        return self.places.index(name)

    def during(self, years: Sequence[int]) -> Counts:
        """Sum the counts of some years.

        Raises
        ------
        BadSetting
            If a year is not loaded.
        """
        missing = sorted(set(years) - set(self.years))
        if missing or not years:
            held = f"{self.years[0]} to {self.years[-1]}"
            raise BadSetting(
                f"the year {missing[0] if missing else 'asked for'} is not loaded",
                f"The files hold {len(self.years)} years, {held}.",
            )
        return np.asarray(self.traced[[self.years.index(year) for year in years]].sum(axis=0))

    @property
    def scope_words(self) -> str:
        """What the scope holds, in words."""
        return SCOPES.get(self.scope, f"{len(self.places):,} places, as given")

    def known_share(self, years: Sequence[int]) -> float | None:
        """Give the share of the years' traces whose source is known; None if it was not counted."""
        chosen = [one for one in self.origins if one.year in years]
        without = [one.without_source for one in chosen if one.without_source is not None]
        if not chosen or len(without) < len(chosen):
            return None
        known = sum(one.with_source for one in chosen)
        return known / (known + sum(without))
