"""What is registered, counted: by state, kind, beat and language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nightout.web.gatherings.desk.access import at_desk
from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.states import LIVE, State

__all__ = ["Numbers", "count_gatherings", "numbers"]


@dataclass(frozen=True)
class Numbers:
    """Counts of a city's gatherings; those that are declined or cancelled count only by state."""

    states: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    areas: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    visitors: tuple[tuple[str, int], ...]
    live: int
    closures: int
    expected: int
    without_number: int


def count_gatherings(city: City) -> Numbers:
    """Count in one pass; a gathering of two kinds counts in both."""
    columns = ("state", "kinds", "area_id", "languages", "visitors", "closure", "expected")
    rows = list(
        Gathering.objects.filter(city=city).exclude(state=State.UNCONFIRMED).values_list(*columns)
    )
    live = [row for row in rows if row[0] in LIVE]
    return Numbers(
        states=_most([row[0] for row in rows]),
        kinds=_most([kind for row in live for kind in row[1]]),
        areas=_most([row[2] for row in live]),
        languages=_most([one for row in live for one in row[3]]),
        visitors=_most([one for row in live for one in row[4]]),
        live=len(live),
        closures=sum(row[5] for row in live),
        expected=sum(row[6] or 0 for row in live),
        without_number=sum(row[6] is None for row in live),
    )


def _most(words: list[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))


@at_desk
@require_safe
def numbers(request: Any, city: City) -> HttpResponse:
    """Show the counts."""
    return render(request, "desk/numbers.html", {"city": city, "numbers": count_gatherings(city)})
