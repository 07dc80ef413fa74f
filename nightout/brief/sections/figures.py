"""The figures that matter: the year so far, measure by measure."""

from __future__ import annotations

import datetime as dt

from nightout.brief.document import Dots, Group, Row, Section, Table, Words
from nightout.brief.interval import Axis, make_axis, place_line
from nightout.brief.language import Language
from nightout.brief.model import Brief, Figure
from nightout.brief.sections.axis import name_ticks
from nightout.brief.wording import against, change, glyph, lead, spread, verdict

__all__ = ["tell_figures"]

COLUMNS = ("measure", "now", "before", "change", "ratio", "wide", "chance", "word")


def tell_figures(brief: Brief, language: Language) -> Section:
    """Tell each measure's count beside last year's, drawn and in numbers."""
    axis = make_axis(one.change for one in brief.figures)
    last = brief.asked.through
    groups = tuple(Group("", (_row(language, one, axis, last=last),)) for one in brief.figures)
    reading = (Words(language.say("figures.reading"), "reading"),) if axis else ()
    return Section(
        "matter",
        language.say("figures.heading"),
        (
            Words(lead(language, brief.figures), "lead"),
            Dots(language.say("axis.title"), name_ticks(axis, language), groups, is_large=True),
            *reading,
            Table(
                language.say("figures.table"),
                tuple(language.say(f"column.{name}") for name in COLUMNS),
                tuple(_cells(language, one) for one in brief.figures),
                word_columns=(len(COLUMNS) - 1,),
                is_stacked=True,
            ),
        ),
    )


def _row(language: Language, figure: Figure, axis: Axis | None, *, last: dt.date) -> Row:
    one, title = figure.change, language.of(figure.terms.measure).title
    line = place_line(axis, one)
    allowed = spread(language, one)
    return Row(
        title,
        "" if figure.hidden else language.numerals.number(one.n),
        against(language, figure),
        glyph(one),
        verdict(language, one),
        (change(language, one), allowed, *_only(language, figure, last)) if line else (),
        line,
        language.say("figure.drawn", title=title, spread=allowed),
    )


def _only(language: Language, figure: Figure, last: dt.date) -> tuple[str, ...]:
    """Say how far a count reaches that in public ends before the others: its quarters are whole."""
    through = figure.terms.window.through
    short = through != last and not figure.hidden
    return (language.say("figure.only_through", day=language.day(through)),) if short else ()


def _cells(language: Language, figure: Figure) -> tuple[str, ...]:
    one, numerals = figure.change, language.numerals
    return (
        language.of(figure.terms.measure).title,
        verdict(language, one) if figure.hidden else numerals.number(one.n),
        numerals.number(one.n_before),
        change(language, one),
        numerals.ratio(one.ratio),
        spread(language, one, short=True),
        spread(language, one, short=True, wide=False),
        verdict(language, one),
    )
