"""Paper: accessible PDF that says what the view model says, in the words of hosts and not more."""

import json
import re
from dataclasses import replace

import pytest
import typst

from nightout.visits.sheets import Paper
from nightout.visits.sheets.paper import print_gatherings, print_night, print_units
from tests.visits.sheets.conftest import night_of

PRINTS = {"units": print_units, "gatherings": print_gatherings, "night": print_night}


@pytest.fixture
def asked(monkeypatch):
    """Catch what Typst is asked to set, so that it can be asked about it."""
    calls = []
    plain = typst.compile

    def compile_and_note(source, **settings):
        calls.append((source, settings["sys_inputs"]))
        return plain(source, **settings)

    monkeypatch.setattr(typst, "compile", compile_and_note)
    return calls


def query(call, selector):
    source, inputs = call
    return json.loads(typst.query(source, selector, sys_inputs=inputs))


def words(content):
    """The words of a piece of content, wherever in it."""
    if isinstance(content, dict):
        if content.get("func") == "space":
            return " "
        return (
            content.get("text", "")
            if isinstance(content.get("text"), str)
            else "".join(words(value) for key, value in content.items() if key != "func")
        )
    return "".join(words(one) for one in content) if isinstance(content, list) else ""


@pytest.mark.parametrize("name", PRINTS)
def test_every_print_is_a_tagged_pdf_and_passes_for_accessible(night, asked, name):
    printed = PRINTS[name](night)
    assert printed.startswith(b"%PDF")
    assert b"/MarkInfo" in printed or b"StructTreeRoot" in printed
    source, inputs = asked[-1]
    assert typst.compile(source, sys_inputs=inputs, format="pdf", pdf_standards="ua-1")


@pytest.mark.parametrize("name", PRINTS)
def test_the_same_night_has_the_same_bytes(night, name):
    assert PRINTS[name](night) == PRINTS[name](night)


def test_the_sheets_of_units_hold_each_stop_in_a_row(night, asked):
    print_units(night)
    headings = [words(one["body"]) for one in query(asked[-1], "heading")]
    assert headings == ["Beat car 11", "Engine 1"]
    said = words(query(asked[-1], "table")).replace("\N{NO-BREAK SPACE}", " ")
    for word in ("6:05 PM", "12 Oak St", "Fern", "Promised", "Look for the lights.",
                 "First your break, 6:20 to 6:40 PM", "7:00 PM"):  # fmt: skip
        assert word in said, word
    assert "Holloway" not in asked[-1][1]["data"]


def test_the_slips_say_who_comes_and_why_nobody_does(night, asked):
    print_gatherings(night)
    told = json.loads(asked[-1][1]["data"])
    assert told["gatherings"][0]["host"] == "Fern"
    assert "Holloway" not in asked[-1][1]["data"]
    said = words(query(asked[-1], "par")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Dear Fern, this is who comes:" in said
    assert "please send your address" in said


@pytest.mark.parametrize("name", PRINTS)
def test_hostile_words_stay_words(hostile, asked, name):
    _, night = hostile
    assert PRINTS[name](night).startswith(b"%PDF")
    headings = [words(one["body"]) for one in query(asked[-1], "heading")]
    calm = PRINTS[name](night_of())
    usual = [words(one["body"]) for one in query(asked[-1], "heading")]
    assert calm
    assert len(headings) == len(usual)


def test_letter_and_a4_differ_and_nothing_is_lost_on_either(night, asked):
    sizes = [print_units(night, paper=paper) for paper in (Paper.LETTER, Paper.A4)]
    assert sizes[0] != sizes[1]
    letter, a4 = (json.loads(inputs["data"]) for _, inputs in asked)
    assert letter | {"paper": "a4"} == a4


def test_a_night_without_visits_prints_too():
    night = night_of(visits=())
    assert all(one(night).startswith(b"%PDF") for one in PRINTS.values())


def first_page(printed):
    """How wide and how high the first page is."""
    box = re.search(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    return float(box[1]), float(box[2])


def test_a_small_night_lies_on_its_side_and_a_large_one_stands(night):
    wide, high = first_page(print_night(night))
    assert wide > high
    wide, high = first_page(print_night(replace(night, units=night.units * 8)))
    assert wide < high


def test_only_a_slip_with_visits_says_that_times_are_as_planned(night, asked):
    print_gatherings(night)
    told = json.loads(asked[-1][1]["data"])["gatherings"]
    assert ["as planned" in one["planned"] for one in told] == [True, True, False, False]
