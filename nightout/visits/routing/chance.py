"""A source of chance that compiled loops can carry with them: xorshift, from a seed of 64 bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nightout.visits.routing.compiled import inner

__all__ = ["Chance", "below", "unit_share"]

# One 64-bit word, changed at every draw.
Chance = NDArray[np.uint64]


@inner
def _next(chance: Chance) -> np.uint64:
    word: np.uint64 = chance[0]
    word ^= word << np.uint64(13)
    word ^= word >> np.uint64(7)
    word ^= word << np.uint64(17)
    chance[0] = word
    return word


@inner
def unit_share(chance: Chance) -> float:
    """Draw a number from 0 to below 1."""
    return (_next(chance) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@inner
def below(chance: Chance, n: int) -> int:
    """Draw a whole number from 0 to below `n`."""
    return int(unit_share(chance) * n)
