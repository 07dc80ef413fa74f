"""The round numbers that counts have passed this year, and when earlier years did."""

from __future__ import annotations

from collections.abc import Iterator

from nightout.brief.model import Asked, Figure, Reached
from nightout.compare import MilestoneQuestion, find_milestones
from nightout.records import City

__all__ = ["gather_milestones", "round_below"]

# Below ten every case is a milestone, and none tells much.
LEAST = 10
STEPS = (1.0, 2.5, 5.0)


def gather_milestones(city: City, asked: Asked, figures: list[Figure]) -> Iterator[Reached]:
    """Give, for each count that may be told day by day, the last round number it has passed."""
    for figure in figures:
        measure, n = figure.terms.measure, round_below(figure.change.n)
        # Day by day even a large count comes in ones and twos.
        if not n or not (measure.whole_city_is_public or not asked.public):
            continue
        question = MilestoneQuestion(
            measure, n, known_on=asked.known_on, reconstruct=asked.reconstruct
        )
        answer = find_milestones(question, city=city)
        # Years after this one are another brief's to tell.
        years = [one for one in answer.milestones if one.reached.year <= asked.through.year]
        if years and years[0].reached.year == asked.through.year:
            yield Reached(measure, n, years[0], tuple(years), answer.notes)


def round_below(n: int) -> int:
    """Give the last of 10, 25, 50, 100, 250, ... that a count has reached; 0 if it has none."""
    rounds = [int(step * 10**power) for power in range(1, len(str(max(n, 1)))) for step in STEPS]
    return max((one for one in rounds if LEAST <= one <= n), default=0)
