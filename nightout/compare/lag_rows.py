"""An answer about lateness as plain rows under shared column names, and what the public may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nightout.compare.completeness import Range
from nightout.compare.lag_question import LagAnswer, WeekCount

__all__ = ["as_lag_rows", "as_lag_terms", "lag_for_public"]

COLUMNS = (
    "measure", "place", "kind", "known_on", "known_basis", "start", "through", "age_days", "n",
    "complete", "complete_low", "complete_high", "nowcast", "nowcast_low", "nowcast_high",
    "known_at_once", "known_in_7_days", "known_in_28_days", "median_days", "p90_days", "p95_days",
    "p99_days", "word",
)  # fmt: skip
HIDDEN = "hidden"


def as_lag_rows(answer: LagAnswer) -> list[dict[str, Any]]:
    """Give the answer as rows of three kinds: `delay` by group, `age` in days, and `week`.

    All have the same columns; what a kind does not say is None.
    """
    return [
        *(_row(answer, kind="delay", **one) for one in _delays(answer)),
        *(
            _row(answer, kind="age", age_days=one.age_days, **_range("complete", one.share))
            for one in answer.ages
        ),
        *(_row(answer, kind="week", **_week(one)) for one in answer.weeks),
    ]


def as_lag_terms(answer: LagAnswer) -> dict[str, Any]:
    """Give the terms of an answer as plain values."""
    terms = answer.terms
    return {
        "measure": terms.measure.slug,
        "title": terms.measure.title,
        "definition": terms.measure.definition,
        "whose": terms.measure.whose,
        "counts": terms.measure.counts,
        "date_basis": terms.measure.date_basis,
        "place": terms.place,
        "made_up": terms.made_up,
        "through": str(terms.through),
        "known_on": str(terms.known_on),
        "known_basis": terms.known_basis,
        "last_load": str(terms.last_load),
        "judged_on": str(terms.judged_on),
        "settled_days": terms.settled_days,
        "told_from": {"start": str(terms.days.start), "through": str(terms.days.through)},
        "level": 0.9,
        "sources": list(terms.sources),
        "cannot_show": terms.measure.cannot_show,
    }


def lag_for_public(answer: LagAnswer) -> LagAnswer:
    """Show how late a whole city's records are, where its days are public, and of groups nothing.

    Weeks and shares can be asked for again through the next day, or as known on it: what lies
    between two answers is a day of a group, or a late report. So nothing is told that is not
    public day by day.
    """
    measure = answer.terms.measure
    if measure.threshold == 1:
        return answer
    if measure.whole_city_is_public:
        groups = f"{len(answer.delays) - 1} groups are hidden" if answer.delays[1:] else ""
        notes = (*answer.notes, f"{groups}: in public only the whole city is shown by the week")
        return replace(answer, delays=answer.delays[:1], notes=notes if groups else answer.notes)
    note = f"all is hidden: week by week, {measure.title.lower()} are too few to show in public"
    weeks = tuple(_hide(one) for one in answer.weeks)
    # The other notes tell counts too.
    return replace(answer, weeks=weeks, delays=(), ages=(), notes=(note,))


def _hide(week: WeekCount) -> WeekCount:
    return replace(week, n=-1, nowcast=None, complete=None, is_hidden=True)


def _row(answer: LagAnswer, **values: Any) -> dict[str, Any]:
    terms = answer.terms
    row = dict.fromkeys(COLUMNS) | {
        "measure": terms.measure.slug,
        "place": terms.place,
        "known_on": str(terms.known_on),
        "known_basis": terms.known_basis,
    }
    return row | values


def _delays(answer: LagAnswer) -> list[dict[str, Any]]:
    return [
        {
            "place": f"{answer.by} {one.group}" if one.group else _of_whole(answer, i),
            "start": str(answer.terms.days.start),
            "through": str(answer.terms.days.through),
            "n": one.n,
            "known_at_once": one.at_once,
            "known_in_7_days": one.in_week,
            "known_in_28_days": one.in_month,
            "median_days": one.median,
            "p90_days": one.p90,
            "p95_days": one.p95,
            "p99_days": one.p99,
            "word": "unknown" if one.median is None else None,
        }
        for i, one in enumerate(answer.delays)
    ]


def _of_whole(answer: LagAnswer, row: int) -> str:
    return f"{answer.by} not stated" if row else answer.terms.place


def _week(one: WeekCount) -> dict[str, Any]:
    word = "settled" if one.is_settled else ("still coming in" if one.nowcast else "unknown")
    return {
        "start": str(one.days.start),
        "through": str(one.days.through),
        "age_days": one.age_days,
        "n": None if one.is_hidden else one.n,
        **_range("complete", one.complete),
        **_range("nowcast", one.nowcast),
        "word": HIDDEN if one.is_hidden else word,
    }


def _range(name: str, one: Range | None) -> dict[str, float | None]:
    values = (one.value, one.low, one.high) if one else (None, None, None)
    ends = (name, f"{name}_low", f"{name}_high")
    return {end: None if v is None else float(v) for end, v in zip(ends, values, strict=True)}
