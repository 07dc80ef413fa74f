"""The checker passes what planning makes, and catches every single thing done to it."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from nightout.visits import (
    CaravanStop,
    Night,
    Plan,
    Promise,
    Rest,
    Stint,
    Travel,
    Visit,
    check_night,
    check_plan,
)
from tests.visits.conftest import clock, gathering, night, spot, unit
from tests.visits.towns import draw_full_town, plan_town

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(scope="module")
def town():
    return draw_full_town(np.random.default_rng(5))


@pytest.fixture(scope="module")
def plan(town):
    return plan_town(town)


def rules_broken(town, plan, **more):
    return {one.rule for one in check_plan(town, plan, **more)}


def test_a_plan_as_planned_breaks_no_rule(town, plan):
    assert check_plan(town, plan) == ()
    assert len(plan.visits) > 15
    assert len(plan.rests) >= 1


@pytest.mark.parametrize("minutes", [-1, 1])
def test_every_visit_moved_by_a_minute_is_caught(town, plan, minutes):
    for i, visit in enumerate(plan.visits):
        moved = replace(
            visit, arrive=visit.arrive + minutes * MINUTE, leave=visit.leave + minutes * MINUTE
        )
        assert rules_broken(town, changed(plan, i, moved)) & {"times", "caravan"}, visit


@pytest.mark.parametrize("minutes", [-1, 1])
def test_every_stay_changed_by_a_minute_is_caught(town, plan, minutes):
    for i, visit in enumerate(plan.visits):
        other = replace(visit, leave=visit.leave + minutes * MINUTE)
        assert rules_broken(town, changed(plan, i, other)) & {"stay", "caravan"}


def test_every_visit_given_to_any_other_unit_is_caught(town, plan):
    for i, visit in enumerate(plan.visits):
        for other in town.units:
            if other.unit_id != visit.unit_id:
                swapped = replace(visit, unit_id=other.unit_id, kind=other.kind)
                assert check_plan(town, changed(plan, i, swapped)), (visit, other.unit_id)


def test_two_units_that_swap_all_their_visits_are_caught(town, plan):
    for one in town.units:
        for other in town.units:
            if one.unit_id < other.unit_id and plan.by_unit().get(one.unit_id):
                names = {one.unit_id: other, other.unit_id: one}
                swapped = [
                    replace(v, unit_id=names[v.unit_id].unit_id, kind=names[v.unit_id].kind)
                    if v.unit_id in names
                    else v
                    for v in plan.visits
                ]
                both_in_one = one.caravan and other.caravan
                assert bool(check_plan(town, Plan.of(swapped, plan.rests))) != both_in_one


def test_every_break_dropped_moved_or_changed_is_caught(town, plan):
    for rest in plan.rests:
        left = [one for one in plan.rests if one != rest]
        assert rules_broken(town, Plan.of(plan.visits, left))
        for start, end in ((MINUTE, MINUTE), (-MINUTE, -MINUTE), (0 * MINUTE, MINUTE),
                           (0 * MINUTE, -MINUTE)):  # fmt: skip
            other = Rest(rest.unit_id, rest.start + start, rest.end + end)
            assert rules_broken(town, Plan.of(plan.visits, [*left, other])), (start, end)
        assert "break" in rules_broken(town, Plan.of(plan.visits, [*plan.rests, rest]))


@pytest.mark.parametrize("mark", ["promised", "own_beat"])
def test_every_mark_turned_round_is_caught(town, plan, mark):
    for i, visit in enumerate(plan.visits):
        other = replace(visit, **{mark: not getattr(visit, mark)})
        assert rules_broken(town, changed(plan, i, other)) & {"promise", "own beat"}


def test_every_travel_time_changed_is_caught(town, plan):
    for i, visit in enumerate(plan.visits):
        for seconds in (-60, 60):
            other = replace(visit, travel_s=visit.travel_s + seconds)
            assert "travel" in rules_broken(town, changed(plan, i, other))


def test_every_promise_dropped_is_caught(town, plan):
    promised = [one for one in plan.visits if one.promised]
    assert len(promised) == 2
    for visit in promised:
        left = [one for one in plan.visits if one != visit]
        assert "promise" in rules_broken(town, Plan.of(left, plan.rests))


def test_every_visit_made_twice_is_caught(town, plan):
    for visit in plan.visits:
        twice = Plan.of([*plan.visits, visit], plan.rests)
        assert "twice" in rules_broken(town, twice)


def test_what_is_not_on_the_night_is_caught(town, plan):
    visit = plan.visits[0]
    for change in ({"unit_id": "X"}, {"gathering_id": "X"}, {"kind": "x"}):
        assert rules_broken(town, changed(plan, 0, replace(visit, **change)))
    stray = Plan.of(plan.visits, [*plan.rests, Rest("X", clock("18:00"), clock("18:10"))])
    assert rules_broken(town, stray) == {"unknown unit"}


def changed(plan, i, visit):
    return Plan.of([*plan.visits[:i], visit, *plan.visits[i + 1 :]], plan.rests)


# By hand: 28 km/h x 1.3 on a straight street is 6 s per 36 m of straight line, so 900 m are 150 s.
def by_hand(arrive="18:00:00", gathering_id="G", travel_s=150, **changes):
    first = dt.datetime.combine(clock("18:00").date(), dt.time.fromisoformat(arrive))
    made = Visit("U", gathering_id, "police", first, first + dt.timedelta(minutes=13), travel_s)
    return replace(made, **changes)


def test_a_plan_made_by_hand_is_as_good():
    made = night([gathering("G", 897.4)], [unit("U")])
    assert check_plan(made, Plan((by_hand(),))) == ()


@pytest.mark.parametrize(
    ("rule", "where", "who", "changes"),
    [
        ("window", {"starts": clock("18:01")}, {}, {}),
        ("window", {"ends": clock("18:09")}, {}, {}),
        ("declined", {"declined": ("police",)}, {}, {}),
        ("place", {"lon": None, "lat": None}, {}, {}),
        ("reserve", {}, {"reserve": True, **spot(-700)}, {"travel_s": 267}),
        ("times", {}, {"shift_start": clock("17:58")}, {}),
        ("shift", {}, {"shift_end": clock("18:15")}, {}),
        ("kind", {}, {"kind": "fire"}, {}),
        ("own beat", {"beat": "1"}, {"beats": ("1",)}, {}),
        ("promise", {"promised": (Promise("police"),)}, {}, {}),
    ],
)
def test_each_rule_by_itself(rule, where, who, changes):
    made = night([gathering("G", 897.4, **where)], [unit("U", **who)])
    found = check_plan(made, Plan((by_hand(**changes),)))
    assert rule in {one.rule for one in found}
    assert str(found[0]).startswith(found[0].rule)


def test_rules_of_hours_bind_all_gatherings():
    made = night([gathering("G", 897.4)], [unit("U")], earliest=dt.time(18, 0, 1))
    assert rules_broken(made, Plan((by_hand(),))) == {"window", "times"}
    made = night([gathering("G", 897.4)], [unit("U")], latest=dt.time(17, 59))
    assert rules_broken(made, Plan((by_hand(),))) == {"window"}


def test_a_table_of_travel_counts_where_it_was_brought():
    made = night([gathering("G", 897.4)], [unit("U")])
    places = (("gathering", "G"), ("unit", "U"))
    travel = Travel(places, np.array([[0, 60], [90, 0]], np.int32), "by hand")
    assert rules_broken(made, Plan((by_hand(),)), travel=travel) == {"travel"}
    assert check_plan(made, Plan((by_hand(travel_s=90),)), travel=travel) == ()


def test_a_caravan_that_loses_a_member_or_a_stop_is_caught():
    stop = CaravanStop("Mayor", "G", clock("18:30"), clock("18:45"))
    made = night([gathering("G", 897.4), gathering("H", 897.4)],
                 [unit("U", kind="mayor", caravan="Mayor")], [stop])  # fmt: skip
    visit = by_hand("18:30:00", kind="mayor", leave=clock("18:45"))
    assert check_plan(made, Plan((visit,))) == ()
    assert rules_broken(made, Plan()) == {"caravan"}
    beside = replace(visit, gathering_id="H")
    assert rules_broken(made, Plan((beside,))) == {"caravan"}


def test_on_the_night_what_changed_is_a_rule_too():
    made = night([gathering("G", 897.4), gathering("H", 897.4)], [unit("U", break_min=20)])
    two = Plan((by_hand(), by_hand("18:13:00", "H", 0)))
    called = Stint(clock("17:30"), clock("18:20"), ("unit", "U"), goes_home=False)
    after = Night(made, {"U": (called,)}, waived=frozenset({"U"}))
    cut = Plan((two.visits[0], replace(two.visits[1], leave=clock("18:20"))))
    assert {one.rule for one in check_night(after, two)} == {"shift"}
    assert check_night(after, cut) == ()
    rained = replace(after, cancelled={"H": clock("18:05")})
    assert {one.rule for one in check_night(rained, cut)} == {"cancelled"}


def test_a_promise_that_could_not_be_kept_has_to_be_owned_up_to():
    made = night([gathering("G", promised=(Promise("police"),))], [])
    assert rules_broken(made, Plan()) == {"promise"}
    assert check_night(Night(made, broken=frozenset({("G", Promise("police"))})), Plan()) == ()
    assert check_night(Night(made, cancelled={"G": clock("18:00")}), Plan()) == ()


def test_a_visit_may_wait_for_the_time_that_was_told():
    made = night([gathering("G", 897.4)], [unit("U")])
    later = Plan((by_hand("18:30:00"),))
    assert rules_broken(made, later) == {"times"}
    assert check_night(Night(made), later, announced=later) == ()
