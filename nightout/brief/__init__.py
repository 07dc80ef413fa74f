"""One page that says it all: the figures that matter, for the weekly meeting and the public."""

from nightout.brief.again import make_again
from nightout.brief.compose import compose
from nightout.brief.document import Document, Section
from nightout.brief.gather import make_brief
from nightout.brief.model import Asked, Brief, CountMap, Figure
from nightout.brief.night import NightOut, tell_of
from nightout.brief.page import render_page
from nightout.brief.permalink import Permalink, read_terms
from nightout.brief.sheet import render_sheet
from nightout.brief.write import check_ending, render_as, write_brief, write_whole

__all__ = [
    "Asked",
    "Brief",
    "CountMap",
    "Document",
    "Figure",
    "NightOut",
    "Permalink",
    "Section",
    "check_ending",
    "compose",
    "make_again",
    "make_brief",
    "read_terms",
    "render_as",
    "render_page",
    "render_sheet",
    "tell_of",
    "write_brief",
    "write_whole",
]
