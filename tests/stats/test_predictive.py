"""The range of a count to come, against scipy's distributions and drawn counts."""

import numpy as np
import pytest
import scipy.stats

from nightout.errors import BadSetting
from nightout.stats import predict_count, student_tail


@pytest.mark.parametrize("mean", [0.3, 4.0, 57.5, 3000.0])
@pytest.mark.parametrize("times", [1.2, 3.0, 40.0])
@pytest.mark.parametrize("tail", [0.025, 0.001])
def test_the_range_is_that_of_scipys_negative_binomial(mean, times, tail):
    shape = mean**2 / (times * mean - mean)
    told = scipy.stats.nbinom(shape, shape / (shape + mean))
    assert predict_count(mean, times * mean, tail=tail) == (told.ppf(tail), told.ppf(1 - tail))


@pytest.mark.parametrize("variance", [0.0, 7.0])
def test_a_variance_below_the_mean_is_taken_as_poissons(variance):
    told = scipy.stats.poisson(8)
    assert predict_count(8, variance, tail=0.025) == (told.ppf(0.025), told.ppf(0.975))


def test_drawn_counts_leave_the_range_as_seldom_as_it_says():
    rng = np.random.default_rng(1)
    low, high = predict_count(40, 120, tail=0.025)
    drawn = rng.negative_binomial(40**2 / 80, 1 / 3, 100_000)
    assert (drawn < low).mean() <= 0.026
    assert (drawn > high).mean() <= 0.026
    assert ((drawn < low + 1).mean(), (drawn > high - 1).mean()) > (0.024, 0.024)


@pytest.mark.parametrize("df", [2, 4, 9])
def test_the_tail_is_that_of_students_t(df):
    z = scipy.stats.norm.ppf(student_tail(0.95, df))
    assert z == pytest.approx(scipy.stats.t(df).ppf(0.025))


@pytest.mark.parametrize(
    ("mean", "variance", "tail"),
    [(0, 1, 0.1), (-1, 1, 0.1), (float("nan"), 1, 0.1), (1, float("inf"), 0.1), (1, 1, 0.5)],
)
def test_what_is_no_expectation_is_refused(mean, variance, tail):
    with pytest.raises(BadSetting):
        predict_count(mean, variance, tail=tail)
