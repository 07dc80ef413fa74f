import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson_means_test

from nightout.errors import BadSetting
from nightout.stats import etest_p
from tests.stats import plain

COUNT = st.integers(0, 60)
EXPOSURE = st.floats(0.1, 1000)


def test_the_published_p_values_return():
    # Krishnamoorthy and Thomson's seeds: 0 weeds in 100 samples against 3 in 100.
    assert float(etest_p(0, 3, 100, 100)) == pytest.approx(0.08838, abs=5e-6)
    assert float(etest_p(25, 16)) == pytest.approx(0.165, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(COUNT, COUNT, EXPOSURE, EXPOSURE)
def test_scipy_gives_the_same_but_for_pairs_it_rounds_away(n, before, exposure, exposure_before):
    theirs = poisson_means_test(n, exposure, before, exposure_before).pvalue
    ours = float(etest_p(n, before, exposure, exposure_before))
    # Pairs that differ exactly as much as those seen count, and scipy leaves some out as they
    # were rounded, even the pair that was seen: 39 in 83 days against 30 in 97.6.
    ties = plain.etest_ties(n, before, exposure, exposure_before)
    assert theirs - 1e-8 <= ours <= theirs + ties + 1e-8


@pytest.mark.parametrize(("n", "before"), [(400, 350), (1200, 1290), (5000, 4900)])
def test_scipy_gives_the_same_for_large_counts(n, before):
    theirs = poisson_means_test(n, 1.0, before, 1.0).pvalue
    assert float(etest_p(n, before)) == pytest.approx(theirs, rel=1e-7)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 8), st.integers(0, 8), st.integers(1, 4), st.integers(1, 4))
def test_the_twin_in_exact_fractions_gives_the_same(n, before, exposure, exposure_before):
    # Whole exposures give pairs that differ exactly as much as those seen.
    twin = plain.etest(n, before, exposure, exposure_before)
    assert float(etest_p(n, before, exposure, exposure_before)) == pytest.approx(twin, rel=1e-9)


@given(COUNT, COUNT, EXPOSURE)
def test_exchanging_the_two_changes_nothing(n, before, exposure):
    one = float(etest_p(n, before, exposure, 1.0))
    assert one == pytest.approx(float(etest_p(before, n, 1.0, exposure)), rel=1e-9)
    assert 0 <= one <= 1


def test_nothing_against_nothing_says_nothing():
    assert float(etest_p(0, 0)) == 1


def test_counts_broadcast_over_rows_and_columns():
    assert etest_p([[1], [2]], [3, 4, 5])[1, 0] == etest_p(2, 3)


def test_it_is_missing_for_missing_fractional_and_large_counts():
    assert np.isnan(etest_p([math.nan, 4], [3, 4])).tolist() == [True, False]
    assert np.isnan(etest_p([5001, 20, 2.5], [20, 5001, 2])).all()
    assert not np.isnan(etest_p(5000, 4900))


def test_a_negative_count_is_refused():
    with pytest.raises(BadSetting, match="n_before holds -2"):
        etest_p(1, -2)
