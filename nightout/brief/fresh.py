"""How complete the latest weeks are: late reports and rulings are still to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nightout.brief.model import Asked, Figure, Fresh
from nightout.compare import LagAnswer, LagQuestion, find_lag, lag_for_public
from nightout.errors import BadSetting, NotYetKnown, OutsideRecords
from nightout.records import City, Measure
from nightout.units import ONE_DAY

__all__ = ["gather_fresh"]

# The weeks in which most of what is late is still to come.
N_WEEKS = 3


def gather_fresh(city: City, asked: Asked, figures: list[Figure]) -> Iterator[Fresh]:
    """Say how complete the latest weeks of each measure are that may be told week by week."""
    for figure in figures:
        measure = figure.terms.measure
        if asked.public and not measure.whole_city_is_public:
            continue
        answer = _ask(city, asked, measure)
        yield Fresh(measure, answer.weeks if answer else (), answer.notes if answer else ())


def _ask(city: City, asked: Asked, measure: Measure) -> LagAnswer | None:
    """Ask about the weeks through the last day; nothing where the records cannot tell."""
    # By reporting dates the last day that files hold is seldom whole, and cannot be judged.
    for through in (asked.through, asked.through - ONE_DAY):
        question = LagQuestion(measure, through, asked.known_on, n_weeks=N_WEEKS, by="")
        question = replace(question, reconstruct=asked.reconstruct)
        try:
            answer = find_lag(city, question)
        except (BadSetting, NotYetKnown, OutsideRecords):
            continue
        return lag_for_public(answer) if asked.public else answer
    return None
