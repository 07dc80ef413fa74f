"""Holidays and their weekends, by rule, so that one year's can be held against another's.

The rule for every weekend: Friday through Sunday of the weekend nearest to the holiday, stretched
to hold the holiday and the day on which it is observed. A Wednesday goes with the weekend after
it. So July Fourth of 2021, a Sunday observed on Monday, is 2 through 5 July; that of 2019, a
Thursday, is 4 through 7 July; that of 2023, a Tuesday, is 30 June through 4 July.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nightout.compare.windows import Windows, check_years
from nightout.errors import UnknownName
from nightout.units import Period

__all__ = ["HOLIDAYS", "Holiday", "find_holiday", "holiday_weekends"]

MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6
# Days from a holiday to the Sunday of its weekend, by the holiday's weekday, Monday first.
TO_SUNDAY = (-1, -2, 4, 3, 2, 1, 0)


@dataclass(frozen=True)
class Holiday:
    """A holiday: its title, its date in a year, and whether a weekday off makes up for a weekend.

    A federal holiday on a Saturday is observed on the Friday before it, one on a Sunday on the
    Monday after (5 U.S.C. 6103). The rule is applied to all years alike, also to those before a
    day became a holiday (Juneteenth: 2021).
    """

    title: str
    date_in: Callable[[int], dt.date]
    is_observed: bool = True

    def weekend_in(self, year: int) -> Period:
        """Give the weekend of the holiday in a year."""
        day = self.date_in(year)
        sunday = day + dt.timedelta(days=TO_SUNDAY[day.weekday()])
        observed = _observed(day) if self.is_observed else day
        days = (sunday - dt.timedelta(days=2), sunday, day, observed)
        return Period.of(min(days), max(days))


def find_holiday(name: str) -> Holiday:
    """Find a holiday by its name.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    if name not in HOLIDAYS:
        raise UnknownName(f"there is no holiday {name!r}", f"Use one of {', '.join(HOLIDAYS)}.")
    return HOLIDAYS[name]


def holiday_weekends(name: str, through: dt.date, *, n_years: int = 5) -> Windows:
    """Make the latest weekend of a holiday that was over by `through`, and those of earlier years.

    Raises
    ------
    UnknownName
        If there is no such holiday.
    BadSetting
        If there are no earlier years.
    """
    check_years(n_years)
    holiday = find_holiday(name)
    # A weekend of New Year's Day may begin in December, and is over in January.
    year = through.year if holiday.weekend_in(through.year).through <= through else through.year - 1
    years = tuple(year - back for back in range(1, n_years + 1))
    before = tuple(holiday.weekend_in(one) for one in years)
    return Windows(holiday.weekend_in(year), before, years, name=name, aligned="holiday")


def _observed(day: dt.date) -> dt.date:
    shift = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)
    return day + dt.timedelta(days=shift)


def _fixed(month: int, day: int) -> Callable[[int], dt.date]:
    return lambda year: dt.date(year, month, day)


def _nth(n: int, weekday: int, month: int) -> Callable[[int], dt.date]:
    """Give the n-th Monday, Thursday, ... of a month."""

    def date_in(year: int) -> dt.date:
        first = dt.date(year, month, 1)
        return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))

    return date_in


def _last_monday_of_may(year: int) -> dt.date:
    last = dt.date(year, 5, 31)
    return last - dt.timedelta(days=last.weekday())


HOLIDAYS: Mapping[str, Holiday] = {
    "new-year": Holiday("New Year's Day", _fixed(1, 1)),
    "mlk": Holiday("Martin Luther King Jr. Day", _nth(3, MONDAY, 1)),
    "presidents": Holiday("Presidents' Day", _nth(3, MONDAY, 2)),
    "memorial": Holiday("Memorial Day", _last_monday_of_may),
    "juneteenth": Holiday("Juneteenth", _fixed(6, 19)),
    "july-fourth": Holiday("July Fourth", _fixed(7, 4)),
    "labor": Holiday("Labor Day", _nth(1, MONDAY, 9)),
    "columbus": Holiday("Columbus Day", _nth(2, MONDAY, 10)),
    "indigenous": Holiday("Indigenous Peoples' Day", _nth(2, MONDAY, 10)),
    "halloween": Holiday("Halloween", _fixed(10, 31), is_observed=False),
    "veterans": Holiday("Veterans Day", _fixed(11, 11)),
    "thanksgiving": Holiday("Thanksgiving", _nth(4, THURSDAY, 11)),
    "christmas": Holiday("Christmas", _fixed(12, 25)),
}
