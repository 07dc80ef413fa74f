"""The year's end that a curve points to, and how right such ranges were in earlier years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from nightout.compare.answering import Answering, read_answering
from nightout.compare.curve import Curve, cumulative_curve
from nightout.compare.known_then import KnownThen, known_then
from nightout.compare.question import Question
from nightout.compare.year_end import FEWEST_WHOLE_YEARS, YearEnd, YearsBefore, point_to_year_end
from nightout.errors import BadSetting
from nightout.records import City

__all__ = ["Outlook", "Tried", "look_ahead"]

# Levels of long ago say little about next year's, and the record needs years of its own.
USUAL_YEARS = 10
SETTLED_DAYS = 30
TOO_FEW = (
    f"no range of year's ends: it takes {FEWEST_WHOLE_YEARS} whole earlier years, without a gap "
    "at their end, to tell how years differ"
)
IS_OVER = "no range of year's ends: the year is over"
LATE = (
    "reports and rulings still to come add to the newest weeks, which the range does not allow for"
)
NO_RECORD = (
    "there is no record of how right such ranges were here: it takes "
    f"{FEWEST_WHOLE_YEARS + 1} whole earlier years"
)
AS_THEN = "the record counts earlier years by the day as a load of the same age knew them"
AS_NOW = (
    "the record counts {} by what is known now; on the day itself the newest reports were not all "
    "in, so that it may flatter"
)
SHORT_RECORD = "the record is too short to tell whether such ranges hold as often as they should"
TOO_NARROW = (
    "fewer year's ends lay in their range than should have: take this one to be too narrow too"
)
LONG_RECORD = 10
UNLIKELY = 0.05


@dataclass(frozen=True)
class Tried:
    """The range that would have been given in an earlier year on the same day, and its end.

    `known_on` is the day of the load that knew the count by then, as old as this year's is now;
    missing where the count is the one that is known today.
    """

    year: int
    given: YearEnd
    end: int
    known_on: dt.date | None = None

    @property
    def inside(self) -> bool:
        """Whether the year's end lay in the range."""
        return self.given.low <= self.end <= self.given.high


@dataclass(frozen=True)
class Outlook:
    """A curve with the year's end that it points to, and the record of such ranges.

    `year_end` is missing where no range can be given, which a note says. `record` holds every
    whole earlier year that has enough years before it, each told by those before it alone, the
    latest first.
    """

    curve: Curve
    year_end: YearEnd | None
    record: tuple[Tried, ...]
    notes: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def n_inside(self) -> int:
        """In how many earlier years the end lay in the range."""
        return sum(one.inside for one in self.record)

    @property
    def mean_width(self) -> float:
        """The mean width of the ranges of the record, as a share of the year's end."""
        return _mean([(one.given.high - one.given.low) / max(one.end, 1) for one in self.record])

    @property
    def mean_error(self) -> float:
        """The mean error of what was expected, as a share of the year's end."""
        return _mean([_off(one.given.expected, one.end) for one in self.record])

    @property
    def mean_naive_error(self) -> float:
        """The same of the count so far stretched by the calendar alone."""
        return _mean([_off(one.given.naive, one.end) for one in self.record])


def look_ahead(
    city: City, question: Question, *, n_years: int | None = None, level: float = 0.95
) -> Outlook:
    """Sum up a measure by day, and say which range of year's ends it points to.

    Parameters
    ----------
    city
        The city folder.
    question
        What is asked; see `cumulative_curve`. Its `n_years` is not looked at.
    n_years
        How many earlier years the curve is held against and the range rests on; 10, or as many as
        are known, if absent. The record looks at all that are known.
    level
        How often a range should hold the year's end.

    Returns
    -------
    The curve of so many earlier years, the range, and the record of each whole earlier year.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If the window reaches beyond the days that the loaded files cover.
    BadSetting
        If `level` is not between 0 and 1, or `n_years` below 1.
    """
    if not 0 < level < 1:
        raise BadSetting(f"the level is {level}", "Give a share between 0 and 1, such as 0.95.")
    if n_years is not None and n_years < 1:
        raise BadSetting(f"years is {n_years}", "Use at least 1 earlier year.")
    answering = read_answering(
        city, question.dated, known_on=question.known_on, rebuild=question.reconstruct
    )
    known = _n_known(answering, question)
    used = n_years or min(USUAL_YEARS, known)
    whole = cumulative_curve(city, replace(question, n_years=max(used, known)))
    then = known_then(city, answering, whole)
    record = tuple(
        tried
        for row in reversed(range(len(whole.years)))
        if (tried := _try(whole, row, used, level, then.get(whole.years[row])))
    )
    year_end, notes = _point(whole, used, level)
    notes += about_record(record, level) if year_end else ()
    return Outlook(_latest(whole, used), year_end, record if year_end else (), notes)


