"""The curve: the year so far, day by day, over earlier years."""

from __future__ import annotations

from collections.abc import Iterator

from nightout.brief.document import Drawing, Picture, Section, Table, Words
from nightout.brief.language import Language
from nightout.brief.model import Brief
from nightout.brief.pictures import draw_curve
from nightout.brief.tables import MonthRow, month_rows
from nightout.brief.wording import course, made_up
from nightout.compare import Curve

__all__ = ["tell_course"]

# A phone gets a narrow picture rather than a small one.
NARROW, WIDE = (310, 320), (780, 400)


def tell_course(brief: Brief, language: Language) -> Section:
    """Tell the curve of the first measure that may be told day by day."""
    curve = brief.curve
    if curve is None:
        heading = language.say("course.heading_none")
        return Section("course", heading, (Words(language.say("course.none")),))
    title = language.of(curve.terms.measure).title
    end = brief.outlook.year_end if brief.outlook else None
    drawings = (
        Drawing(draw_curve(curve, language, NARROW, end), "narrow"),
        Drawing(draw_curve(curve, language, WIDE, end), "wide"),
    )
    return Section(
        "course",
        language.say("course.heading", title=title),
        (
            Picture(drawings, _told(brief, curve, language), _caption(brief, curve, language)),
            _table(curve, language),
        ),
    )


def _told(brief: Brief, curve: Curve, language: Language) -> str:
    number, at = language.numerals.number, len(curve.now) - 1
    parts: dict[str, object] = {
        "title": language.of(curve.terms.measure).title,
        "city": made_up(language, brief, brief.city),
        "n": number(int(curve.now[at])),
        "day": language.day(curve.terms.window.through),
    }
    if not curve.years:
        return language.say("course.drawn", **parts)
    low, high, mean = int(curve.low[at]), int(curve.high[at]), float(curve.mean[at])
    parts |= {"low": number(low), "high": number(high), "mean": number(mean)}
    return language.say("course.drawn_beside", **parts)


def _caption(brief: Brief, curve: Curve, language: Language) -> str:
    title = made_up(language, brief, language.of(curve.terms.measure).title)
    n, years = len(curve.years), ", ".join(map(str, curve.years))
    if not n:
        return language.say("course.caption_alone", title=title)
    said = language.choose("course.caption", n, n=n, title=title, years=years)
    leap = language.say("course.leap")
    parts = [said, course(language, brief), *_year_end(brief, language), leap]
    return " ".join(one for one in parts if one)


def _year_end(brief: Brief, language: Language) -> Iterator[str]:
    """Say which year's end the curve points to, and how right such ranges were."""
    outlook, number = brief.outlook, language.numerals.number
    if outlook is None or outlook.year_end is None:
        return
    end = outlook.year_end
    low, high, expected = number(end.low), number(end.high), number(round(end.expected))
    yield language.say("course.year_end", low=low, high=high, expected=expected)
    n, inside = len(outlook.record), outlook.n_inside
    yield (
        language.choose("course.record", n, n=n, inside=inside)
        if n
        else language.say("course.no_record")
    )


def _table(curve: Curve, language: Language) -> Table:
    columns = ["through", "now", *(["mean", "least", "most"] if curve.years else [])]
    return Table(
        language.say("course.table"),
        tuple(language.say(f"column.{name}") for name in columns),
        tuple(_cells(row, language)[: len(columns)] for row in month_rows(curve)),
    )


def _cells(row: MonthRow, language: Language) -> tuple[str, ...]:
    number = language.numerals.number
    return (
        language.day_of_year(row.through, short=True),
        "" if row.now is None else number(row.now),
        "" if row.mean is None else language.numerals.tenths(row.mean),
        "" if row.low is None else number(row.low),
        "" if row.high is None else number(row.high),
    )
