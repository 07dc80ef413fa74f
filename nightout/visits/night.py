"""The night as it stands: which units are on the road from when until when, and what fell away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from nightout.visits.request import Promise, Request

__all__ = ["Night", "Place", "Stint"]

# `unit` and its id for its station, or `gathering` and its id.
Place = tuple[str, str]


@dataclass(frozen=True)
class Stint:
    """A time that a unit is on the road without a gap.

    Parameters
    ----------
    start, end
        From when it may set out until when it has to stop.
    place
        Where it begins.
    goes_home
        Whether it has to be back at its station by the end; one that is called away does not.
    """

    start: dt.datetime
    end: dt.datetime
    place: Place
    goes_home: bool = True


@dataclass(frozen=True)
class Night:
    """A request, and what became of it.

    Parameters
    ----------
    request
        As it stands now: gatherings that were added are in it, those that moved are where they
        are now, those that were cancelled are still in it.
    stints
        By unit when it is on the road, in order; a unit that is not named has its whole shift.
    cancelled
        When gatherings were cancelled.
    waived
        Units whose break fell away: they were called to work over it.
    broken
        Promises that could not be kept, by gathering.
    moved_from
        Gatherings that had been visited before they moved, and under which id.
    changed_at
        When something changed: no unit could set out for anything new before.
    """

    request: Request
    stints: Mapping[str, tuple[Stint, ...]] = field(default_factory=dict)
    cancelled: Mapping[str, dt.datetime] = field(default_factory=dict)
    waived: frozenset[str] = frozenset()
    broken: frozenset[tuple[str, Promise]] = frozenset()
    moved_from: Mapping[str, str] = field(default_factory=dict)
    changed_at: tuple[dt.datetime, ...] = ()
