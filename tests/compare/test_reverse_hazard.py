"""The share reported by each age: by hand, in loops, and without what is not yet seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nightout.compare.reverse_hazard import reported_by_age
from tests.compare.plain_lag import plain_share

COUNTS = arrays(np.int64, st.tuples(st.integers(1, 6), st.just(4)), elements=st.integers(0, 9))


def test_a_small_triangle_by_hand():
    delays = np.array([[6, 3, 1], [4, 2, 0], [5, 0, 0]])
    # Two days late: 1 of 10 on the one day that shows it. One day late: 5 of the 15 by then.
    shares = reported_by_age(delays, np.array([2, 1, 0]))
    assert shares == pytest.approx([0.9 * 10 / 15, 0.9, 1])


def test_whole_days_give_the_plain_shares():
    delays = np.array([[6, 3, 1], [4, 2, 4]])
    assert reported_by_age(delays, np.array([9, 9])) == pytest.approx([10 / 20, 15 / 20, 1])


def test_what_cannot_have_been_seen_is_not_read():
    delays = np.array([[6, 3, 1], [4, 2, 99]])
    seen = np.array([2, 1])
    told = reported_by_age(delays, seen)
    delays[1, 2] = 0
    assert told == pytest.approx(reported_by_age(delays, seen))


def test_a_delay_that_no_day_is_old_enough_to_show_is_missing():
    told = reported_by_age(np.array([[6, 3, 0]]), np.array([1]))
    assert np.isnan(told[:2]).all()
    assert told[2] == 1


def test_what_always_comes_late_is_known_by_none_before():
    told = reported_by_age(np.array([[0, 0, 5]] * 4), np.array([9, 9, 9, 1]))
    assert told.tolist() == [0, 0, 1]
    assert np.isnan(reported_by_age(np.zeros((4, 3), int), np.array([9] * 4))[:2]).all()


def test_a_day_that_no_file_covers_has_no_say():
    delays = np.array([[6, 4], [0, 50]])
    assert reported_by_age(delays, np.array([5, -1])) == pytest.approx([0.6, 1])


@given(COUNTS, st.data())
def test_it_is_what_loops_give(delays, data):
    seen = np.array(data.draw(st.lists(st.integers(-1, 4), min_size=len(delays),
                                       max_size=len(delays))))  # fmt: skip
    told = reported_by_age(delays, seen)
    plain = [plain_share(delays.tolist(), seen, age) for age in range(4)]
    assert told == pytest.approx(plain, nan_ok=True)


def test_a_right_truncated_sample_finds_the_truth_again():
    rng = np.random.default_rng(3)
    chance = np.array([0.5, 0.2, 0.2, 0.1])
    delays = rng.multinomial(50, chance, size=400)
    seen = np.arange(400)[::-1]
    assert reported_by_age(delays, seen) == pytest.approx(chance.cumsum(), abs=0.02)
