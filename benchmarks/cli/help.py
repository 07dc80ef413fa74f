"""How soon `nightout --help` answers, each time in a fresh process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.measure import ROOT, Line, Settings

__all__ = ["measure_help"]

PROMISE_S = 0.3
LEAST_REPEATS = 7
HELP = "import sys; from nightout.cli import main; sys.argv = ['nightout', '--help']; main()"


def measure_help(settings: Settings) -> Iterator[Line]:
    """Measure the help page, and an interpreter that does nothing beside it."""
    repeats = max(LEAST_REPEATS, settings.repeats)
    pairs = [(_wall_s(HELP), _wall_s("pass")) for _ in range(repeats)]
    help_s, nothing_s = (statistics.median(column) for column in zip(*pairs, strict=True))
    instance = f"median of {repeats}"
    yield Line("help", instance, help_s, "s", "promise", PROMISE_S)
    yield Line("help", instance, help_s, "s", "python -c pass", nothing_s)


def _wall_s(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - began
