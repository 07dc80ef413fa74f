"""Disclosure: small counts are hidden, and so is what would give them away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.records.disclosure import hide_small

tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=1, max_size=8
    )
)


def test_a_small_count_takes_the_next_smallest_with_it():
    #        now  before
    table = [[1, 9], [5, 5], [40, 30], [0, 0]]
    assert hide_small(table, threshold=3).tolist() == [True, True, False, False]


def test_two_small_counts_whose_sum_would_tell_take_a_third():
    # 1 and 1: whoever knows that both are at least 1 and that the sum is 2 knows both.
    assert hide_small([[1], [1], [7], [9]], threshold=3).tolist() == [True, True, True, False]


def test_two_small_counts_with_a_larger_sum_shield_each_other():
    assert hide_small([[2], [2], [7]], threshold=3).tolist() == [True, True, False]


def test_zero_is_about_nobody_and_shields_nobody():
    assert hide_small([[0], [0], [2], [8]], threshold=3).tolist() == [False, False, True, True]


def test_threshold_1_hides_nothing():
    assert not hide_small([[1], [0], [2]], threshold=1).any()


def test_no_parts_need_no_hiding():
    assert hide_small([], threshold=3).tolist() == []


@pytest.mark.parametrize(("table", "threshold"), [([[1]], 0), ([[-1]], 3)])
def test_what_cannot_be_is_refused(table, threshold):
    with pytest.raises(BadSetting):
        hide_small(table, threshold=threshold)


@given(tables, st.integers(2, 6))
def test_no_small_count_is_shown_or_left_alone_in_its_column(table, threshold):
    counts = np.array(table)
    hidden = hide_small(table, threshold=threshold)
    small = (counts > 0) & (counts < threshold)
    assert not small[~hidden].any()
    for column in np.flatnonzero(small.any(axis=0)):
        together = counts[hidden, column]
        assert hidden.all() or ((together > 0).sum() >= 2 and together.sum() >= threshold)
