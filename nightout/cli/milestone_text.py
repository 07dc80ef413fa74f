"""Milestones in words for a terminal: the days of all years, and what one of them means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nightout.cli.options import DATED
from nightout.cli.output import layout
from nightout.cli.width import wrap
from nightout.compare import Milestone, MilestoneAnswer
from nightout.errors import BadSetting

__all__ = ["as_milestone_terms", "as_milestone_text", "milestone_of", "name_years"]


def milestone_of(answer: MilestoneAnswer, year: int | None) -> Milestone | None:
    """Find the year to put in words: the one asked for, or the latest whose day is known.

    Raises
    ------
    BadSetting
        If the year that is asked for is not known.
    """
    if year is None:
        return next((one for one in answer.milestones if one.rank), None)
    found = next((one for one in answer.milestones if one.reached.year == year), None)
    if found is None:
        known = name_years([one.reached.year for one in answer.milestones])
        raise BadSetting(f"year is {year}", f"These are known: {known}.")
    return found


def as_milestone_terms(answer: MilestoneAnswer) -> dict[str, Any]:
    """Give what the milestones rest on as plain values."""
    measure, found = answer.question.dated, answer.answering
    return {
        "measure": measure.slug,
        "title": measure.title,
        "definition": measure.definition,
        "whose": measure.whose,
        "counts": measure.counts,
        "date_basis": measure.date_basis if found else None,
        "place": answer.place,
        "made_up": answer.made_up,
        "nth": answer.question.n,
        "known_on": str(found.known_on) if found else None,
        "known_basis": found.basis if found else "published",
        "last_load": str(found.knowledge.last_day) if found else None,
        "sources": list(found.sources) if found else ["published dates"],
        "cannot_show": measure.cannot_show,
    }


def as_milestone_text(answer: MilestoneAnswer, told: Milestone | None) -> str:
    """Write the milestones for a terminal, terms first and last."""
    terms = as_milestone_terms(answer)
    made_up = " (made up)" if answer.made_up else ""
    title = f"{_nth(answer.question.n)} of the year: {terms['title']}, {answer.place}{made_up}"
    parts = [title, wrap(_rests_on(terms)), "", layout(_lines(answer))]
    if told:
        parts.append(wrap(_in_words(told)))
    parts.append(wrap(f"What this cannot show: {terms['cannot_show']}"))
    return "\n".join(parts) + "\n"


def name_years(years: Sequence[int]) -> str:
    """Name years in order, runs of three and more by their ends: `2003, 2009 to 2012`."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(
        f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs
    )


def _rests_on(terms: dict[str, Any]) -> str:
    if terms["date_basis"] is None:
        return "by dates that others published"
    basis = terms["known_basis"]
    known = f"load of {terms['last_load']}" if basis == "versions" else basis
    return (
        f"counting {terms['counts']}, dated by when they {DATED[terms['date_basis']]}, as known "
        f"on {terms['known_on']} ({known}), from {', '.join(terms['sources'])}"
    )


def _lines(answer: MilestoneAnswer) -> list[dict[str, Any]]:
    return [
        {
            "year": str(one.reached.year),
            "date": _date(one),
            "rank": one.rank,
            "earliest since": _since(one),
            "certain": one.certain or "",
            "": one.reached.why,
        }
        for one in answer.milestones
    ]


def _date(one: Milestone) -> str:
    reached = one.reached
    if reached.earliest is None:
        return "not reached"
    if reached.is_exact:
        return f"{reached.earliest:%m-%d}"
    if reached.latest is None:
        return f"{reached.earliest:%m-%d} or later"
    return f"{reached.earliest:%m-%d} to {reached.latest:%m-%d}"


def _since(one: Milestone) -> str:
    if one.certain is None:
        return ""
    return str(one.earliest_since) if one.earliest_since else "none as early"


def _in_words(one: Milestone) -> str:
    """Put one year's claim in words, and say what stands against it."""
    reached = one.reached
    if one.rank is None or reached.earliest is None:
        why = f" ({reached.why})" if reached.why else ""
        return f"{reached.year}: {_date(one)}{why}, so that nothing is said of its rank."
    day = f"{reached.earliest.day} {reached.earliest:%B %Y}"
    if one.certain is None:
        return f"{day}: no earlier year is known to hold it against."
    words = f"{day} {_claim(one)}"
    if one.later:
        words += f"; known to be later: {name_years(one.later)}"
    if one.unknown:
        words += f"; missing or inexact: {name_years(one.unknown)}"
    if not reached.settled:
        words += "; the day itself may still move"
    return f"{words}. Certain: {one.certain}."


def _claim(one: Milestone) -> str:
    if one.earliest_since is None:
        return "is the earliest of all years known"
    if one.tied:
        return f"is as early as {one.earliest_since}, and no year known in between was"
    if one.earliest_since == one.reached.year - 1:
        return f"is later than {one.earliest_since}"
    return f"is the earliest since {one.earliest_since}"


def _nth(n: int) -> str:
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n:,}{ending}"
