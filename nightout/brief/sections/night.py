"""The night of the block parties: who gets a visit, spread by neighbourhood."""

from __future__ import annotations

from nightout.brief.document import Drawing, Key, KeyItem, Notes, Picture, Section, Table, Words
from nightout.brief.dots import draw_dots
from nightout.brief.language import Language
from nightout.brief.model import Brief
from nightout.brief.night import NightOut, Wish
from nightout.brief.palette import SCALE
from nightout.brief.wording import made_up

__all__ = ["tell_night"]

# Columns of neighbourhoods beside each other: on a phone, at a desk.
NARROW, WIDE = 1, 2


def tell_night(brief: Brief, language: Language) -> Section | None:
    """Tell who is visited; nothing where the brief was given no night."""
    night = brief.night
    if night is None or not night.figures.n_gatherings:
        return None
    n = language.numerals.number(night.figures.n_gatherings)
    heading = language.say("night.heading", event=night.event, n=n)
    lead = Words(_lead(brief, night, language), "lead")
    return Section(
        "night", heading, (lead, Notes("", _facts(night, language)), _picture(night, language),
                           _table(night, language)),
    )  # fmt: skip


def _lead(brief: Brief, night: NightOut, language: Language) -> str:
    number, figures = language.numerals.number, night.figures
    parts = {
        "city": made_up(language, brief, brief.city),
        "day": language.day(night.day),
        "visits": number(figures.n_visits),
        "units": number(night.n_units),
    }
    whole = figures.visited == figures.n_gatherings
    return language.say(
        "night.all" if whole else "night.some",
        visited=number(figures.visited),
        n=number(figures.n_gatherings),
        **parts,
    )


def _facts(night: NightOut, language: Language) -> tuple[tuple[str, str], ...]:
    number, figures = language.numerals.number, night.figures
    said = []
    if figures.promised:
        said.append(language.say("night.promised", kept=number(figures.promised_kept),
                                 n=number(figures.promised)))  # fmt: skip
    if night.wishes:
        kinds = language.join([_wish(one, language) for one in night.wishes])
        said.append(language.say("night.wished", met=number(figures.wanted_met),
                                 n=number(figures.wanted), kinds=kinds))  # fmt: skip
    if figures.may_own_beat:
        said.append(language.say("night.own_beat", n=number(figures.own_beat),
                                 all=number(figures.may_own_beat)))  # fmt: skip
    named = [one for one in figures.shares if one.neighbourhood]
    if len(named) > 1:
        said.append(_say_spread(night, language))
    return tuple((one, "") for one in said)


def _wish(one: Wish, language: Language) -> str:
    number = language.numerals.number
    kind = language.texts.get(f"night.kind.{one.kind}", one.kind)
    return language.say("night.wish", kind=kind, met=number(one.met), n=number(one.wanted))


def _say_spread(night: NightOut, language: Language) -> str:
    """Say which neighbourhood fares worst, or that none is worse off."""
    number = language.numerals.number
    named = [one for one in night.figures.shares if one.neighbourhood]
    if named[0].share == named[-1].share == 1:
        return language.say("night.even", n=number(len(named)))
    least = named[0]
    return language.say("night.uneven", name=least.neighbourhood, visited=number(least.visited),
                        n=number(least.n))  # fmt: skip


def _picture(night: NightOut, language: Language) -> Picture:
    rows = [(name or language.say("night.nowhere"), visits) for name, visits in night.spread]
    places = ("night.visits_three", "night.visits_two", "night.visits_one")
    labels = [language.say(one) for one in places]
    items = [KeyItem(SCALE[i], label) for i, label in zip((3, 2, 0), labels, strict=True)]
    items.append(KeyItem("none", language.say("night.visits_none")))
    return Picture(
        (
            Drawing(draw_dots(rows, columns=NARROW), "narrow"),
            Drawing(draw_dots(rows, columns=WIDE), "wide"),
        ),
        language.say("night.drawn"),
        language.say("night.caption"),
        Key(language.say("night.key"), tuple(items)),
    )


def _table(night: NightOut, language: Language) -> Table:
    number = language.numerals.number
    columns = ("night.neighbourhood", "night.gatherings", "night.visited", "night.visits")
    rows = [
        (
            name or language.say("night.nowhere"),
            number(len(visits)),
            number(sum(n > 0 for n in visits)),
            number(sum(visits)),
        )
        for name, visits in night.spread
    ]
    head = tuple(language.say(one) for one in columns)
    return Table(language.say("night.table"), head, tuple(rows))
