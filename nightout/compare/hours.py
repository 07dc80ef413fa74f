"""When in the week it happens: a city's records by hour, times that are not known spread."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nightout.compare.answering import need_covered, read_answering
from nightout.compare.aoristic import HOURS_A_WEEK, SpreadHours, spread_hours
from nightout.compare.clock_changes import count_hours_of_week, find_clock_changes
from nightout.compare.hour_groups import LONGEST_HOURS, group_by_hours
from nightout.compare.question import Question
from nightout.compare.settled import Terms
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import City
from nightout.stats import compare_rates
from nightout.units import Period

__all__ = ["BLOCKS", "Hours", "HoursQuestion", "find_hours"]

Floats = NDArray[np.float64]
# Lengths that divide a day.
BLOCKS = (1, 2, 3, 4, 6, 8, 12, 24)
# Where so many times are midnight, the source gives days.
MOST_AT_MIDNIGHT = 0.8
SPIKE, SURE = 2.0, 0.001
# Fewer on average, and the interval of a usual hour reaches from nothing to double.
FEW = 5
EVENLY = (
    "and spread evenly over the hours in between; `sure` and `possible` bound the truth without "
    "that assumption"
)


@dataclass(frozen=True)
class HoursQuestion:
    """What is asked: a question about a measure and a span of days, by hours of the week.

    Parameters
    ----------
    question
        Measure, days and knowledge. It is counted by when it occurred, in one window.
    longest_hours
        Spans of so many hours and longer say nothing of the hour: they are left out and reported.
    block_hours
        How many hours are counted together: 1, 2, 3, 4, 6, 8, 12 or 24.
    unknown_at
        Full hours of the day that are entered where the time is not known, such as 0 for midnight.
    """

    question: Question
    longest_hours: int = 24
    block_hours: int = 1
    unknown_at: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.longest_hours <= LONGEST_HOURS:
            raise BadSetting(
                f"the longest span is {self.longest_hours} hours", f"Use from 1 to {LONGEST_HOURS}."
            )
        if self.block_hours not in BLOCKS:
            raise BadSetting(
                f"a block has {self.block_hours} hours", f"Use {', '.join(map(str, BLOCKS))}."
            )
        if odd := [hour for hour in self.unknown_at if not 0 <= hour < 24]:
            raise BadSetting(
                f"times entered by default are {odd[0]} o'clock", "Use full hours from 0 to 23."
            )


@dataclass(frozen=True, eq=False)
class Hours:
    """Counts by block of hours in the week, Monday's first, under their terms.

    `exposure` says how many hours of each block the days held: clocks that change take one or give
    one. `hidden` marks blocks that may not be shown.
    """

    terms: Terms
    asked: HoursQuestion
    spread: SpreadHours
    exposure: NDArray[np.int64]
    notes: tuple[str, ...] = ()
    hidden: NDArray[np.bool_] | None = None

    @property
    def block_hours(self) -> int:
        """How many hours are counted together."""
        return self.asked.block_hours

    def in_blocks(self, hourly: NDArray[np.floating] | NDArray[np.integer]) -> Floats:
        """Add figures by hour up to blocks."""
        return np.asarray(np.asarray(hourly, float).reshape(-1, self.block_hours).sum(axis=1))

    @property
    def n(self) -> Floats:
        """The aoristic count of each block."""
        return self.in_blocks(self.spread.spread)

    @property
    def interval(self) -> tuple[Floats, Floats]:
        """The 95% interval of each block's count for chance, placing included, of each block.

        Incidents that fall in an hour with a chance each are Poisson as those seen in it are:
        the exact interval holds for weights as it does for counts. Where several people are
        counted at once it is that of effective counts. The assumption that fails most often in
        police data: that spans are spread evenly.
        """
        from scipy.special import gammaincinv

        bursts = max(self.spread.bursts, 1.0)
        effective = self.n / bursts
        low = np.where(effective > 0, gammaincinv(np.maximum(effective, 1e-9), 0.025), 0.0)
        return low * bursts, gammaincinv(effective + 1, 0.975) * bursts

    @property
    def lift(self) -> Floats:
        """Each block's count over what it would be if all hours were alike."""
        share = self.in_blocks(self.exposure) / self.exposure.sum()
        with np.errstate(divide="ignore", invalid="ignore"):
            lift = self.n / (share * self.spread.n)
        return np.where(np.isfinite(lift), lift, np.nan)


