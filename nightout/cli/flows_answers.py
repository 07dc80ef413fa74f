"""What `nightout flows supply` and `change` answer, as rows with their terms."""

from __future__ import annotations

from pathlib import Path

from nightout.cli.flows_options import (
    FEW_YEARS,
    hide_cells,
    hide_rows,
    notes_of,
    read_years,
    show_flows,
)
from nightout.cli.flows_text import lay_change, lay_suppliers, lay_supply
from nightout.cli.options import Format
from nightout.errors import BadSetting
from nightout.flows import (
    as_rows,
    as_terms,
    compare_periods,
    interstate_share,
    measure_supply,
    rank_suppliers,
    read_flows,
    read_population,
)

__all__ = ["answer_change", "answer_suppliers", "answer_supply"]


def answer_suppliers(
    files: list[Path], market: str, year: str | None, scope: str, form: Format
) -> None:
    """Rank the sources of a market."""
    from nightout.flows.picture import draw_map, draw_ranking, draw_sankey

    flows = read_flows(files).within(scope)
    years = _one(read_years(year, flows))
    found = rank_suppliers(flows, market.split(","), years[0])
    rows, notes = hide_cells(flows, as_rows(found))
    name = found[0].recovery_place if found else market
    pictures = [
        ("Guns into the market, wider for more", draw_map(flows.level, rows, "traced")),
        ("Sources of the market", draw_sankey(rows)),
        ("Share of each source, with its 95% interval", draw_ranking(rows, "share")),
    ]
    title = f"Who supplies {name}, {years[0]}"
    texts = (title, [*notes_of(flows), *notes], pictures, lay_suppliers)
    show_flows("flows supply", as_terms(flows, years), rows, texts, form)


def answer_supply(
    files: list[Path], population: Path | None, year: str | None, scope: str, form: Format
) -> None:
    """Rank every place by what it sells into others."""
    from nightout.flows.picture import draw_ranking

    flows = read_flows(files).within(scope)
    years = _one(read_years(year, flows))
    people = read_population(population) if population else None
    found = measure_supply(flows, years[0], people)
    counts = [[one.sold, one.recovered, one.in_state, one.exports, one.imports] for one in found]
    rows, hidden = hide_rows(flows, as_rows(found), counts, ("place", "year", "role"))
    notes = [*notes_of(flows), *hidden]
    if people is None:
        notes.append("No --population is given: there are no rates, and ranks are by exports.")
    terms = as_terms(flows, years) | {"interstate_share": round(interstate_share(flows, years), 4)}
    column, what = ("export_rate", "per 100,000 people") if people else ("export_share", "share")
    pictures = [(f"Exports, {what}, with 95% intervals", draw_ranking(rows, column))]
    title = f"Exports and imports of {len(rows)} places, {years[0]}"
    show_flows("flows supply", terms, rows, (title, notes, pictures, lay_supply), form)


def answer_change(
    files: list[Path],
    periods: tuple[str, str],
    market: str | None,
    shown: tuple[str, int],
    form: Format,
) -> None:
    """Compare the sources of markets between two periods."""
    flows = read_flows(files).within(shown[0])
    before, after = (
        read_years(text, flows, named)
        for text, named in zip(periods, ("--before", "--after"), strict=True)
    )
    held = market.split(",") if market else None
    found = compare_periods(flows, before, after, held)
    counts = [[one.n_before * len(before), one.n * len(after)] for one in found]
    named = ("source_place", "recovery_place", "before", "after")
    rows, hidden = hide_rows(flows, as_rows(found), counts, named)
    rows = rows[: shown[1]]
    notes = [*notes_of(flows, intervals=False), *hidden]
    if rows and all(row["dispersion"] is None for row in rows) and not hidden:
        notes.append(FEW_YEARS)
    notes.append("Guns are means per year; volume and mix add up to the difference.")
    sold_into = ", ".join(flows.places[flows.index(one.strip())] for one in held or ())
    title = f"Sources of {sold_into or 'every place'}: {periods[1]} against {periods[0]}"
    terms = as_terms(flows, [*before, *after])
    show_flows("flows change", terms, rows, (title, notes, [], lay_change), form)


def _one(years: list[int]) -> list[int]:
    if len(years) > 1:
        raise BadSetting(
            f"--year spans {years[0]} to {years[-1]}",
            "Supply tells of one year; the others serve its intervals. Give one.",
        )
    return years
