"""A caravan waits for nobody: who was held up rides along from the first stop that can be reached.

Three stops on one street, a kilometre apart, with two members; the way between two takes 167 s.
"""

from dataclasses import replace

import numpy as np
import pytest

from nightout.errors import BadSetting
from nightout.visits import (
    CaravanStop,
    Event,
    Plan,
    Promise,
    begin_night,
    check_night,
    rebuild_night,
)
from nightout.visits.night_log import append_entry, entry_of
from nightout.visits.repair import repair_night
from tests.visits.conftest import clock, gathering, night, unit
from tests.visits.test_repair import begin, happen, who

STOPS = (("G", "18:30", "18:45"), ("H", "18:50", "19:05"), ("I", "19:10", "19:25"))
BOTH = [(name, stop[0]) for stop in STOPS for name in ("M", "N")]


def parade(promised=(), **rules):
    """Draw the route; the gatherings hold what is promised of the second."""
    stops = [CaravanStop("Mayor", key, clock(come), clock(go)) for key, come, go in STOPS]
    units = [unit(name, kind="mayor", caravan="Mayor") for name in ("M", "N")]
    there = [gathering("G"), gathering("H", 1_000, promised=promised), gathering("I", 2_000)]
    return begin(
        night(there, [*units, unit("P", 1_500)], stops, circuity=1, speed_kmh=21.6, **rules)
    )


def ridden(done):
    return [pair for pair in who(done.state.plan) if pair[0] in "MN"]


def without(*gone):
    return [pair for pair in BOTH if pair not in gone]


def test_a_member_that_is_late_rejoins_where_it_can_be_in_time():
    late = happen(parade(), Event(clock("18:20"), "late", "N", minutes=25))
    # Free at 18:45 at its station, 167 s from the second stop: in time for 18:50.
    assert ridden(late) == without(("N", "G"))
    (at_h,) = [
        one for one in late.state.plan.visits if (one.unit_id, one.gathering_id) == ("N", "H")
    ]
    assert (at_h.arrive, at_h.leave, at_h.travel_s) == (clock("18:50"), clock("19:05"), 167)


@pytest.mark.parametrize(("minutes", "seconds_to_spare"), [(17, 13), (18, -47)])
def test_a_minute_decides_whether_a_stop_is_reached(minutes, seconds_to_spare):
    # At the first stop until 18:45; held up there from 18:30 on.
    late = happen(parade(), Event(clock("18:30"), "late", "N", minutes=minutes))
    reached = ("N", "H") in who(late.state.plan)
    assert reached == (seconds_to_spare >= 0)
    assert ("N", "I") in who(late.state.plan)


def test_what_a_member_has_begun_stays_while_it_is_late():
    late = happen(parade(), Event(clock("18:40"), "late", "N", minutes=20))
    assert ridden(late) == without(("N", "H"))


def test_a_member_on_its_way_that_is_held_up_does_not_arrive():
    late = happen(parade(), Event(clock("18:48"), "late", "N", minutes=15))
    assert ridden(late) == without(("N", "H"))


@pytest.mark.parametrize(("where", "first"), [("", "I"), ("G", "H")])
def test_a_member_that_is_back_rejoins_from_where_it_is(where, first):
    away = happen(parade(), Event(clock("18:20"), "away", "N"))
    assert ridden(away) == [("M", "G"), ("M", "H"), ("M", "I")]
    at = clock("18:49") if first == "I" else clock("18:46")
    back = happen(away.state, Event(at, "back", "N", where))
    mine = [key for name, key in ridden(back) if name == "N"]
    assert mine == (["I"] if first == "I" else ["H", "I"])


def test_a_member_that_is_too_late_for_all_rides_no_more():
    late = happen(parade(), Event(clock("18:20"), "late", "N", minutes=120))
    assert ridden(late) == [("M", "G"), ("M", "H"), ("M", "I")]
    assert late.churn.orphaned == 3


def test_a_member_is_at_no_stop_from_which_it_would_be_home_too_late():
    state = parade()
    # From the second stop it is 167 s home; planning refuses such a shift, so it is cut here.
    units = tuple(replace(one, shift_end=clock("19:07")) if one.unit_id == "N" else one
                  for one in state.night.request.units)  # fmt: skip
    made = replace(state.night.request, units=units)
    less = left_out(left_out(state.plan, "N", "H"), "N", "I")
    assert check_night(begin_night(made, less).night, less) == ()
    late = happen(begin_night(made, less), Event(clock("18:20"), "late", "M", minutes=1))
    assert ridden(late) == without(("N", "H"), ("N", "I"))


def test_a_stop_that_is_cancelled_is_driven_past():
    rain = happen(parade(), Event(clock("18:35"), "cancelled", gathering_id="H"))
    assert ridden(rain) == without(("M", "H"), ("N", "H"))
    last = {one.unit_id: one.travel_s for one in rain.state.plan.visits if one.gathering_id == "I"}
    assert last == {"M": 333, "N": 333}


