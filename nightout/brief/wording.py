"""What may be said of a count: first the count, then its change, then how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nightout.brief.language import FIRM, Language
from nightout.brief.model import Brief, Figure
from nightout.brief.numerals import UNSAID
from nightout.compare import Change

__all__ = [
    "GLYPHS",
    "against",
    "change",
    "course",
    "glyph",
    "headline",
    "lead",
    "made_up",
    "spread",
    "usual",
    "verdict",
]

# Beside each word a sign of its own, for those who see no colours.
GLYPHS = {"higher": "▲", "lower": "▼", "within the usual range": "●", "hidden": "■"}
OTHER = "○"


def glyph(one: Change) -> str:
    """Give the sign that stands beside a word."""
    return GLYPHS.get(one.word, OTHER)


def verdict(language: Language, one: Change) -> str:
    """Give the plain word, read as part of a sentence."""
    return language.say(f"verdict.{one.word}")


def change(language: Language, one: Change) -> str:
    """Write the difference, with its percent in brackets where there is one."""
    numerals = language.numerals
    signed = numerals.signed(one.difference)
    if math.isnan(one.difference) or math.isnan(one.percent):
        return signed
    share = f"{signed} ({numerals.signed_percent(one.percent)})"
    return language.say("windows.per_day", said=share) if one.per_day else share


def against(language: Language, figure: Figure) -> str:
    """Say what the count is held against."""
    before = figure.change.before
    if figure.hidden:
        return language.say("figure.hidden")
    if before is None:
        return language.say("figure.alone")
    n = language.numerals.number(figure.change.n_before)
    said = language.say("figure.against", n=n, year=before.through.year)
    # The year never begins a line.
    return said.replace(f" {before.through.year}", f"{FIRM}{before.through.year}")


def headline(language: Language, figure: Figure) -> str:
    """Say a figure in one line: 46, against 29: within the usual range."""
    one, number = figure.change, language.numerals.number
    if figure.hidden:
        return language.say("figure.hidden_alone")
    word = verdict(language, one)
    if one.before is None:
        return language.say("figure.headline_alone", n=number(one.n), word=word)
    before = number(one.n_before)
    return language.say("figure.headline", n=number(one.n), before=before, word=word)


def spread(language: Language, one: Change, *, wide: bool = True, short: bool = False) -> str:
    """Say which ratios an interval allows: the wide one, or that of chance alone."""
    low, high = (one.wide_low, one.wide_high) if wide else (one.ratio_low, one.ratio_high)
    if math.isnan(low):
        return UNSAID
    length = "_short" if short else ""
    if math.isinf(high) and low <= 0:
        return language.say(f"figure.any{length}")
    ratio = language.numerals.ratio
    if math.isinf(high):
        return language.say(f"figure.or_more{length}", low=ratio(low))
    return language.say(f"figure.between{length}", low=ratio(low), high=ratio(high))


def usual(language: Language, figure: Figure) -> str:
    """Say what the usual range was told from."""
    years = ", ".join(map(str, figure.terms.dispersion_years))
    if figure.hidden:
        return language.say("terms.usual_hidden")
    if not years:
        return language.say("terms.usual_unknown")
    if math.isnan(figure.change.dispersion):
        return language.say("terms.usual_few", years=years)
    times = language.numerals.tenths(figure.change.dispersion)
    return language.say("terms.usual_told", years=years, times=times)


def lead(language: Language, figures: Sequence[Figure]) -> str:
    """Say in a sentence which figures stand outside their usual range."""
    words = {
        word: [language.of(one.terms.measure).lower for one in figures if one.change.word == word]
        for word in ("higher", "lower", "within the usual range")
    }
    apart = [
        language.say(
            "figures.beyond_one", titles=language.join(titles), word=language.say(f"verdict.{word}")
        )
        for word in ("higher", "lower")
        if (titles := words[word])
    ]
    n_usual = len(words["within the usual range"])
    if not apart:
        return language.say("figures.none_beyond" if n_usual else "figures.nothing")
    said = language.say("figures.beyond", said=language.texts["figures.beyond_join"].join(apart))
    if not n_usual:
        return said
    rest = language.choose("figures.rest", n_usual, n=language.count(n_usual))
    return f"{said} {rest}"


def course(language: Language, brief: Brief) -> str:
    """Say where the curve stands among earlier years, and against their mean."""
    curve, one = brief.curve, brief.course
    if curve is None or one is None or not curve.years:
        return ""
    number, at = language.numerals.number, len(curve.now) - 1
    n, low, high = int(curve.now[at]), int(curve.low[at]), int(curve.high[at])
    where = "above" if n > high else "below" if n < low else "among"
    had = number(low)
    if low != high:
        had = language.say("course.had", low=number(low), high=number(high))
    day, place = language.day(curve.terms.window.through), language.say(f"course.{where}")
    said = language.say("course.stands", day=day, n=number(n), where=place, had=had)
    if one.change.n_years < 2:
        return said
    beside = language.say(
        "course.mean",
        years=one.change.n_years,
        mean=language.numerals.tenths(one.change.n_before),
        change=change(language, one.change),
        word=verdict(language, one.change),
        spread=spread(language, one.change),
    )
    return f"{said} {beside}"


def made_up(language: Language, brief: Brief, what: str) -> str:
    """Say of what is named that it is made up, where it is."""
    return language.say("page.made_up", what=what) if brief.made_up else what
