"""Whatever hosts write, in any script: every sheet is whole, and says it back."""

import xml.etree.ElementTree as ET

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nightout.visits.sheets.gantt import draw_gantt
from nightout.visits.sheets.ics import gathering_calendar, unit_calendar
from nightout.visits.sheets.page import Pages
from nightout.visits.sheets.paper import print_gatherings, print_night, print_units
from nightout.visits.sheets.words import tidy
from tests.brief.markup import Page
from tests.visits.sheets.conftest import EDITION, night_of

# Lone halves of a pair cannot come out of a file that was read as UTF-8.
ANY = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(max_examples=40, deadline=None)
@given(text=ANY)
@example(text="0 \x1b 0")
@example(text="0 \x1b")
def test_pages_pictures_and_calendars_say_it_back(text):
    night = night_of(name=text, address=text, neighbourhood=text, notes=text, host=text)
    there, said = night.gatherings[0], tidy(text)
    assert there.name == (said or "A")
    pages = Pages(night)
    for page in (pages.whole(), pages.unit(night.units[0]), pages.gathering(there)):
        assert Page(page).faults == []
    assert said in Page(pages.gathering(there)).words
    ET.fromstring(draw_gantt(night))
    (told, _) = icalendar.Calendar.from_ical(unit_calendar(night, night.units[0], EDITION)).walk(
        "VEVENT"
    )
    assert str(told["DESCRIPTION"]).startswith(there.name)
    (comes,) = icalendar.Calendar.from_ical(gathering_calendar(night, there, EDITION)).walk(
        "VEVENT"
    )
    assert str(comes["SUMMARY"]) == f"Beat car 11 visits {there.name}"


@pytest.mark.proof
@settings(max_examples=60, deadline=None)
@given(text=ANY)
def test_paper_takes_it(text):
    night = night_of(name=text, address=text, neighbourhood=text, notes=text, host=text)
    for one in (print_units, print_gatherings, print_night):
        assert one(night).startswith(b"%PDF")
