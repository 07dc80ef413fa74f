"""Is it real, or are reports late? How late they come, and what recent weeks will be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np

from nightout.compare.answering import Answering, need_covered, read_answering
from nightout.compare.count import count_days, is_one_row_each
from nightout.compare.lag_parts import DAYS, ages_of, delay_of, growth_of, week_through, weeks_of
from nightout.compare.lag_question import LagAnswer, LagQuestion, LagTerms, WeekCount
from nightout.compare.lag_sources import Told, tell_by_load, tell_by_report
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import RECONSTRUCTED, City, first_gap
from nightout.units import ONE_DAY, Period

__all__ = ["find_lag"]

SETTLED = (91, 56, 28, 14)
UNKNOWN = (
    "how complete recent weeks are is unknown: it takes 6 earlier weeks as fresh as the newest, "
    "looked at again when settled, with 10 records in them"
)
NO_VERSIONS = "the loads are too few, or too far apart, to tell lateness by versions"
BY_REPORTS = (
    "told from reporting dates: cases that were reclassified, withdrawn or entered long after "
    "their report are not seen"
)
LATE_IN_ITSELF = "counted by the day of report, no report is late"


def find_lag(city: City, question: LagQuestion) -> LagAnswer:
    """Find how late records come, how complete recent days are, and what weeks will be.

    From versions where enough loads looked again at days as fresh as the newest; from reporting
    dates elsewhere, which the terms say. Where neither can tell, the raw counts stand alone.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If the records hold no such dates, or do not cover the newest week.
    BadSetting
        If a measure of whole incidents is to be broken down, or the newest week is not over.
    """
    answering = read_answering(
        city, question.dated, known_on=question.known_on, rebuild=question.reconstruct
    )
    question = replace(question, by=_settle_by(question, answering))
    if not answering.spans:
        raise OutsideRecords(
            f"no day through {answering.known_on} is covered", "Ask about a later day."
        )
    told, notes = _tell(city, question, answering)
    through = _through(question, answering, told)
    if told is None:
        weeks = tuple(_raw_weeks(question, answering, through))
        terms = _terms(city, question, answering, through)
        return LagAnswer(terms, question.by or "", (), (), weeks, notes)
    return LagAnswer(
        _terms(city, question, answering, through, told),
        question.by or "",
        (
            delay_of("", told.whole),
            *(delay_of(name, one) for name, one in told.groups.items()),
        ),
        tuple(ages_of(told.whole)),
        tuple(weeks_of(told, through, question.n_weeks, answering.spans)),
        notes + told.notes + _later(told),
    )


def _settle_by(question: LagQuestion, answering: Answering) -> str:
    """Give the column to break down by: the agency, where nothing is said and there are several."""
    is_possible = is_one_row_each(question.dated)
    if question.by and not is_possible:
        raise BadSetting(
            f"{question.measure.slug} is to be broken down by {question.by}",
            "Its incidents count as a whole, over several rows: leave --by out.",
        )
    agencies = {one for load in answering.knowledge.loads for one in load.agencies}
    several = len(agencies) > 1 and is_possible
    return ("agency" if several else "") if question.by is None else question.by


def _tell(
    city: City, question: LagQuestion, answering: Answering
) -> tuple[Told | None, tuple[str, ...]]:
    """Tell lateness from versions, or else from reports; say why."""
    choices = (question.settled_days,) if question.settled_days else SETTLED
    by_versions = not question.reconstruct and answering.basis != RECONSTRUCTED
    if by_versions:
        told = tell_by_load(city, question, answering, max(choices))
        found = _longest(told, choices, question.through)
        if found:
            return found, ()
    if question.dated.date_basis == "reported":
        return None, (UNKNOWN, LATE_IN_ITSELF)
    if not all("reported" in load.date_bases for load in answering.knowledge.loads):
        return None, (UNKNOWN, "the records hold no reporting dates")
    found = _longest(tell_by_report(question, answering, max(choices)), choices, question.through)
    if not found:
        return None, (UNKNOWN,)
    return found, (f"{NO_VERSIONS}; {BY_REPORTS}" if by_versions else BY_REPORTS,)


def _longest(told: Told | None, choices: tuple[int, ...], through: dt.date | None) -> Told | None:
    """Settle at the longest age at which the newest week can be told; nothing if at none."""
    if told is None:
        return None
    newest = min(through or told.days.through, told.days.through)
    ages = (told.judged_on - newest).days + np.arange(DAYS)
    settled = (told.settle_at(age) for age in choices)
    return next((one for one in settled if growth_of(one.whole, ages)), None)


def _through(question: LagQuestion, answering: Answering, told: Told | None) -> dt.date:
    """Give the last day of the newest week, which must be covered and over."""
    last = min(answering.known_on, answering.spans[-1].through)
    if told:
        last = min(last, told.judged_on)
    through = question.through or last
    if through > last:
        raise BadSetting(
            f"through is {through}", f"Nothing can be judged after {last}: ask about that day."
        )
    need_covered(week_through(through), answering.spans)
    return through


def _later(told: Told) -> tuple[str, ...]:
    """Say what came or went after days were settled: it is in no share and in no nowcast."""
    # There are some: weeks that tell anything are settled, and hold ten records at least.
    later, n = told.whole.after()
    what = "came" if told.basis == RECONSTRUCTED else "came or went"
    settled = f"after {told.whole.settled} days: no share and no nowcast holds these"
    return (
        f"of {n:,} counted on settled days {later:,} ({100 * later / n:.1f}%) {what} {settled}",
    )


def _raw_weeks(question: LagQuestion, answering: Answering, through: dt.date) -> list[WeekCount]:
    """Count weeks of which nothing can be told but what is known of them."""
    weeks = [week_through(through - back * DAYS * ONE_DAY) for back in range(question.n_weeks)]
    weeks = [one for one in weeks if not first_gap(one, answering.spans)]
    whole = Period(weeks[-1].start, weeks[0].end)
    counts = count_days(answering.records, question.dated, whole).values
    first = [(one.start - whole.start).days for one in weeks]
    return [
        WeekCount(one, (answering.known_on - one.through).days, int(counts[i : i + DAYS].sum()),
                  None, None)
        for one, i in zip(weeks, first, strict=True)
    ]  # fmt: skip


def _terms(
    city: City,
    question: LagQuestion,
    answering: Answering,
    through: dt.date,
    told: Told | None = None,
) -> LagTerms:
    return LagTerms(
        question.dated,
        city.name,
        city.made_up,
        answering.known_on,
        told.basis if told else answering.basis,
        answering.knowledge.last_day,
        told.judged_on if told else answering.known_on,
        through,
        told.whole.settled if told else None,
        told.days if told else Period.of(through, through),
        answering.sources,
    )
