"""How much of a day is reported by which age, told in reverse time from days that still ripen.

Among records with a delay of at most t, which share came exactly t days late? That share can be
asked of every day that is at least t days old, so that recent days have their say, and nothing is
assumed of what they have not shown yet.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["reported_by_age"]

Floats = NDArray[np.float64]


def reported_by_age(delays: NDArray[np.int64], seen: NDArray[np.int64]) -> Floats:
    """Give the share of what comes within the longest delay that has come by each age.

    Parameters
    ----------
    delays
        Records by day (rows) and by delay in days, 0 first (columns).
    seen
        The longest delay that could be seen of each day: its age. Entries of a row past it are
        not read. A day of which nothing could be seen has -1.

    Returns
    -------
    One share per age from 0 to the longest delay, the last being 1. It is missing below a delay
    that no day is old enough to show, and where nothing at all had come.

    References
    ----------
    Lawless (1994), Canadian J. of Statistics 22, 15-31, section 2: the reverse-time hazard of
    Lagakos, Barraj and De Gruttola (1988), Biometrika 75, 515-523. It assumes that delays do not
    change from the oldest day to the newest, which fails when a department changes its system.
    """
    ages = np.arange(delays.shape[1])
    is_seen = seen[:, np.newaxis] >= ages
    shown = np.where(is_seen, delays, 0)
    came = shown.sum(axis=0)
    by_then = np.where(is_seen, shown.cumsum(axis=1), 0).sum(axis=0)
    # Where nothing had come by an age that days show, nothing came at it.
    hazard = np.where(is_seen.any(axis=0) & came.any(), 0.0, np.nan)
    np.divide(came, by_then, out=hazard, where=by_then > 0)
    # By age a has come what did not come at a+1, a+2, ...: a product from the right.
    still = np.append(np.cumprod(1 - hazard[:0:-1])[::-1], 1.0)
    return np.asarray(still)
