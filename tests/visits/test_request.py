"""A request that cannot be is refused, with what and how to mend it."""

import datetime as dt

import pytest

from nightout.errors import BadSetting, UnknownName
from nightout.visits import CaravanStop, Promise, Request
from tests.visits.conftest import clock, gathering, night, unit


def test_nothing_stands_twice():
    with pytest.raises(BadSetting, match="gathering G stands 2 times"):
        night([gathering("G"), gathering("G")], [])
    with pytest.raises(BadSetting, match="unit U stands 3 times"):
        night([], [unit("U")] * 3)
    with pytest.raises(BadSetting, match="a gathering has no id"):
        night([gathering("")], [])


def test_a_promise_names_a_unit_that_is_there_and_of_that_kind():
    promised = gathering("G", promised=(Promise("police", "U"),))
    assert night([promised], [unit("U")]).gatherings == (promised,)
    with pytest.raises(UnknownName, match="unit U, which is not among the units"):
        night([promised], [unit("V")])
    with pytest.raises(BadSetting, match="that unit is fire"):
        night([promised], [unit("U", kind="fire")])


def test_a_kind_is_not_both_wanted_and_declined():
    with pytest.raises(BadSetting, match="both wants and declines k9"):
        gathering("G", wanted=("k9",), declined=("k9",))
    with pytest.raises(BadSetting, match="both wants and declines fire"):
        gathering("G", promised=(Promise("fire"),), declined=("fire",))


def test_a_caravan_has_a_route_and_stops_at_gatherings():
    stop = CaravanStop("Mayor", "G", clock("18:00"), clock("18:20"))
    later = CaravanStop("Mayor", "H", clock("19:00"), clock("19:20"))
    both = [gathering("G"), gathering("H")]
    made = night(both, [unit("U", caravan="Mayor")], [later, stop])
    assert made.stops_of("Mayor") == (stop, later)
    with pytest.raises(UnknownName, match="stops at G, which is no gathering"):
        night([], [], [stop])
    with pytest.raises(UnknownName, match=r"caravan Chief, which has no route. Give its stops; "):
        night(both, [unit("U", caravan="Chief")], [stop])


def test_a_break_fits_into_its_shift():
    with pytest.raises(BadSetting, match="break of 300 min"):
        unit("U", break_min=300)
    with pytest.raises(BadSetting, match="from 22:00 to 21:00"):
        unit("U", break_min=30, break_from=clock("22:00"))
    assert unit("U", break_min=30).last_break == clock("21:00")


def test_a_night_is_one_night():
    other = gathering("H", starts=clock("18:00") + dt.timedelta(days=7),
                      ends=clock("20:00") + dt.timedelta(days=7))  # fmt: skip
    with pytest.raises(BadSetting, match="A night is planned by itself"):
        night([gathering("G"), other], [])
    with pytest.raises(BadSetting, match="carry a zone"):
        gathering("G", starts=clock("18:00").replace(tzinfo=dt.UTC))


def test_things_are_found_by_their_ids_and_near_ones_named():
    made = Request((gathering("Elm-1"),), (unit("Car 11"),))
    assert made.gathering("Elm-1").gathering_id == "Elm-1"
    assert made.unit("Car 11").kind == "police"
    assert made.kinds == ("police",)
    with pytest.raises(UnknownName, match=r"there is no gathering Elm-2. Near it: Elm-1"):
        made.gathering("Elm-2")
    with pytest.raises(UnknownName, match=r"there is no unit Car 12. Near it: Car 11"):
        made.unit("Car 12")
