"""Sources that no best plan needs, since others are better in every market and cost no more."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nightout.flows.greedy import Reach

__all__ = ["worth_a_look"]


def worth_a_look(reach: Reach, most: int) -> NDArray[np.bool_]:
    """Say which sources may be needed by a best plan of at most so many.

    A source is left out where at least `most` others send no less to every market and cost no
    more: any plan that holds it lacks one of those, which can take its place. Equal ones go by
    their order. Of 3,100 counties some hundreds stay, and HiGHS needs a second in place of 20.

    Parameters
    ----------
    reach
        What covering each source reaches.
    most
        The most sources that a best plan can hold.
    """
    n = len(reach.costs)
    table = np.vstack([reach.guns, -reach.costs])
    # Largest in sum first: only those before a source can be better in everything.
    order = np.lexsort((np.arange(n), -table.sum(axis=0)))
    sorted_table = table[:, order]
    kept = np.zeros(n, bool)
    for at, source in enumerate(order):
        better = np.ones(at, bool)
        for row in sorted_table:
            better &= row[:at] >= row[at]
        kept[source] = better.sum() < most
    return kept
