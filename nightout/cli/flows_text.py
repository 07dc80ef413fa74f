"""How the flows answers read in a terminal: the columns that decide, each interval in one cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nightout.cli.output import cell, layout

__all__ = [
    "lay_ages",
    "lay_change",
    "lay_cities",
    "lay_corridors",
    "lay_plan",
    "lay_suppliers",
    "lay_supply",
    "lay_trafficked",
]

Row = dict[str, Any]
Write = Callable[[float], str]
# Longer names of markets would push the table off the screen; the terms above it have them whole.
LONGEST = 12
MORE = "(--format csv, json or parquet has every column)\n"


def lay_suppliers(rows: Sequence[Row]) -> str:
    """Lay out the sources of a market."""
    return _lay(rows, lambda row: {
        "source": row["source_place"],
        "guns": row["traced"],
        "share of market (95%)": _bounded(row, "share", _percent),
        "of imports": _one(row["share_of_imports"], _percent),
        "rank": _ranked(row),
    })  # fmt: skip


def lay_supply(rows: Sequence[Row]) -> str:
    """Lay out what every place sells into others; by rate where people were counted."""
    by_rate = any(row["export_rate"] is not None for row in rows)
    name, head, write = (
        ("export_rate", "exports per 100,000 (95%)", _figure)
        if by_rate
        else ("export_share", "export share (95%)", _percent)
    )
    return _lay(rows, lambda row: {
        "place": row["place"],
        "sold": row["sold"],
        "exports": row["exports"],
        head: _bounded(row, name, write),
        "imports": row["imports"],
        "import share (95%)": _bounded(row, "import_share", _percent),
        "rank": _ranked(row),
        "role": row["role"],
    })  # fmt: skip


def lay_corridors(rows: Sequence[Row]) -> str:
    """Lay out corridors, their expectation and their lift."""
    return _lay(rows, lambda row: {
        "from": row["source_place"],
        "to": row["recovery_place"],
        "guns": row["traced"],
        "expected": _one(row["expected"], _figure),
        "lift (95%)": _bounded(row, "lift", _figure),
        "q": row["q"],
        "backbone": row["backbone"],
        "leverage": _one(row["leverage"], _figure),
    })  # fmt: skip


def lay_change(rows: Sequence[Row]) -> str:
    """Lay out how the sources of markets changed, as guns a year."""
    return _lay(rows, lambda row: {
        "from": row["source_place"],
        "to": row["recovery_place"],
        "before": _one(row["n_before"], _figure),
        "after": _one(row["n"], _figure),
        "change": _one(row["difference"], _signed),
        "volume": _one(row["volume"], _signed),
        "mix": _one(row["mix"], _signed),
        "share ratio (95%)": _bounded(row, "ratio", _figure),
        "": row["word"],
    })  # fmt: skip


def lay_plan(rows: Sequence[Row]) -> str:
    """Lay out the sources of a plan, how firm each is, and its share of each market."""
    return _lay(rows, lambda row: {
        "source": row["source_place"],
        "covered": row["covered"],
        "greedy": row["greedy"],
        "in draws": _one(row["chosen_in_draws"], lambda share: f"{share:.0%}"),
        "years": row["chosen_in_years"],
        "guns": row["traced"],
        **{_shortened(name): _one(value, _percent) for name, value in row.items()
           if name.startswith("share_")},
    })  # fmt: skip


def lay_ages(rows: Sequence[Row]) -> str:
    """Lay out how soon after first sale guns were recovered."""
    return _lay(rows, lambda row: {
        "recovered in": row["place"],
        "known": row["known"],
        "unknown": row["unknown"],
        "under 1 year (95%)": _bounded(row, "share_under_1_year", _percent),
        "under 3 years (95%)": _bounded(row, "share_under_3_years", _percent),
    })  # fmt: skip


def lay_trafficked(rows: Sequence[Row]) -> str:
    """Lay out how many guns crossed a border soon after their first sale."""
    return _lay(rows, lambda row: {
        "year": str(row["year"]),
        "guns": row["traced"],
        "of known": row["known"],
        "share (95%)": _bounded(row, "share", _percent),
        "time unknown": row["unknown"],
    })  # fmt: skip


def lay_cities(rows: Sequence[Row]) -> str:
    """Lay out the cities where guns were recovered."""
    return layout([row | {"year": str(row["year"])} for row in rows])


def _lay(rows: Sequence[Row], shown: Callable[[Row], Row]) -> str:
    return layout([shown(row) for row in rows]) + (MORE if rows else "")


def _bounded(row: Row, name: str, write: Write) -> str:
    """Write a figure with its interval: 18.6% (15.5% to 22.0%)."""
    value, low, high = (row[f"{name}{end}"] for end in ("", "_low", "_high"))
    if value is None:
        return cell(None)
    if low is None or high is None:
        return write(value)
    return f"{write(value)} ({write(low)} to {write(high)})"


def _ranked(row: Row) -> str:
    """Write a rank with the range that the intervals allow: 2 (2 to 3)."""
    rank, best, worst = (row[name] for name in ("rank", "rank_best", "rank_worst"))
    if rank is None or best is None:
        return cell(rank)
    return str(rank) if best == worst else f"{rank} ({best} to {worst})"


def _one(value: float | None, write: Write) -> str:
    return cell(None) if value is None else write(value)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _signed(value: float) -> str:
    return f"{value:+,.0f}"


def _shortened(name: str) -> str:
    market = name.removeprefix("share_")
    return market if len(market) <= LONGEST else f"{market[: LONGEST - 1].rstrip()}…"
