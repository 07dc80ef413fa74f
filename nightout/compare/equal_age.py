"""Earlier years as they were known at the age that this year's data have now.

Last year's July has long been settled, this year's is still coming in: held against each other as
known today, this year looks quieter than it is. At equal age both are as incomplete.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from nightout.compare.answering import FEW_YEARS, Answering
from nightout.compare.change import FEWEST_YEARS, Against
from nightout.compare.count_apart import Apart
from nightout.compare.windows import Windows
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import (
    RECONSTRUCTED,
    VERSIONS,
    Basis,
    City,
    Knowledge,
    first_gap,
    read_incidents,
)
from nightout.records.moments import midnight
from nightout.units import ONE_DAY, Period

__all__ = ["EqualAge", "SameAge", "align_ages", "records_apart"]

# Weekly loads have a load within three days of any day.
NEAREST_DAYS = 3
NO_LOAD = "no load knew the earlier year within 3 days of the same age"
Days = Mapping[Period, dt.date]


@dataclass(frozen=True)
class SameAge:
    """A window whose years are known at one age, on which day each, and what to know."""

    windows: Windows
    days: Days
    notes: tuple[str, ...]


@dataclass(frozen=True)
class EqualAge:
    """Windows at equal age, all by versions or all by reporting dates."""

    basis: Basis
    of: tuple[SameAge, ...]

    @property
    def days(self) -> Days:
        """As known on which day each window is counted.

        Raises
        ------
        BadSetting
            If the same days are to be known on two days, for windows that end on unlike days.
        """
        days: dict[Period, dt.date] = {}
        for window, day in (pair for one in self.of for pair in one.days.items()):
            if days.setdefault(window, day) != day:
                raise BadSetting(
                    f"{window.start} through {window.through} is asked for at two ages",
                    "Ask for these windows one by one.",
                )
        return days


def align_ages(windows: Sequence[Windows], answering: Answering, against: Against) -> EqualAge:
    """Find the day on which each earlier window was as old as this one is now.

    By versions where the year that each is held against has a load within three days of its day;
    by reporting dates elsewhere, and then for all years alike. Years that cannot be told are left
    out, which a note says.

    Raises
    ------
    OutsideRecords
        If neither versions nor reporting dates can tell.
    BadSetting
        If a window reaches past the last whole day of reports.
    """
    if answering.basis == VERSIONS and not answering.rebuild:
        days = [_by_load(one, answering) for one in windows]
        if all(_answers(one, told, against) for one, told in zip(windows, days, strict=True)):
            return _align(windows, days, VERSIONS, against)
    if any("reported" not in load.date_bases for load in answering.knowledge.loads):
        raise OutsideRecords(
            f"{NO_LOAD}, and the records hold no reporting dates",
            "Leave --equal-age out; loads of the coming year will tell.",
        )
    days = [_by_report(one, answering) for one in windows]
    if not all(_answers(one, told, against) for one, told in zip(windows, days, strict=True)):
        raise OutsideRecords(
            f"{NO_LOAD}, and no file holds its reports up to that age",
            "Load files that hold its later reports, or leave --equal-age out.",
        )
    return _align(windows, days, RECONSTRUCTED, against)


def _align(
    windows: Sequence[Windows], days: Sequence[Days], basis: Basis, against: Against
) -> EqualAge:
    told = zip(windows, days, strict=True)
    return EqualAge(basis, tuple(_keep(one, when, basis, against) for one, when in told))


def records_apart(city: City, answering: Answering, found: EqualAge) -> Apart:
    """Give the records, and which of them the day of each window knew."""
    if found.basis == VERSIONS:
        since, until = nw.col("known_from"), nw.col("known_until")
        known = {
            window: (since <= day) & (until.is_null() | (until > day))
            for window, day in found.days.items()
        }
        return Apart(read_incidents(city), known)
    reported = nw.col("reported_at")
    until_then = {window: reported < midnight(day + ONE_DAY) for window, day in found.days.items()}
    return Apart(answering.records, until_then)


def _by_load(windows: Windows, answering: Answering) -> Days:
    """Give the load nearest in age for each window that has one."""
    knowledge = answering.knowledge
    loads = sorted({load.known_on for load in knowledge.loads})
    speaking = [day for day in loads if _speaks(knowledge, day, windows.now)]
    if not speaking:
        return {}
    age = speaking[-1] - windows.now.through
    days = {windows.now: speaking[-1]}
    for window in windows.all[1:]:
        wanted = window.through + age
        near = [day for day in loads if abs((day - wanted).days) <= NEAREST_DAYS]
        near = [day for day in near if _speaks(knowledge, day, window)]
        if near:
            days[window] = min(near, key=lambda day: (abs((day - wanted).days), day))
    return days


def _speaks(knowledge: Knowledge, day: dt.date, window: Period) -> bool:
    """Whether loads of a day brought the window's last day, from all, and all of it was known."""
    today = [load for load in knowledge.loads if load.known_on == day]
    agencies = {one for load in knowledge.loads for one in load.agencies}
    speak = {
        one for load in today for one in load.agencies if not first_gap(_last(window), load.spans)
    }
    return speak == agencies and not first_gap(window, knowledge.until(day).spans())


def _last(window: Period) -> Period:
    return Period(window.through, window.end)


def _by_report(windows: Windows, answering: Answering) -> Days:
    """Give the day of equal age for each window whose later reports the files hold."""
    until = answering.reported_until
    if windows.now.through > until:
        raise BadSetting(
            f"the window reaches through {windows.now.through}; {NO_LOAD}, and reports are whole "
            f"through {until}",
            f"Ask about {until} or an earlier day.",
        )
    age = until - windows.now.through
    days = {one: one.through + age for one in windows.all}
    spans = answering.knowledge.spans()
    held = {one: Period(one.start, day + ONE_DAY) for one, day in days.items()}
    return {one: days[one] for one in windows.all if not first_gap(held[one], spans)}


def _answers(windows: Windows, days: Days, against: Against) -> bool:
    if windows.now not in days:
        return False
    if against == "prior":
        return windows.prior in days
    held = windows.before[:1] if against == "last-year" else windows.before
    return not windows.before or any(one in days for one in held)


def _keep(windows: Windows, days: Days, basis: Basis, against: Against) -> SameAge:
    kept = windows.keep(tuple(one for one in windows.before if one in days))
    lost = [str(year) for year in windows.years if year not in kept.years]
    told = [f"{year} on {days[one]}" for one, year in zip(kept.before, kept.years, strict=True)]
    if kept.prior and kept.prior in days:
        told.append(f"the days before on {days[kept.prior]}")
    how = "" if basis == VERSIONS else "; late reports only, from reporting dates"
    notes: tuple[str, ...] = (
        f"at equal age: as known on {days[windows.now]}, {', '.join(told)}{how}",
    )
    if lost:
        notes += (f"not known at the same age: {', '.join(lost)}",)
        if len(kept.before) < FEWEST_YEARS <= len(windows.before) and against != "prior":
            notes += (FEW_YEARS,)
    return SameAge(kept, {one: days[one] for one in kept.all}, notes)
