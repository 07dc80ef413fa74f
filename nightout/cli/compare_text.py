"""A comparison in words for a terminal, its interval drawn as a dot on a line."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from nightout.cli.options import DATED
from nightout.cli.width import fit_columns, screen_width, wrap
from nightout.compare import Change, Comparison, Windows, as_rows
from nightout.units import Period

__all__ = [
    "SCALE",
    "as_text",
    "draw_interval",
    "lay_out",
    "say_chance",
    "say_change",
    "say_range",
    "say_ratio",
]

# The line runs from a quarter to four times as many, even steps for even ratios.
WIDTH = 25
SPAN = math.log(4)
LARGEST = 100
LONGEST = 28
SCALE = f"{'¼':<12}1{'4':>12}"


def as_text(answer: Comparison) -> str:
    """Write the comparison for a terminal, terms first and last."""
    return "\n".join(
        [_heading(answer), "", *_table(answer), *_list_joined(answer), "", _footing(answer), ""]
    )


def draw_interval(ratio: float | None, low: float | None, high: float | None) -> str:
    """Draw an interval of a ratio as `├──●──┤`, with `│` where it would be unchanged.

    Ends beyond a quarter or four times are arrows.
    """
    if ratio is None or low is None or high is None:
        return " " * WIDTH
    line = [" "] * WIDTH
    left, dot, right = (_column(value) for value in (low, ratio, high))
    for i in range(left, right + 1):
        line[i] = "─"
    middle = WIDTH // 2
    line[middle] = "┼" if left <= middle <= right else "│"
    line[left] = "◄" if low < math.exp(-SPAN) else "├"
    line[right] = "►" if high > math.exp(SPAN) else "┤"
    line[dot] = "●"
    return "".join(line)


def _column(value: float) -> int:
    if value <= 0:
        return 0
    share = (math.log(value) + SPAN) / (2 * SPAN) if math.isfinite(value) else 1.0
    return round(min(max(share, 0.0), 1.0) * (WIDTH - 1))


def _heading(answer: Comparison) -> str:
    terms = answer.terms
    made_up = " (made up)" if terms.made_up else ""
    known = terms.known_basis if terms.known_basis != "versions" else f"load of {terms.last_load}"
    rests_on = (
        f"counting {terms.measure.counts}, dated by when they {DATED[terms.measure.date_basis]}, "
        f"as known on {terms.known_on} ({known}), from {', '.join(terms.sources)}"
    )
    title = f"{terms.measure.title}, {terms.place}{made_up}: {_days(answer)}"
    told = f"{title}\n{wrap(rests_on)}"
    if answer.part_terms is None:
        return told
    parts = answer.part_terms
    days = ", ".join(_span(one.now) for one in parts.windows)
    named = f"by {', '.join(answer.by)}: {days}, as known on {parts.known_on} or before it"
    return f"{told}\n{wrap(f'{named} ({parts.known_basis})')}"


def _days(answer: Comparison) -> str:
    windows = answer.terms.windows
    if len(windows) == 1:
        return _span(windows[0].now)
    last = {one.now.through for one in windows}
    names = ", ".join(one.name for one in windows)
    return f"{names} through {last.pop()}" if len(last) == 1 else names


def _span(period: Period) -> str:
    return f"{period.start} through {period.through}"


def _table(answer: Comparison) -> list[str]:
    several = len(answer.terms.windows) > 1
    names = ("", "window", "now", "before", "change", "ratio", "95% wide", SCALE, "", "q")
    changes = (*answer.whole, *answer.parts)
    told = zip(as_rows(answer), changes, strict=True)
    lines = [_line(row | {"place": _short(row["place"])}, change, answer) for row, change in told]
    shown = [i for i in range(len(names)) if several or names[i] != "window"]
    left = {shown.index(i) for i in (0, 1, 4, 6, 7, 8) if i in shown}
    return lay_out([names[i] for i in shown], [[one[i] for i in shown] for one in lines], left=left)


def _short(place: str) -> str:
    """Shorten a list of many parts, which stands in full below the table."""
    names = re.split(r", | and ", place)
    return place if len(place) <= LONGEST else f"{names[0]} and {len(names) - 1} more"


def _list_joined(answer: Comparison) -> list[str]:
    """List in full what the table shortens."""
    places = dict.fromkeys(row["place"] for row in as_rows(answer))
    told = [f"{_short(one)}: {one}" for one in places if _short(one) != one]
    return ["", *(wrap(one, "  ") for one in told)] if told else []


def lay_out(
    names: Sequence[str], lines: Sequence[Sequence[str]], *, left: Collection[int]
) -> list[str]:
    """Align columns under their names, those in `left` to the left, in lines that fit."""
    return fit_columns([names, *lines], left, screen_width())


def _line(row: dict[str, Any], change: Change, answer: Comparison) -> tuple[str, ...]:
    asked = answer.terms_of(change).windows
    windows = next(one for one in asked if one.name == change.name)
    before = "–" if row["n_before"] is None else _say_count(row["n_before"])
    return (
        row["place"],
        windows.name,
        "–" if row["n"] is None else f"{row['n']:,}",
        before if change.before is None else f"{before} ({_held_against(change, windows)})",
        say_change(row, per_day=change.per_day),
        say_ratio(row["ratio"] if row["n_before"] else None),
        say_range(row["wide_low"], row["wide_high"]),
        draw_interval(row["ratio"], row["wide_low"], row["wide_high"]),
        row["word"],
        say_chance(row["q"]),
    )


def _held_against(change: Change, windows: Windows) -> str:
    """Say which days or years a change is held against: the year where days are the same."""
    before = change.before
    if before is None or change.n_years > 1:
        return f"mean of {change.n_years} years"
    if windows.aligned == "dates" and before != windows.prior:
        return str(before.through.year)
    return f"{before.start}..{before.through:%m-%d}"


def say_change(row: dict[str, Any], *, per_day: bool = False) -> str:
    """Write a difference with its percent, or no percent where there is none."""
    if row["difference"] is None:
        return "–"
    a_day = " a day" if per_day else ""
    percent = "" if row["percent"] is None else f" ({row['percent']:+.1f}%{a_day})"
    return f"{_say_count(row['difference'], sign='+')}{percent}"


def say_chance(value: float | None) -> str:
    """Write a chance to two digits, and never as none at all."""
    return "<0.01" if value is not None and value < 0.005 else say_ratio(value)


def _say_count(value: float, sign: str = "") -> str:
    """Write a count or a mean of counts: four digits of a small one, all of a large one."""
    return f"{value:{sign},.4g}" if abs(value) < 1000 else f"{value:{sign},.0f}"


def say_ratio(value: float | None) -> str:
    """Write a ratio or a chance to two digits."""
    if value is None:
        return "–"
    # A bound beyond a hundredfold says that the counts set none.
    return f"{value:.2f}" if value <= LARGEST else f"over {LARGEST}"


def say_range(low: float | None, high: float | None) -> str:
    """Write the ends of an interval."""
    return "–" if low is None else f"{say_ratio(low)} to {say_ratio(high)}"


def _footing(answer: Comparison) -> str:
    terms = answer.terms
    # Years held against one by one are told by the latest.
    told = zip(answer.whole, as_rows(answer), strict=False)
    firsts = {change.name: row for change, row in reversed(list(told))}
    lines: list[str] = []
    for windows in terms.windows:
        name = f"{windows.name}, all" if len(terms.windows) > 1 else "All"
        years = sorted(windows.years)
        told_by = list(_rests_on(firsts[windows.name], f"{name} of {terms.place}", years))
        lines += told_by if len(terms.windows) == 1 else [" ".join(told_by)]
    lines.append(f"What this cannot show: {terms.measure.cannot_show}")
    return "\n".join(wrap(line) for line in lines if line)


def _rests_on(row: dict[str, Any], what: str, years: list[int]) -> Iterator[str]:
    """Say how strong a comparison is by chance alone, and by how years differ."""
    if row["ratio_low"] is not None:
        poisson = (
            f"{what} by Poisson chance alone: "
            f"{say_range(row['ratio_low'], row['ratio_high'])}, exact p {_p(row['p_exact'])}, "
            f"mid-p {_p(row['p_midp'])}, E-test p {_p(row['p_etest'])}, z {row['z']:.2f}."
        )
        if row["p_etest"] is None:
            poisson += " The E-test is skipped above 5,000, where it is slow and agrees with exact."
        yield poisson
    if row["dispersion"] is not None:
        yield (
            f"Years differ {row['dispersion']:.1f} times as much as chance alone (variance, "
            f"after a trend, {', '.join(map(str, years))}); the wide interval allows for it, "
            f"p {_p(row['p_wide'])}."
        )


def _p(value: float | None) -> str:
    if value is None:
        return "–"
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
