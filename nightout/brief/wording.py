"""The words of a brief: counts first, then what may be said of them."""

from __future__ import annotations

import math
import shlex
from collections.abc import Sequence

from nightout.brief.model import Brief, CountMap, Figure
from nightout.brief.numerals import FIRM, MINUS, UNSAID, day, number, percent, ratio, tenths

__all__ = [
    "against",
    "change",
    "command",
    "course",
    "headline",
    "lead",
    "span",
    "spread",
    "usual",
    "verdict",
]

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def change(figure: Figure) -> str:
    """Write the difference, with its percent in brackets where there is one."""
    difference = figure.change.difference
    if math.isnan(difference):
        return UNSAID
    signed = f"{MINUS if difference < 0 else '+' if difference else ''}{number(abs(difference))}"
    share = figure.change.percent
    return signed if math.isnan(share) else f"{signed} ({percent(share)})"


def against(figure: Figure) -> str:
    """Say what the count is held against."""
    before = figure.change.before
    if figure.hidden:
        return "too small a count to show in public"
    if before is None:
        return "no earlier year to hold it against"
    return (
        f"against {number(figure.change.n_before)} on the same days of{FIRM}{before.through.year}"
    )


def verdict(figure: Figure) -> str:
    """Give the plain word, read as part of a sentence."""
    return figure.change.word


def headline(figure: Figure) -> str:
    """Say a figure in one line: 46, against 29: within the usual range."""
    if figure.hidden:
        return "hidden: too small a count to show in public"
    if figure.change.before is None:
        return f"{number(figure.change.n)}: {verdict(figure)}"
    return f"{number(figure.change.n)}, against {number(figure.change.n_before)}: {verdict(figure)}"


def spread(figure: Figure, *, wide: bool = True, short: bool = False) -> str:
    """Say which ratios an interval allows: the wide one, or that of chance alone."""
    one = figure.change
    low, high = (one.wide_low, one.wide_high) if wide else (one.ratio_low, one.ratio_high)
    if math.isnan(low):
        return UNSAID
    if math.isinf(high):
        said = "any number of" if low <= 0 else f"{ratio(low)} or more"
    else:
        said = f"{ratio(low)} to {ratio(high)}"
    return said.removesuffix(" number of") if short else f"{said} times as many"


def usual(figure: Figure) -> str:
    """Say what the usual range was told from."""
    years = ", ".join(map(str, figure.terms.dispersion_years))
    if figure.hidden:
        return "Hidden with the count."
    if not years:
        return "Unknown: no earlier year is covered."
    if math.isnan(figure.change.dispersion):
        return (
            f"By chance alone, which is too narrow: {years} are too few years to tell by how much "
            "years differ."
        )
    return (
        f"Told from {years}: after a trend, these differ {figure.change.dispersion:.1f} times as "
        "much in variance as chance alone."
    )


def span(one: CountMap | Figure) -> str:
    """Write the window as 1 January through 28 July 2021."""
    window = one.terms.window
    return f"{window.start.day}{FIRM}{window.start:%B} through {day(window.through)}"


def lead(figures: Sequence[Figure]) -> str:
    """Say in a sentence which figures stand outside their usual range."""
    words = {
        word: [one.terms.measure.title.lower() for one in figures if one.change.word == word]
        for word in ("higher", "lower", "within the usual range")
    }
    apart = [f"{_join(words[word])} {word}" for word in ("higher", "lower") if words[word]]
    if apart:
        said = f"Against last year, beyond the usual range: {'; '.join(apart)}."
    elif words["within the usual range"]:
        said = "Against last year, no figure here is beyond its usual range."
    else:
        return "There is no earlier year to hold these figures against."
    usual = len(words["within the usual range"])
    if apart and usual:
        rest = "The other one is" if usual == 1 else f"The other {_count(usual)} are"
        said += f" {rest} within theirs."
    return said


def course(brief: Brief) -> str:
    """Say where the curve stands among earlier years, and against their mean."""
    curve, one = brief.curve, brief.course
    if curve is None or one is None or not curve.years:
        return ""
    at = len(curve.now) - 1
    n, low, high = int(curve.now[at]), int(curve.low[at]), int(curve.high[at])
    stands = "above all of them" if n > high else "below all of them" if n < low else "among them"
    had = number(low) if low == high else f"{number(low)} to {number(high)}"
    said = f"By {day(curve.terms.window.through)} it is {number(n)}, {stands}: they had {had}."
    if one.change.n_years < 2:
        return said
    mean = tenths(one.change.n_before)
    return (
        f"{said} Against the mean of {one.change.n_years} years, {mean}, that is {change(one)}: "
        f"{verdict(one)} ({spread(one)})."
    )


def command(brief: Brief) -> str:
    """Give the command that makes this page again."""
    asked = brief.asked
    words = ["nightout", "brief", brief.folder, "--through", str(asked.through)]
    words += ["--known-on", str(brief.known_on), "--years", str(asked.n_years)]
    for one in brief.figures:
        words += ["--measure", one.terms.measure.slug]
    words += ["--reconstruct"] if asked.reconstruct else []
    words += [] if asked.public else ["--private"]
    return shlex.join(words)


def _join(titles: Sequence[str]) -> str:
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def _count(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)
