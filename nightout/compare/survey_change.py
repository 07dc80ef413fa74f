"""What agencies answered, now against before: each by itself, and added up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nightout.compare.survey_file import Answer
from nightout.stats import compare_rates, etest_p, q_values

__all__ = ["SurveyChange", "SurveyTotal", "add_up", "compare_answers", "is_whole"]

SIGNIFICANT = 0.05


@dataclass(frozen=True)
class SurveyChange:
    """One answer, or a total of them, now and before; NaN stands for what cannot be said.

    `q` takes the agencies that answered of one category as one family.
    """

    answer: Answer
    difference: float
    percent: float
    ratio: float
    ratio_low: float
    ratio_high: float
    p_exact: float
    p_midp: float
    p_etest: float
    word: str
    q: float = float("nan")


@dataclass(frozen=True)
class SurveyTotal:
    """A category over the agencies that answered of both years.

    `up`, `down` and `same` share out `answered`; `clearly_up` and `clearly_down` are those whose
    interval leaves out no change, `q_up` and `q_down` those that still do among so many. The
    answers of `left_out` agencies of one year only count nowhere. `change` is missing where no
    agency answered of both, and where the answers were totals themselves (`is_total`).
    """

    category: str
    label: str
    is_total: bool
    change: SurveyChange | None
    answered: int
    left_out: int
    up: int
    down: int
    same: int
    clearly_up: int
    clearly_down: int
    q_up: int
    q_down: int


def compare_answers(answers: list[Answer]) -> list[SurveyChange]:
    """Compare each answer's two counts; an answer of one year only is missing throughout."""
    both = [(one.now, one.before) if is_whole(one) else (None, None) for one in answers]
    now, before = np.array(both, float).T
    compared = compare_rates(now, before)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(before > 0, 100 * (now / before - 1), np.nan)
    columns = {
        "difference": now - before,
        "percent": percent,
        "ratio": compared.ratio,
        "ratio_low": compared.ratio_low,
        "ratio_high": compared.ratio_high,
        "p_exact": compared.p_exact,
        "p_midp": compared.p_midp,
        "p_etest": etest_p(now, before),
        "q": q_values(compared.p_exact),
    }
    return [
        SurveyChange(
            answer,
            word=_word(answer, compared.ratio_low[i], compared.ratio_high[i]),
            **{name: float(values[i]) for name, values in columns.items()},
        )
        for i, answer in enumerate(answers)
    ]


def add_up(
    category: str, label: str, compared: list[SurveyChange], *, is_total: bool
) -> SurveyTotal:
    """Add up the answers of both years; those that are totals already are only counted."""
    whole = [one for one in compared if is_whole(one.answer)]
    word = [one.word for one in whole]
    is_sure = [one.q <= SIGNIFICANT for one in whole]
    rise = [one.difference for one in whole]
    return SurveyTotal(
        category,
        label,
        is_total,
        _sum([one.answer for one in whole]) if whole and not is_total else None,
        answered=len(whole),
        left_out=len(compared) - len(whole),
        up=sum(one > 0 for one in rise),
        down=sum(one < 0 for one in rise),
        same=sum(one == 0 for one in rise),
        clearly_up=word.count("higher"),
        clearly_down=word.count("lower"),
        q_up=sum(sure and one > 0 for sure, one in zip(is_sure, rise, strict=True)),
        q_down=sum(sure and one < 0 for sure, one in zip(is_sure, rise, strict=True)),
    )


def _sum(answers: list[Answer]) -> SurveyChange:
    """Compare the sums of the answers; its q is that of the one comparison alone."""
    total = replace(
        answers[0],
        place=f"all {len(answers)}",
        now=sum(one.now or 0 for one in answers),
        before=sum(one.before or 0 for one in answers),
    )
    if len({(one.span, one.span_before, one.through) for one in answers}) > 1:
        total = replace(total, span=None, span_before=None, through=None)
    return compare_answers([total])[0]


def is_whole(answer: Answer) -> bool:
    """Whether both counts are known."""
    return answer.now is not None and answer.before is not None


def _word(answer: Answer, low: float, high: float) -> str:
    """Say in a word what chance allows; what is usual, two years cannot say."""
    if not is_whole(answer):
        return "not comparable"
    if low > 1:
        return "higher"
    return "lower" if high < 1 else "no clear change"
