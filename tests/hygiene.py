"""What no file of this project may hold: a package registry's address, a path of one machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Written apart, so that this file does not hold what it looks for.
FORBIDDEN = (
    re.compile("pypi" + r"\.org|registry\." + r"npmjs|files\.python" + "hosted|deb\\.deb" + "ian"),
    re.compile("/ro" + r"ot/|/wo" + r"rk/|/ho" + r"me/[a-z]"),
)
LONGEST = 400


def main() -> int:
    """List what is wrong, a line each; 0 if nothing is."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    faults = [fault for name in names.splitlines() for fault in faults_of(ROOT / name)]
    for fault in faults:
        print(fault)  # noqa: T201
    return 1 if faults else 0


def faults_of(path: Path) -> list[str]:
    """Say what is wrong with one file."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (UnicodeDecodeError, FileNotFoundError):
        return []
    name = path.relative_to(ROOT)
    faults = [
        f"{name}:{number}: {found.group()!r} may not stand here"
        for number, line in enumerate(lines, 1)
        for pattern in FORBIDDEN
        if (found := pattern.search(line))
    ]
    if path.suffix == ".py" and len(lines) > LONGEST:
        faults.append(f"{name}: {len(lines)} lines; {LONGEST} is the wall")
    return faults


if __name__ == "__main__":
    sys.exit(main())
