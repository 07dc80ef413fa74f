"""Measuring one piece of work in a process of its own: CPU and wall seconds, peak memory.

A job is named `module:function`. The function takes plain arguments, imports what it needs and
gives the work as a callable; CPU and wall seconds are of that callable alone, and `whole_cpu_s`
of the process from its start, so that the difference is what imports and preparation cost.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["Line", "Run", "Settings", "median_run", "run_fresh"]

ROOT = Path(__file__).parent.parent
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Settings:
    """How to run: where instances are kept, how large, how often, from which seed."""

    data: Path
    rows: int | None
    repeats: int
    seed: int


@dataclass(frozen=True)
class Line:
    """One measurement, and what it is held against: a peer in the same run, or a promise."""

    name: str
    instance: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the line with its ratio, rounded to what a repeat would show again."""
        ratio = self.value / self.peer_value if self.peer_value else None
        plain = asdict(self) | {"ratio": ratio}
        return {k: float(f"{v:.4g}") if isinstance(v, float) else v for k, v in plain.items()}


@dataclass(frozen=True)
class Run:
    """What one run took; `answer` is what the work gave, as plain values."""

    cpu_s: float
    wall_s: float
    whole_cpu_s: float
    peak_mb: float
    answer: Any = None


def run_fresh(job: str, **arguments: Any) -> Run:
    """Run a job in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.measure", job, json.dumps(arguments, default=str)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{job} failed:\n{done.stderr}")
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def median_run(runs: list[Run]) -> Run:
    """Give the median of each figure, the peak being the highest seen."""
    middle = {
        name: statistics.median(getattr(run, name) for run in runs)
        for name in ("cpu_s", "wall_s", "whole_cpu_s")
    }
    return Run(**middle, peak_mb=max(run.peak_mb for run in runs), answer=runs[0].answer)


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak_mb() -> float:
    """Give this process's own peak: `ru_maxrss` would begin with that of whoever started it."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [one for one in status.read_text().splitlines() if one.startswith("VmHWM")]
        return int(line.split()[1]) * 1024 / MEGABYTE
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE


def main() -> None:
    """Run the job named on the command line and print what it took."""
    module, _, function = sys.argv[1].partition(":")
    work = getattr(importlib.import_module(module), function)(**json.loads(sys.argv[2]))
    cpu_s, began = _cpu_s(), time.perf_counter()
    answer = work()
    wall_s, whole_cpu_s = time.perf_counter() - began, _cpu_s()
    run = Run(whole_cpu_s - cpu_s, wall_s, whole_cpu_s, _peak_mb(), answer)
    print(json.dumps(asdict(run)), flush=True)
    # Interpreter shutdown is no part of the work.
    os._exit(0)


if __name__ == "__main__":
    main()
