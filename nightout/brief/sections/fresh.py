"""How complete the latest weeks are, beside the raw counts and never instead of them."""

from __future__ import annotations

from nightout.brief.document import Notes, Section, Table, Words
from nightout.brief.language import Language
from nightout.brief.model import Brief, Fresh
from nightout.compare import Range, WeekCount

__all__ = ["tell_fresh"]

COLUMNS = ("measure", "days", "so_far", "complete", "will_be")


def tell_fresh(brief: Brief, language: Language) -> Section | None:
    """Tell what is still to come to the latest weeks; nothing where none may be told."""
    if not brief.fresh:
        return None
    said = tuple((_say(one, language), "") for one in brief.fresh)
    known = [one for one in brief.fresh if any(week.complete for week in one.weeks)]
    rows = tuple(_cells(one, week, language) for one in known for week in one.weeks)
    blocks = (Words(language.say("fresh.lead"), "lead"), Notes("", said))
    table = Table(
        language.say("fresh.table"),
        tuple(language.say(f"column.{name}") for name in COLUMNS),
        rows,
        word_columns=(1,),
        is_stacked=True,
    )
    reading = Words(language.say("fresh.reading"), "reading")
    return Section(
        "fresh", language.say("fresh.heading"), (*blocks, table, reading) if rows else blocks
    )


def _say(one: Fresh, language: Language) -> str:
    """Say of the newest week how complete it is."""
    title, newest = language.of(one.measure).title, next(iter(one.weeks), None)
    if newest is None or newest.complete is None or newest.nowcast is None:
        return language.say("fresh.unknown", title=title)
    parts = {"title": title, "days": language.span(newest.days), "n": _count(newest, language)}
    if newest.is_settled:
        return language.say("fresh.settled", **parts)
    complete, nowcast = _share(newest.complete, language), _range(newest.nowcast, language)
    return language.say("fresh.told", complete=complete, nowcast=nowcast, **parts)


def _cells(one: Fresh, week: WeekCount, language: Language) -> tuple[str, ...]:
    unknown = language.say("milestones.never_known")
    return (
        language.of(one.measure).title,
        language.span(week.days),
        _count(week, language),
        _share(week.complete, language) if week.complete else unknown,
        _range(week.nowcast, language) if week.nowcast else unknown,
    )


def _count(week: WeekCount, language: Language) -> str:
    return language.numerals.number(week.n)


def _share(one: Range, language: Language) -> str:
    """Write a share with its interval; more than all is known where some will be taken back."""
    numerals = language.numerals
    value, low, high = (numerals.percent_of(100 * part) for part in (one.value, one.low, one.high))
    return value if low == high else language.say("fresh.range", value=value, low=low, high=high)


def _range(one: Range, language: Language) -> str:
    number = language.numerals.number
    value = number(round(one.value, 1) if one.value < 10 else round(one.value))
    if one.low == one.high:
        return value
    return language.say("fresh.range", value=value, low=number(one.low), high=number(one.high))
