"""Of which days the public sees the hours: whole years, once they have come out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from nightout.compare.hours import HoursQuestion
from nightout.errors import BadSetting
from nightout.records import City, read_knowledge
from nightout.records.editions import find_edition, whole_quarters
from nightout.units import ONE_DAY, Period

__all__ = ["ask_public_hours"]


def ask_public_hours(city: City, asked: HoursQuestion) -> HoursQuestion:
    """Turn a question about hours into the one that the public may ask.

    Two spans that differ by a day, or two days of knowledge, tell the hour of what lies between;
    so do spans of time that count as unknown or not, and blocks that do not nest. So there is one
    table a year, as known on the day its last quarter came out, and all other settings are left at
    what they are without a word.

    Parameters
    ----------
    city, asked
        The city, and what is asked about it.

    Raises
    ------
    BadSetting
        If the days are no calendar year that has come out, a setting is not its default, or not
        even the whole city's days are public.
    """
    question = asked.question
    if question.measure.threshold == 1:
        return asked
    if not question.measure.whole_city_is_public:
        raise BadSetting(
            f"hours of {question.measure.title.lower()} are asked for in public",
            "They are too few to be told by the hour: ask without --public, in the house.",
        )
    start = question.start or dt.date(question.through.year, 1, 1)
    year = Period(dt.date(start.year, 1, 1), dt.date(start.year + 1, 1, 1))
    if Period.of(start, question.through) != year:
        raise BadSetting(
            f"hours of {start} through {question.through} are asked for in public",
            "They come out by calendar years: ask for one, as --through 2020-12-31.",
        )
    if asked != HoursQuestion(question) or question.reconstruct:
        raise BadSetting(
            "hours are asked for in public with settings of their own",
            "Leave out --block, --longest, --unknown-at and --reconstruct: two tables that differ "
            "in them tell what lies between.",
        )
    known_on = _out_on(city, asked, year)
    return replace(asked, question=replace(question, known_on=known_on))


def _out_on(city: City, asked: HoursQuestion, year: Period) -> dt.date:
    knowledge = read_knowledge(city).about(asked.question.measure.offenses)
    yesterday = city.today() - ONE_DAY
    by = min(asked.question.known_on or yesterday, yesterday)
    editions = [find_edition(one, knowledge, by=by) for one in whole_quarters(year)]
    days = [one.known_on for one in editions if one]
    if len(days) < len(editions):
        raise BadSetting(
            f"the hours of {year.start.year} have not come out",
            "They do with the first load two weeks after the year: ask for an earlier one.",
        )
    return max(days)
