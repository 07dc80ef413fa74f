"""Asking for everything that is public, over and over, as anyone may."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nightout.brief import Asked, make_brief
from nightout.compare import Question, as_rows, compare_public
from nightout.compare.count import count_windows
from nightout.compare.public_windows import blocks_of
from nightout.compare.question import GROUPS
from nightout.errors import NightoutError
from nightout.records import City, Measure, as_known_on, read_incidents, read_knowledge, with_area
from nightout.records.disclosure import least_shown
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
        records = as_known_on(read_incidents(city), day)
        if kind not in GROUPS:
            records, placing = with_area(city, records, kind)
            parts |= set(placing.area_ids)
        counted = count_windows(records, measure, (quarter,), by=(kind,))
        parts |= {group[0] for group in counted.groups}
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


@dataclass(frozen=True)
class Found:
    """What an attack found: how far each hidden count can be narrowed.

    `widths` are most less least, by part and span, `counts` the truth of every part and span.
    """

    widths: Mapping[tuple[str, Period], float]
    counts: Mapping[tuple[str, Period], int]
    n_told: int

    @property
    def hidden_share(self) -> float:
        """The share of what was counted that is not told of its own part."""
        return sum(self.counts[key] for key in self.widths) / sum(self.counts.values())

    def n_small(self, threshold: int) -> int:
        """How many counts are small; none of them may be shown."""
        return sum(0 < n < threshold for n in self.counts.values())


def solve(attack: Attack, counts: Mapping[tuple[str, Period], int], measure: Measure) -> Found:
    """Narrow every count of a part, in every span that parts come out in, as far as can be.

    Hidden is every small count, and every other that answers do not tell exactly.
    """
    least = least_shown(measure.threshold)
    attack.prepare()
    quarters = sorted(attack.editions)
    spans = blocks_of(measure, is_whole=False)(Period(quarters[0].start, quarters[-1].end))
    table = {
        (part, span): sum(counts[part, one] for one in whole_quarters(span))
        for part in attack.parts
        for span in spans
    }
    widths = {}
    for (part, span), n in table.items():
        low, high = attack.bounds(part, span)
        if not low <= n <= high:
            raise AssertionError(f"{part} counts {n} in {span}, not {low} to {high}")
        if 0 < n < least or low < high:
            widths[part, span] = high - low
    return Found(widths, table, len(set(attack.told)))
