"""Completeness and nowcasts: by hand, their laws, and how often their intervals are right."""

import numpy as np
import pytest

from nightout.compare.completeness import (
    FEWEST_PAST,
    Range,
    _less,
    _quantile,
    measure_growth,
)
from nightout.compare.ripening import Past


def past(n, gains, losses=None, *, may_lose=True):
    losses = [0] * len(n) if losses is None else losses
    return Past(np.array(n), np.array(gains), np.array(losses), may_lose)


STEADY = past([8] * 10, [2] * 10, may_lose=False)


def test_a_steady_share_by_hand():
    growth = measure_growth(STEADY)
    assert (growth.ratio, growth.share) == (0.25, 0.8)
    assert growth.gains.dispersion == 1
    nowcast = growth.settle(40)
    assert nowcast.value == 50
    assert nowcast.low < 50 < nowcast.high
    complete = growth.complete()
    assert complete.low < 0.8 < complete.high


def test_counts_that_shrink_are_more_than_complete():
    growth = measure_growth(past([10] * 8, [1] * 8, [3] * 8))
    assert growth.share == pytest.approx(1.25)
    assert growth.settle(20).value == pytest.approx(16)
    assert growth.settle(20).low < 16 < growth.settle(20).high


def test_reports_are_never_taken_back():
    nowcast = measure_growth(STEADY).settle(12)
    assert nowcast.low >= 12
    assert measure_growth(past([8] * 10, [2] * 10)).settle(12).low < nowcast.low + 1


def test_nothing_known_yet_is_a_count_that_may_still_come():
    nowcast = measure_growth(past([3] * 10, [6] * 10, may_lose=False)).settle(0)
    assert (nowcast.value, nowcast.low) == (0, 0)
    assert nowcast.high >= 2


@pytest.mark.parametrize(
    "few",
    [
        past([8] * (FEWEST_PAST - 1), [2] * (FEWEST_PAST - 1)),
        past([1] * 8, [0] * 8),
        past([0] * 8, [5] * 8),
    ],
    ids=["weeks", "events", "none known"],
)
def test_too_few_say_nothing(few):
    assert measure_growth(few) is None


def test_swings_from_week_to_week_widen_the_interval():
    swinging = past([10] * 10, [0, 5] * 5, may_lose=False)
    steady = measure_growth(STEADY)
    growth = measure_growth(swinging, ratio=0.25)
    # Squared misses of 2.5 over a variance of 10.5 * 0.25 * 1.25, nine to divide by.
    assert growth.gains.dispersion == pytest.approx(10 * 6.25 / (10.5 * 0.3125) / 9)
    assert growth.settle(50).high > steady.settle(50).high
    assert growth.complete().low < steady.complete().low


def test_a_ratio_known_better_is_taken():
    growth = measure_growth(STEADY, ratio=0.5)
    assert growth.settle(40).value == 60
    assert measure_growth(STEADY, ratio=0.0).settle(40).value == 40


def test_all_complete_all_along_is_complete():
    growth = measure_growth(past([9] * 12, [0] * 12, may_lose=False))
    assert growth.share == 1
    assert growth.complete().high == 1
    assert growth.settle(9) == Range(9, 9, 9)


@pytest.mark.parametrize("tail", [0.05, 0.5, 0.95])
@pytest.mark.parametrize(("mean", "variance"), [(0.3, 0.4), (12, 30), (900, 5000), (7, 7.0001)])
def test_quantiles_are_those_of_scipy(tail, mean, variance):
    from scipy.stats import nbinom

    size = mean**2 / (variance - mean)
    assert _quantile(tail, mean, variance) == nbinom.ppf(tail, size, size / (size + mean))


def test_quantiles_of_nothing_are_zero_and_wide_ones_are_found():
    assert _quantile(0.95, 0, 0) == 0
    assert _quantile(0.999999999999, 0.01, 300) > 10


def test_a_difference_of_ranges_by_hand():
    assert _less(Range(10, 7, 14), Range(4, 1, 8)) == Range(6, 6 - 5, 6 + 5)


def coverage(rng, size, **drawn):
    """The share of later counts, and of true shares, inside the interval."""
    lam, share, n_past, swing, loss = (drawn[k] for k in ("lam", "share", "n", "swing", "loss"))
    hits = []
    for _ in range(size):
        odds = np.log(share / (1 - share)) + swing * rng.normal(size=n_past + 1)
        known = 1 / (1 + np.exp(-odds))
        rate = lam * rng.gamma(1 / 0.09, 0.09, n_past + 1) if swing else lam
        n, gains = rng.poisson(rate * known), rng.poisson(rate * (1 - known))
        losses = rng.binomial(n, loss)
        growth = measure_growth(Past(n[1:], gains[1:], losses[1:]))
        if growth:
            told = growth.settle(int(n[0]))
            hits.append(told.low <= n[0] + gains[0] - losses[0] <= told.high)
    return np.mean(hits), len(hits)


@pytest.mark.parametrize(
    "drawn",
    [
        {"lam": 20, "share": 0.7, "n": 8, "swing": 0.0, "loss": 0.0},
        {"lam": 100, "share": 0.6, "n": 12, "swing": 0.5, "loss": 0.03},
    ],
    ids=["by chance alone", "swinging and withdrawn"],
)
def test_nine_in_ten_later_counts_lie_inside(drawn):
    hit, n = coverage(np.random.default_rng(8), 500, **drawn)
    assert n == 500
    assert hit > 0.87


@pytest.mark.proof
def test_intervals_hold_in_every_setting():
    rng = np.random.default_rng(5)
    settings = [
        {"lam": lam, "share": share, "n": n, "swing": swing, "loss": loss}
        for lam in (1.5, 5, 20, 100, 600)
        for share in (0.4, 0.6, 0.9, 0.98)
        for n in (6, 12, 50)
        for swing, loss in ((0, 0), (0.5, 0), (1, 0.03))
    ]
    held = [(coverage(rng, 1000, **one)[0], one) for one in settings]
    # At worst 0.86 where the odds of being known swing by a factor of e, told from six weeks.
    assert min(held, key=lambda one: one[0])[0] > 0.84
    assert np.mean([hit >= 0.89 for hit, _ in held]) > 0.9
