"""Benjamini-Hochberg: a family worked by hand, a slow twin, and the law of order."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.stats import q_values
from tests.stats import plain

CHANCES = st.lists(st.floats(0, 1) | st.just(math.nan), max_size=30)


def test_a_family_of_five_is_as_worked_by_hand():
    # m / rank:        5/1    5/2    5/3    5/4    5/5
    # p times that:   0.050  0.025  0.065  0.050  0.600, then the least from the right
    worked = q_values([0.010, 0.010, 0.039, 0.040, 0.600])
    np.testing.assert_allclose(worked, [0.025, 0.025, 0.050, 0.050, 0.600], rtol=1e-15)


def test_the_published_family_keeps_the_published_four():
    # Benjamini and Hochberg (1995), the 15 comparisons of two treatments, 4 kept at 0.05.
    published = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    published += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000]
    assert int((q_values(published) <= 0.05).sum()) == 4


def test_a_missing_p_stays_missing_and_does_not_count():
    with_gap = q_values([0.01, math.nan, 0.04])
    assert math.isnan(with_gap[1])
    np.testing.assert_array_equal(with_gap[[0, 2]], q_values([0.01, 0.04]))


def test_shape_is_kept_and_nothing_given_is_nothing_back():
    assert q_values(np.full((2, 3), 0.5)).shape == (2, 3)
    assert q_values([]).shape == (0,)
    assert float(q_values(0.03)) == 0.03


@given(CHANCES)
def test_q_matches_the_slow_twin(p):
    np.testing.assert_allclose(q_values(p), plain.q_values(p), rtol=1e-12)


@given(CHANCES, st.randoms(use_true_random=False))
def test_q_keeps_the_order_of_p_and_is_never_below_it(p, random):
    random.shuffle(p)
    family = np.array(p, float)
    family = family[~np.isnan(family)]
    q = q_values(family)
    assert (q >= family).all()
    assert (q <= 1).all()
    assert (np.diff(q[np.argsort(family, kind="stable")]) >= 0).all()


@pytest.mark.parametrize("wrong", [-0.1, 1.5])
def test_a_p_outside_0_to_1_is_refused(wrong):
    with pytest.raises(BadSetting, match=rf"a p-value is {wrong}. Give values between 0 and 1"):
        q_values([0.5, wrong])
