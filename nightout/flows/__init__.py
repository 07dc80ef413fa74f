"""Where do the guns come from, and which sources should a strike force cover?"""

from nightout.flows.matrix import NOTICE, Flows, Origin
from nightout.flows.reading import read_flows
from nightout.flows.states import SCOPES, find_state, list_states

__all__ = ["NOTICE", "SCOPES", "Flows", "Origin", "find_state", "list_states", "read_flows"]
