"""Which areas are joined with which where counts are small: a tree drawn from the map alone.

What is joined never depends on what happened. So the same neighbours are joined for every measure
and in every year, and that two are joined says little more than that one of them was small.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting

__all__ = ["join_in_order", "join_neighbors"]

Joins = NDArray[np.int64]


def join_neighbors(
    sizes: Sequence[float],
    neighbors: Mapping[int, Collection[int]],
    parents: Sequence[str] | None = None,
) -> Joins:
    """Join areas two by two until one is left: the smallest with the smallest it touches.

    Parameters
    ----------
    sizes
        The size of each area, such as its residents; areas are named by their places in it.
    neighbors
        Which areas each area touches, both ways.
    parents
        The larger area that each lies in, if any: areas of one are joined before others.

    Returns
    -------
    A row per join, of the two joined: areas are 0 to n - 1, and the join in row i makes area n + i.
    Equal sizes go by place. What touches nothing is joined in the end, the smallest first.
    """
    n = len(sizes)
    size = dict(enumerate(map(float, sizes)))
    touch = {one: set(neighbors.get(one, ())) - {one} for one in range(n)}
    inside: dict[int, str | None] = dict(enumerate(parents or [""] * n))
    joins: list[tuple[int, int]] = []
    while len(size) > 1:
        one, other = _next_pair(size, touch, inside)
        new = n + len(joins)
        joins.append((one, other))
        size[new] = size.pop(one) + size.pop(other)
        # An area that reaches over a border of larger areas lies in none of them.
        both = inside.pop(one), inside.pop(other)
        inside[new] = both[0] if both[0] == both[1] else None
        touch[new] = (touch.pop(one) | touch.pop(other)) - {one, other}
        for near in touch[new]:
            touch[near] = touch[near] - {one, other} | {new}
    return np.array(joins, np.int64).reshape(-1, 2)


def _next_pair(
    size: Mapping[int, float],
    touch: Mapping[int, Collection[int]],
    inside: Mapping[int, str | None],
) -> tuple[int, int]:
    """Give the smallest area that can be joined, with its smallest neighbour."""

    def order(one: int) -> tuple[float, int]:
        return size[one], one

    ranked = sorted(size, key=order)
    for one in ranked:
        kin = [near for near in touch[one] if inside[near] == inside[one] is not None]
        if kin:
            return one, min(kin, key=order)
    for one in ranked:
        if touch[one]:
            return one, min(touch[one], key=order)
    return ranked[0], ranked[1]


def join_in_order(n: int) -> Joins:
    """Join parts that have no map: the second to the first, the third to both, and so on.

    Raises
    ------
    BadSetting
        If there is no part.
    """
    if n < 1:
        raise BadSetting(f"{n} parts are to be joined", "Give at least one.")
    left = [0, *range(n, 2 * n - 2)]
    return np.array(list(zip(left, range(1, n), strict=False)), np.int64).reshape(-1, 2)
