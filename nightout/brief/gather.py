"""Asking a city's records for everything a brief shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from nightout import __version__
from nightout.brief.areas import choose_map
from nightout.brief.fresh import gather_fresh
from nightout.brief.model import Asked, Brief, Figure, LeftOut
from nightout.brief.moved import choose_since, gather_changes
from nightout.brief.night import NightOut
from nightout.brief.passed import gather_milestones
from nightout.brief.spans import gather_spans
from nightout.brief.version import map_name_of, table_version_of
from nightout.compare import compare_city, compare_public, cumulative_curve, look_ahead
from nightout.compare.change import Against
from nightout.errors import NightoutError, NotYetKnown, OutsideRecords
from nightout.records import City, Knowledge, Measure, find_measure, read_knowledge

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


def make_brief(city: City, asked: Asked, night: NightOut | None = None) -> Brief:
    """Compute everything a brief shows, through `compare` and nothing else.

    Parameters
    ----------
    city
        The city folder.
    asked
        Which measures, through which day, as known when, for whom.
    night
        A planned night to tell of; None for none.

    Returns
    -------
    Without measures named, the first five of `USUAL` that the records can answer for.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about of any measure, or of one named.
    OutsideRecords
        If the days reach beyond those that the loaded files cover.
    BadSetting
        If the last brief's day is no earlier day.
    """
    asked = replace(asked, known_on=asked.known_on or _last_day(city))
    figures, left_out = _figures(city, asked)
    asked = replace(asked, since=choose_since(city, asked, figures))
    spans, not_covered = gather_spans(city, asked, figures)
    open_one = _open_to_all(asked, [one.terms.measure for one in figures])
    where, no_map, map_kind = choose_map(city, asked, figures)
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
        spans=tuple(spans),
        fresh=tuple(gather_fresh(city, asked, figures)),
        curve=cumulative_curve(city, asked.about(open_one)) if open_one else None,
        course=_figure(city, asked, open_one, against="mean") if open_one else None,
        outlook=look_ahead(city, asked.about(open_one)) if open_one else None,
        where=where,
        no_map=no_map,
        map_kind=map_kind,
        map_name=map_name_of(city, asked),
        milestones=tuple(gather_milestones(city, asked, figures)),
        changed=tuple(gather_changes(city, asked, figures)),
        last_known=_last_known(city, asked),
        left_out=(*left_out, *not_covered),
        table_version=table_version_of(city, asked),
        version=__version__,
        night=night,
    )


def _figures(city: City, asked: Asked) -> tuple[list[Figure], list[LeftOut]]:
    """Compare the measures; of the usual ones, leave out what the records cannot answer for."""
    if asked.measures:
        named = dict.fromkeys(asked.measures)
        return [_figure(city, asked, find_measure(slug)) for slug in named], []
    figures: list[Figure] = []
    refused: list[tuple[Measure, NightoutError]] = []
    for measure in _loaded(city, asked):
        try:
            figures.append(_figure(city, asked, measure))
        except (NotYetKnown, OutsideRecords) as error:
            refused.append((measure, error))
    if not figures:
        # Nothing can be said at all: what stands in the way of the most serious says why.
        raise refused[0][1] if refused else _nothing(city)
    return figures[:MOST], [LeftOut(measure, error.what) for measure, error in refused]


def _last_day(city: City) -> dt.date:
    """Give the day of the latest load, so that every figure is as known on the same day."""
    knowledge = read_knowledge(city)
    return knowledge.last_day if knowledge.loads else city.today()


def _last_known(city: City, asked: Asked) -> dt.date | None:
    """Give the day of the load that answered for the last brief."""
    return read_knowledge(city).until(asked.since).last_day if asked.since else None


def _loaded(city: City, asked: Asked) -> Iterable[Measure]:
    """Give the usual measures that some load speaks about, by the day of knowledge if any was."""
    knowledge = read_knowledge(city)
    by_then = knowledge.until(asked.known_on or knowledge.last_day) if knowledge.loads else None
    # A later load adds nothing to what was known on a day, nor to a page about it.
    speaking: Knowledge = by_then if by_then and by_then.loads else knowledge
    measures = (find_measure(slug) for slug in USUAL)
    return (one for one in measures if speaking.about(one.offenses).loads)


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
