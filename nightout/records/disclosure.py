"""The one door to the public: which counts are too small to show, and which would betray them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nightout.errors import BadSetting

__all__ = ["LEAST_TOGETHER", "NOTHING", "hide_small", "least_shown", "share_parts", "split_parts"]

# What is shown of parts that were joined. Who knows the rule knows that one of two joined parts
# has at least 1 and the other the rest, so that either is one of `sum - 1` numbers: with 5 the
# largest and the smallest of them differ by 3.
LEAST_TOGETHER = 5
# The part of those that nothing is shown of.
NOTHING = -1
Counts = NDArray[np.int64]


def least_shown(threshold: int) -> int:
    """Give the smallest count above 0 that is shown of a part, by a measure's threshold.

    Raises
    ------
    BadSetting
        If the threshold is below 1.
    """
    if threshold < 1:
        raise BadSetting(f"the threshold is {threshold}", "Use 1 to hide nothing, or more.")
    return 1 if threshold == 1 else max(threshold, LEAST_TOGETHER)


def split_parts(table: ArrayLike, joins: ArrayLike, *, threshold: int) -> Counts:
    """Split a city, for each span of days, into the finest parts of which none is small.

    Parts are the nodes of a tree that was drawn beforehand. A node is split in two if all that it
    is split into, in the end, counts 0 or enough; else it is shown as one. What is shown adds up
    to the whole, so that nothing is left over from which a hidden count could be worked out.

    Parameters
    ----------
    table
        Counts, a row per smallest part and a column per span. Spans must not share a day.
    joins
        The tree, as `join_neighbors` gives it.
    threshold
        The measure's: see `least_shown`.

    Returns
    -------
    The node that each smallest part is shown in, in the shape of the table; `NOTHING` where even
    the whole is too small.

    Raises
    ------
    BadSetting
        If the threshold is below 1, a count below 0, or the tree is not of these parts.
    """
    counts, tree = _check(table, joins)
    least = least_shown(threshold)
    n, n_spans = counts.shape
    total = np.concatenate([counts, np.zeros((len(tree), n_spans), np.int64)])
    is_whole = np.zeros(total.shape, bool)
    fine = np.zeros(total.shape, bool)
    fine[:n] = is_whole[:n] = (counts == 0) | (counts >= least)
    for i, (one, other) in enumerate(tree, start=n):
        total[i] = total[one] + total[other]
        split = fine[one] & fine[other]
        is_whole[i] = ~split
        fine[i] = split | (total[i] == 0) | (total[i] >= least)
    return _shown_in(tree, is_whole, fine[-1], n)


def share_parts(split: ArrayLike) -> Counts:
    """Give the finest parts that several spans can be shown in together.

    Parameters
    ----------
    split
        What `split_parts` gives: a row per smallest part, a column per span.

    Returns
    -------
    The node for each smallest part; `NOTHING` for all where one of the spans shows nothing.
    """
    nodes = np.asarray(split, np.int64)
    if (nodes == NOTHING).any():
        return np.full(len(nodes), NOTHING)
    # Nodes that hold the same part lie in each other, and a node is numbered after all in it.
    return np.asarray(nodes.max(axis=1))


def _shown_in(tree: Counts, is_whole: NDArray[np.bool_], ok: NDArray[np.bool_], n: int) -> Counts:
    """Go down the tree from its root, and give the first node that is shown as one."""
    shown = np.where(is_whole, np.arange(len(is_whole))[:, None], NOTHING)
    for i in range(len(tree) - 1, -1, -1):
        above = shown[n + i]
        for child in tree[i]:
            shown[child] = np.where(above != NOTHING, above, shown[child])
    nodes: Counts = np.where(ok, shown[:n], NOTHING)
    return nodes


def _check(table: ArrayLike, joins: ArrayLike) -> tuple[Counts, Counts]:
    counts, tree = np.asarray(table, np.int64), np.asarray(joins, np.int64).reshape(-1, 2)
    _refuse_negative(counts)
    if counts.ndim != 2 or len(counts) < 1:
        raise BadSetting(f"the table has the shape {counts.shape}", "Give a row per part.")
    n, made = len(counts), len(counts) + np.arange(len(tree))
    is_tree = sorted(tree.ravel().tolist()) == list(range(2 * n - 2))
    if not is_tree or (tree >= made[:, None]).any():
        raise BadSetting(
            f"{len(tree)} joins are no tree of {n} parts", "Give them as `join_neighbors` does."
        )
    return counts, tree


def _refuse_negative(counts: Counts) -> None:
    if (counts < 0).any():
        raise BadSetting(f"a count is {counts.min()}", "Counts are 0 or more.")


def hide_small(table: ArrayLike, *, threshold: int) -> NDArray[np.bool_]:
    """Say which parts of a whole must be hidden for their small counts not to be known.

    For parts that cannot be joined. A part with a count from 1 to below `threshold` in any column
    is hidden in all of them, since ratios and differences tie the columns together. The whole is
    public, so what is hidden could be worked out by subtraction: more parts are hidden, the
    smallest first, until in every column with a small count at least two are, and these hold at
    least `threshold` together. A count of 0 is not hidden for its own sake: it is about nobody.

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
    least_shown(threshold)
    _refuse_negative(counts)
    if counts.size == 0:
        return np.zeros(len(counts), bool)
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
