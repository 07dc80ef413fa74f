"""A survey as plain rows: each category's total, then its agencies, under the shared names."""

from __future__ import annotations

from typing import Any

from nightout.compare.survey import Survey
from nightout.compare.survey_change import SurveyChange, SurveyTotal

__all__ = ["SURVEY_COLUMNS", "as_survey_rows"]

SURVEY_COLUMNS = [
    "measure",
    "place",
    "start",
    "through",
    "n",
    "n_before",
    "start_before",
    "through_before",
    "difference",
    "percent",
    "ratio",
    "ratio_low",
    "ratio_high",
    "p_exact",
    "p_midp",
    "p_etest",
    "q",
    "word",
    "compares",
    "answered",
    "left_out",
    "up",
    "down",
    "same",
    "clearly_up",
    "clearly_down",
    "q_up",
    "q_down",
    "responding",
    "surveyed",
]
NUMBERS = ("difference", "percent", "ratio", "ratio_low", "ratio_high")
CHANCES = ("p_exact", "p_midp", "p_etest", "q")
TALLIES = ("answered", "left_out", "up", "down", "same", "clearly_up", "clearly_down")


def as_survey_rows(survey: Survey) -> list[dict[str, Any]]:
    """Give a row per total and per answer, a category's total first; None for what is not said."""
    rows = []
    for total in survey.totals:
        own = [
            one
            for one in survey.changes
            if (one.answer.category, one.answer.label) == (total.category, total.label)
            and one.answer.is_total == total.is_total
        ]
        if total.change:
            rows.append(_row(total.change, total))
        rows += [_row(one) for one in own]
    return rows


def _row(change: SurveyChange, total: SurveyTotal | None = None) -> dict[str, Any]:
    answer = change.answer
    span, before = answer.span, answer.span_before
    row: dict[str, Any] = {
        "measure": answer.category,
        "place": answer.place,
        "start": str(span.start) if span else None,
        "through": str(answer.through) if answer.through else None,
        "n": answer.now,
        "n_before": answer.before,
        "start_before": str(before.start) if before else None,
        "through_before": str(before.through) if before else None,
        "word": change.word,
        "compares": answer.label or None,
        "responding": answer.responding,
        "surveyed": answer.surveyed,
    }
    row |= {name: _said(getattr(change, name)) for name in (*NUMBERS, *CHANCES)}
    row |= {name: getattr(total, name) if total else None for name in (*TALLIES, "q_up", "q_down")}
    return {name: row[name] for name in SURVEY_COLUMNS}


def _said(value: float) -> float | None:
    return None if value != value else value  # NaN is the one value that differs from itself
