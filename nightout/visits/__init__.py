"""Which unit drops in at which block party, when, and what if one is called away?"""

from nightout.visits.capacity import Capacity, WhatIf, measure_capacity
from nightout.visits.check import Fault, check_night, check_plan
from nightout.visits.churn import Churn
from nightout.visits.events import Event
from nightout.visits.explain import Explanation, explain_night, explain_plan
from nightout.visits.figures import Figures, Share, measure_night, measure_plan
from nightout.visits.night import Night, Stint
from nightout.visits.night_log import append_entry, entry_of, rebuild_night
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.plan_file import as_plan_rows, read_plan
from nightout.visits.planning import Effort, Planned, plan_night
from nightout.visits.read_request import read_caravan, read_gatherings, read_units
from nightout.visits.repair import NightState, Repaired, begin_night, repair_night
from nightout.visits.request import CaravanStop, Gathering, Promise, Request, Unit
from nightout.visits.rules import Minutes, Rules, Weights
from nightout.visits.rules_file import NightRules, read_rules
from nightout.visits.street_file import Streets, read_streets
from nightout.visits.street_rules import StreetRules
from nightout.visits.streets import street_travel
from nightout.visits.travel import FittedSpeed, Travel, fit_speed, straight_travel
from nightout.visits.travel_file import read_travel

__all__ = [
    "Capacity",
    "CaravanStop",
    "Churn",
    "Effort",
    "Event",
    "Explanation",
    "Fault",
    "Figures",
    "FittedSpeed",
    "Gathering",
    "Minutes",
    "Night",
    "NightRules",
    "NightState",
    "Plan",
    "Planned",
    "Promise",
    "Repaired",
    "Request",
    "Rest",
    "Rules",
    "Share",
    "Stint",
    "StreetRules",
    "Streets",
    "Travel",
    "Unit",
    "Visit",
    "Weights",
    "WhatIf",
    "append_entry",
    "as_plan_rows",
    "begin_night",
    "check_night",
    "check_plan",
    "entry_of",
    "explain_night",
    "explain_plan",
    "fit_speed",
    "measure_capacity",
    "measure_night",
    "measure_plan",
    "plan_night",
    "read_caravan",
    "read_gatherings",
    "read_plan",
    "read_rules",
    "read_streets",
    "read_travel",
    "read_units",
    "rebuild_night",
    "repair_night",
    "straight_travel",
    "street_travel",
]
