"""Milestones: the day on which a count passed a round number, and how early that was."""

from __future__ import annotations

from nightout.brief.document import Notes, Section, Table
from nightout.brief.language import Language
from nightout.brief.model import Brief, Reached
from nightout.compare import Milestone

__all__ = ["tell_milestones"]


def tell_milestones(brief: Brief, language: Language) -> Section | None:
    """Tell the last round number that each count has passed; nothing where none has."""
    if not brief.milestones:
        return None
    said = tuple((_say(one, language), "") for one in brief.milestones)
    heading = language.say("milestones.heading")
    return Section("milestones", heading, (Notes("", said), _table(brief, language)))


def _say(one: Reached, language: Language) -> str:
    title, n = language.of(one.measure).title, language.numerals.number(one.n)
    this, reached = one.this, one.this.reached
    if this.rank is None or reached.earliest is None:
        return f"{language.say('milestones.inexact', title=title, n=n)}."
    day = language.day(reached.earliest)
    said = language.say("milestones.reached", title=title, n=n, day=day)
    if this.certain is None:
        said = language.say("milestones.first", said=said)
        return said if reached.settled else f"{said} {language.say('milestones.may_move')}"
    said = language.say("milestones.claim", said=said, claim=_claim(this, language))
    return " ".join([said, *_stands_against(this, language)])


def _claim(this: Milestone, language: Language) -> str:
    since = this.earliest_since
    if since is None:
        return language.say("milestones.earliest")
    is_last_year = since == this.reached.year - 1
    if this.tied:
        place = "tied_with_last" if is_last_year else "tied"
    else:
        place = "later_than" if is_last_year else "since"
    return language.say(f"milestones.{place}", year=since)


def _stands_against(this: Milestone, language: Language) -> list[str]:
    """Say which years were later, which are not known, and how certain the claim is."""
    said = [
        language.say(f"milestones.{name}", years=language.years(years))
        for name, years in (("later", this.later), ("unknown", this.unknown))
        if years
    ]
    if not this.reached.settled:
        said.append(language.say("milestones.may_move"))
    return [*said, language.say(f"milestones.{'proved' if _is_proved(this) else 'not_proved'}")]


def _is_proved(this: Milestone) -> bool:
    return this.reached.settled and not this.unknown


def _table(brief: Brief, language: Language) -> Table:
    told = brief.milestones
    years = sorted({one.reached.year for each in told for one in each.years}, reverse=True)
    number = language.numerals.number
    columns = [
        language.say("milestones.column", title=language.of(one.measure).title, n=number(one.n))
        for one in told
    ]
    rows = [(str(year), *(_day(one, year, language) for one in told)) for year in years]
    head = (language.say("column.year"), *columns)
    return Table(language.say("milestones.table"), head, tuple(rows), is_stacked=True)


def _day(one: Reached, year: int, language: Language) -> str:
    found = next((each.reached for each in one.years if each.reached.year == year), None)
    if found is None:
        return language.say("milestones.never_known")
    if found.earliest is None:
        return language.say("milestones.not_reached")
    first = language.day_of_year(found.earliest, short=True)
    if found.is_exact:
        return first
    if found.latest is None:
        return language.say("milestones.or_later", day=first)
    last = language.day_of_year(found.latest, short=True)
    return language.say("milestones.between", first=first, last=last)
