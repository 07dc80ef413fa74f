"""What tells the time of a search: the clock on the wall, or what the process used of two cores."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["N_CORES", "clock_of"]

N_CORES = 2


def clock_of(*, cpu: bool, n_cores: int = N_CORES) -> Callable[[], float]:
    """Give a clock in seconds.

    On a machine shared with others a search of ten seconds on the wall may get a third of them.
    By CPU ten seconds are what `n_cores` cores, all its own, do in ten seconds.
    """
    return (lambda: time.process_time() / n_cores) if cpu else time.monotonic
