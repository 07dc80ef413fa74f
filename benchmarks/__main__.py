"""Run the benchmarks: one JSON line per measurement on standard output, progress on the other."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Settings
from benchmarks.registry import BENCHMARKS


def main() -> None:
    """Run those that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="may be repeated")
    parser.add_argument("--rows", type=int, help="rows of the instance; each has its own default")
    parser.add_argument("--repeats", type=int, default=3, help="runs behind each median")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--data", type=Path, help="keep instances here; a temporary folder if not")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nightout-bench-") as folder:
        settings = Settings(asked.data or Path(folder), asked.rows, asked.repeats, asked.seed)
        settings.data.mkdir(parents=True, exist_ok=True)
        for name in asked.only or BENCHMARKS:
            print(f"benchmark {name} ...", file=sys.stderr)
            for line in BENCHMARKS[name](settings):
                print(json.dumps(line.as_json()), flush=True)


if __name__ == "__main__":
    main()
