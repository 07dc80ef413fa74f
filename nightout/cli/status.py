"""`nightout status`: what a city folder holds, and since when it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from nightout.cli.options import CityDir, Format, FormatOption

if TYPE_CHECKING:
    from nightout.records import City, Knowledge

__all__ = ["add_to", "status"]


def status(city_dir: CityDir, form: FormatOption = Format.TEXT) -> None:
    """Say what a city folder holds: its loads, the days they cover, its maps."""
    from nightout.cli.output import Sheet, layout, show
    from nightout.records import list_maps, open_city, read_knowledge, table_version

    city = open_city(city_dir)
    knowledge = read_knowledge(city)
    maps = [f"{one.kind} of {one.map_version}" for one in list_maps(city)]
    terms = {
        "city": city.name,
        "zone": city.zone.key,
        "made_up": city.made_up,
        "maps": maps,
        "table_version": table_version(city),
        "covers": _covers(knowledge),
    }
    rows = [_row(load) for load in knowledge.loads]
    show(Sheet("status", terms, rows, text=_head(city, terms) + layout(rows)), form)


def _covers(knowledge: Knowledge) -> dict[str, list[str]]:
    sources = sorted({load.source for load in knowledge.loads})
    return {
        source: [
            f"{span.start} through {span.through}" for span in knowledge.of_source(source).spans()
        ]
        for source in sources
    }


def _head(city: City, terms: dict[str, Any]) -> str:
    made_up = " (made up: nothing here happened)" if city.made_up else ""
    text = f"{city.name}{made_up}, clock of {city.zone.key}\n"
    text += f"maps: {', '.join(terms['maps']) or 'none'}\n"
    for source, days in terms["covers"].items():
        text += f"{source} covers {', '.join(days) or 'no day'}\n"
    return text + ("\n" if terms["covers"] else "nothing was loaded yet\n")


def _row(load: Any) -> dict[str, Any]:
    return {
        "known_on": str(load.known_on),
        "source": load.source,
        "rows": load.n_rows,
        "kept": load.n_kept,
        "new": load.n_new,
        "changed": load.n_changed,
        "reclassified": load.n_reclassified,
        "withdrawn": load.n_withdrawn,
        "late": load.n_late,
        "bad": load.n_bad,
        "load_id": load.load_id,
    }


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("status")(status)
