"""The area table: beats, districts, neighbourhoods, each with the days it was valid."""

from __future__ import annotations

from nightout.records.tables.column import Column, Kind, Table

__all__ = ["ADJACENCY", "AREA"]

AREA = Table(
    name="area",
    grain="one row per kind, area and version of the map",
    columns=(
        Column("area_kind", Kind.TEXT, "For example beat, district or ward.", key=True),
        Column("area_id", Kind.TEXT, "The agency's own name for the area.", key=True),
        Column(
            "map_version", Kind.TEXT, "Which drawing of the map this outline is from.", key=True
        ),
        Column("valid_from", Kind.DAY, "First day the outline was in force; empty if unknown."),
        Column("valid_until", Kind.DAY, "Day it ceased to be, exclusive; empty while in force."),
        Column("name", Kind.TEXT, "What people call it."),
        Column(
            "population",
            Kind.COUNT,
            "Residents, where the file says.",
            unit="people",
            caveat="Residents are not the people present: down town by day holds many more.",
        ),
        Column("geometry", Kind.SHAPE, "The outline.", unit="degrees", required=True),
    ),
)

ADJACENCY = Table(
    name="adjacency",
    grain="one row per pair of areas of one map that share a border, each pair both ways",
    columns=(
        Column("area_kind", Kind.TEXT, "The kind of both areas.", key=True),
        Column("map_version", Kind.TEXT, "The map of both areas.", key=True),
        Column("area_id", Kind.TEXT, "One area.", key=True),
        Column("neighbor_id", Kind.TEXT, "One that it touches along a line.", key=True),
        Column(
            "border_m",
            Kind.NUMBER,
            "Length of the shared border.",
            unit="metres",
            required=True,
            caveat="A touch at a corner only is not a border.",
        ),
    ),
)
