"""The one door to the public: which counts are too small to show, and which would betray them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting

__all__ = ["hide_small"]


def hide_small(table: ArrayLike, *, threshold: int) -> NDArray[np.bool_]:
    """Say which parts of a whole must be hidden for their small counts not to be known.

    A part with a count from 1 to below `threshold` in any column is hidden in all of them, since
    ratios and differences tie the columns together. The whole is public, so what is hidden could
    be worked out by subtraction: more parts are hidden, the smallest first, until in every column
    with a small count at least two are, and these hold at least `threshold` together. A count of
    0 is not hidden for its own sake: it is about nobody.

    Parameters
    ----------
    table
        Counts, a row per part and a column per window.
    threshold
        The smallest count above 0 that may be shown; 1 hides nothing.

    Returns
    -------
    Whether to hide each part.

    Raises
    ------
    BadSetting
        If the threshold is below 1 or a count below 0.
    """
    counts = np.asarray(table, np.int64)
    if threshold < 1:
        raise BadSetting(f"the threshold is {threshold}", "Use 1 to hide nothing, or more.")
    if counts.size == 0:
        return np.zeros(len(counts), bool)
    if (counts < 0).any():
        raise BadSetting(f"a count is {counts.min()}", "Counts are 0 or more.")
    small = (counts > 0) & (counts < threshold)
    hidden: NDArray[np.bool_] = np.any(small, axis=1)
    betrayed = np.any(small, axis=0)
    for part in np.lexsort((np.arange(len(counts)), counts.sum(axis=1))):
        if _safe(counts[np.ix_(hidden, betrayed)], threshold):
            break
        # A part with nothing in it shields nobody.
        hidden[part] |= counts[part].any()
    else:
        # No part is left that could: the breakdown as a whole would tell.
        hidden |= not _safe(counts[np.ix_(hidden, betrayed)], threshold)
    return hidden


def _safe(hidden: NDArray[np.int64], threshold: int) -> bool:
    """Whether hidden counts cannot be told from their sums, column by column."""
    several = (hidden > 0).sum(axis=0) >= 2
    return bool(np.all(several & (hidden.sum(axis=0) >= threshold)))
