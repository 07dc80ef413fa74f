"""Counts beside counts: exact intervals, overdispersion, and many comparisons at once."""

from nightout.stats.dispersion import Dispersion, Widened, estimate_dispersion, widen
from nightout.stats.etest import etest_p
from nightout.stats.multiple import q_values
from nightout.stats.predictive import predict_count, student_tail
from nightout.stats.rates import (
    Counts,
    RateComparison,
    compare_rates,
    stabilised_z,
)

__all__ = [
    "Counts",
    "Dispersion",
    "RateComparison",
    "Widened",
    "compare_rates",
    "estimate_dispersion",
    "etest_p",
    "predict_count",
    "q_values",
    "stabilised_z",
    "student_tail",
    "widen",
]
