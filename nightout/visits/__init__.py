"""Which unit drops in at which block party, when, and what if one is called away?"""

from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.plan_file import as_plan_rows, read_plan
from nightout.visits.read_request import read_caravan, read_gatherings, read_units
from nightout.visits.request import CaravanStop, Gathering, Promise, Request, Unit
from nightout.visits.rules import Minutes, Rules, Weights
from nightout.visits.rules_file import NightRules, read_rules

__all__ = [
    "CaravanStop",
    "Gathering",
    "Minutes",
    "NightRules",
    "Plan",
    "Promise",
    "Request",
    "Rest",
    "Rules",
    "Unit",
    "Visit",
    "Weights",
    "as_plan_rows",
    "read_caravan",
    "read_gatherings",
    "read_plan",
    "read_rules",
    "read_units",
]
