"""What can be worked out from counts of windows that overlap: 28 days less 7 days is 21 days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting
from nightout.units import Period

__all__ = ["derive_spans"]

# 3 ** 12 ways to add, leave out or subtract take a tenth of a second.
MOST_TOGETHER = 12


def derive_spans(spans: Sequence[tuple[Period, ...]]) -> NDArray[np.int64]:
    """Give every sum and difference of counts that is itself the count of some days.

    Parameters
    ----------
    spans
        The days of each published count; several periods where only their total is published.

    Returns
    -------
    A row per derived count, a column per span, of 1, 0 and -1: `rows @ counts` are the counts. The
    published counts come first, in their order. Sums of counts that share no day with each other
    are left out: they are no smaller than their parts.

    Raises
    ------
    BadSetting
        If more than 12 spans overlap in a chain, whose sums and differences are too many to try.
    """
    borders = sorted({day for span in spans for one in span for day in (one.start, one.end)})
    cells = np.array(
        [[any(one.holds(day) for one in span) for day in borders[:-1]] for span in spans], int
    )
    rows = [np.eye(len(spans), dtype=np.int64)]
    for chain in _chains(cells):
        if len(chain) > MOST_TOGETHER:
            raise BadSetting(
                f"{len(chain)} windows overlap",
                f"In public at most {MOST_TOGETHER} may: ask for fewer windows or years at a time.",
            )
        signs = np.indices((3,) * len(chain)).reshape(len(chain), -1).T - 1
        days = signs @ cells[chain]
        is_count = ((days == 0) | (days == 1)).all(axis=1) & days.any(axis=1)
        more = signs[is_count & (np.count_nonzero(signs, axis=1) > 1)]
        rows.append(np.zeros((len(more), len(spans)), np.int64))
        rows[-1][:, chain] = more
    return np.concatenate(rows)


def _chains(cells: NDArray[np.int64]) -> Iterator[list[int]]:
    """Give the spans that overlap, directly or through others, together."""
    left = set(range(len(cells)))
    while left:
        chain = {left.pop()}
        days = cells[list(chain)].any(axis=0)
        while found := {one for one in left if (cells[one] & days).any()}:
            chain |= found
            left -= found
            days = cells[list(chain)].any(axis=0)
        if len(chain) > 1:
            yield sorted(chain)
