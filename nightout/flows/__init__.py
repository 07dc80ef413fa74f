"""Where do the guns come from, and which sources should a strike force cover?"""

from nightout.flows.age import GunAge, measure_ages
from nightout.flows.backbone import disparity_filter, noise_corrected
from nightout.flows.between import LABEL, place_on_the_road
from nightout.flows.change import FlowChange, compare_periods
from nightout.flows.corridors import GROUPS, Corridor, Corridors, find_corridors
from nightout.flows.geography import Geography, read_geography, state_geography
from nightout.flows.markets import Inflow, draw_inflow, five_of_2021
from nightout.flows.matrix import NOTICE, Flows, Origin
from nightout.flows.reading import read_cities, read_flows, read_time_to_crime
from nightout.flows.rows import as_rows, as_terms, hide_small_cells, hide_small_rows
from nightout.flows.stability import Stability, check_stability
from nightout.flows.states import SCOPES
from nightout.flows.strike_force import Aim, Plan, solve_plan
from nightout.flows.suppliers import Supplier, rank_suppliers
from nightout.flows.supply import Supply, interstate_share, measure_supply, read_population
from nightout.flows.trafficked import LikelyTrafficked, count_likely_trafficked

__all__ = [
    "GROUPS",
    "LABEL",
    "NOTICE",
    "SCOPES",
    "Aim",
    "Corridor",
    "Corridors",
    "FlowChange",
    "Flows",
    "Geography",
    "GunAge",
    "Inflow",
    "LikelyTrafficked",
    "Origin",
    "Plan",
    "Stability",
    "Supplier",
    "Supply",
    "as_rows",
    "as_terms",
    "check_stability",
    "compare_periods",
    "count_likely_trafficked",
    "disparity_filter",
    "draw_inflow",
    "find_corridors",
    "five_of_2021",
    "hide_small_cells",
    "hide_small_rows",
    "interstate_share",
    "measure_ages",
    "measure_supply",
    "noise_corrected",
    "place_on_the_road",
    "rank_suppliers",
    "read_cities",
    "read_flows",
    "read_geography",
    "read_population",
    "read_time_to_crime",
    "solve_plan",
    "state_geography",
]
