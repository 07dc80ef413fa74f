"""HiGHS, by way of scipy: yes-or-no choices under linear limits, solved to the proved best."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from nightout.errors import BadSetting

__all__ = ["Limit", "choose"]

Floats = NDArray[np.float64]
# Coefficients by row, and the least and the most that each row may come to.
Limit = tuple[Floats, "float | Floats", "float | Floats"]


def choose(objective: Floats, limits: Sequence[Limit]) -> tuple[NDArray[np.bool_], float]:
    """Choose each but the last unknown as 0 or 1, and the last from 0 to 1, to lower a sum most.

    Returns
    -------
    Which are chosen, and the least that the sum can be by HiGHS's proof.

    Raises
    ------
    BadSetting
        If nothing keeps to the limits.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    whole = np.append(np.ones(len(objective) - 1), 0.0)
    with _silence():
        answer = milp(
            objective,
            constraints=[LinearConstraint(*limit) for limit in limits],
            integrality=whole,
            bounds=Bounds(0.0, 1.0),
            options={"mip_rel_gap": 0.0},
        )
    if answer.x is None:
        raise BadSetting("no plan keeps to these limits", "Allow more sources or a lower target.")
    return np.asarray(answer.x[:-1] > 0.5), float(answer.mip_dual_bound)


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
