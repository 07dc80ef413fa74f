"""How much pairs of a size differ from what a model expects of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["scatter_by_size"]

Floats = NDArray[np.float64]
STEPS = 100


def scatter_by_size(counts: Floats, expected: Floats, leverage: Floats) -> tuple[float, float]:
    """Fit the dispersion of counts as a power of the expected count.

    On ATF's table of 2020 pairs that expect under one gun differ 2.6 times as much as Poisson
    chance, those that expect over 300 some 60 to 100 times: gravity misses large corridors by a
    share, not by a count. One dispersion for all would call too many large corridors unusual and
    too few small ones.

    Parameters
    ----------
    counts, expected, leverage
        Of every pair that could hold guns.

    Returns
    -------
    `a` and `b` of dispersion = exp(a) times the expected count to the power b, by a gamma
    regression of the squared Pearson residuals, each over 1 - leverage.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., section 10.2.
    """
    squared = (counts - expected) ** 2 / (expected * np.maximum(1 - leverage, 0.05))
    squared = np.maximum(squared, 1e-12)
    x = np.column_stack([np.ones(len(expected)), np.log(expected)])
    beta = np.array([float(np.log(squared.mean())), 0.0])
    for _ in range(STEPS):
        fitted = np.exp(np.clip(x @ beta, -50, 50))
        step = np.linalg.lstsq(x, squared / fitted - 1, rcond=None)[0]
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    return float(beta[0]), float(beta[1])
