"""Which unit visits whom, in what order: the search for plans, on plain arrays."""

from nightout.visits.routing.plan import Routes, RoutingPlan, Timed, schedule
from nightout.visits.routing.problem import RoutingProblem
from nightout.visits.routing.solve import solve_routing

__all__ = ["Routes", "RoutingPlan", "RoutingProblem", "Timed", "schedule", "solve_routing"]
