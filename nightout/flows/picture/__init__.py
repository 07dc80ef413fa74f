"""Pictures of flows as SVG, and the one page that holds them; readable in print, without colour."""

from nightout.flows.picture.page import make_page
from nightout.flows.picture.ranking import draw_ranking
from nightout.flows.picture.sankey import draw_sankey
from nightout.flows.picture.us_map import draw_map

__all__ = ["draw_map", "draw_ranking", "draw_sankey", "make_page"]
