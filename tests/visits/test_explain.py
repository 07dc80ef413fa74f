"""What keeps a gathering from being visited is told, and the change that is told would do."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from nightout.visits import (
    CaravanStop,
    Event,
    Minutes,
    Plan,
    explain_night,
    explain_plan,
    measure_plan,
)
from tests.visits.conftest import clock, gathering, night, unit
from tests.visits.plain import drive, may_visit
from tests.visits.test_repair import begin, happen
from tests.visits.towns import draw_town, plan_town


def explain(made, **options):
    return explain_plan(made, plan_town(made), **options)


def fits(made, plan, one, shift=(0, 0), longer=0):
    """Where a gathering fits, if shifts or its hours have some minutes more; breaks stay put."""
    found = []
    gatherings = {other.gathering_id: other for other in made.gatherings}
    held = replace(one, ends=one.ends + dt.timedelta(minutes=longer))
    for crew in made.units:
        route = [gatherings[v.gathering_id] for v in plan.by_unit().get(crew.unit_id, [])]
        changed = replace(
            crew,
            shift_start=crew.shift_start - dt.timedelta(minutes=shift[0]),
            shift_end=crew.shift_end + dt.timedelta(minutes=shift[1]),
        )
        rest = [rest.start for rest in plan.rests if rest.unit_id == crew.unit_id]
        before = sum(v.arrive < rest[0] for v in plan.by_unit().get(crew.unit_id, []) if rest)
        if not may_visit(crew, one, made.rules):
            continue
        for i in range(len(route) + 1):
            longer_route = [*route[:i], held, *route[i:]]
            for spot in {before, before + 1} if i == before else {before + (i < before)}:
                if drive(changed, longer_route, spot, made.rules) is not None:
                    found.append((crew.unit_id, route[i - 1].gathering_id if i else ""))
    return found


CHANGES = {
    "its end": lambda minutes: {"longer": minutes},
    "shift end": lambda minutes: {"shift": (0, minutes)},
    "shift start": lambda minutes: {"shift": (minutes, 0)},
}


@pytest.mark.parametrize("seed", range(12))
def test_the_change_that_is_told_would_do_and_none_cheaper(seed):
    town = draw_town(np.random.default_rng(seed), 16, 2, side=0.06, visit_minutes=Minutes(25))
    town = replace(town, units=tuple(replace(one, break_min=15.0, reserve=False)
                                     for one in town.units))  # fmt: skip
    plan = plan_town(town)
    told = explain_plan(town, plan)
    visited = {one.gathering_id for one in plan.visits}
    assert {one.gathering_id for one in told} == {g.gathering_id for g in town.gatherings} - visited
    assert told
    for one in told:
        where = town.gathering(one.gathering_id)
        assert not fits(town, plan, where), "it is not visited for lack of a try"
        if one.change in CHANGES:
            able = fits(town, plan, where, **CHANGES[one.change](one.minutes))
            assert (one.unit_id, one.after) in able
        cheaper = min(one.minutes or 60, 60) - 1
        for change in ("its end", "shift end"):
            assert not fits(town, plan, where, **CHANGES[change](cheaper))


def test_without_a_place_nobody_comes():
    (told,) = explain(night([gathering("G", lon=None, lat=None)], [unit("P")]))
    assert (told.reason, told.change) == ("no place", "lon and lat")
    assert told.fix == "Give its lon and lat"


def test_hours_may_be_too_short_for_the_rules():
    short = gathering("G", ends=clock("18:07"))
    (told,) = explain(night([short], [unit("P")]))
    assert (told.reason, told.change, told.minutes) == ("hours too short", "its end", 3)
    longer = replace(short, ends=clock("18:10"))
    assert explain(night([longer], [unit("P")])) == ()


def test_a_gathering_before_the_shift_asks_for_an_earlier_one():
    early = gathering("G", 897.4, starts=clock("16:30"), ends=clock("17:30"))
    (told,) = explain(night([early], [unit("P")]))
    assert told.reason == "no unit in time"
    # 17:30 and 150 s of driving, where visits begin by 17:20.
    assert (told.change, told.minutes, told.unit_id) == ("shift start", 13, "P")
    assert explain(night([early], [unit("P", shift_start=clock("17:17"))])) == ()


def test_no_units_and_none_that_is_welcome():
    (told,) = explain(night([gathering("G")], []))
    assert (told.reason, told.change) == ("no such unit", "one more unit")
    (told,) = explain(night([gathering("G", declined=("police",))], [unit("P")]))
    assert (told.reason, told.change) == ("declined", "ask the host")


def test_a_unit_in_reserve_could_come_from_its_post():
    (told,) = explain(night([gathering("G", 1_700)], [unit("P", reserve=True)]))
    assert (told.reason, told.change, told.unit_id) == ("in reserve", "reserve radius", "P")
    assert "go 200 m further from its post" in told.fix


def test_busy_units_are_capacity_and_one_more_is_offered_where_minutes_do_not_help():
    made = night([gathering("G"), gathering("H", 500)], [unit("P")],
                 visit_minutes=Minutes(150), start_before_end_min=90)  # fmt: skip
    (told,) = explain(made)
    assert told.reason == "capacity"
    assert told.change == "one more unit"
    assert "(1 of them)" in told.why


def test_far_away_is_nobody_in_time():
    (told,) = explain(night([gathering("G", 120_000)], [unit("P")]))
    assert (told.reason, told.minutes) == ("no unit in time", None)


def test_a_plan_that_was_not_searched_says_so():
    (told,) = explain_plan(night([gathering("G")], [unit("P")]), Plan())
    assert (told.reason, told.change, told.unit_id) == ("not tried", "plan longer", "P")


def test_wishes_that_are_not_met_are_explained_kind_by_kind():
    made = night([gathering("G", wanted=("police", "k9", "fire"))],
                 [unit("P"), unit("K", kind="k9", shift_end=clock("18:12"))])  # fmt: skip
    assert explain(made) == ()
    k9, fire = sorted(explain(made, wishes=True), key=lambda one: one.kind, reverse=True)
    assert (k9.kind, k9.change, k9.minutes, k9.unit_id) == ("k9", "shift end", 1, "K")
    assert (fire.kind, fire.reason) == ("fire", "no such unit")
    assert "kind fire" in fire.why


def test_a_caravans_visit_is_a_visit():
    stop = CaravanStop("Mayor", "G", clock("18:30"), clock("18:50"))
    made = night([gathering("G")], [unit("M", kind="mayor", caravan="Mayor")], [stop])
    assert explain(made) == ()
    assert measure_plan(made, plan_town(made)).visited == 1


def tonight(made, *events):
    """Plan a night, live through what happens, and explain it as it stands then."""
    state = happen(begin(made), *events).state
    return state, explain_night(state.night, state.plan, state.travel)


def test_a_night_on_which_nothing_happened_is_explained_as_it_was_planned():
    made = night([gathering("G"), gathering("H", 120_000)], [unit("P")])
    state = begin(made)
    assert explain_night(state.night, state.plan, state.travel) == explain_plan(made, state.plan)


def test_who_lost_a_unit_and_has_no_other_is_told_so():
    made = night([gathering("G"), gathering("H", 500)], [unit("P")], visit_minutes=Minutes(60))
    _, (told,) = tonight(made, Event(clock("18:20"), "away", "P"))
    assert (told.reason, told.change) == ("no such unit", "one more unit")
    assert told.why == "there is no unit on the road any more"


def test_a_unit_that_is_late_could_come_if_the_gathering_were_held_longer():
    made = night([gathering("G", 897.4, ends=clock("19:00"))], [unit("P")])
    state, (told,) = tonight(made, Event(clock("17:40"), "late", "P", minutes=80))
    # On the road again at 19:00, there at 19:02:30; visits begin until 18:50.
    assert (told.reason, told.change, told.minutes) == ("no unit in time", "its end", 13)
    (where,) = made.gatherings
    for minutes, change in ((12, "its end"), (13, "send it")):
        longer = replace(where, ends=where.ends + dt.timedelta(minutes=minutes))
        later = replace(state.night, request=replace(made, gatherings=(longer,)))
        (again,) = explain_night(later, state.plan, state.travel)
        assert again.change == change
    assert again.fix == "Send P: it has time for it"


def test_when_no_visit_can_begin_any_more_the_host_is_to_be_called():
    made = night([gathering("G", ends=clock("19:00")), gathering("H", 500)], [unit("P")])
    events = Event(clock("17:40"), "away", "P"), Event(clock("18:51"), "back", "P")
    _, told = tonight(made, *events)
    (late,) = [one for one in told if one.gathering_id == "G"]
    assert (late.reason, late.change) == ("too late", "call the host")
    assert late.why == "a visit could begin until 18:50, and it is 18:51"


def test_what_is_called_off_or_was_visited_before_it_moved_is_not_left_out():
    made = night([gathering("G"), gathering("H", 500), gathering("I", 60_000)], [unit("P")])
    moved = Event(clock("18:05"), "moved", gathering_id="G", gathering=gathering("G", 120_000))
    called_off = Event(clock("18:06"), "cancelled", gathering_id="I")
    _, told = tonight(made, moved, called_off)
    assert "G-moved" not in {one.gathering_id for one in told}
    assert told == ()


def test_wishes_are_explained_on_the_night_too():
    made = night([gathering("G", wanted=("police", "k9"))], [unit("P"), unit("K", kind="k9")])
    state = happen(begin(made), Event(clock("17:40"), "away", "K")).state
    (k9,) = explain_night(state.night, state.plan, state.travel, wishes=True)
    assert (k9.kind, k9.reason) == ("k9", "no such unit")
    assert "kind k9 on the road any more" in k9.why
