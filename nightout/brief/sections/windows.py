"""The latest days and weeks: each span as a dot and a line beside its like of last year."""

from __future__ import annotations

from nightout.brief.document import Dots, Group, Row, Section, Table, Words
from nightout.brief.interval import Axis, make_axis, place_line
from nightout.brief.language import Language
from nightout.brief.model import HIDDEN, Brief, Spans
from nightout.brief.sections.axis import name_ticks
from nightout.brief.wording import change, glyph, spread, verdict
from nightout.compare import Change
from nightout.compare.named_windows import list_windows

__all__ = ["tell_windows"]

Rows = tuple[tuple[str, ...], ...]
WORDS = ("window", "days", "beside", "word")
DAYS = ("window", "days", "beside")
COLUMNS = ("measure", "window", "now", "before", "change", "ratio", "wide", "word")


def tell_windows(brief: Brief, language: Language) -> Section | None:
    """Tell the counts of each window, measure by measure; nothing where none was asked for."""
    if not brief.asked.windows:
        return None
    heading = language.say("windows.heading")
    if not brief.spans:
        return Section("windows", heading, (Words(language.say("windows.none")),))
    axis = make_axis(one for spans in brief.spans for one in spans.changes)
    groups = tuple(_group(language, spans, axis, brief) for spans in brief.spans)
    rows = tuple(_cells(language, s, one, brief) for s in brief.spans for one in _shown(s))
    blocks = (
        Words(language.say("windows.lead"), "lead"),
        Dots(language.say("windows.axis"), name_ticks(axis, language), groups, is_large=False),
        _table(language, "windows.table", COLUMNS, rows),
        _table(
            language, "windows.days_table", ("window", "days", "beside"), _days(language, brief)
        ),
        Words(language.say("windows.weekdays"), "reading"),
    )
    return Section("windows", heading, blocks if rows else (blocks[0], blocks[1]))


def _table(language: Language, caption: str, columns: tuple[str, ...], rows: Rows) -> Table:
    head = tuple(language.say(f"column.{name}") for name in columns)
    words = tuple(i for i, name in enumerate(columns) if name in WORDS)
    return Table(language.say(caption), head, rows, word_columns=words, is_stacked=True)


def _shown(spans: Spans) -> list[Change]:
    return [one for one in spans.changes if one.word != HIDDEN]


def _name(language: Language, one: Change, brief: Brief) -> str:
    """Name a window, with its days where in public it has others than were asked for."""
    name, asked = language.window(one.name, one.window), brief.asked
    (usual,) = list_windows((one.name,), asked.through, n_years=asked.n_years)
    return name if one.window == usual.now else f"{name}, {language.span(one.window)}"


def _group(language: Language, spans: Spans, axis: Axis | None, brief: Brief) -> Group:
    title = language.of(spans.terms.measure).title
    shown = _shown(spans)
    if not shown:
        return Group(title, (Row("", "", language.say("windows.hidden"), "■", "", (), None, ""),))
    return Group(title, tuple(_row(language, title, one, axis, brief) for one in shown))


def _row(language: Language, title: str, one: Change, axis: Axis | None, brief: Brief) -> Row:
    name, number = _name(language, one, brief), language.numerals.number
    line, allowed = place_line(axis, one), spread(language, one)
    said = language.say("windows.against", n=number(one.n_before)) if one.before else ""
    details = (change(language, one), allowed) if line else ()
    return Row(
        name,
        number(one.n),
        said,
        glyph(one),
        verdict(language, one),
        details,
        line,
        language.say("windows.drawn", title=title, window=name, spread=allowed),
    )


def _cells(language: Language, spans: Spans, one: Change, brief: Brief) -> tuple[str, ...]:
    numerals = language.numerals
    return (
        language.of(spans.terms.measure).title,
        _name(language, one, brief),
        numerals.number(one.n),
        numerals.number(one.n_before),
        change(language, one),
        numerals.ratio(one.ratio),
        spread(language, one, short=True),
        verdict(language, one),
    )


def _days(language: Language, brief: Brief) -> Rows:
    """Give the days of each window, which are the same for all measures, and those before."""
    told = [one for spans in brief.spans for one in _shown(spans)]
    alone = language.say("windows.alone")
    rows = [
        (
            language.window(one.name, one.window),
            language.span(one.window),
            language.span(one.before) if one.before else alone,
        )
        for one in told
    ]
    return tuple(dict.fromkeys(rows))