def _n_known(answering: Answering, question: Question) -> int:
    """Count the earlier years that the records reach back to; 1 or more."""
    first = min((span.start.year for span in answering.spans), default=question.through.year)
    begin = question.start or dt.date(question.through.year, 1, 1)
    return min(max(begin.year - first, 1), 100)


def _point(curve: Curve, used: int, level: float) -> tuple[YearEnd | None, tuple[str, ...]]:
    """Give the range of this year's ends, or say why there is none."""
    if len(curve.now) == len(curve.days):
        return None, (IS_OVER,)
    this = curve.terms.window.start.year
    before = _before(curve, len(curve.years), used)
    if before is None or this - before.years[-1] > 1:
        return None, (TOO_FEW,)
    at = len(curve.now) - 1
    given = point_to_year_end(
        int(curve.now[-1]), before, year=this, elapsed=(at + 1) / len(curve.days), level=level
    )
    is_late = (curve.terms.known_on - curve.terms.window.through).days < SETTLED_DAYS
    return given, (LATE,) if is_late else ()


def _try(curve: Curve, row: int, used: int, level: float, then: KnownThen | None) -> Tried | None:
    """Give the range that an earlier year would have got from the years before it."""
    before = _before(curve, row, used)
    at = len(curve.now) - 1
    if before is None or at + 1 == len(curve.days):
        return None
    sums, elapsed = curve.earlier[row], (at + 1) / len(curve.days)
    year = curve.years[row]
    so_far = then.n if then else int(sums[at])
    given = point_to_year_end(so_far, before, year=year, elapsed=elapsed, level=level)
    return Tried(year, given, int(sums[-1]), then.known_on if then else None)


def _before(curve: Curve, row: int, used: int) -> YearsBefore | None:
    """Give the whole years before one, split at the curve's last day; nothing if too few."""
    first = max(row - used, 0)
    if row - first < FEWEST_WHOLE_YEARS:
        return None
    sums = curve.earlier[first:row]
    so_far = sums[:, len(curve.now) - 1]
    return YearsBefore.of(curve.years[first:row], so_far, sums[:, -1] - so_far)


def _latest(curve: Curve, used: int) -> Curve:
    """Keep the latest earlier years, and of the notes what is about them."""
    return replace(curve, years=curve.years[-used:], earlier=curve.earlier[-used:])


def about_record(record: tuple[Tried, ...], level: float) -> tuple[str, ...]:
    """Say what to think of a record, and of one that is missing."""
    from scipy.special import bdtr

    if not record:
        return (NO_RECORD,)
    inside = sum(one.inside for one in record)
    told = _say_known(record)
    # As few by luck alone in fewer than 1 of 20 places.
    if bdtr(inside, len(record), level) < UNLIKELY:
        return (told, TOO_NARROW)
    return (told, SHORT_RECORD) if len(record) < LONG_RECORD else (told,)


def _say_known(record: tuple[Tried, ...]) -> str:
    """Say as known when the record counts."""
    now = [str(one.year) for one in reversed(record) if not one.known_on]
    if not now:
        return AS_THEN
    which = "earlier years" if len(now) == len(record) else ", ".join(now)
    return AS_NOW.format(which)


def _off(said: float, end: int) -> float:
    return abs(said - end) / max(end, 1)


def _mean(shares: list[float]) -> float:
    return float(np.mean(shares)) if shares else float("nan")
