"""What is possible is told before it is planned, and never less or more than it is."""

import numpy as np
import pytest

from nightout.errors import BadSetting
from nightout.visits import CaravanStop, Minutes, measure_capacity, straight_travel
from nightout.visits.caravan import drive_caravans
from tests.visits.conftest import clock, gathering, night, unit
from tests.visits.plain import best_worth
from tests.visits.towns import draw_town


def measure(made):
    return measure_capacity(made, rng=np.random.default_rng(1))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_reached_is_below_what_is_possible_and_that_below_the_bound(seed):
    rng = np.random.default_rng(seed)
    minutes = Minutes((12, 60, 90)[seed % 3])
    town = draw_town(rng, 4, int(rng.integers(1, 3)), side=0.15, visit_minutes=minutes)
    found = measure(town)
    _, most = best_worth(town)
    assert found.reach == most <= found.bound <= len(town.gatherings)


def test_a_street_by_hand():
    """Three hours, no way between: visits of 13 min, the last begun after 170."""
    made = night([gathering(f"G{i:02}") for i in range(40)], [unit("P")])
    found = measure(made)
    assert (found.n_units, found.n_open) == (1, 40)
    assert found.reach == found.bound == 14
    assert found.visits_each == {"police": 14.0}
    buys = {one.change: one.visited for one in found.what_if}
    assert buys["one more police unit, as P"] == 14
    # 171 / 8 + 1 and 171 / 3 + 1, with what the street has left.
    assert buys["visits 5 min shorter"] == 22 - 14
    assert buys["visits 10 min shorter"] == 40 - 14
    assert buys["gatherings 30 min longer"] == 16 - 14
    assert buys["shifts 30 min longer"] == 0


def test_wishes_are_told_where_all_are_visited():
    wishing = [gathering(f"G{i}", wanted=("fire",)) for i in range(20)]
    found = measure(night(wishing, [unit("F", kind="fire"), unit("P")]))
    assert (found.reach, found.wanted, found.wishes) == (20, 20, 14)
    buys = {one.change: (one.visited, one.wishes) for one in found.what_if}
    assert buys["one more fire unit, as F"] == (0, 6)
    assert buys["one more police unit, as P"] == (0, 0)


def test_a_caravans_stops_are_reached_already():
    stop = CaravanStop("Mayor", "G0", clock("18:30"), clock("18:50"))
    units = [unit("M", kind="mayor", caravan="Mayor"), unit("P")]
    found = measure(night([gathering("G0"), gathering("G1")], units, [stop]))
    assert (found.n_units, found.reach, found.bound, found.n_open) == (1, 2, 2, 2)


def test_nothing_is_an_answer_too():
    nothing = measure(night([], []))
    assert (nothing.reach, nothing.bound, nothing.what_if) == (0, 0, ())
    assert measure(night([gathering("G")], [])).reach == 0
    assert measure(night([], [unit("P")])).reach == 0
    nowhere = measure(night([gathering("G", lon=None, lat=None)], [unit("P")]))
    assert (nowhere.n_gatherings, nowhere.n_open, nowhere.reach) == (1, 0, 0)


def test_a_caravan_that_no_plan_takes_is_refused_in_the_same_words():
    late = CaravanStop("Mayor", "G0", clock("22:00"), clock("22:20"))
    units = [unit("M", kind="mayor", caravan="Mayor"), unit("P")]
    made = night([gathering("G0"), gathering("G1")], units, [late])
    with pytest.raises(BadSetting, match="held from 18:00 to 21:00") as planned:
        drive_caravans(made, straight_travel(made))
    with pytest.raises(BadSetting) as measured:
        measure(made)
    assert str(measured.value) == str(planned.value)
