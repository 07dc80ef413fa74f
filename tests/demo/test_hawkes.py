"""The self-exciting process against its theory, and against a slow twin."""

import numpy as np
import pytest

from nightout.demo.hawkes import Kernel, Points, draw_hawkes
from nightout.errors import BadSetting
from tests.demo import plain


def spread(n, end_days, rng):
    return Points(rng.uniform(0, end_days, n), np.zeros(n), np.zeros(n))


def test_mean_count_is_the_background_over_one_less_the_branching():
    rng = np.random.default_rng(1)
    points = draw_hawkes(spread(40_000, 4_000, rng), Kernel(0.4, 5, 100), 4_000, rng)
    # sd of a family of branching b is sqrt(b / (1 - b)^3) = 1.36, so of the mean 0.0068; the
    # edge loses b * decay / (1 - b)^2 = 5.6 days of 4,000.
    assert points.n / 40_000 == pytest.approx(1 / 0.6, abs=0.025)


@pytest.mark.parametrize(("branching", "decay", "span"), [(0.3, 2.0, 3.0), (0.6, 1.0, 4.0)])
def test_family_of_one_point_grows_as_the_renewal_equation_says(branching, decay, span):
    rng = np.random.default_rng(2)
    n = 60_000
    ancestors = Points(np.zeros(n), np.zeros(n), np.zeros(n))
    points = draw_hawkes(ancestors, Kernel(branching, decay, 1), span, rng)
    by_loops = plain.expect_family(branching, decay, span)
    rate = (1 - branching) / decay
    closed = 1 + branching / (1 - branching) * (1 - np.exp(-rate * span))
    assert by_loops == pytest.approx(closed, abs=0.01)
    assert points.n / n == pytest.approx(closed, abs=0.02)


def test_counts_spread_as_those_of_a_process_drawn_event_by_event():
    kernel, rng = Kernel(0.5, 1.0, 1.0), np.random.default_rng(3)
    slow = [len(plain.draw_by_thinning(0.5, kernel, 12.0, rng)) for _ in range(4_000)]
    fast = [
        draw_hawkes(spread(rng.poisson(6), 12.0, rng), kernel, 12.0, rng).n for _ in range(4_000)
    ]
    assert np.mean(fast) == pytest.approx(np.mean(slow), abs=0.5)
    assert np.var(fast) == pytest.approx(np.var(slow), rel=0.12)
    assert np.var(fast) > 2 * np.mean(fast)  # a Poisson process would have them equal


def test_points_come_in_clusters_of_time():
    rng = np.random.default_rng(4)
    gaps = {}
    for branching in (0.0, 0.5):
        points = draw_hawkes(spread(4_000, 4_000, rng), Kernel(branching, 0.2, 1), 4_000, rng)
        gap = np.diff(np.sort(points.time_days))
        gaps[branching] = gap.std() / gap.mean()
    assert gaps[0.0] == pytest.approx(1, abs=0.05)  # exponential gaps
    assert gaps[0.5] > 1.2


def test_children_come_after_and_as_near_as_the_kernel_says():
    rng = np.random.default_rng(5)
    n = 20_000
    points = draw_hawkes(
        Points(np.zeros(n), np.zeros(n), np.zeros(n)), Kernel(0.2, 3, 50), 9e9, rng
    )
    young = points.time_days[n:]
    assert young.min() > 0
    assert points.x_m[n:].std() == pytest.approx(50 * np.sqrt(1 / 0.8), rel=0.05)


def test_no_background_brings_nothing():
    rng = np.random.default_rng(6)
    assert draw_hawkes(spread(0, 10, rng), Kernel(0.9, 1, 1), 10, rng).n == 0


@pytest.mark.parametrize("values", [(1.0, 5, 100), (-0.1, 5, 100), (0.5, 0, 100), (0.5, 5, -1)])
def test_a_kernel_without_end_or_sense_is_refused(values):
    with pytest.raises(BadSetting):
        Kernel(*values)
