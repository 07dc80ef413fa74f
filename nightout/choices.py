"""HiGHS, by way of scipy: yes-or-no choices under linear limits, solved to the proved best."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = ["Limit", "choose"]

Floats = NDArray[np.float64]
# Coefficients by row, and the least and the most that each row may come to.
Limit = tuple["Floats | csr_array", "float | Floats", "float | Floats"]


def choose(
    objective: Floats, limits: Sequence[Limit], *, n_shares: int = 0, n_branches: int | None = None
) -> tuple[NDArray[np.bool_], float] | None:
    """Choose each unknown as 0 or 1, but the last `n_shares` from 0 to 1, to lower a sum most.

    Parameters
    ----------
    objective, limits
        What each unknown adds to the sum, and what rows of them may come to.
    n_branches
        After how many branches to take the best choice met, without a proof.

    Returns
    -------
    Which are chosen, shares left out, and the least that the sum can be by HiGHS's proof; nothing
    if no choice keeps to the limits, or none was met.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    n_whole = len(objective) - n_shares
    options = {"mip_rel_gap": 0.0} | ({"node_limit": n_branches} if n_branches else {})
    with _silence():
        answer = milp(
            objective,
            constraints=[LinearConstraint(*limit) for limit in limits],
            integrality=np.arange(len(objective)) < n_whole,
            bounds=Bounds(0.0, 1.0),
            options=options,
        )
    if answer.x is None:
        return None
    return np.asarray(answer.x[:n_whole] > 0.5), float(answer.mip_dual_bound)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what HiGHS prints, against its options, out of the data on standard output."""
    flush = getattr(ctypes.CDLL(None), "fflush", None) if os.name == "posix" else None
    if flush is None:
        yield
        return
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        flush(None)
        os.dup2(nowhere, 1)
        yield
    finally:
        flush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
