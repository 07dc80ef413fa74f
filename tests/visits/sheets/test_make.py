"""The view model: what a crew, a host and a coordinator are told, and what none is."""

from dataclasses import replace

import pytest

from nightout.errors import UnknownName
from nightout.visits import Plan, Visit
from nightout.visits.sheets import Changes, make_sheets
from nightout.visits.sheets.page import Pages
from nightout.visits.sheets.paper import print_gatherings, print_night, print_units
from nightout.visits.sheets.words import clock, first_name, hours, joined, kind_word, plural, tidy
from tests.visits.conftest import clock as at
from tests.visits.sheets.conftest import HOSTILE, VISITS, night_of, request_of


def test_a_unit_is_told_its_stops_in_order_with_what_to_know_at_each(night):
    one, two = night.units[0].stops
    assert (one.number, one.gathering_id, one.arrive, one.travel_min) == (1, "A", at("18:05"), 2)
    assert one.host == "Fern"
    assert one.languages == ("English", "Spanish")
    assert one.marks == ("promised", "own beat", "missed last year")
    assert one.also == ()
    assert two.marks == ("first time",)
    assert two.also == ("Engine 1 at 6:40\N{NO-BREAK SPACE}PM",)


def test_a_break_is_told_at_the_stop_before_which_it_is_taken(night):
    one, two = night.units[0].stops
    assert one.rest is None
    assert two.rest == (at("18:20"), at("18:40"))
    assert night.units[0].rests == (two.rest,)
    later = Visit("P1", "C", "police", at("19:30"), at("19:43"), 60)
    assert [stop.rest for stop in night_of(visits=(*VISITS, later)).units[0].stops] == [
        None, two.rest, None,
    ]  # fmt: skip


def test_a_gathering_is_told_who_comes_what_is_missing_and_why_nobody_comes(night):
    first, second, third, last = night.gatherings
    assert [(one.unit, one.kind, one.promised) for one in first.visits] == [
        ("Beat car 11", "police", True)
    ]
    assert first.missing == ("K-9 team",)
    assert [one.unit for one in second.visits] == ["Engine 1", "Beat car 11"]
    assert second.missing == ()
    assert third.visits == ()
    assert last.why == "We do not know where you meet: please send your address."
    assert "lon and lat" in last.reason
    assert third.why.startswith("There are more gatherings")
    assert night.n_visited == 2
    assert night.n_visits == 3


def test_no_sheet_holds_more_of_a_host_than_the_first_name(night):
    assert "Holloway" not in repr(night)
    assert first_name("  Fern, of the corner house") == "Fern"
    assert first_name("fern@example.org") == ""
    assert first_name("") == ""


def test_the_span_holds_everything_in_whole_half_hours(night):
    assert night.span() == (at("18:00"), at("21:00"))
    nobody = make_sheets(request_of(), Plan())
    assert nobody.span() == (at("18:00"), at("21:00"))


def test_a_plan_of_other_units_or_gatherings_is_refused():
    for visit in (
        Visit("P7", "A", "police", at("18:05"), at("18:18"), 0),
        Visit("P1", "Z", "police", at("18:05"), at("18:18"), 0),
    ):
        with pytest.raises(UnknownName, match="not in the request"):
            make_sheets(request_of(), Plan.of([visit]))


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_lie_on_one_line_without_what_steers(text):
    night = night_of(name=text, notes=text, address=text)
    for said in (tidy(text), night.gatherings[0].name, night.units[0].stops[0].notes):
        assert said == " ".join(said.split())
        assert not set(said) & set("\r\n\x00\x1b\u202e\ufeff")


def test_scripts_that_need_joiners_keep_them():
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    assert tidy(f" {family} ") == family


def test_times_read_as_people_say_them():
    assert clock(at("00:05")).replace("\N{NO-BREAK SPACE}", " ") == "12:05 AM"
    assert clock(at("12:00")).replace("\N{NO-BREAK SPACE}", " ") == "12:00 PM"
    said = hours(at("18:05"), at("18:20")).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "6:05 to 6:20 PM"
    said = hours(at("11:30"), at("13:00")).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "11:30 AM to 1:00 PM"


def test_words_are_joined_and_counted():
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert plural(1, "person", "people") == "1\N{NO-BREAK SPACE}person"
    assert plural(2_000, "visit") == "2,000\N{NO-BREAK SPACE}visits"
    assert kind_word("K9") == "K-9 team"
    assert kind_word("bike_patrol") == "bike patrol"


def test_a_night_of_nothing_still_has_sheets():
    night = make_sheets(type(request_of())((), ()), Plan())
    assert night.n_visited == 0
    assert night.span()[0] < night.span()[1]


def test_a_crew_sees_what_is_new_or_later_on_its_way_and_what_is_done():
    first, told = request_of(), Plan.of(VISITS)
    a, b, _ = VISITS
    later = replace(b, arrive=at("19:10"), leave=at("19:23"))
    taken = Visit("P1", "C", "police", at("18:40"), at("18:53"), 60)
    changes = Changes(first, plan=told, as_of=at("18:18"))
    night = make_sheets(first, Plan.of([a, later, taken]), changes=changes)
    done, new, moved = night.units[0].stops
    assert (done.done, done.was, done.marks[0]) == (True, None, "promised")
    assert (new.done, new.was, new.marks) == (False, None, ("new on your way",))
    assert (moved.done, moved.was, moved.marks) == (False, b.arrive, ("first time",))
    page = Pages(night).unit(night.units[0])
    assert page.count('checkbox" checked>') == 1
    assert '<strong class="was">was 7:00\N{NO-BREAK SPACE}PM</strong>' in page
    assert '<li class="mark strong">New on your way</li>' in page
    as_of = "Tuesday, August 4, 2026 · as of 6:18\N{NO-BREAK SPACE}PM"
    assert as_of in page
    assert as_of in Pages(night).whole()
    assert as_of in Pages(night).gathering(night.gatherings[0])
    assert "as of" not in Pages(night_of()).whole()
    assert all(one.was is None and not one.done for one in make_sheets(first, told).units[0].stops)


def test_who_gets_nobody_is_not_told_what_else_was_asked_for():
    night = night_of()
    pages = [Pages(night).gathering(one) for one in night.gatherings]
    assert "You also asked for: K-9 team" in pages[0]
    assert "You asked for: Police" in pages[3]


def test_what_became_of_a_gathering_is_told_to_crew_and_host():
    first, plan = request_of(), Plan.of(VISITS)
    one, two, three, four = first.gatherings
    new = replace(three, gathering_id="N")
    now = replace(first, gatherings=(replace(one, lat=41.5), two, three, four, new))
    late = Visit("P1", "N", "police", at("20:00"), at("20:13"), 60)
    night = make_sheets(
        now, Plan.of([*VISITS, late]), changes=Changes(first, frozenset({"C"}))
    )  # fmt: skip
    assert [sheet.change for sheet in night.gatherings] == ["moved", "", "cancelled", "", "added"]
    marks = [stop.marks[0] for stop in night.units[0].stops]
    assert marks == ["moved tonight", "first time", "new tonight"]
    assert (night.n_held, night.n_visited) == (4, 3)
    pages = Pages(night)
    assert "This gathering is cancelled" in pages.gathering(night.gatherings[2])
    assert "You moved tonight" in pages.gathering(night.gatherings[0])
    assert "follow the map, not the address" in pages.unit(night.units[0])
    assert all(
        one(night).startswith(b"%PDF") for one in (print_units, print_gatherings, print_night)
    )
    assert make_sheets(first, plan).n_held == 4