def find_hours(city: City, asked: HoursQuestion) -> Hours:
    """Find when in the week something happens, in one pass over the records.

    Parameters
    ----------
    city
        The city folder.
    asked
        What, over which days, how finely.

    Raises
    ------
    NotYetKnown
        If nothing was known on the day asked about.
    OutsideRecords
        If the days reach beyond those that the loaded files cover, or hold dates without times.
    """
    terms, records = _settle(city, asked.question)
    window = terms.window
    changes = find_clock_changes(city.zone, window)
    groups = group_by_hours(
        records,
        terms.measure,
        window,
        longest_hours=asked.longest_hours,
        changes=changes,
    )
    spread = spread_hours(
        groups, changes=changes, unknown_at=asked.unknown_at, block_hours=asked.block_hours
    )
    _need_times(spread)
    return Hours(
        terms,
        asked,
        spread,
        count_hours_of_week(city.zone, window),
        _say_left_out(spread, asked)
        + _say_spikes(spread, asked)
        + _say_few(spread, asked)
        + _say_weeks(window),
    )


def _settle(city: City, question: Question) -> tuple[Terms, Any]:
    """Settle which records answer; a span of any length stands alone, held against nothing."""
    measure = replace(question.measure, date_basis="occurred")
    answering = read_answering(
        city, measure, known_on=question.known_on, rebuild=question.reconstruct
    )
    start = question.start or dt.date(question.through.year, 1, 1)
    window = Period.of(start, question.through)
    need_covered(window, answering.spans)
    terms = Terms(
        measure,
        city.name,
        city.made_up,
        window,
        answering.known_on,
        answering.basis,
        answering.knowledge.last_day,
        answering.sources,
        question.against,
        (),
    )
    return terms, answering.records


def _need_times(spread: SpreadHours) -> None:
    """Refuse records that give days, not hours."""
    midnight, all_moments = spread.exact[::24].sum(), spread.moments.sum()
    known = spread.n
    if known and midnight > MOST_AT_MIDNIGHT * max(known, all_moments):
        raise OutsideRecords(
            f"{midnight / known:.0%} of these incidents happened at exactly 00:00",
            "Their source gives days, not times: hours cannot be told from it.",
        )


def _say_left_out(spread: SpreadHours, asked: HoursQuestion) -> tuple[str, ...]:
    whole = spread.n + spread.unknown
    notes: tuple[str, ...] = ()
    if spread.unknown:
        what = f"spans of {asked.longest_hours} hours and more"
        if asked.unknown_at:
            what += " and moments entered by default"
        many = f"{spread.unknown:,.0f} of {whole:,.0f} ({spread.unknown / whole:.1%})"
        notes += (f"time unknown: {many} are in no hour: {what}",)
    if spread.between:
        share = f"{spread.between:,.0f} of {whole:,.0f}"
        notes += (f"{share} are known only between two times, {EVENLY}",)
    return notes


def _say_spikes(spread: SpreadHours, asked: HoursQuestion) -> tuple[str, ...]:
    """Say where midnight or noon hold far more full hours than the hours beside them."""
    by_hour = spread.exact.reshape(7, 24).sum(axis=0)
    notes = []
    for hour, name in ((0, "00:00"), (12, "12:00")):
        beside = float(by_hour[hour - 1] + by_hour[hour + 1])
        here = float(by_hour[hour])
        p = float(compare_rates(here, beside, 1, 2).p_exact)
        if hour in asked.unknown_at or here <= SPIKE * beside / 2 or p >= SURE:
            continue
        notes.append(
            f"{here:,.0f} are timed at exactly {name}, {beside / 2:,.0f} at the full hours beside "
            "it: such times are often entered where none is known, so that this hour is too high; "
            f"--unknown-at {name} leaves them out"
        )
    return tuple(notes)


def _say_few(spread: SpreadHours, asked: HoursQuestion) -> tuple[str, ...]:
    """Say where so few fall into a block that most of what stands out is chance."""

    def on_average(block_hours: int) -> float:
        return spread.n * block_hours / HOURS_A_WEEK

    here = on_average(asked.block_hours)
    if not 0 < here < FEW:
        return ()
    enough = next((one for one in BLOCKS if on_average(one) >= FEW), BLOCKS[-1])
    what = f"{asked.block_hours} hours hold" if asked.block_hours > 1 else "an hour holds"
    more = f": --block {enough} counts more together" if enough > asked.block_hours else ""
    return (f"{what} {here:.1f} on average, so that most of what stands out is chance{more}",)


def _say_weeks(window: Period) -> tuple[str, ...]:
    if window.n_days >= 7 * 8:
        return ()
    return (f"{window.n_days} days hold each hour of the week {window.n_days / 7:.1f} times",)
