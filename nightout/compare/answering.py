"""Which records answer a question, and which of its windows they cover."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from nightout.compare.change import FEWEST_YEARS, Against
from nightout.compare.windows import Windows
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import (
    RECONSTRUCTED,
    VERSIONS,
    Basis,
    City,
    Knowledge,
    Measure,
    as_known_on,
    first_gap,
    read_incidents,
    read_knowledge,
    reconstruct,
)
from nightout.units import ONE_DAY, Period

__all__ = ["Answering", "keep_covered", "need_covered", "read_answering"]

FEW_YEARS = (
    "dispersion unknown: fewer than 3 earlier years are covered, so the word rests on the Poisson "
    "interval, which is too narrow where years differ by more than chance"
)
OTHER_SEASON = (
    "held against the days just before: part of a change may be the season's; the dispersion is "
    "that of the same window in earlier years"
)


@dataclass(frozen=True)
class Answering:
    """The records that answer, as known on a day, and the loads that they came by.

    `spans` are the days that those loads cover, none after the day of knowledge. `rebuild` says
    whether the asker wants reporting dates to speak.
    """

    records: Any
    basis: Basis
    known_on: dt.date
    knowledge: Knowledge
    rebuild: bool = False

    @property
    def reported_until(self) -> dt.date:
        """The last day whose reports are whole, where the records hold them.

        The day on which a file ends is seldom whole in it; a day in its midst is.
        """
        ends = [one.through for one in self.knowledge.spans() if one.start <= self.known_on]
        last = max(ends, default=self.known_on)
        return last - ONE_DAY if last <= self.known_on else self.known_on

    @property
    def spans(self) -> list[Period]:
        """The days that are covered, in order."""
        end = self.known_on + ONE_DAY
        return [
            Period(span.start, min(span.end, end))
            for span in self.knowledge.spans()
            if span.start < end
        ]

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that speak, by name."""
        return tuple(sorted({load.source for load in self.knowledge.loads}))


def read_answering(
    city: City, measure: Measure, *, known_on: dt.date | None = None, rebuild: bool = False
) -> Answering:
    """Read the records as known on a day, the latest load's if absent.

    Parameters
    ----------
    city, measure
        Whose records, and what they are to speak about.
    known_on
        As known on which day.
    rebuild
        Whether a day before the first load is rebuilt from reporting dates.

    Raises
    ------
    NotYetKnown
        If nothing was known on that day.
    """
    if known_on is not None and known_on > city.today():
        raise BadSetting(f"known on {known_on} is asked for", "That day has not come yet.")
    knowledge = read_knowledge(city).about(measure.offenses)
    _need_dated(knowledge, "reported" if rebuild else measure.date_basis)
    _need_dated(knowledge, measure.date_basis)
    day = known_on or (knowledge.last_day if knowledge.loads else city.today())
    if rebuild and knowledge.loads and day < knowledge.loads[0].known_on:
        return Answering(
            reconstruct(read_incidents(city), day), RECONSTRUCTED, day, knowledge, rebuild
        )
    knowledge.need(day, what=measure.title.lower())
    return Answering(
        as_known_on(read_incidents(city), day), VERSIONS, day, knowledge.until(day), rebuild
    )


def _need_dated(knowledge: Knowledge, basis: str) -> None:
    """Refuse a date that a source does not give: its count by it is unknown, not zero."""
    without = sorted({load.source for load in knowledge.loads if basis not in load.date_bases})
    if without:
        raise OutsideRecords(
            f"the records of {', '.join(without)} hold no {basis} dates",
            "Ask by another date with --date-basis, or about a day after the first load.",
        )


def need_covered(period: Period, spans: list[Period]) -> None:
    """Refuse a period that the records do not cover whole.

    Raises
    ------
    OutsideRecords
        If a day of it is not covered.
    """
    if gap := first_gap(period, spans):
        raise OutsideRecords(
            f"no loaded file covers {gap.start} through {gap.through}, which the window "
            f"{period.start} through {period.through} needs",
            f"{_reach(spans)} Choose other days, or say what a file covers with "
            "`nightout load --covers FROM..THROUGH`.",
        )


def keep_covered(
    windows: Windows, answering: Answering, *, against: Against
) -> tuple[Windows, tuple[str, ...]]:
    """Keep the windows that the records cover, and say which they do not.

    Raises
    ------
    OutsideRecords
        If the window that is asked about, or the one just before, is not covered whole.
    """
    spans = answering.spans
    need_covered(windows.now, spans)
    if windows.prior:
        need_covered(windows.prior, spans)
    covered = tuple(one for one in windows.before if not first_gap(one, spans))
    missing = [
        str(year)
        for one, year in zip(windows.before, windows.years, strict=True)
        if one not in covered
    ]
    notes: tuple[str, ...] = ()
    if missing:
        notes = (f"the records do not cover {', '.join(missing)}",)
    if against == "last-year" and windows.before[0] not in covered:
        covered = ()
    if not covered and not windows.prior:
        notes += ("no earlier year to compare with is covered: the count stands alone",)
    elif len(covered) < FEWEST_YEARS:
        notes += (FEW_YEARS,)
    if windows.prior:
        notes += (OTHER_SEASON,)
    kept = windows.keep(covered)
    return kept, notes + kept.notes


def _reach(spans: list[Period]) -> str:
    if not spans:
        return "The records cover no day."
    days = ", ".join(f"{span.start} through {span.through}" for span in spans)
    return f"The records cover {days}."
