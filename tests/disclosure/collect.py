"""Asking for everything that is public, over and over, as anyone may."""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nightout.brief import Asked, make_brief
from nightout.compare import Question, as_rows, compare_public
from nightout.compare.count import count_windows
from nightout.compare.public_windows import blocks_of
from nightout.errors import NightoutError
from nightout.records import City, Measure, as_known_on, read_incidents, read_knowledge, with_area
from nightout.records.editions import find_edition, whole_quarters
from nightout.units import Period
from tests.disclosure.attacker import Attack, Told, read_place, read_rows

WINDOWS = (
    ("ytd",), ("quarter",), ("7d",), ("28d",), ("month",), ("july-fourth",), ("7d", "28d", "ytd"),
)  # fmt: skip
AGAINST = ("last-year", "mean", "each", "prior")


@dataclass(frozen=True)
class Sweep:
    """Which questions are asked: through which days, as known on which, with what windows."""

    throughs: Sequence[dt.date]
    known_on: Sequence[dt.date | None] = (None,)
    windows: Sequence[Sequence[str]] = WINDOWS
    against: Sequence[str] = AGAINST
    years: Sequence[int] = (5,)

    def questions(self, measure: Measure, by: Sequence[str]) -> Iterator[Question]:
        """Give every question, broken down by these and not at all."""
        every = itertools.product(
            self.throughs, self.known_on, self.windows, self.against, self.years, [*by, None]
        )
        for through, known_on, windows, against, years, kind in every:
            yield Question(
                measure,
                through,
                known_on=known_on,
                windows=tuple(windows),
                against=against,
                n_years=years,
                by=(kind,) if kind else (),
            )


def ask_all(city: City, questions: Iterator[Question]) -> Iterator[Told]:
    """Ask every question; those that are refused tell nothing."""
    for question in questions:
        try:
            answer = compare_public(city, question)
        except NightoutError:
            continue
        yield from read_rows(as_rows(answer), city.name)


def truth(city: City, measure: Measure, kind: str) -> tuple[Attack, dict[tuple[str, Period], int]]:
    """Give an attack with nothing told yet, and each part's count of each quarter that is out."""
    knowledge = read_knowledge(city).about(measure.offenses)
    spans = knowledge.spans()
    quarters = whole_quarters(Period(spans[0].start, spans[-1].end))
    found = [find_edition(one, knowledge, by=knowledge.last_day) for one in quarters]
    editions = {one.quarter: one.known_on for one in found if one}
    counts: dict[tuple[str, Period], int] = {}
    parts: set[str] = {""}
    for quarter, day in editions.items():
        records, placing = with_area(city, as_known_on(read_incidents(city), day), kind)
        counted = count_windows(records, measure, (quarter,), by=(kind,))
        parts |= {*placing.area_ids, *(group[0] for group in counted.groups)}
        for group, row in zip(counted.groups, counted.values, strict=True):
            counts[group[0], quarter] = int(row[0])
    whole = {(part, one): counts.get((part, one), 0) for part in parts for one in editions}
    return Attack(sorted(parts), editions), whole


def read_brief(city: City, asked: Asked) -> Iterator[Told]:
    """Make a public brief, and read its figures and its map, of which the page is made."""
    brief = make_brief(city, asked)
    for figure in brief.figures:
        one, terms = figure.change, figure.terms
        if not figure.hidden:
            out = terms.known_basis.startswith("editions")
            yield Told(frozenset(), (one.window,), None if out else terms.known_on, one.n)
    if brief.where:
        spans = (brief.where.terms.window,)
        for area in brief.where.areas:
            name = area.area_id
            parts = read_place(name) if " " in name else [name]
            yield Told(frozenset(parts), spans, None, area.n)
        if brief.where.unplaced:
            yield Told(frozenset([""]), spans, None, brief.where.unplaced)


def sums_of(measure: Measure, quarters: Sequence[Period]) -> list[Period]:
    """Give the spans that parts come out in: the quarters, or the years that they fill."""
    blocks = blocks_of(measure, is_whole=False)
    return list(blocks(Period(quarters[0].start, quarters[-1].end)))
