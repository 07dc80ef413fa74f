"""How many guns were recovered soon after their first sale, by place, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nightout.errors import BadSetting
from nightout.flows.faults import DuplicateYear
from nightout.flows.intervals import Bounded, bound_shares
from nightout.flows.reading.time_to_crime import TimeToCrime

__all__ = ["ALL", "GunAge", "measure_ages"]

# The sum of the places that the sheet lists, beside each of them.
ALL = "all listed"
ONE_YEAR, THREE_YEARS = 12, 36


@dataclass(frozen=True)
class GunAge:
    """A place of recovery in a year.

    `known` counts traces whose time since first sale is known, and the shares are of them;
    `unknown` the others, missing where the sheet does not count them.
    """

    place: str
    year: int
    known: int
    unknown: int | None
    share_under_1_year: float
    share_under_1_year_low: float
    share_under_1_year_high: float
    share_under_3_years: float
    share_under_3_years_low: float
    share_under_3_years_high: float
    dispersion: float


def measure_ages(sheets: Sequence[TimeToCrime], year: int | None = None) -> list[GunAge]:
    """Give the shares under one and three years of a year, all places together and then each.

    A short time to crime points to trafficking and proves none: guns are also stolen, lent and
    sold again. A long one proves no innocence.

    Parameters
    ----------
    sheets
        A sheet a year; the other years serve the intervals, as for `rank_suppliers`.
    year
        The year to tell of; the last if absent.

    Raises
    ------
    DuplicateYear
        If a year is there twice.
    BadSetting
        If no band ends at one year or at three, or the year is not there.
    """
    by_year = {sheet.year: sheet for sheet in sheets}
    if len(by_year) < len(sheets):
        years = [sheet.year for sheet in sheets]
        twice = next(one for one in years if years.count(one) > 1)
        raise DuplicateYear(f"{twice} is there in two files", "Give one file a year.")
    years = sorted(by_year)
    told = by_year[_need_year(years, year)]
    places = (ALL, *told.places)
    known = _by_place([by_year[one] for one in years], places)
    one, three = (
        bound_shares(_by_place([by_year[y] for y in years], places, under=months), known, years)
        for months in (ONE_YEAR, THREE_YEARS)
    )
    at = years.index(told.year)
    return [
        _age(told, place, (int(known[row, at]), row, at), (one, three))
        for row, place in enumerate(places)
    ]


def _need_year(years: Sequence[int], year: int | None) -> int:
    if year is not None and year not in years:
        raise BadSetting(f"the year {year} is not loaded", f"Use {', '.join(map(str, years))}.")
    return years[-1] if year is None else year


def _by_place(
    sheets: Sequence[TimeToCrime], places: Sequence[str], under: int | None = None
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Count guns by place and year, all of known age or those under so many months."""
    table = np.zeros((len(places), len(sheets)), np.int64)
    for column, sheet in enumerate(sheets):
        counts = sheet.traced if under is None else sheet.count_under(under)
        by_name = dict(zip(sheet.places, counts.reshape(len(sheet.places), -1).sum(1), strict=True))
        table[:, column] = [by_name.get(place, 0) for place in places]
        table[0, column] = sum(by_name.values())
    return table


def _age(
    sheet: TimeToCrime, place: str, where: tuple[int, int, int], shares: tuple[Bounded, Bounded]
) -> GunAge:
    known, row, at = where
    unknown = None
    if sheet.unknown is not None:
        of = sheet.unknown if place == ALL else sheet.unknown[[sheet.places.index(place)]]
        unknown = int(of.sum())
    one, three = shares
    return GunAge(
        place=place,
        year=sheet.year,
        known=known,
        unknown=unknown,
        share_under_1_year=float(one.value[row, at]),
        share_under_1_year_low=float(one.low[row, at]),
        share_under_1_year_high=float(one.high[row, at]),
        share_under_3_years=float(three.value[row, at]),
        share_under_3_years_low=float(three.low[row, at]),
        share_under_3_years_high=float(three.high[row, at]),
        dispersion=float(np.fmax(one.dispersion[row], three.dispersion[row])),
    )
