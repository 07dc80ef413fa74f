"""Dispersion: worked by hand, fitted by thirds in loops; the wide interval by its parts."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.stats import Dispersion, compare_rates, estimate_dispersion, widen
from tests.stats import plain

SERIES = st.lists(st.integers(0, 400), min_size=3, max_size=10)
SMALL = st.integers(0, 80)


def test_a_flat_series_is_as_worked_by_hand():
    # 8, 14, 14, 8 has no trend: expected 11 each, chi-square 4 * 9 / 11, over 4 - 2.
    found = estimate_dispersion([8, 14, 14, 8], [2017, 2018, 2019, 2020])
    assert float(found.raw) == pytest.approx(18 / 11)
    assert float(found.value) == pytest.approx(18 / 11)
    assert (found.df, found.years) == (2, 4)


def test_a_steady_rise_is_no_dispersion():
    found = estimate_dispersion([10, 20, 40, 80, 160], range(2016, 2021))
    assert float(found.raw) == pytest.approx(0, abs=1e-12)
    assert float(found.value) == 1


def test_longer_years_are_expected_to_hold_more():
    found = estimate_dispersion([30, 60, 30, 60], range(4), exposure=[1, 2, 1, 2])
    assert float(found.raw) == pytest.approx(0, abs=1e-12)
    assert float(estimate_dispersion([30, 60, 30, 60], range(4)).raw) > 5


def test_a_gap_in_the_years_is_a_gap_in_the_trend():
    found = estimate_dispersion([10, 20, 160], [2016, 2017, 2020])
    assert float(found.raw) == pytest.approx(0, abs=1e-12)


def test_years_without_an_event_show_nothing_against_poisson():
    found = estimate_dispersion([0, 0, 0, 0], range(4))
    assert float(found.value) == 1
    assert math.isnan(found.raw)


@pytest.mark.parametrize("place", [0, 4])
def test_all_events_in_an_end_year_are_set_against_a_constant_rate(place):
    # The trend would run away. 5 in one of 5 years: expected 1 each, chi-square 16 + 4, over 3.
    counts = np.zeros(5)
    counts[place] = 5
    found = estimate_dispersion(counts, range(5))
    assert float(found.raw) == pytest.approx(20 / 3)


def test_one_busy_year_in_the_middle_fits():
    # By symmetry no trend: expected 1 each, as above.
    found = estimate_dispersion([0, 0, 5, 0, 0], range(5))
    assert float(found.raw) == pytest.approx(20 / 3)


def test_a_trend_too_steep_for_doubles_is_no_error():
    found = estimate_dispersion([0, 1, 10**6], [1900, 2019, 2020])
    assert float(found.value) == 1


def test_a_first_step_far_too_long_is_halved_back():
    # Nearly all exposure in one year: Newton's first step overshoots a thousandfold.
    counts, exposure = [1, 100, 300], [1e6, 1.0, 1.0]
    found = estimate_dispersion(counts, range(3), exposure)
    assert float(found.raw) == pytest.approx(plain.raw_dispersion(counts, range(3), exposure))


def test_rows_do_not_touch_each_other():
    rows = [[3, 9, 4, 7], [0, 0, 0, 0], [0, 0, 0, 6], [400, 100, 90, 300]]
    together = estimate_dispersion(rows, range(4))
    for row, raw in zip(rows, together.raw, strict=True):
        np.testing.assert_allclose(estimate_dispersion(row, range(4)).raw, raw, rtol=1e-12)
    assert estimate_dispersion(np.ones((2, 3, 4)), range(4)).value.shape == (2, 3)
    assert estimate_dispersion(np.ones((0, 4)), range(4)).value.shape == (0,)


@pytest.mark.parametrize("n_years", [0, 1, 2])
def test_fewer_than_three_years_leave_it_missing(n_years):
    found = estimate_dispersion(np.ones((6, n_years)), range(n_years))
    assert np.isnan(found.value).tolist() == [True] * 6
    assert (found.df, found.years) == (0, n_years)
    wide = widen(compare_rates(np.arange(6), [0, 1, 0, 9, 99, 5]), found)
    assert np.isnan([wide.wide_low, wide.wide_high, wide.p_wide]).all()


def test_a_missing_year_leaves_only_its_row_missing():
    found = estimate_dispersion([[4, math.nan, 6], [4, 5, 6]], range(3))
    assert np.isnan(found.value).tolist() == [True, False]
    wide = widen(compare_rates([5, 5], [6, 6]), found)
    assert np.isnan(wide.p_wide).tolist() == [True, False]


@given(SERIES, st.data())
@example([0, 1, 400], None)
@example([1, 400, 0, 0, 0, 0, 0, 0, 0, 0], None)
def test_raw_dispersion_matches_the_twin_in_loops(counts, data):
    exposure = [1.0] * len(counts)
    if data is not None:
        exposure = data.draw(
            st.lists(st.floats(0.5, 2), min_size=len(counts), max_size=len(counts))
        )
    found = estimate_dispersion(counts, range(len(counts)), exposure)
    if sum(counts[1:]) > 0 and sum(counts[:-1]) > 0:
        slow = plain.raw_dispersion(counts, range(len(counts)), exposure)
        assert float(found.raw) == pytest.approx(slow, rel=1e-4, abs=1e-6)


@given(SERIES, st.integers(1, 50))
def test_time_may_run_backwards_and_exposure_in_any_unit(counts, unit):
    years = range(len(counts))
    one = estimate_dispersion(counts, years).raw
    other = estimate_dispersion(counts[::-1], years, exposure=unit).raw
    np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-9)


def test_raw_dispersion_is_on_average_the_true_one():
    rng = np.random.default_rng(1934)
    for true in (1, 2, 10):
        mean = 100.0 * np.exp(0.05 * np.arange(8))
        counts = (
            rng.poisson(mean, (20_000, 8))
            if true == 1
            else rng.negative_binomial(mean / (true - 1), 1 / true, (20_000, 8))
        )
        raw = estimate_dispersion(counts, range(8)).raw
        assert raw.mean() == pytest.approx(true, rel=0.03)


def test_the_wide_interval_is_as_worked_by_its_parts():
    # Dispersion 2.5 known from 3 degrees of freedom: 50 against 25 is worth 20 against 10.
    found = widen(compare_rates(50, 25), Dispersion(np.array(2.5), np.array(2.5), 3, 5))
    exact, _ = plain.p_values(20, 10)
    z = _normal_quantile(exact / 2)
    assert float(found.p_wide) == pytest.approx(plain.student_p(z, 3), rel=1e-9)
    # t(0.975; 3) = 3.182446; the normal tail beyond it, twice, is missed by the level used.
    level = math.erf(3.182446305284263 / math.sqrt(2))
    low, high = plain.interval(20, 10, level=level)
    assert float(found.wide_low) == pytest.approx(low, rel=1e-7)
    assert float(found.wide_high) == pytest.approx(high, rel=1e-7)


def _normal_quantile(tail):
    low, high = -40.0, 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if math.erfc(-middle / math.sqrt(2)) / 2 < tail else (low, middle)
        )
    return low


@given(SMALL, SMALL, SERIES, st.sampled_from([0.8, 0.95, 0.99, 0.999]))
def test_p_wide_is_small_when_the_wide_interval_leaves_out_1(n, before, earlier, level):
    compared = compare_rates(n, before, level=level)
    found = widen(compared, estimate_dispersion(earlier, range(len(earlier))))
    leaves_out = bool(found.wide_low > 1 or found.wide_high < 1)
    # Within rounding of the level either may come first.
    if abs(float(found.p_wide) - (1 - level)) > 1e-9:
        assert leaves_out == bool(found.p_wide < 1 - level)


@given(SMALL, SMALL, SERIES)
def test_the_wide_interval_holds_the_exact_one(n, before, earlier):
    compared = compare_rates(n, before, 1, 3)
    found = widen(compared, estimate_dispersion(earlier, range(len(earlier))))
    assert 0 <= found.wide_low <= compared.ratio_low
    assert compared.ratio_high <= found.wide_high
    assert compared.p_exact <= found.p_wide <= 1


@given(SMALL, SMALL, st.floats(1, 20), st.integers(1, 20))
def test_more_dispersion_or_fewer_years_never_narrow_it(n, before, value, df):
    compared = compare_rates(n, before)

    def wide(value, df):
        return widen(compared, Dispersion(np.array(value), np.array(value), df, df + 2))

    less, more, surer = wide(value, df), wide(value * 1.5, df), wide(value, df + 1)
    for wider, narrower in ((more, less), (less, surer)):
        assert wider.wide_low <= narrower.wide_low * (1 + 1e-9)
        assert wider.wide_high >= narrower.wide_high * (1 - 1e-9)
        assert wider.p_wide >= narrower.p_wide * (1 - 1e-9)


def test_years_that_agree_by_luck_or_hold_nothing_leave_the_exact_interval():
    compared = compare_rates([30, 3, 0], [20, 0, 0])
    for earlier in ([20, 20, 20, 20, 20], [0, 0, 0, 0, 0]):
        found = widen(compared, estimate_dispersion(earlier, range(5)))
        np.testing.assert_array_equal(found.wide_low, compared.ratio_low)
        np.testing.assert_array_equal(found.wide_high, compared.ratio_high)
        np.testing.assert_array_equal(found.p_wide, compared.p_exact)


def test_large_counts_and_lucky_years_stay_finite_and_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = widen(
            compare_rates(100_000, 50_000, level=0.99), estimate_dispersion([7, 7, 7], range(3))
        )
    assert float(found.p_wide) >= 0.01
    assert (float(found.wide_low), float(found.wide_high)) == (0, math.inf)


def test_few_events_in_great_bursts_have_no_bound_and_no_warning():
    for value in (10.0, 20.0, 500.0):
        bursts = Dispersion(np.array(value), np.array(value), 1, 3)
        found = widen(compare_rates([1, 4], [1, 1]), bursts)
        assert found.wide_high.tolist() == [math.inf, math.inf]
    # Finite odds of 1e-293, taken over exposures that differ by 1e20, pass what a double holds.
    eight = Dispersion(np.array(8.0), np.array(8.0), 1, 3)
    assert float(widen(compare_rates(2, 1, 1e-10, 1e10), eight).wide_high) == math.inf


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: estimate_dispersion([1, -2, 3], range(3)), "earlier_years holds -2"),
        (lambda: estimate_dispersion([1, 2, 3], range(3), 0), "exposure holds 0"),
        (lambda: estimate_dispersion([1, 2, 3], [3, 2, 1]), r"years holds \[3.0, 2.0, 1.0\]. Give"),
        (lambda: estimate_dispersion([1, 2], [[1, 2]]), "years holds"),
        (lambda: estimate_dispersion([1, 2, 3], range(4)), r"counts of \(3,\) years and 4 years"),
    ],
)
def test_what_cannot_be_is_refused_with_its_value(call, says):
    with pytest.raises(BadSetting, match=says):
        call()
