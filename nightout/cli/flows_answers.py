"""What `nightout flows supply`, `corridors` and `change` answer, as rows with their terms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightout.cli.flows_options import SMALL_CELL, read_years, show_flows
from nightout.cli.options import Format
from nightout.errors import BadSetting
from nightout.flows import (
    GROUPS,
    Corridors,
    Flows,
    as_rows,
    as_terms,
    compare_periods,
    find_corridors,
    hide_small_cells,
    interstate_share,
    measure_supply,
    noise_corrected,
    rank_suppliers,
    read_flows,
    read_geography,
    read_population,
    state_geography,
)

__all__ = ["CorridorOptions", "answer_change", "answer_corridors", "answer_suppliers"]
FEW_YEARS = (
    "Fewer than three years are loaded: intervals allow for chance only and are about two times "
    "too narrow. Load more years."
)
GROUP_NAMES = {"iron-pipeline": "Iron Pipeline to New York", "i-95": "I-95 to the Northeast"}
HIGH_LEVERAGE = 0.5


@dataclass(frozen=True)
class CorridorOptions:
    """What `corridors` was asked for, as on the command line."""

    centres: str
    places: Path | None
    distance: bool
    fewest: int
    top: int
    group: str | None


def answer_suppliers(
    files: list[Path], market: str, year: str | None, scope: str, form: Format
) -> None:
    """Rank the sources of a market."""
    from nightout.flows.picture import draw_map, draw_ranking, draw_sankey

    flows = read_flows(files).within(scope)
    years = _one(read_years(year, flows))
    found = rank_suppliers(flows, market.split(","), years[0])
    rows, notes = _hidden(flows, as_rows(found))
    name = found[0].recovery_place if found else market
    pictures = [
        ("Guns into the market, wider for more", draw_map(flows.level, rows, "traced")),
        ("Sources of the market", draw_sankey(rows)),
        ("Share of each source, with its 95% interval", draw_ranking(rows, "share")),
    ]
    title = f"Who supplies {name}, {years[0]}"
    texts = (title, [*_notes(flows), *notes], pictures)
    show_flows("flows supply", as_terms(flows, years), rows, texts, form)


def answer_supply(
    files: list[Path], population: Path | None, year: str | None, scope: str, form: Format
) -> None:
    """Rank every place by what it sells into others."""
    from nightout.flows.picture import draw_ranking

    flows = read_flows(files).within(scope)
    years = _one(read_years(year, flows))
    people = read_population(population) if population else None
    rows = as_rows(measure_supply(flows, years[0], people))
    notes = _notes(flows)
    if people is None:
        notes.append("No --population is given: there are no rates, and ranks are by exports.")
    terms = as_terms(flows, years) | {"interstate_share": round(interstate_share(flows, years), 4)}
    column, what = ("export_rate", "per 100,000 people") if people else ("export_share", "share")
    pictures = [(f"Exports, {what}, with 95% intervals", draw_ranking(rows, column))]
    title = f"Exports and imports of {len(rows)} places, {years[0]}"
    show_flows("flows supply", terms, rows, (title, notes, pictures), form)


def answer_corridors(
    files: list[Path], year: str | None, scope: str, options: CorridorOptions, form: Format
) -> None:
    """Show corridors by lift."""
    from nightout.flows.picture import draw_map

    flows = read_flows(files).within(scope)
    years = read_years(year, flows)
    found = find_corridors(flows, years, _geography(flows, options))
    rows, notes = _hidden(flows, _chosen(flows, found, options))
    rows = rows if options.group else rows[: options.top]
    model = found.model
    terms = as_terms(flows, years) | {
        "expected_by": f"two-way gravity; {found.words}",
        "distance_exponent": model.distance_exponent,
        "border_factor": model.border_factor,
        "dispersion": model.dispersion,
        "interstate_share": round(interstate_share(flows, years), 4),
    }
    if any((row["leverage"] or 0) > HIGH_LEVERAGE for row in rows):
        notes.append(
            "Where leverage is above 0.5 the corridor is most of what its places exchange, sets "
            "its own expectation, and its lift is too near 1."
        )
    notes.append("q takes all pairs of places as one family; backbone is noise-corrected, p 0.01.")
    title = f"Corridors beyond size and distance, {terms['years']}"
    pictures = [("Corridors, wider for higher lift", draw_map(flows.level, rows, "lift"))]
    texts = (title, [*_notes(flows, intervals=False), *notes], pictures)
    show_flows("flows corridors", terms, rows, texts, form)


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
    rows = as_rows(compare_periods(flows, before, after, held))[: shown[1]]
    notes = _notes(flows, intervals=False)
    if rows and all(row["dispersion"] is None for row in rows):
        notes.append(FEW_YEARS)
    notes.append("Guns are means per year; volume and mix add up to the difference.")
    title = f"Sources of {market or 'every place'}: {periods[1]} against {periods[0]}"
    terms = as_terms(flows, [*before, *after])
    show_flows("flows change", terms, rows, (title, notes, []), form)


def _one(years: list[int]) -> list[int]:
    if len(years) > 1:
        raise BadSetting(
            f"--year spans {years[0]} to {years[-1]}",
            "Supply tells of one year; the others serve its intervals. Give one.",
        )
    return years


def _notes(flows: Flows, *, intervals: bool = True) -> list[str]:
    few = intervals and len(flows.years) < 3
    return [*flows.notes, *([FEW_YEARS] if few else [])]


def _hidden(flows: Flows, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Hide small cells of places that are smaller than states."""
    if flows.level == "state":
        return rows, []
    shown, n_hidden = hide_small_cells(rows, SMALL_CELL)
    note = f"{n_hidden} pairs are hidden: fewer than {SMALL_CELL} guns, or telling of such."
    return shown, [note] if n_hidden else []


def _geography(flows: Flows, options: CorridorOptions) -> Any:
    if not options.distance:
        return None
    if flows.level == "state":
        return state_geography(flows.places, options.centres)
    if options.places is None:
        raise BadSetting(
            "these places are not states and nothing says where they lie",
            "Give --places FILE with place, lon and lat, or --no-distance.",
        )
    return read_geography(options.places, flows.places)


def _chosen(flows: Flows, found: Corridors, options: CorridorOptions) -> list[dict[str, Any]]:
    pairs = None
    if options.group is not None:
        if options.group not in GROUP_NAMES:
            raise BadSetting(f"--group is {options.group!r}", f"Use {' or '.join(GROUP_NAMES)}.")
        sources, markets = GROUPS[GROUP_NAMES[options.group]]
        pairs = [
            (flows.index(a), flows.index(b))
            for a in sources.split()
            for b in markets.split()
            if a != b
        ]
    kept = noise_corrected(found.counts).kept(2.32)
    answers = found.rows(fewest=options.fewest, of=pairs)
    at = {place: i for i, place in enumerate(flows.places)}
    # By what the interval leaves standing: the highest lifts of all are luck with few guns.
    answers = sorted(answers, key=lambda one: -one.lift_low)
    return [
        row | {"backbone": bool(kept[at[row["source_place"]], at[row["recovery_place"]]])}
        for row in as_rows(answers)
    ]
