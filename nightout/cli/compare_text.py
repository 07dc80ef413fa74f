"""A comparison in words for a terminal, its interval drawn as a dot on a line."""

from __future__ import annotations

import math
import textwrap
from typing import Any

from nightout.cli.options import DATED
from nightout.compare import Comparison, as_rows

__all__ = ["as_text", "draw_interval"]

# The line runs from a quarter to four times as many, even steps for even ratios.
WIDTH = 25
SPAN = math.log(4)
LARGEST = 100
WRAP = 96


def as_text(answer: Comparison) -> str:
    """Write the comparison for a terminal, terms first and last."""
    return "\n".join([_heading(answer), "", *_table(answer), "", _footing(answer), ""])


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
    days = f"{terms.window.start} through {terms.window.through}"
    rests_on = (
        f"counting {terms.measure.counts}, dated by when they {DATED[terms.measure.date_basis]}, "
        f"as known on {terms.known_on} ({known}), from {', '.join(terms.sources)}"
    )
    title = f"{terms.measure.title}, {terms.place}{made_up}: {days}"
    return f"{title}\n{textwrap.fill(rests_on, WRAP)}"


def _table(answer: Comparison) -> list[str]:
    rows = as_rows(answer)
    names = ("", "now", "before", "change", "ratio", "95% wide", f"{'¼':<12}1{'4':>12}", "", "q")
    lines = [names, *[_line(row) for row in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(names))]
    left = {0, 3, 5, 6, 7}
    return [
        "  ".join(
            value.ljust(width) if i in left else value.rjust(width)
            for i, (value, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    year = (row["through_before"] or "")[:4]
    before = "–" if row["n_before"] is None else f"{row['n_before']:,.4g} ({year})"
    return (
        row["place"],
        "–" if row["n"] is None else f"{row['n']:,}",
        before,
        _change(row),
        _number(row["ratio"]),
        _range(row["wide_low"], row["wide_high"]),
        draw_interval(row["ratio"], row["wide_low"], row["wide_high"]),
        row["word"],
        _number(row["q"]),
    )


def _change(row: dict[str, Any]) -> str:
    if row["difference"] is None:
        return "–"
    percent = "" if row["percent"] is None else f" ({row['percent']:+.1f}%)"
    return f"{row['difference']:+,.4g}{percent}"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    # A bound beyond a hundredfold says that the counts set none.
    return f"{value:.2f}" if value <= LARGEST else f"over {LARGEST}"


def _range(low: float | None, high: float | None) -> str:
    return "–" if low is None else f"{_number(low)} to {_number(high)}"


def _footing(answer: Comparison) -> str:
    first, terms = as_rows(answer)[0], answer.terms
    lines = []
    if first["ratio_low"] is not None:
        poisson = (
            f"All of {terms.place} by Poisson chance alone: "
            f"{_range(first['ratio_low'], first['ratio_high'])}, exact p {_p(first['p_exact'])}, "
            f"mid-p {_p(first['p_midp'])}, E-test p {_p(first['p_etest'])}, z {first['z']:.2f}."
        )
        if first["p_etest"] is None:
            poisson += " The E-test is skipped above 5,000, where it is slow and agrees with exact."
        lines.append(poisson)
    if first["dispersion"] is not None:
        years = ", ".join(map(str, terms.dispersion_years))
        lines.append(
            f"Years differ {first['dispersion']:.1f} times as much as chance alone (variance, "
            f"after a trend, {years}); the wide interval allows for it, p {_p(first['p_wide'])}."
        )
    lines.append(f"What this cannot show: {terms.measure.cannot_show}")
    return "\n".join(textwrap.fill(line, WRAP) for line in lines)


def _p(value: float | None) -> str:
    if value is None:
        return "–"
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