def test_who_misses_a_stop_that_was_promised_is_owned_up_to_or_another_of_its_kind_comes():
    state = parade(promised=(Promise("mayor", "N"),))
    late = happen(state, Event(clock("18:40"), "late", "N", minutes=20))
    assert late.state.night.request.gathering("H").promised == (Promise("mayor"),)
    assert late.state.night.broken == frozenset()
    both = happen(late.state, Event(clock("18:41"), "late", "M", minutes=20))
    assert both.state.night.broken == {("H", Promise("mayor"))}
    assert any("cannot be kept" in note for note in both.notes)


def test_the_log_brings_a_caravan_back_as_it_was(tmp_path):
    state, log = parade(promised=(Promise("mayor", "N"),)), tmp_path / "plan.log.jsonl"
    first, now = state, state
    for event in (
        Event(clock("18:40"), "late", "N", minutes=20),
        Event(clock("19:06"), "away", "M"),
        Event(clock("19:07"), "back", "M", "H"),
    ):
        done = repair_night(now, event, rng=np.random.default_rng(1))
        append_entry(log, first.plan, entry_of(now, event, done))
        now = done.state
    again, _, _ = rebuild_night(first.night.request, first.plan, log)
    assert (again.plan, again.night) == (now.plan, now.night)


def test_late_and_back_are_refused_where_they_cannot_be():
    away = happen(parade(), Event(clock("18:20"), "away", "N"))
    with pytest.raises(BadSetting, match="it is not on the road then"):
        happen(away.state, Event(clock("18:30"), "late", "N", minutes=5))
    with pytest.raises(BadSetting, match="it is on the road already"):
        happen(away.state, Event(clock("18:30"), "back", "M"))


def broken(state, plan):
    return {one.rule for one in check_night(state.night, plan)}


def changed(plan, unit_id, where, /, **changes):
    return Plan.of(
        (replace(one, **changes) if (one.unit_id, one.gathering_id) == (unit_id, where)
         else one for one in plan.visits),
        plan.rests,
    )  # fmt: skip


def left_out(plan, unit_id, gathering_id):
    pair = unit_id, gathering_id
    return Plan.of(
        (one for one in plan.visits if (one.unit_id, one.gathering_id) != pair), plan.rests
    )


@pytest.fixture(params=["as planned", "late", "back", "rain"])
def state(request):
    events = {
        "as planned": (),
        "late": (Event(clock("18:40"), "late", "N", minutes=20),),
        "back": (Event(clock("18:20"), "away", "N"), Event(clock("18:46"), "back", "N", "G")),
        "rain": (Event(clock("18:35"), "cancelled", gathering_id="H"),),
    }[request.param]
    begun = parade()
    return happen(begun, *events).state if events else begun


def test_every_stop_that_a_member_leaves_out_is_caught(state):
    assert broken(state, state.plan) == set()
    for visit in state.plan.visits:
        if visit.unit_id in "MN":
            less = left_out(state.plan, visit.unit_id, visit.gathering_id)
            assert "caravan" in broken(state, less), visit


@pytest.mark.parametrize("change", ["come later", "leave sooner", "stay on", "elsewhere"])
def test_every_stop_that_is_not_the_caravans_is_caught(state, change):
    for visit in state.plan.visits:
        if visit.unit_id not in "MN":
            continue
        minute = clock("18:01") - clock("18:00")
        how = {
            "come later": {"arrive": visit.arrive + minute},
            "leave sooner": {"leave": visit.leave - minute},
            "stay on": {"leave": visit.leave + minute},
            "elsewhere": {"gathering_id": "I" if visit.gathering_id != "I" else "G"},
        }[change]
        other = changed(state.plan, visit.unit_id, visit.gathering_id, **how)
        assert "caravan" in broken(state, other), visit


def test_a_member_that_comes_to_a_stop_it_cannot_reach_is_caught():
    late = happen(parade(), Event(clock("18:40"), "late", "N", minutes=20)).state
    planned = {(one.unit_id, one.gathering_id): one for one in parade().plan.visits}
    there = Plan.of([*late.plan.visits, planned["N", "H"]])
    assert broken(late, there) & {"shift", "travel"}


def test_a_stop_outside_of_its_hours_is_caught():
    state = parade()
    short = tuple(replace(one, ends=clock("18:50")) if one.gathering_id == "H" else one
                  for one in state.night.request.gatherings)  # fmt: skip
    made = replace(state.night.request, gatherings=short)
    assert broken(begin_night(made, state.plan), state.plan) == {"caravan"}


def test_whoever_leaves_a_stop_early_was_called_away():
    away = happen(parade(), Event(clock("18:55"), "away", "N")).state
    cut = {(one.unit_id, one.gathering_id): one for one in away.plan.visits}["N", "H"]
    assert cut.leave == clock("18:55")
    elsewhere = changed(away.plan, "N", "H", gathering_id="I")
    assert "caravan" in broken(away, elsewhere)
    assert "caravan" in broken(away, left_out(away.plan, "N", "H"))
