"""All instances with a best score known, 1 to 4 routes: a JSON line each, then mean and worst gaps.

`python -m benchmarks.visits.toptw_all CASES/visits --cpu` where CASES/visits holds `bks.csv` and
`toptw/`. What is done is skipped with `--done FILE`, the lines of a run before.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import Line, Settings
from benchmarks.visits.instance import Known, read_best
from benchmarks.visits.toptw import Trial, add_trial, read_trial, try_instance

__all__ = ["main", "measure_toptw", "summarise"]

Row = tuple[str, int]


def summarise(lines: Iterable[dict[str, Any]], best: dict[Row, Known]) -> Iterator[str]:
    """Say the gaps by set and number of routes, and where a peer was better."""
    gaps: dict[str, list[float]] = defaultdict(list)
    beaten = []
    for line in lines:
        row = line["instance"], line["m"]
        proven = "proven" if best[row].proven else "best known"
        for name in ("all", proven, f"{row[0].rstrip('0123456789')} m={row[1]}"):
            gaps[name].append(line["gap_percent"])
        for peer, value in line["peers"].items():
            gaps[f"{peer} of those it was run on"].append(100 * (1 - value / best[row].score))
            gaps[f"ours beside {peer}"].append(line["gap_percent"])
            if value > line["value"]:
                where = f"{row[0]} m={row[1]} seed {line['seed']}"
                beaten.append(f"{where}: {peer} {value}, ours {line['value']}")
    for name, some in gaps.items():
        mean, worst = sum(some) / len(some), max(some)
        yield f"{name}: {len(some)} runs, mean gap {mean:.2f}%, worst {worst:.2f}%"
    yield "better than ours: " + ("; ".join(beaten) or "no peer, anywhere")


def measure_toptw(settings: Settings) -> Iterator[Line]:
    """Cordeau's ten with two routes, 10 s each; nothing where the cases are not at hand."""
    folder = os.environ.get("NIGHTOUT_CASES")
    if not folder:
        return
    for i in range(1, 11):
        path = Path(folder) / "visits" / "toptw" / f"pr{i:02}.txt"
        found = try_instance(path, 2, Trial(seed=settings.seed))
        yield Line("toptw", f"{path.stem}, 2 routes, 10 s", found["value"], "score",
                   found["peer"], found["peer_value"])  # fmt: skip


def main() -> None:
    """Try every row, or those not done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, action="append", help="may be repeated; 1, 2 and 3")
    parser.add_argument("--done", type=Path, help="lines of a run before; new ones are added to it")
    parser.add_argument("--only", help="instances whose name begins so")
    add_trial(parser)
    asked = parser.parse_args()
    best = read_best(asked.folder / "bks.csv")
    lines = _read_done(asked.done)
    did = {(line["instance"], line["m"], line["seed"]) for line in lines}
    for seed in asked.seed or [1, 2, 3]:
        for (name, m), known in sorted(best.items()):
            if (name, m, seed) in did or not name.startswith(asked.only or ""):
                continue
            path = asked.folder / "toptw" / f"{name}.txt"
            line = try_instance(path, m, read_trial(asked, seed), known)
            lines.append(line)
            print(json.dumps(line), flush=True)
            if asked.done:
                with asked.done.open("a") as file:
                    file.write(json.dumps(line) + "\n")
    for sentence in summarise(lines, best):
        print(sentence, file=sys.stderr)


def _read_done(path: Path | None) -> list[dict[str, Any]]:
    if path is None or not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines()]


if __name__ == "__main__":
    main()
