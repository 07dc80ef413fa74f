"""The backbone of a table of flows: pairs too heavy to be the luck of two busy places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["NoiseCorrected", "disparity_filter", "noise_corrected"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NoiseCorrected:
    """How far each pair is above (to 1) or below (to -1) what its two places' sizes give.

    A pair is kept at a strictness of `delta` where `score > delta * sd`; 1.28, 1.64 and 2.32
    stand for one-sided p-values of about 0.1, 0.05 and 0.01.
    """

    score: Floats
    sd: Floats

    def kept(self, delta: float = 1.64) -> NDArray[np.bool_]:
        """Say which pairs are kept."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.score > delta * self.sd)


def disparity_filter(counts: ArrayLike) -> tuple[Floats, Floats]:
    """Give the chance of a pair's share of its source's, and of its market's, guns.

    Null hypothesis: a place with k partners cuts its guns into k parts at random. Small values
    say that the pair matters to that side whatever its size. The diagonal is left out; a place
    with one partner says nothing (1).

    Parameters
    ----------
    counts
        Guns by source and market, a square table.

    Returns
    -------
    The chances seen from the sources and seen from the markets; 1 where no gun moved.

    References
    ----------
    Serrano, Boguna and Vespignani (2009), PNAS 106, 6483-6488, eq. 2.
    """
    moved = _moved(counts)
    return _disparity(moved), _disparity(moved.T).T


def noise_corrected(counts: ArrayLike) -> NoiseCorrected:
    """Score every pair against the sizes of its places, with the error of small counts.

    The prior of each pair's probability is a beta with the mean and variance that the sizes give
    hypergeometrically, so a pair that was seen never is still not taken for impossible. The
    diagonal is left out. Expects nothing of distance: use it beside the gravity lift.

    Parameters
    ----------
    counts
        Guns by source and market, a square table.

    References
    ----------
    Coscia and Neffke (2017), IEEE 33rd Int. Conf. on Data Engineering, 425-436, section IV.
    """
    n = _moved(counts)
    total = n.sum()
    both = n.sum(axis=1, keepdims=True) * n.sum(axis=0, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa = total / both
        score = (kappa * n - 1) / (kappa * n + 1)
        variance = _posterior_variance(n, total, both)
        change = 1 / both - total * (n.sum(axis=1, keepdims=True) + n.sum(axis=0)) / both**2
        sd = np.sqrt(variance) * 2 * (kappa + n * change) / (kappa * n + 1) ** 2
    np.fill_diagonal(score, np.nan)
    return NoiseCorrected(score, sd)


def _posterior_variance(n: Floats, total: float, both: Floats) -> Floats:
    """Give the variance of each count under its beta posterior."""
    out, into = n.sum(axis=1, keepdims=True), n.sum(axis=0, keepdims=True)
    mean = both / total**2
    variance = both * (total - out) * (total - into) / (total**2 * (total - 1)) / total**2
    a = mean**2 / variance * (1 - mean) - mean
    b = mean / variance * (1 - mean**2) - (1 - mean)
    chance = (a + n) / (a + b + total)
    return np.asarray(chance * (1 - chance) * total)


def _moved(counts: ArrayLike) -> Floats:
    moved = np.array(counts, float)
    np.fill_diagonal(moved, 0.0)
    return moved


def _disparity(moved: Floats) -> Floats:
    partners = (moved > 0).sum(axis=1, keepdims=True)
    sent = moved.sum(axis=1, keepdims=True)
    share = np.divide(moved, sent, out=np.zeros(moved.shape), where=sent > 0)
    return np.where(moved > 0, (1 - share) ** np.maximum(partners - 1, 0), 1.0)
