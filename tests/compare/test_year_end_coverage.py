"""How often the range of year's ends holds: on drawn years of known truth, and on real ones.

Run the drawn ones with `make proof`; `-s` shows the tables that docs/explanation/curve.md prints.
"""

import csv
import datetime as dt
import itertools
import math
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from nightout.compare import YearsBefore, point_to_year_end

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "curve.md"
SEED, DRAWS = 20_261_126, 2_000
MEANS, DISPERSIONS, DRIFTS = (3, 30, 300, 3000), (1, 3), (0.0, 0.15)
YEARS, SHARES = (3, 5, 10), (0.1, 0.5, 0.9)
# Three standard errors of 95% in so many draws.
TOLERANCE = 3 * math.sqrt(0.95 * 0.05 / DRAWS)
FILES = (
    ("chicago_homicides_2001_2023.csv", "datetime", range(2001, 2023)),
    ("nypd_shootings_2006_2020.csv", "date", range(2006, 2021)),
    ("philadelphia_shooting_victims_2015_2025.csv", "datetime", range(2015, 2025)),
)
DAYS = ((14, "15 January"), (45, "15 February"), (90, "31 March"), (181, "30 June"),
        (273, "30 September"), (334, "30 November"))  # fmt: skip


def draw(rng, mean, dispersion):
    if dispersion == 1:
        return rng.poisson(mean)
    return rng.negative_binomial(np.maximum(mean / (dispersion - 1), 1e-12), 1 / dispersion)


def try_setting(rng, setting):
    """Give the share of ranges that held, and their median width as a share of the year."""
    mean, dispersion, drift, n_years, share = setting
    steps = rng.normal(0, drift, (DRAWS, n_years + 1)).cumsum(axis=1)
    level = mean * np.exp(steps)
    first, rest = draw(rng, level * share, dispersion), draw(rng, level * (1 - share), dispersion)
    held, widths = [], []
    for a, b in zip(first, rest, strict=True):
        before = YearsBefore.of(range(n_years), a[:-1], b[:-1])
        told = point_to_year_end(int(a[-1]), before, year=n_years, elapsed=share)
        held.append(told.low <= a[-1] + b[-1] <= told.high)
        widths.append((told.high - told.low) / mean)
    return float(np.mean(held)), float(np.median(widths))


@pytest.fixture(scope="module")
def tried():
    rng = np.random.default_rng(SEED)
    settings = itertools.product(MEANS, DISPERSIONS, DRIFTS, YEARS, SHARES)
    return {setting: try_setting(rng, setting) for setting in settings}


@pytest.mark.proof
def test_the_range_holds_the_drawn_end_as_often_as_it_should(tried):
    worst = min(tried, key=lambda one: tried[one][0])
    assert tried[worst][0] >= 0.95 - TOLERANCE, (worst, tried[worst])


@pytest.mark.proof
def test_the_page_prints_what_is_drawn(tried):
    lines = [
        [f"{mean:,}", f"{times}", *(f"{100 * worst(tried, mean, times, k):.1f}" for k in YEARS),
         *(f"{100 * width(tried, mean, times, k):.0f}" for k in YEARS)]
        for mean, times in itertools.product(MEANS, DISPERSIONS)
    ]  # fmt: skip
    check_page("drawn", lines, abs=1, rel=0.1)


def worst(tried, mean, dispersion, n_years):
    settings = itertools.product([mean], [dispersion], DRIFTS, [n_years], SHARES)
    return min(tried[one][0] for one in settings)


def width(tried, mean, dispersion, n_years):
    return tried[mean, dispersion, 0.0, n_years, 0.5][1]


def sums_by_day(path, column, years):
    days = Counter()
    with path.open(newline="", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            days[row[column][:10]] += 1
    leap = [dt.date(2000, 1, 1) + dt.timedelta(days=i) for i in range(366)]
    return np.array(
        [[days[f"{year}-{day:%m-%d}"] for day in leap] for year in years], float
    ).cumsum(axis=1)  # fmt: skip


def point(sums, i, at):
    """The range of one year, told by the five before it."""
    so_far, ends = sums[i - 5 : i, at], sums[i - 5 : i, -1]
    before = YearsBefore.of(range(5), so_far, ends - so_far)
    return point_to_year_end(int(sums[i, at]), before, year=5, elapsed=(at + 1) / 366)


def test_the_page_prints_how_right_it_was_in_three_cities(real_data):
    series = [sums_by_day(real_data / file, column, years) for file, column, years in FILES]
    lines = []
    for at, name in DAYS:
        tries = [(sums[i], point(sums, i, at)) for sums in series for i in range(5, len(sums))]
        ends = np.array([sums[-1] for sums, _ in tries])
        low, high, expected, naive = (
            np.array([getattr(told, one) for _, told in tries])
            for one in ("low", "high", "expected", "naive")
        )
        inside = int(((low <= ends) & (ends <= high)).sum())
        shares = [(high - low) / ends, abs(expected - ends) / ends, abs(naive - ends) / ends]
        lines.append(
            [name, f"{inside} of {len(tries)}", *(f"{100 * one.mean():.1f}" for one in shares)]
        )
    check_page("real", lines, abs=0.11)


def check_page(table, lines, **near):
    """The table after the page's mark of that name prints these lines."""
    shown = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    sys.stdout.write(f"\n{shown}\n")
    text = PAGE.read_text("utf-8").split(f"<!-- {table} -->")[1]
    printed = [one for one in text.splitlines() if one.startswith("|")][2 : 2 + len(lines)]
    for line, row in zip(printed, lines, strict=True):
        for cell, found in zip(line.strip("|").split("|"), row, strict=True):
            try:
                assert float(cell) == pytest.approx(float(found), **near), line
            except ValueError:
                assert cell.strip() == found
