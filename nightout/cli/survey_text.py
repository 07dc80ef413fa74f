"""A survey in words for a terminal: totals, how many are up and down, and each agency."""

from __future__ import annotations

from typing import Any

from nightout.cli.compare_text import (
    SCALE,
    draw_interval,
    lay_out,
    say_chance,
    say_change,
    say_range,
    say_ratio,
)
from nightout.cli.width import wrap
from nightout.compare import Survey, SurveyTotal

__all__ = ["as_survey_terms", "as_survey_text"]

CANNOT_SHOW = (
    "Agencies define, count and date alike only in part, and those that did not answer are not a "
    "random few. A count that is up or down by Poisson chance alone may be within what its years "
    "differ by."
)


def as_survey_terms(survey: Survey, file: str) -> dict[str, Any]:
    """Give what the figures rest on as plain values."""
    return {
        "source": file,
        "measures": list(dict.fromkeys(one.category for one in survey.totals)),
        "interval": "95%, exact, Poisson chance only",
        "dispersion": None,
        "family": "Benjamini-Hochberg over the agencies that answered of a category",
        "up_in_at_least_one": len(survey.any_up),
        "up_in_none": len(survey.none_up),
        "up_not_known": len(survey.unsaid),
        "cannot_show": CANNOT_SHOW,
    }


def as_survey_text(survey: Survey, terms: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """Write the survey for a terminal, terms first and last."""
    compared = {row["compares"] for row in rows}
    # What all rows compare is said once, above them.
    shared = compared.pop() if len(compared) == 1 else None
    over = "over agencies that answered of both years; 95% intervals of Poisson chance alone"
    parts = [
        f"{terms['source']}: counts as their agencies published them",
        wrap(f"{shared}, {over}" if shared else over),
        "",
        *lay_out(HEADINGS, [_line(row, shared) for row in rows], left={0, 1, 4, 6, 7, 8}),
        "",
        *[wrap(_tally(one)) for one in survey.totals if not one.is_total],
    ]
    asked = len(survey.any_up) + len(survey.none_up) + len(survey.unsaid)
    if asked and len(terms["measures"]) > 1:
        parts.append(wrap(_in_any(survey, asked)))
    parts.append(wrap(f"What this cannot show: {CANNOT_SHOW}"))
    return "\n".join(parts) + "\n"


HEADINGS = ("", "", "now", "before", "change", "ratio", "95%", SCALE, "", "q")


def _line(row: dict[str, Any], shared: str | None) -> tuple[str, ...]:
    compares = row["compares"] if shared is None else None
    place = " ".join(filter(None, (row["place"], compares)))
    if row["responding"] is not None:
        surveyed = f" of {row['surveyed']}" if row["surveyed"] is not None else ""
        place += f" ({row['responding']}{surveyed} agencies)"
    return (
        row["measure"],
        place,
        "–" if row["n"] is None else f"{row['n']:,}",
        "–" if row["n_before"] is None else f"{row['n_before']:,}",
        say_change(row),
        say_ratio(row["ratio"]),
        say_range(row["ratio_low"], row["ratio_high"]),
        draw_interval(row["ratio"], row["ratio_low"], row["ratio_high"]),
        row["word"],
        say_chance(row["q"]),
    )


def _tally(total: SurveyTotal) -> str:
    left_out = f"; {total.left_out} left out, of one year only" if total.left_out else ""
    return (
        f"{total.category}: of {total.answered} agencies {total.up} up, {total.down} down, "
        f"{total.same} the same; clearly up {total.clearly_up}, clearly down "
        f"{total.clearly_down} (after Benjamini-Hochberg {total.q_up} and {total.q_down})"
        f"{left_out}."
    )


def _in_any(survey: Survey, asked: int) -> str:
    unsaid = f", not known of {len(survey.unsaid)}" if survey.unsaid else ""
    return (
        f"{len(survey.any_up)} of {asked} agencies are up in at least one category, "
        f"{len(survey.none_up)} in none{unsaid}."
    )
