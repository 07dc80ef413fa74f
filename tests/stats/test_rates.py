"""Two counts: published intervals and p-values, a twin in loops, and laws of exchange."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.stats import compare_rates, stabilised_z
from tests.stats import plain

COUNT = st.integers(0, 60)
EXPOSURE = st.floats(0.1, 1000)
# Effective counts are fractions, and the laws hold for them too.
AMOUNT = st.integers(0, 20_000).map(lambda hundredths: hundredths / 100)


def test_the_published_ratio_and_interval_return():
    found = compare_rates(11, 21, 800, 3011)
    assert float(found.ratio) == pytest.approx(1.971, abs=5e-4)
    assert float(found.ratio_low) == pytest.approx(0.858, abs=5e-4)
    assert float(found.ratio_high) == pytest.approx(4.277, abs=5e-4)


def test_25_against_16_is_within_chance_by_every_test():
    found = compare_rates(25, 16)
    assert float(found.p_exact) == pytest.approx(0.21, abs=5e-3)
    assert float(found.p_midp) < float(found.p_exact)


def test_small_counts_are_as_worked_by_hand():
    # 3 against 0 under equal rates: all three fall now with chance 1/8, so p = 1/4, mid-p = 1/8.
    # Lower bound: chance**3 = 0.025, as odds. Nothing bounds it above.
    found = compare_rates(3, 0)
    chance = 0.025 ** (1 / 3)
    assert float(found.p_exact) == pytest.approx(1 / 4)
    assert float(found.p_midp) == pytest.approx(1 / 8)
    assert float(found.ratio) == math.inf
    assert float(found.ratio_low) == pytest.approx(chance / (1 - chance))
    assert float(found.ratio_high) == math.inf


def test_nothing_against_nothing_says_nothing():
    found = compare_rates(0, 0)
    assert math.isnan(found.ratio)
    assert (float(found.ratio_low), float(found.ratio_high)) == (0, math.inf)
    assert (float(found.p_exact), float(found.p_midp)) == (1, 1)


def test_a_missing_count_gives_a_missing_answer_beside_a_known_one():
    found = compare_rates([math.nan, 4], [3, 4])
    for column in (found.ratio, found.ratio_low, found.ratio_high, found.p_exact, found.p_midp):
        assert np.isnan(column).tolist() == [True, False]


def test_counts_broadcast_over_rows_and_columns():
    found = compare_rates([[1], [2]], [3, 4, 5], 7, 365)
    assert found.ratio_low.shape == found.p_midp.shape == (2, 3)
    assert float(found.p_exact[1, 2]) == float(compare_rates(2, 5, 7, 365).p_exact)


@given(COUNT, COUNT, EXPOSURE, EXPOSURE, st.sampled_from([0.8, 0.95, 0.999]))
def test_interval_and_p_match_the_twin_in_loops(n, before, exposure, exposure_before, level):
    given_counts = (n, before, exposure, exposure_before)
    found = compare_rates(*given_counts, level)
    low, high = plain.interval(*given_counts, level)
    np.testing.assert_allclose([found.ratio_low, found.ratio_high], [low, high], rtol=1e-9)
    exact, mid = plain.p_values(*given_counts)
    np.testing.assert_allclose([found.p_exact, found.p_midp], [exact, mid], rtol=1e-8, atol=1e-14)


@given(AMOUNT, AMOUNT, EXPOSURE, EXPOSURE)
def test_exchanging_the_two_turns_the_ratio_over(n, before, exposure, exposure_before):
    one = compare_rates(n, before, exposure, exposure_before)
    other = compare_rates(before, n, exposure_before, exposure)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(one.ratio_low, 1 / other.ratio_high, rtol=1e-9)
        np.testing.assert_allclose(one.ratio_high, 1 / other.ratio_low, rtol=1e-9)
    np.testing.assert_allclose(one.p_exact, other.p_exact, rtol=1e-9)


@given(AMOUNT, AMOUNT, EXPOSURE)
def test_p_is_below_5_percent_when_the_interval_leaves_out_1(n, before, exposure):
    found = compare_rates(n, before, exposure)
    leaves_out = bool(found.ratio_low > 1 or found.ratio_high < 1)
    assert leaves_out == bool(found.p_exact < 0.05)
    assert 0 <= found.p_midp <= found.p_exact <= 1


@given(AMOUNT, AMOUNT, EXPOSURE)
def test_a_longer_exposure_of_both_changes_nothing_but_the_unit(n, before, days):
    one, other = compare_rates(n, before, days, 3 * days), compare_rates(n, before, 1, 3)
    np.testing.assert_allclose(one.ratio_low, other.ratio_low, rtol=1e-9)
    np.testing.assert_allclose(one.p_midp, other.p_midp, rtol=1e-9)


def test_tiny_p_values_keep_their_digits():
    # 400 of 400 under equal rates: twice 2**-400, far below what 1 - tail could hold.
    found = compare_rates(400, 0)
    assert float(found.p_exact) == pytest.approx(2 * 0.5**400)
    assert float(found.p_midp) == pytest.approx(0.5**400)


def test_z_is_as_worked_by_hand():
    # 2 * (5 - 4) over the root of 1 + 1/3.
    assert float(stabilised_z(25, 16, 3)) == pytest.approx(2 / math.sqrt(4 / 3))
    assert float(stabilised_z(0, 0, 1)) == 0
    assert stabilised_z([25, 16], 16, 5).shape == (2,)


@pytest.mark.parametrize("mean", [20, 60, 300])
def test_the_raw_z_against_one_year_cries_wolf_and_ours_does_not(mean):
    rng = np.random.default_rng(2016)
    now, before = rng.poisson(mean, (2, 40_000))
    raw = 2 * (np.sqrt(now) - np.sqrt(before))
    assert 2 * (math.sqrt(25) - math.sqrt(16)) == 2.0
    assert raw.var() == pytest.approx(2, rel=0.06)
    assert 0.16 < (np.abs(raw) > 1.96).mean() < 0.20
    assert 0.04 < (np.abs(stabilised_z(now, before, 1)) > 1.96).mean() < 0.065


def test_ours_keeps_its_promise_against_the_mean_of_five_years():
    rng = np.random.default_rng(5)
    years = rng.poisson(40, (6, 40_000))
    z = stabilised_z(years[0], years[1:].mean(axis=0), 5)
    assert 0.04 < (np.abs(z) > 1.96).mean() < 0.06


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: compare_rates(-1, 2), "n holds -1. A count is 0 or more"),
        (lambda: compare_rates(1, [2, math.inf]), "n_before holds inf. A count is"),
        (lambda: compare_rates(1, 2, 0), "exposure holds 0. Every value must be finite and above"),
        (lambda: compare_rates(1, 2, math.inf), "exposure holds inf"),
        (lambda: compare_rates(1, 2, 1, math.nan), "exposure_before holds nan"),
        (lambda: compare_rates(1, 2, level=95), "the level is 95. Give a share between 0 and 1"),
        (lambda: compare_rates(1, 2, level=0), "the level is 0. Give"),
        (lambda: compare_rates(1, -2), "n_before holds -2"),
        (lambda: stabilised_z(1, 2, 0), "n_years holds 0"),
    ],
)
def test_what_cannot_be_is_refused_with_its_value(call, says):
    with pytest.raises(BadSetting, match=says):
        call()


def test_luck_doubles_three_a_year_one_year_in_four_and_300_never():
    # What the first paragraph of docs/explanation/uncertainty.md says.
    now, before = np.random.default_rng(3).poisson([[3], [300]], (2, 2, 40_000))
    doubled = ((now >= 2 * before) & (now > 0)).mean(axis=1)
    assert doubled[0] == pytest.approx(0.267, abs=0.01)
    assert doubled[1] == 0
