"""Lateness in words for a terminal: delays, completeness by age, and weeks as dots on lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from nightout.cli.compare_text import lay_out
from nightout.cli.options import DATED
from nightout.compare import LagAnswer, Range, WeekCount

__all__ = ["AGES", "as_lag_text", "rests_on", "say_counts", "say_days", "say_share"]

# The ages that a reader asks about; every age is in the other formats.
AGES = (0, 1, 2, 3, 7, 14, 28, 56, 91, 182, 365)
WRAP = 80
WIDTH = 20
UNKNOWN = "unknown"


def as_lag_text(answers: Sequence[LagAnswer]) -> str:
    """Write the answers for a terminal: the delays of all, then each measure's ages and weeks."""
    parts = [*_heading(answers), ""]
    if any(one.delays for one in answers):
        parts += [*_delays(answers), ""]
    for one in answers:
        name = f"{one.terms.measure.title}: " if len(answers) > 1 else ""
        if one.ages:
            parts += [f"{name}how complete a day is by its age", *_ages(one), ""]
        parts += [f"{name}weeks, as known and as they will be", *_weeks(one.weeks), ""]
    told = dict.fromkeys(one.terms.measure.cannot_show for one in answers)
    parts += [textwrap.fill(f"What this cannot show: {one}", WRAP) for one in told]
    return "\n".join(parts) + "\n"


def rests_on(answer: LagAnswer) -> str:
    """Say what an answer rests on, in a sentence or two."""
    terms = answer.terms
    known = f"load of {terms.last_load}"
    said = (
        f"counting {terms.measure.counts}, dated by when they {DATED[terms.measure.date_basis]}, "
        f"as known on {terms.known_on} ({known}), from {', '.join(terms.sources)}."
    )
    if terms.settled_days is None:
        return said
    basis = "versions" if terms.known_basis == "versions" else "reporting dates"
    return (
        f"{said} Lateness is told from {basis}, {terms.days.start} through "
        f"{terms.days.through}; a day is settled after {terms.settled_days} days."
    )


def say_share(one: Range | None) -> str:
    """Write a share with its interval, as 77% (75 to 79%)."""
    if one is None:
        return UNKNOWN
    if one.low == one.high == 1:
        return "100%"
    return f"{_percent(one.value)}% ({_percent(one.low)} to {_percent(one.high)}%)"


def say_counts(one: Range | None) -> str:
    """Write a nowcast with its interval, as 197 (183 to 212)."""
    if one is None:
        return UNKNOWN
    if one.low == one.high:
        return f"{one.value:,.0f}"
    value = f"{one.value:,.1f}" if one.value < 10 else f"{one.value:,.0f}"
    return f"{value} ({one.low:,.0f} to {one.high:,.0f})"


def say_days(days: int | None) -> str:
    """Write a number of days, or that it is unknown."""
    return UNKNOWN if days is None else f"{days:,}"


def _percent(share: float) -> str:
    """Write a share so that what is nearly all is not all."""
    percent = 100 * share
    return f"{percent:.1f}" if 99 < percent < 99.95 else f"{percent:.0f}"


def _heading(answers: Sequence[LagAnswer]) -> Iterator[str]:
    first = answers[0].terms
    made_up = " (made up)" if first.made_up else ""
    titles = ", ".join(one.terms.measure.title for one in answers)
    yield from textwrap.wrap(f"Is it real, or are reports late? {titles}, {first.place}{made_up}")
    for one in answers:
        name = f"{one.terms.measure.title}: " if len(answers) > 1 else ""
        yield textwrap.fill(name + rests_on(one), WRAP)


def _delays(answers: Sequence[LagAnswer]) -> list[str]:
    names = ("share known", "records", "at once", "7 days", "28 days")
    later = ("half by", "90%", "95%", "99%")
    lines = [
        [
            _name(answer, one.group, several=len(answers) > 1, is_whole=i == 0),
            f"{one.n:,}",
            *(_share(share) for share in (one.at_once, one.in_week, one.in_month)),
            *(say_days(days) for days in (one.median, one.p90, one.p95, one.p99)),
        ]
        for answer in answers
        for i, one in enumerate(answer.delays)
    ]
    # Where nothing is known, once is enough.
    lines = [[*line[:2], UNKNOWN, *[""] * 6] if line[5] == UNKNOWN else line for line in lines]
    return lay_out([*names, *later], lines, left={0})


def _name(answer: LagAnswer, group: str, *, several: bool, is_whole: bool) -> str:
    title = answer.terms.measure.title if several else answer.terms.place
    if is_whole:
        return title
    group = group or f"{answer.by} not stated"
    return f"  {textwrap.shorten(group, 28, placeholder='…')}"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{_percent(share)}%"


def _ages(answer: LagAnswer) -> list[str]:
    shown = [one for one in answer.ages if one.age_days in AGES and one.share]
    if not shown:
        return [f"{UNKNOWN} by the day; see the weeks"]
    most = max(1.0, *(one.share.high for one in shown if one.share))
    lines = [
        [f"{one.age_days} days", say_share(one.share), _draw(one.share, most)] for one in shown
    ]
    scale = f"0{'100%':>{round((WIDTH - 1) / most)}}"
    return lay_out(["age", "complete (90%)", scale], lines, left={2})


def _weeks(weeks: Sequence[WeekCount]) -> list[str]:
    most = max([1.0, *(max(one.n, one.nowcast.high if one.nowcast else 0) for one in weeks)])
    lines = [
        [
            f"{one.days.through}",
            "hidden" if one.is_hidden else f"{one.n:,}",
            "–" if one.is_hidden else say_share(one.complete),
            "–" if one.is_hidden else say_counts(one.nowcast),
            "" if one.is_hidden else _draw(one.nowcast, most, one.n),
        ]
        for one in weeks
    ]
    names = ["through", "known", "complete (90%)", "nowcast (90%)", "■ known ├●┤ nowcast"]
    return lay_out(names, lines, left={4})


def _draw(one: Range | None, most: float, known: int | None = None) -> str:
    """Draw an interval on a line from 0 to `most`, what is known as a square."""
    line = [" "] * WIDTH

    def at(value: float) -> int:
        return round(min(max(value / most, 0.0), 1.0) * (WIDTH - 1))

    if one is not None:
        for i in range(at(one.low), at(one.high) + 1):
            line[i] = "─"
        line[at(one.low)], line[at(one.high)] = "├", "┤"
        line[at(one.value)] = "●"
    if known is not None:
        line[at(known)] = "■"
    return "".join(line).rstrip()
