"""An answer about lateness as plain rows under shared column names, and what the public may see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nightout.compare.completeness import Range
from nightout.compare.lag_question import LagAnswer, WeekCount
from nightout.records.disclosure import hide_small

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
    """Hide small counts of weeks and groups, and what would give them away by subtraction.

    A hidden week shows how complete its age is, which is told from other days, and no count and no
    nowcast. Weeks of the whole city are shown where the measure says that its counts may be.
    """
    measure = answer.terms.measure
    notes = answer.notes
    weeks, delays = answer.weeks, answer.delays
    if not measure.whole_city_is_public:
        hidden = hide_small([[one.n] for one in weeks], threshold=measure.threshold)
        weeks = tuple(_hide(one) if hide else one for one, hide in zip(weeks, hidden, strict=True))
        notes += _say_hidden(int(hidden.sum()), len(weeks), "weeks", measure.threshold)
    groups = delays[1:]
    if groups:
        hidden = hide_small([[one.n] for one in groups], threshold=measure.threshold)
        shown = tuple(one for one, hide in zip(groups, hidden, strict=True) if not hide)
        delays = (*delays[:1], *shown)
        notes += _say_hidden(int(hidden.sum()), len(groups), "groups", measure.threshold)
    return replace(answer, weeks=weeks, delays=delays, notes=notes)


def _say_hidden(n: int, of: int, what: str, threshold: int) -> tuple[str, ...]:
    if not n:
        return ()
    below = f"counts below {threshold}"
    return (f"{n} of {of} {what} are hidden: {below}, and others from which these could be told",)


def _hide(week: WeekCount) -> WeekCount:
    return replace(week, n=-1, nowcast=None, is_hidden=True)


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
    return f"no {answer.by}" if row else answer.terms.place


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
