"""One loader at a time: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nightout.errors import CityBusy
from nightout.records.city import City

__all__ = ["locked"]


@contextmanager
def locked(city: City) -> Iterator[Path]:
    """Hold the city against a second loader; give a scratch folder that is gone afterwards.

    What a killed loader left in its scratch folder is cleared away first.

    Raises
    ------
    CityBusy
        If another process holds it.
    """
    with (city.folder / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CityBusy(
                f"another process is loading into {city.folder}",
                "Wait until it is done; if it was killed, its lock is gone with it.",
            ) from None
        scratch = city.folder / ".loading"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
