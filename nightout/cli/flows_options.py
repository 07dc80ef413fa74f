"""Options that the flows commands share, and how their texts are read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nightout.cli.options import Format
from nightout.errors import BadSetting

if TYPE_CHECKING:
    from nightout.flows import Flows

__all__ = [
    "FEWEST_YEARS",
    "FEW_YEARS",
    "SMALL_CELL",
    "Files",
    "Lay",
    "Rows",
    "Scope",
    "Year",
    "hide_cells",
    "hide_rows",
    "notes_of",
    "read_costs",
    "read_markets",
    "read_years",
    "show_flows",
    "told_hidden",
]

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="ATF workbooks, their folder, or CSV: year, source_place, recovery_place, traced.",
        show_default=False,
    ),
]
Scope = Annotated[
    str, typer.Option(help="48, 50, 50+DC, or all (with territories); other places are kept.")
]
Year = Annotated[
    str | None, typer.Option(metavar="YEARS", help="2020 or 2018-2020; the last loaded if absent.")
]
Rows = list[dict[str, Any]]
Lay = Callable[[Sequence[dict[str, Any]]], str]
Texts = tuple[str, Sequence[str], Sequence[tuple[str, str]], Lay]
MOST_NAMED = 3
# Below this many guns a pair of places smaller than states is hidden.
SMALL_CELL = 10
# Intervals can allow for how years differ from so many years on.
FEWEST_YEARS = 3

FEW_YEARS = (
    "Fewer than three years are loaded: intervals allow for chance only and are about two times "
    "too narrow. Load more years."
)


def read_years(text: str | None, flows: Flows, named: str = "--year") -> list[int]:
    """Read years written 2020 or 2016-2020; the last loaded if none are given."""
    if text is None:
        return [flows.years[-1]]
    first, dash, last = text.partition("-")
    try:
        years = list(range(int(first), int(last if dash else first) + 1))
    except ValueError:
        years = []
    if not years:
        raise BadSetting(f"{named} is {text!r}", "Write one year, 2020, or a span, 2016-2020.")
    return years


def read_markets(texts: Sequence[str], virginia: str) -> dict[str, tuple[str, ...]]:
    """Read markets written Name=NY,NJ; the five of 2021 if none are given."""
    from nightout.flows import five_of_2021

    markets: dict[str, tuple[str, ...]] = {}
    for text in texts:
        name, equals, places = text.partition("=")
        held = tuple(one.strip() for one in (places if equals else name).split(",") if one.strip())
        if not held or name.strip() in markets:
            raise BadSetting(f"--market is {text!r}", "Write it as 'New York=NY,NJ', each once.")
        markets[name.strip()] = held
    return markets or five_of_2021(virginia)


def notes_of(flows: Flows, *, intervals: bool = True) -> list[str]:
    """Say what the reading had to decide, and that intervals are too narrow where they are."""
    few = intervals and len(flows.years) < FEWEST_YEARS
    return [*flows.notes, *([FEW_YEARS] if few else [])]


def hide_cells(flows: Flows, rows: Rows) -> tuple[Rows, list[str]]:
    """Hide small cells of pairs of places that are smaller than states."""
    from nightout.flows import hide_small_cells

    if flows.level == "state":
        return rows, []
    shown, n_hidden = hide_small_cells(rows, SMALL_CELL)
    return shown, told_hidden(n_hidden)


def hide_rows(
    flows: Flows, rows: Rows, counts: Sequence[Sequence[float]], kept: Sequence[str]
) -> tuple[Rows, list[str]]:
    """Hide rows with a small count, all but the columns `kept`, of places smaller than states."""
    from nightout.flows import hide_small_rows

    if flows.level == "state":
        return rows, []
    shown, n_hidden = hide_small_rows(rows, counts, kept, SMALL_CELL)
    return shown, told_hidden(n_hidden)


def told_hidden(n_hidden: int) -> list[str]:
    """Say how many rows are hidden, if any are."""
    note = f"{n_hidden} rows are hidden: fewer than {SMALL_CELL} guns, or telling of such."
    return [note] if n_hidden else []


def read_costs(path: Path | None, flows: Flows) -> dict[str, Any]:
    """Read cost and capacity by source from a CSV with the columns place, cost, capacity."""
    import numpy as np

    if path is None:
        return {}
    costs, capacity = np.ones(len(flows.places)), np.full(len(flows.places), np.inf)
    with path.open(newline="", encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            try:
                at = flows.index(row["place"])
                costs[at] = float(row.get("cost") or 1)
                capacity[at] = float(row.get("capacity") or "inf")
            except (KeyError, ValueError):
                raise BadSetting(
                    f"{path.name} holds {dict(row)}", "Give place, cost and capacity as numbers."
                ) from None
    return {"costs": costs, "capacity": capacity}


def show_flows(
    command: str,
    terms: dict[str, Any],
    rows: list[dict[str, Any]],
    texts: Texts,
    form: Format,
) -> None:
    """Write an answer; as HTML one page with its pictures.

    `texts` are the title, notes, pictures, and how the rows are laid out for a terminal.
    """
    import sys

    from nightout.cli.output import Sheet, cell, show
    from nightout.cli.width import wrap
    from nightout.flows.picture import make_page

    title, notes, pictures, lay = texts
    if form is Format.HTML:
        legible = [_legible(row) for row in rows]
        sys.stdout.write(make_page(title, terms, legible, notes, pictures))
        return
    said = "; ".join(
        f"{name.replace('_', ' ')}: {value if name.startswith('year') else cell(value)}"
        for name, value in _short(terms).items()
        if name != "notice" and value is not None
    )
    text = f"{title}\n{wrap(said)}\n\n{lay(rows)}\n"
    show(Sheet(command, terms, rows, [terms["notice"], *notes], text, title), form)


def _short(terms: dict[str, Any]) -> dict[str, Any]:
    """Name the first and the last of many files; the other forms name each."""
    files = terms.get("files", "").split(", ")
    return terms | ({"files": f"{files[0]} to {files[-1]}"} if len(files) > MOST_NAMED else {})


def _legible(row: dict[str, Any]) -> dict[str, Any]:
    """Write a year as 2020, not 2,020, and means of a hundred guns and more as whole guns."""
    whole = {
        name: round(value)
        for name, value in row.items()
        if isinstance(value, float) and 100 <= abs(value) < float("inf")
    }
    return row | whole | ({"year": str(row["year"])} if "year" in row else {})
