"""The canonical tables, declared once; the reference pages are generated from them."""

from nightout.records.tables.area import ADJACENCY, AREA
from nightout.records.tables.column import Column, Kind, Table
from nightout.records.tables.incident import CONTENT, INCIDENT, INCIDENT_AREA, INCIDENT_KEY

__all__ = [
    "ADJACENCY",
    "AREA",
    "CONTENT",
    "INCIDENT",
    "INCIDENT_AREA",
    "INCIDENT_KEY",
    "Column",
    "Kind",
    "Table",
]
