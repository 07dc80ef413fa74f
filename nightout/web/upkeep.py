"""What a served site does by itself: waiting letters leave, contacts go when their time is over."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

__all__ = ["Upkeep", "main"]

log = logging.getLogger("nightout.web")
# Coming up takes 0.4 CPU s, which whoever asks a site that just started needs more.
BEGINS_AFTER_S = 5.0
LETTERS_EVERY_S = 20.0
ERASE_EVERY_S = 3600.0


class Upkeep:
    """Rounds of upkeep, until told to stop or until the site that began them is gone."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.parent = os.getppid()
        self.erased_at = -ERASE_EVERY_S
        self.flaw = ""

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:  # noqa: ARG002
        """End after this round."""
        self.stopped.set()

    def run(self) -> None:
        """Make rounds."""
        from django.db import close_old_connections

        while not self.stopped.is_set() and os.getppid() == self.parent:
            close_old_connections()
            self.round()
            self.stopped.wait(LETTERS_EVERY_S)

    def round(self) -> None:
        """Send what waits, once an hour erase what is over, and look at the base map.

        None of them waits for another that fails; the next round tries that again.
        """
        self._try(self._send)
        self._try(self._erase_in_time)
        self._try(self._look_at_base_map)

    def _try(self, work: Callable[[], None]) -> None:
        """Do one of them. A fault of ours is logged: ending here would end all of them for good."""
        from django.db import DatabaseError

        try:
            work()
        except DatabaseError as error:
            log.warning("upkeep waits for the database: %s", type(error).__name__)
        except Exception:
            log.exception("upkeep goes on without %s", work.__name__)

    def _send(self) -> None:
        from nightout.web.gatherings.letters.send import send_waiting

        send_waiting(due_only=True)

    def _erase_in_time(self) -> None:
        if time.monotonic() - self.erased_at >= ERASE_EVERY_S:
            self._erase()
            self.erased_at = time.monotonic()

    def _look_at_base_map(self) -> None:
        """Say once what is wrong with a base map that was put there while the site is served."""
        from django.conf import settings

        from nightout.web.ground.base_file import flaw_of_base_file

        flaw = flaw_of_base_file(settings.SITE.folder)
        if flaw != self.flaw:
            log.warning("%s", f"maps are drawn without it: {flaw}" if flaw else "base map is whole")
        self.flaw = flaw

    def _erase(self) -> None:
        from django.core.cache import caches

        from nightout.web.gatherings.actions import erase_old
        from nightout.web.gatherings.models import City

        for city in City.objects.all():
            erase_old(city=city)
        # An answer of before is asked for no more, but may hold what a host withdrew since.
        caches["public"].clear()


def main() -> None:
    """Keep the site that NIGHTOUT_SITE names."""
    from nightout.web.prepare import open_django

    upkeep = Upkeep()
    signal.signal(signal.SIGTERM, upkeep.stop)
    # Ctrl-C reaches the whole group; the site tells this process itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not upkeep.stopped.wait(BEGINS_AFTER_S):
        open_django(Path(os.environ["NIGHTOUT_SITE"]), url=os.environ["NIGHTOUT_URL"])
        upkeep.run()
    sys.exit(0)


if __name__ == "__main__":
    main()
