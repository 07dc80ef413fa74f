"""Pages: whole, reachable for all, without a network or a script, and deaf to hosts' markup."""

import re
from dataclasses import replace

import pytest

from nightout.visits.sheets.page import PALETTE, Pages
from tests.brief.markup import Page
from tests.visits.sheets.conftest import night_of


def contrast(one, other):
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        lin = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def all_pages(night):
    pages = Pages(night)
    yield pages.whole({"units.pdf": "All units (PDF)"})
    yield from (pages.unit(one) for one in night.units)
    yield from (pages.gathering(one) for one in night.gatherings)


def test_every_page_is_whole_and_its_headings_descend_one_by_one(night):
    for text in all_pages(night):
        page = Page(text)
        assert page.faults == []
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))


def test_no_page_needs_a_network_or_a_script(night):
    for text in all_pages(night):
        page = Page(text)
        assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}
        assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)
        assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


def test_every_picture_is_told_in_words_and_every_box_has_a_label(night):
    for text in all_pages(night):
        page = Page(text)
        for around in page.pictures:
            assert any(one.get("role") == "img" and one.get("aria-label") for one in around)
        tags = [tag for tag, _ in page.tags]
        assert tags.count("input") == tags.count("label")


def test_a_crew_reads_first_when_where_and_whom_to_ask_for(night):
    words = Page(Pages(night).unit(night.units[0])).words.replace("\N{NO-BREAK SPACE}", " ")
    order = ["Beat car 11", "6:05 PM", "12 Oak St", "Ask for Fern", "Promised", "Look for"]
    order += ["First your break, 6:20 to 6:40 PM", "7:00 PM", "90 Elm St"]
    places = [words.index(one) for one in order]
    assert places == sorted(places)
    assert "Holloway" not in words


def test_next_door_is_less_than_a_minute_away(night):
    unit = night.units[0]
    near = replace(unit, stops=(replace(unit.stops[0], travel_min=0),))
    words = Page(Pages(night).unit(near)).words
    assert "Less than a minute to drive." in words
    assert "About 0" not in words


def test_a_reserve_and_a_unit_without_stops_are_told_so(night):
    words = Page(Pages(night).unit(night.units[2])).words
    assert "In reserve: stay near your post." in words
    assert "No visits tonight." in words


def test_a_host_is_told_who_comes_and_never_who_else_is_visited(night):
    words = Page(Pages(night).gathering(night.gatherings[0])).words.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Dear Fern, this is who comes" in words
    assert "6:05 PM Beat car 11" in words
    assert "You also asked for: K-9 team." in words
    assert "Elm St" not in words
    nobody = Page(Pages(night).gathering(night.gatherings[3])).words
    assert "Nobody can come this time" in nobody
    assert "please send your address" in nobody
    assert night.gatherings[3].reason not in nobody


def test_the_whole_night_holds_every_visit_and_names_those_that_nobody_visits(night):
    page = Page(Pages(night).whole())
    words = page.words.replace("\N{NO-BREAK SPACE}", " ")
    assert "2 gatherings of 4 visited" in words
    assert "Nobody comes: 2 gatherings" in words
    assert night.gatherings[3].reason in words
    links = {attrs["href"] for tag, attrs in page.tags if tag == "a"}
    assert {"units/P1.html", "gatherings/A.html"} <= links


def test_hostile_words_stay_words(hostile):
    _, night = hostile
    for text in all_pages(night):
        page = Page(text)
        assert page.faults == []
        assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
        assert "script" not in {tag for tag, _ in page.tags}
    assert night.gatherings[0].name in page_words(night)


def page_words(night):
    return Page(Pages(night).gathering(night.gatherings[0])).words


def test_made_up_is_said_on_every_page_of_a_made_up_city(night):
    assert all("MADE UP" in text for text in all_pages(night))


@pytest.mark.parametrize("side", [0, 1], ids=["day", "night"])
def test_words_stand_out_by_day_and_by_night(side):
    on = {name: colours[side] for name, colours in PALETTE.items()}
    for ink in ("ink", "soft"):
        for paper in ("page", "paper"):
            assert contrast(on[ink], on[paper]) >= 7, (ink, paper)
    assert contrast(on["on-lamp"], on["lamp"]) >= 7
    assert contrast(on["paper"], on["firm"]) >= 4.5
    assert contrast(on["ink"], on["bar"]) >= 4.5


def test_files_are_named_safely_and_never_alike():
    from nightout.visits.sheets.names import _name_all

    named = _name_all(["../../etc/passwd", "a/b", "A-b", "con", "", "Ω", "G1"])
    assert named["../../etc/passwd"] == "etc-passwd"
    assert named["G1"] == "G1"
    assert named["con"] == "con-"
    assert len({one.casefold() for one in named.values()}) == 7
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", one) for one in named.values())


def test_the_night_of_an_odd_kind_is_drawn_too():
    night = night_of(wanted=("brass band",))
    assert "brass band" in Page(Pages(night).gathering(night.gatherings[0])).words
