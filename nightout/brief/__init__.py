"""One page that says it all: the figures that matter, for the weekly meeting and the public."""

from nightout.brief.gather import make_brief
from nightout.brief.model import Asked, Brief, CountMap, Figure
from nightout.brief.page import render_page, write_brief, write_page

__all__ = [
    "Asked",
    "Brief",
    "CountMap",
    "Figure",
    "make_brief",
    "render_page",
    "write_brief",
    "write_page",
]
