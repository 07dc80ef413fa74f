"""Which unit drops in at which block party, when, and what if one is called away?"""

from nightout.visits.check import Fault, check_night, check_plan
from nightout.visits.explain import Explanation, explain_plan
from nightout.visits.figures import Figures, Share, measure_plan
from nightout.visits.night import Night, Stint
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.plan_file import as_plan_rows, read_plan
from nightout.visits.planning import Effort, Planned, plan_night
from nightout.visits.read_request import read_caravan, read_gatherings, read_units
from nightout.visits.request import CaravanStop, Gathering, Promise, Request, Unit
from nightout.visits.rules import Minutes, Rules, Weights
from nightout.visits.rules_file import NightRules, read_rules
from nightout.visits.travel import FittedSpeed, Travel, fit_speed, straight_travel
from nightout.visits.travel_file import read_travel

__all__ = [
    "CaravanStop",
    "Effort",
    "Explanation",
    "Fault",
    "Figures",
    "FittedSpeed",
    "Gathering",
    "Minutes",
    "Night",
    "NightRules",
    "Plan",
    "Planned",
    "Promise",
    "Request",
    "Rest",
    "Rules",
    "Share",
    "Stint",
    "Travel",
    "Unit",
    "Visit",
    "Weights",
    "as_plan_rows",
    "check_night",
    "check_plan",
    "explain_plan",
    "fit_speed",
    "measure_plan",
    "plan_night",
    "read_caravan",
    "read_gatherings",
    "read_plan",
    "read_rules",
    "read_travel",
    "read_units",
    "straight_travel",
]
