"""What `nightout flows corridors` answers, as rows with their terms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightout.cli.flows_options import hide_cells, notes_of, read_years, show_flows
from nightout.cli.flows_text import lay_corridors
from nightout.cli.options import Format
from nightout.errors import BadSetting
from nightout.flows import (
    GROUPS,
    LABEL,
    Corridors,
    Flows,
    as_rows,
    as_terms,
    find_corridors,
    interstate_share,
    noise_corrected,
    place_on_the_road,
    read_flows,
    read_geography,
    state_geography,
)

__all__ = ["CorridorOptions", "answer_corridors"]
GROUP_NAMES = {"iron-pipeline": "Iron Pipeline to New York", "i-95": "I-95 to the Northeast"}
HIGH_LEVERAGE = 0.5
# One-sided p of 0.01 for the backbone; for the road, corridors of some weight only.
STRICT, ROAD_GUNS = 2.32, 50


@dataclass(frozen=True)
class CorridorOptions:
    """What `corridors` was asked for, as on the command line."""

    centres: str
    places: Path | None
    distance: bool
    fewest: int
    top: int
    group: str | None


def answer_corridors(
    files: list[Path], year: str | None, scope: str, options: CorridorOptions, form: Format
) -> None:
    """Show corridors by lift."""
    from nightout.flows.picture import draw_map

    flows = read_flows(files).within(scope)
    years = read_years(year, flows)
    found = find_corridors(flows, years, _geography(flows, options))
    rows, notes = hide_cells(flows, _chosen(flows, found, options))
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
    notes += _together(rows, options.group) + _road(flows, found)
    notes.append("q takes all pairs of places as one family; backbone is noise-corrected, p 0.01.")
    title = f"Corridors beyond size and distance, {terms['years']}"
    pictures = [("Corridors, wider for higher lift", draw_map(flows.level, rows, "lift"))]
    texts = (title, [*notes_of(flows, intervals=False), *notes], pictures, lay_corridors)
    show_flows("flows corridors", terms, rows, texts, form)


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


def _together(rows: list[dict[str, Any]], group: str | None) -> list[str]:
    """Say what a named group carries in all."""
    if group is None or any(row["traced"] is None for row in rows):
        return []
    guns, expected = (sum(row[name] for row in rows) for name in ("traced", "expected"))
    told = f"{guns:,} guns together, {expected:,.0f} expected, {guns / expected:.2f} times as many"
    return [f"{GROUP_NAMES[group]}: {told}."]


def _road(flows: Flows, found: Corridors) -> list[str]:
    """Say which states lie on the road between others, as an inference."""
    if flows.level != "state":
        return []
    kept = noise_corrected(found.counts).kept(STRICT) & (found.counts >= ROAD_GUNS)
    crossed = place_on_the_road(flows.places, found.counts, kept, state_geography(flows.places))
    told = ", ".join(f"{one.place} {one.guns_between:,}" for one in crossed[:5])
    return [f"On the road between ({LABEL}): {told}."] if told else []


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
    kept = noise_corrected(found.counts).kept(STRICT)
    answers = found.rows(fewest=options.fewest, of=pairs)
    at = {place: i for i, place in enumerate(flows.places)}
    # By what the interval leaves standing: the highest lifts of all are luck with few guns.
    answers = sorted(answers, key=lambda one: -one.lift_low)
    return [
        row | {"backbone": bool(kept[at[row["source_place"]], at[row["recovery_place"]]])}
        for row in as_rows(answers)
    ]
