"""A gathering that moves is visited where it is now, for what it still lacks, while it is held."""

from dataclasses import replace

import pytest

from nightout.errors import BadSetting
from nightout.visits import Event
from tests.visits.conftest import clock, gathering, unit
from tests.visits.test_repair import busy, happen, who


def test_a_gathering_that_moved_is_visited_where_it_is():
    state = busy([gathering("G"), gathering("H", 300)], [unit("P")])
    moved = replace(state.night.request.gathering("H"), lat=41.03)
    done = happen(state, Event(clock("17:45"), "moved", gathering_id="H", gathering=moved))
    (visit,) = (one for one in done.state.plan.visits if one.gathering_id == "H")
    assert visit.travel_s > 500


def test_a_gathering_that_moved_after_a_visit_gets_what_it_still_lacks():
    wishing = gathering("G", wanted=("police", "fire"))
    fire = unit("F", kind="fire", shift_start=clock("19:00"))
    state = busy([wishing], [unit("P"), fire])
    moved = replace(wishing, lat=41.01)
    done = happen(state, Event(clock("18:50"), "moved", gathering_id="G", gathering=moved))
    assert who(done.state.plan) == [("P", "G"), ("F", "G-moved")]


def test_a_gathering_that_is_held_there_no_more_does_not_move():
    wishing = gathering("G", wanted=("police", "fire"))
    state = busy([wishing], [unit("P"), unit("F", kind="fire", shift_start=clock("19:00"))])

    def move(at):
        moved = replace(wishing, lat=41.01)
        return Event(clock(at), "moved", gathering_id="G", gathering=moved)

    off = happen(state, Event(clock("18:50"), "cancelled", gathering_id="G")).state
    with pytest.raises(BadSetting, match=r"held there no more\. If it is held after all, add it"):
        happen(off, move("18:55"))
    with pytest.raises(BadSetting, match=r"held there no more\. Move G-moved now"):
        happen(state, move("18:50"), move("18:55"))
