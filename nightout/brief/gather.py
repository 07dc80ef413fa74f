"""Asking a city's records for everything a brief shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from nightout import __version__
from nightout.brief.areas import choose_map
from nightout.brief.model import Asked, Brief, Figure
from nightout.compare import compare_city, compare_public, cumulative_curve
from nightout.compare.change import Against
from nightout.errors import NightoutError, NotYetKnown, OutsideRecords
from nightout.records import City, Measure, find_measure, read_knowledge

__all__ = ["USUAL", "make_brief"]

# The most serious first. Measures that count part of another's cases are shown when asked for.
USUAL = (
    "homicide",
    "shooting_victim",
    "robbery",
    "aggravated_assault",
    "rape",
    "mass_shooting",
    "officer_shot",
    "ambush_attack",
)
MOST = 5


def make_brief(city: City, asked: Asked) -> Brief:
    """Compute everything a brief shows, through `compare` and nothing else.

    Parameters
    ----------
    city
        The city folder.
    asked
        Which measures, through which day, as known when, for whom.

    Returns
    -------
    Without measures named, the first five of `USUAL` that the records can answer for.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about of any measure, or of one named.
    OutsideRecords
        If the days reach beyond those that the loaded files cover.
    """
    asked = replace(asked, known_on=asked.known_on or _last_day(city))
    figures, left_out = _figures(city, asked)
    open_one = _open_to_all(asked, [one.terms.measure for one in figures])
    where, no_map = choose_map(city, asked, figures)
    latest = max((one.terms for one in figures), key=lambda terms: terms.last_load)
    return Brief(
        asked=asked,
        city=city.name,
        folder=city.folder.resolve().name,
        made_up=city.made_up,
        known_on=latest.known_on,
        known_basis=latest.known_basis,
        last_load=latest.last_load,
        figures=tuple(figures),
        curve=cumulative_curve(city, asked.about(open_one)) if open_one else None,
        course=_figure(city, asked, open_one, against="mean") if open_one else None,
        no_curve="" if open_one else "Day by day, these counts are too small to show in public.",
        where=where,
        no_map=no_map,
        left_out=tuple(left_out),
        version=__version__,
    )


def _figures(city: City, asked: Asked) -> tuple[list[Figure], list[str]]:
    """Compare the measures; of the usual ones, leave out what the records cannot answer for."""
    if asked.measures:
        named = dict.fromkeys(asked.measures)
        return [_figure(city, asked, find_measure(slug)) for slug in named], []
    figures: list[Figure] = []
    refused: list[tuple[Measure, NightoutError]] = []
    for measure in _loaded(city):
        try:
            figures.append(_figure(city, asked, measure))
        except (NotYetKnown, OutsideRecords) as error:
            refused.append((measure, error))
    if not figures:
        # Nothing can be said at all: what stands in the way of the most serious says why.
        raise refused[0][1] if refused else _nothing(city)
    return figures[:MOST], [f"{one.title}: {error.what}" for one, error in refused]


def _last_day(city: City) -> dt.date:
    """Give the day of the latest load, so that every figure is as known on the same day."""
    knowledge = read_knowledge(city)
    return knowledge.last_day if knowledge.loads else city.today()


def _loaded(city: City) -> Iterable[Measure]:
    """Give the usual measures that some load speaks about."""
    knowledge = read_knowledge(city)
    measures = (find_measure(slug) for slug in USUAL)
    return (one for one in measures if knowledge.about(one.offenses).loads)


def _nothing(city: City) -> NotYetKnown:
    return NotYetKnown(
        f"nothing is known in {city.folder} of any usual measure",
        "Load a file with `nightout load CITY FILE`, or name a measure with --measure.",
    )


def _figure(city: City, asked: Asked, measure: Measure, against: Against = "last-year") -> Figure:
    compare = compare_public if asked.public else compare_city
    answer = compare(city, asked.about(measure, against=against))
    return Figure(answer.terms, answer.whole[0], answer.notes)


def _open_to_all(asked: Asked, measures: list[Measure]) -> Measure | None:
    """Give the measure of the curve: in public, the first whose whole count is always public."""
    # Day by day even a large count comes in ones and twos.
    return next((one for one in measures if one.whole_city_is_public or not asked.public), None)
