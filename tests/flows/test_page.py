"""The page: whole by itself, honest without colour, safe with any name."""

import re
from xml.etree import ElementTree

import pytest

from nightout.flows.picture import draw_map, draw_ranking, draw_sankey, make_page
from nightout.flows.picture.us_map import _atlas, _taper
from nightout.flows.states import list_states

PAIRS = [
    {"source_place": "Georgia", "recovery_place": "New York", "traced": 632, "q": 0.2, "lift": 3.1},
    {"source_place": "Kansas", "recovery_place": "Missouri", "traced": 512, "q": 0.01, "lift": 5.8},
    {"source_place": "Ohio", "recovery_place": "Ohio", "traced": 9000, "q": None, "lift": None},
    {"source_place": "Texas", "recovery_place": "New York + New Jersey", "traced": 100},
]
TERMS = {"years": "2020", "scope": "50 states and DC", "notice": "Traces are not a random sample"}


def shapes(svg, kind):
    root = ElementTree.fromstring(svg.replace("&", "&amp;") if "&" in svg else svg)
    return [one for one in root.iter() if one.get("class", "").split()[:1] == [kind]]


def test_the_atlas_holds_51_outlines_and_says_whose():
    states = [one for one in list_states().values() if one.kind in ("state", "district")]
    assert {one.code for one in states} == set(_atlas()["outlines"])
    assert "public domain" in _atlas()["provenance"]
    assert all(one.map_xy and one.area and one.people for one in states)


def test_every_flow_is_drawn_once_and_says_its_number():
    svg = draw_map("state", PAIRS, "traced")
    flows = [one for one in shapes(svg, "flow") if len(one)]
    told = {one[0].text for one in flows}
    assert told == {
        "Georgia to New York: traced 632",
        "Kansas to Missouri: traced 512",
        "Texas to New York + New Jersey: traced 100",
    }
    assert len(shapes(svg, "land")) == 51


def test_a_doubtful_flow_is_hollow_and_a_covered_source_hatched():
    svg = draw_map("state", [*PAIRS[:2], PAIRS[3] | {"covered": True}], "traced")
    kinds = {
        one[0].text.split(" to ")[0]: one.get("class") for one in shapes(svg, "flow") if len(one)
    }
    assert kinds == {"Georgia": "flow unsure", "Kansas": "flow sure", "Texas": "flow sure"}
    assert "hollow: q above 0.05" in svg
    covered = [one[0].text for one in shapes(svg, "land") if "covered" in one.get("class")]
    assert covered == ["Texas"]


def test_a_band_is_wide_at_its_source():
    path = [float(one) for one in re.findall(r"-?\d+\.\d", _taper((0, 0), (0, 100), 10))]
    points = list(zip(path[::2], path[1::2], strict=True))
    assert abs(points[0][0] - points[-1][0]) == pytest.approx(10)
    assert abs(points[2][0] - points[3][0]) == pytest.approx(1)


def test_counties_have_no_map():
    assert draw_map("place", PAIRS, "traced") == ""


def test_bands_are_as_high_as_their_guns():
    svg = draw_sankey(PAIRS)
    bars = {
        float(one.get("y")): float(one.get("height"))
        for one in shapes(svg, "bar")
        if one.get("x") == "140"
    }
    heights = [bars[y] for y in sorted(bars)]
    assert heights[0] / heights[1] == pytest.approx(632 / 512, rel=0.01)
    assert "Ohio" not in svg
    assert draw_sankey([PAIRS[2]]) == ""


def test_small_sources_join_as_all_others():
    many = [
        {"source_place": f"p{i:02}", "recovery_place": "m", "traced": 100 - i} for i in range(20)
    ]
    svg = draw_sankey(many)
    assert f"all others {sum(100 - i for i in range(12, 20)):,}" in svg


def test_a_ranking_draws_the_interval_round_the_dot():
    rows = [{"place": "A", "share": 0.4, "share_low": 0.3, "share_high": 0.6},
            {"place": "B", "share": None, "share_low": None, "share_high": None}]  # fmt: skip
    svg = draw_ranking(rows, "share")
    (whisker,), (dot,) = shapes(svg, "whisker"), shapes(svg, "dot")
    low, high = float(whisker.get("x1")), float(whisker.get("x2"))
    assert (float(dot.get("cx")) - low) / (high - low) == pytest.approx(1 / 3, abs=0.01)
    assert draw_ranking(rows[1:], "share") == ""


def test_the_page_needs_nothing_but_itself_and_states_its_terms():
    page = make_page("T", TERMS, [{"place": "A", "year": 2020}], ["a note"], [("c", "<svg></svg>")])
    assert not re.search(r"(src|href)=|@import|url\((?!#)|<script", page)
    for words in ("Traces are not a random sample", "50 states and DC", "a note", ">2020<"):
        assert words in page
    assert page.startswith("<!doctype html>")
    assert 'lang="en"' in page


def test_names_cannot_break_out_of_the_page():
    bad = "<script>alert(1)</script>"
    row = {
        "source_place": bad,
        "recovery_place": bad + "x",
        "traced": 5,
        "place": bad,
        "share": 1.0,
    }
    pictures = [("c", draw_sankey([row])), ("d", draw_ranking([row], "share"))]
    page = make_page(bad, TERMS | {bad: bad}, [row], [bad], pictures)
    assert "<script" not in page
