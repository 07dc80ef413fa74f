"""Many comparisons at once: how many of those called different are so by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting

__all__ = ["q_values"]


def q_values(p_values: ArrayLike) -> NDArray[np.float64]:
    """Give the Benjamini-Hochberg q-value of each p-value.

    Calling different all comparisons with q at most 0.05 keeps the share of false ones among them
    at 5% on average, where each null hypothesis is that of its p-value. It holds for independent
    comparisons and for ones that rise together. The assumption that fails most often in police
    data: the family. Areas that overlap, or spans that were looked at and left out, belong to it.

    Parameters
    ----------
    p_values
        The p-values of one family, in any shape. A missing one (NaN) stays missing and does not
        count in the family.

    Returns
    -------
    The q-values in the same shape, none below its p-value.

    Raises
    ------
    BadSetting
        If a p-value is not between 0 and 1.

    References
    ----------
    Benjamini and Hochberg (1995), J. Royal Statistical Society B 57, 289-300, section 3.1; as
    adjusted p-values in Yekutieli and Hochberg (1999), J. Statistical Planning and Inference 82.
    """
    given = np.asarray(p_values, float)
    bad = (given < 0) | (given > 1)
    if bad.any():
        raise BadSetting(f"a p-value is {given[bad][0]:g}", "Give values between 0 and 1.")
    known = ~np.isnan(given)
    family = given[known]
    largest_first = np.argsort(family)[::-1]
    rank = np.arange(family.size, 0, -1)
    adjusted = np.empty(family.size)
    # p * (m / rank) may round to just below p at rank m - 1; m / rank is at least 1, so it cannot.
    adjusted[largest_first] = np.minimum.accumulate(family[largest_first] * (family.size / rank))
    answer = np.full(given.shape, np.nan)
    answer[known] = adjusted
    return answer
