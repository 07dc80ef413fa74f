"""Counts published by many agencies: totals over those that answered twice, and who is up.

No dispersion can be known from two years, so every interval here allows for Poisson chance only
and is too narrow where years differ by more; "clearly" means no more than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nightout.compare.survey_change import (
    SurveyChange,
    SurveyTotal,
    add_up,
    compare_answers,
    is_whole,
)
from nightout.compare.survey_file import Answer, SurveyTable

__all__ = ["Survey", "compare_survey", "up_in_any"]

NO_DISPERSION = (
    "two years cannot tell how much years differ by more than chance: the intervals allow for "
    "Poisson chance only, and are too narrow where years differ by more"
)


@dataclass(frozen=True)
class Survey:
    """A survey compared: totals by category, each answer, and who is up in anything.

    `any_up` are agencies known to be up in at least one category, `none_up` those known to be up
    in none, `unsaid` those that left out what would tell.
    """

    totals: tuple[SurveyTotal, ...]
    changes: tuple[SurveyChange, ...]
    any_up: tuple[str, ...]
    none_up: tuple[str, ...]
    unsaid: tuple[str, ...]
    notes: tuple[str, ...]


def compare_survey(table: SurveyTable) -> Survey:
    """Compare what agencies published, category by category.

    Parameters
    ----------
    table
        The answers. Those that are totals already are compared and not added up.

    Returns
    -------
    Totals in the order in which the file names them, answers in the file's order.
    """
    families: dict[tuple[str, str, bool], list[Answer]] = {}
    for answer in table.answers:
        key = answer.category, answer.label, answer.is_total
        families.setdefault(key, []).append(answer)
    totals, changes = [], []
    for (category, label, is_total), answers in families.items():
        compared = compare_answers(answers)
        changes += compared
        totals.append(add_up(category, label, compared, is_total=is_total))
    states = {one: _is_up(answers) for one, answers in _by_place(table.answers).items()}
    return Survey(
        tuple(totals),
        tuple(changes),
        any_up=tuple(one for one, is_up in states.items() if is_up),
        none_up=tuple(one for one, is_up in states.items() if is_up is False),
        unsaid=tuple(one for one, is_up in states.items() if is_up is None),
        notes=table.notes + _notes(table.answers),
    )


def up_in_any(counts: Iterable[tuple[int | None, int | None]]) -> bool | None:
    """Say whether any of an agency's counts rose; None if that is not known.

    One known rise suffices. That none rose needs all of them, now and before.
    """
    pairs = list(counts)
    known = [(now, before) for now, before in pairs if now is not None and before is not None]
    if any(now > before for now, before in known):
        return True
    return False if len(known) == len(pairs) else None


def _is_up(answers: list[Answer]) -> bool | None:
    return up_in_any((one.now, one.before) for one in answers)


def _by_place(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    """Give the answers of each agency; those that are totals of agencies have no place here."""
    places: dict[str, list[Answer]] = {}
    for one in answers:
        if not one.is_total:
            places.setdefault(one.place, []).append(one)
    return places


def _notes(answers: Sequence[Answer]) -> tuple[str, ...]:
    notes = [NO_DISPERSION]
    cells = {one.label: [o for o in answers if o.label == one.label] for one in answers}
    for label, same in cells.items():
        days = {one.through for one in same if one.through}
        if len(days) > 1:
            notes.append(
                f"{len(days)} different last days, {min(days)} through {max(days)}: totals add up "
                "counts of unlike spans, and agencies are not to be ranked by them"
            )
        unlike = {
            (one.span.n_days, one.span_before.n_days)
            for one in same
            if one.span and one.span_before and one.span.n_days != one.span_before.n_days
        }
        notes += [
            f"{f'{label}: ' if label else ''}{now} days are held against {before}; counts are "
            "not scaled"
            for now, before in sorted(unlike)
        ]
    silent = sum(not is_whole(one) for one in answers)
    if silent:
        notes.append(f"{silent} answers lack a count of one year or both, and are in no total")
    return tuple(notes)
