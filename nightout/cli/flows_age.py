"""What `nightout flows time-to-crime`, `trafficked` and `cities` answer, as rows with terms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nightout.cli.flows_options import (
    FEW_YEARS,
    FEWEST_YEARS,
    SMALL_CELL,
    show_flows,
    told_hidden,
)
from nightout.cli.flows_text import lay_ages, lay_cities, lay_trafficked
from nightout.cli.options import Format
from nightout.flows import (
    NOTICE,
    as_rows,
    count_likely_trafficked,
    hide_small_rows,
    measure_ages,
    read_cities,
    read_time_to_crime,
)

__all__ = ["answer_ages", "answer_cities", "answer_trafficked"]

LIKELY = (
    "Likely trafficked: first sold in another state, recovered there within three years. A gun "
    "that moved with its owner counts too; a slow one, or one within a state, does not."
)


def answer_ages(files: list[Path], year: int | None, form: Format) -> None:
    """Show the shares of guns recovered within one and three years of their first sale."""
    from nightout.flows.picture import draw_ranking

    sheets = [read_time_to_crime(path) for path in _workbooks(files)]
    rows = as_rows(measure_ages(sheets, year))
    notes = ["Guns of unknown age are left out of the shares: read known beside unknown."]
    if len(sheets) < FEWEST_YEARS:
        notes.append(FEW_YEARS)
    named = [row | {"source_place": row["place"]} for row in rows]
    pictures = [
        (f"Share under {name}, with 95% intervals", draw_ranking(named, column))
        for name, column in (
            ("one year", "share_under_1_year"),
            ("three years", "share_under_3_years"),
        )
    ]
    terms = {
        "counts": "guns traced by police, by place of recovery and time since first sale",
        "years": str(rows[0]["year"]),
        "years_loaded": ", ".join(str(one) for one in sorted(sheet.year for sheet in sheets)),
        "share_is_of": "guns whose time to crime is known",
        "files": ", ".join(path.name for path in files),
        "notice": NOTICE,
    }
    title = f"Time to crime, {rows[0]['year']}"
    show_flows("flows time-to-crime", terms, rows, (title, notes, pictures, lay_ages), form)


def answer_trafficked(path: Path, scope: str, form: Format) -> None:
    """Show how many guns crossed a border within three years of their first sale."""
    found = count_likely_trafficked(path, scope)
    notes = [LIKELY]
    if len(found) < FEWEST_YEARS:
        notes.append(FEW_YEARS)
    terms = {
        "counts": "guns traced by police whose two places and time to crime are known",
        "years": ", ".join(str(one.year) for one in found),
        "scope": scope,
        "files": path.name,
        "notice": NOTICE,
    }
    title = "Likely trafficked guns"
    show_flows("flows trafficked", terms, as_rows(found), (title, notes, [], lay_trafficked), form)


def answer_cities(files: list[Path], top: int, form: Format) -> None:
    """Show the cities where most guns were recovered and traced."""
    found = [one for path in _workbooks(files) for one in read_cities(path)]
    ordered = sorted(found, key=lambda one: (-one.year, -one.traced, one.city))
    counts = [[one.traced] for one in ordered]
    named = ("year", "state", "city")
    rows, n_hidden = hide_small_rows(as_rows(ordered), counts, named, SMALL_CELL)
    notes = [
        "The sheets list the cities with most traces of each state, not all of them.",
        *told_hidden(n_hidden),
    ]
    terms = {
        "counts": "guns recovered in a city and traced, whatever is known of their source",
        "years": ", ".join(sorted({str(one.year) for one in found})),
        "files": ", ".join(path.name for path in files),
        "notice": NOTICE,
    }
    title = "Cities where most guns were recovered"
    show_flows("flows cities", terms, rows[:top], (title, notes, [], lay_cities), form)


def _workbooks(files: Sequence[Path]) -> list[Path]:
    """Give the files, and the workbooks of a folder."""
    held = [sorted(path.glob("*.xlsx")) if path.is_dir() else [path] for path in files]
    return [path for found in held for path in found]
