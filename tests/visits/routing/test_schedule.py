"""Times against tables drawn by hand: a unit at 0 on a line, a second a step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.visits.routing import Timed, schedule
from tests.visits.routing.draw import line, small
from tests.visits.routing.plain import drives


def test_a_route_waits_for_hours_and_drives_home():
    #        at  opens  closes  takes
    #   a    10    15      20      5    comes 10, starts 15, leaves 20
    #   b    30     0      40      5    comes 40, starts 40, leaves 45, home at 75
    problem = line([10, 30], ready_s=[15, 0], due_s=[20, 40], service_s=[[5, 5]])
    assert schedule(problem, [[0, 1]]) == (Timed((15, 40), -1, 75, 60),)


def test_a_second_late_is_late():
    assert schedule(line([10, 30], due_s=[99, 29]), [[0, 1]]) is None
    assert schedule(line([10, 30], due_s=[99, 30]), [[0, 1]]) is not None
    assert schedule(line([10], shift_end_s=[19]), [[0]]) is None
    assert schedule(line([10], shift_end_s=[20]), [[0]]) is not None


@pytest.mark.parametrize(
    ("earliest", "rest", "start"),
    [
        (0, 0, 20),  # before it leaves
        (4, 4, 20),  # on the way: 4 steps, the break, 6 steps
        (12, 12, 22),  # it has come at 10, and the break begins at 12
    ],
)
def test_a_break_is_taken_on_the_way_when_its_hours_begin(earliest, rest, start):
    problem = line(
        [10], break_s=[10], break_earliest_s=[earliest], break_latest_s=[12], ready_s=[15]
    )
    assert schedule(problem, [[0]]) == (Timed((start,), rest, start + 10, 20),)


def test_a_break_stands_where_the_route_ends_soonest():
    # Before the visit it would cost the wait; after it the way home goes on at once.
    problem = line([10], break_s=[10], break_earliest_s=[12], break_latest_s=[50])
    assert schedule(problem, [[0]]) == (Timed((10,), 12, 30, 20),)


def test_each_unit_has_its_own_pace():
    problem = line(
        [10, 20],
        n_units=2,
        profile=[0, 1],
        travel_s=np.array([[[0, 10, 20]] * 3, [[0, 30, 60]] * 3]),
        service_s=[[1, 1], [5, 5]],
    )
    assert schedule(problem, [[0], [1]]) == (Timed((10,), -1, 11, 10), Timed((60,), -1, 65, 60))


@given(seed=st.integers(0, 10**6), order=st.permutations(range(5)), n=st.integers(0, 5))
def test_times_are_those_of_driving_step_by_step(seed, order, n):
    problem = small(seed, n_units=1)
    found = schedule(problem, [order[:n]])
    plain = drives(problem, 0, order[:n])
    assert (found is None) == (not plain)
    if found:
        (one,) = found
        assert (list(one.starts_s), one.break_start_s, one.end_s, one.travel_s) in plain
        assert one.end_s == min(end for _, _, end, _ in plain)
