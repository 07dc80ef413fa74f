"""The night in the brief: who gets a visit, in both languages, and never where anybody lives."""

import shlex
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from nightout.brief import (
    Asked,
    compose,
    make_again,
    make_brief,
    read_terms,
    render_page,
    render_sheet,
    tell_of,
)
from nightout.brief.document import as_plain
from nightout.brief.dots import MOST, colour_of, draw_dots
from nightout.brief.palette import LIGHT, SCALE
from nightout.errors import NotTheSame
from nightout.visits import Plan, Promise, Visit
from tests.brief.conftest import THROUGH
from tests.brief.markup import Page
from tests.visits import conftest as small

SVG = "{http://www.w3.org/2000/svg}"


def visit(unit_id, gathering_id, kind, **marks):
    return Visit(
        unit_id, gathering_id, kind, small.clock("18:30"), small.clock("18:43"), 60, **marks
    )


@pytest.fixture
def request_():
    gatherings = (
        small.gathering("A", 100, neighbourhood="Hill", wanted=("police", "fire"), beat="1",
                        address="12 Oak St", host="Fern", notes="yellow door"),
        small.gathering("B", 200, neighbourhood="Hill", wanted=("fire",), beat="1"),
        small.gathering("C", 300, neighbourhood="<Dale> & Co", wanted=("brass",),
                        promised=(Promise("police"),)),
    )  # fmt: skip
    units = (small.unit("P1", beats=("1",)), small.unit("E1", kind="fire"), small.unit("P2"))
    return small.night(gatherings, units, event="Night to Unite")


PLAN = Plan.of([
    visit("P1", "A", "police", own_beat=True), visit("E1", "A", "fire"),
    visit("P2", "C", "police", promised=True),
])  # fmt: skip


@pytest.fixture
def night(request_):
    return tell_of(request_, PLAN, ("night", "plan.csv"))


def section_of(brief, night):
    document = compose(replace(brief, night=night))
    found = [one for one in as_plain(document)["sections"] if one["id"] == "night"]
    return found[0] if found else None


def said_in(section):
    return " ".join(
        str(value)
        for block in section["blocks"]
        for key, value in block.items()
        if key != "drawings"
    )


def test_what_is_told_is_counted_by_hand(night):
    figures = night.figures
    assert (figures.visited, figures.n_gatherings, figures.n_visits) == (2, 3, 3)
    assert [(one.kind, one.wanted, one.met) for one in night.wishes] == [
        ("fire", 2, 1), ("police", 1, 1), ("brass", 1, 0),
    ]  # fmt: skip
    assert night.spread == (("<Dale> & Co", (1,)), ("Hill", (2, 0)))
    assert night.n_units == 3


def test_the_brief_tells_it_under_the_citys_own_name_for_the_night(public, night):
    section = section_of(public, night)
    assert section["heading"] == "Night to Unite: 3 gatherings, and who gets a visit"
    said = said_in(section)
    assert "2 of 3 gatherings" in said
    assert "1 of 1 promised visits are kept." in said
    assert "2 of 4 wishes are met: fire engine 1 of 2, police 1 of 1 and brass 0 of 1." in said
    assert "The neighborhood least visited is Hill: 1 of 2 gatherings." in said


def test_no_address_host_or_note_is_in_it(public, night):
    document = compose(replace(public, night=night))
    for text in (render_page(document), said_in(section_of(public, night))):
        assert not [one for one in ("Oak St", "Fern", "yellow door") if one in text]


def test_it_is_told_in_spanish_too(nine_beats, night):
    brief = make_brief(nine_beats, Asked(THROUGH, language="es"), night)
    section = section_of(brief, night)
    assert section["heading"] == "Night to Unite: 3 reuniones, y quién recibe una visita"
    assert "bomberos, 1 de 2" in said_in(section)


def test_without_a_night_there_is_no_section(public, request_):
    assert section_of(public, None) is None
    nobody = tell_of(replace(request_, gatherings=()), Plan())
    assert section_of(public, nobody) is None


def test_where_everybody_is_visited_it_says_so(public, request_):
    plan = Plan.of([*PLAN.visits, visit("P1", "B", "police")])
    said = said_in(section_of(public, tell_of(request_, plan)))
    assert "all 3 gatherings in Testville get a visit" in said.replace(
        "Testville (made up)", "Testville"
    )
    assert "In each of 2 neighborhoods every gathering is visited." in said


def test_page_and_paper_take_it_whatever_a_neighbourhood_is_called(public, night):
    document = compose(replace(public, night=night))
    page = Page(render_page(document))
    assert page.faults == []
    assert "<Dale> & Co" in page.words
    assert render_sheet(document, paper="us-letter").startswith(b"%PDF")


def test_the_page_is_made_again_with_its_night_and_refused_with_another(
    nine_beats, night, request_
):
    first = compose(make_brief(nine_beats, Asked(THROUGH), night))
    words = shlex.split(first.command)
    assert words[3:7] == ["--night", "night", "--night", "plan.csv"]
    link = read_terms(words[-1])
    assert render_page(make_again(nine_beats, link, night)) == render_page(first)
    for other in (None, tell_of(request_, Plan())):
        with pytest.raises(NotTheSame, match="planned night"):
            make_again(nine_beats, link, other)


def test_each_gathering_is_a_dot_in_the_colour_of_its_visits():
    svg = ElementTree.fromstring(draw_dots([("a & b", (5, 3, 2, 1, 0)), ("c", ())], columns=2))
    fills = [one.get("fill") for one in svg.iter(f"{SVG}circle")]
    assert fills == [
        LIGHT[SCALE[3]],
        LIGHT[SCALE[3]],
        LIGHT[SCALE[2]],
        LIGHT[SCALE[0]],
        LIGHT["none"],
    ]
    assert [one.text for one in svg.iter(f"{SVG}text")] == ["a & b", "c"]
    assert colour_of(99) == colour_of(3)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_no_dot_lies_on_another_and_none_outside(columns):
    rows = [(f"n{i}", (1,) * (3 * i)) for i in range(12)]
    svg = ElementTree.fromstring(draw_dots(rows, columns=columns))
    _, _, width, height = map(float, svg.get("viewBox").split())
    places = [(float(one.get("cx")), float(one.get("cy"))) for one in svg.iter(f"{SVG}circle")]
    assert len(set(places)) == len(places) == sum(3 * i for i in range(12))
    assert all(5 <= x <= width and 5 <= y <= height - 5 for x, y in places)
    assert max(3 * i for i in range(12)) > 2 * MOST
