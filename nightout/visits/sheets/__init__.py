"""A plan on paper, on a phone and in a calendar: who goes where, and who comes when."""

from nightout.visits.sheets.ground import Ground, read_ground
from nightout.visits.sheets.ics import Edition
from nightout.visits.sheets.make import Changes, make_sheets
from nightout.visits.sheets.model import Coming, GatheringSheet, NightSheet, Stop, UnitSheet
from nightout.visits.sheets.paper import Paper
from nightout.visits.sheets.table import visit_rows
from nightout.visits.sheets.write import FORMS, SheetOptions, Sheets, write_sheets

__all__ = [
    "FORMS",
    "Changes",
    "Coming",
    "Edition",
    "GatheringSheet",
    "Ground",
    "NightSheet",
    "Paper",
    "SheetOptions",
    "Sheets",
    "Stop",
    "UnitSheet",
    "make_sheets",
    "read_ground",
    "visit_rows",
    "write_sheets",
]
