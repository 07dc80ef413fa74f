"""Telling whoever waits how far long work has come."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["Watch", "unwatched", "watching"]

# Called with the step's name and the share of it that is done, from 0 to 1.
Watch = Callable[[str, float], None]

POLL_S = 0.2


def unwatched(step: str, share: float) -> None:
    """Tell nobody."""


@contextmanager
def watching(connection: Any, watch: Watch, step: str) -> Iterator[None]:
    """Report how far DuckDB has come with the statements that run inside the block."""
    watch(step, 0.0)
    done = threading.Event()
    poller = threading.Thread(target=_poll, args=(connection, watch, step, done), daemon=True)
    poller.start()
    try:
        yield
    finally:
        done.set()
        poller.join()
    watch(step, 1.0)


def _poll(connection: Any, watch: Watch, step: str, done: threading.Event) -> None:
    while not done.wait(POLL_S):
        percent = connection.query_progress()
        if percent is not None and percent >= 0:
            watch(step, percent / 100)
