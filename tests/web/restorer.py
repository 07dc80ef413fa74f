"""Restore a backup and be killed at the n-th change of a name on the disk; the parent looks."""

import os
import signal
import sys
from pathlib import Path

from nightout.web.backup.bring_back import bring_back

STEPS = {"os.rename", "os.remove", "os.rmdir", "os.mkdir"}


def main(backup, folder, nth):
    left = int(nth)

    def before(event, _):
        nonlocal left
        if event in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(before)
    bring_back(Path(backup), Path(folder), replace=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
