"""Team orienteering with time windows, by the planner's own search and by its peers.

One instance file, one JSON line. `--cpu` counts the seconds as two cores of its own would take
them, for machines that others use too; peers, which use one core, then get that many CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.visits.clock import N_CORES, clock_of
from benchmarks.visits.instance import Known, read_best, read_toptw
from nightout.visits.routing import Routes, RoutingProblem, schedule, solve_routing

__all__ = ["PEERS", "Trial", "main", "score_of", "try_instance"]

PEERS = ("pyvrp", "ortools", "vroom")


@dataclass(frozen=True)
class Trial:
    """How to try an instance: for how long, from which seed, by which clock, against whom.

    `until_best` ends a search, ours or a peer's, once the best score known is reached: what is
    proven cannot be bettered, and the machine is free for the next instance.
    """

    seconds: float = 10.0
    seed: int = 1
    cpu: bool = False
    peers: tuple[str, ...] = ("pyvrp", "ortools")
    until_best: bool = False


def score_of(problem: RoutingProblem, routes: Routes) -> int:
    """Add up the score of routes, after driving them step by step.

    Raises
    ------
    RuntimeError
        If a window is missed or a task served twice: then there is no figure.
    """
    served = list(chain.from_iterable(routes))
    if schedule(problem, routes) is None or len(set(served)) < len(served):
        raise RuntimeError("the routes break a rule")
    return int(problem.prize[served, 0].sum())


def try_instance(path: Path, m: int, trial: Trial, known: Known | None = None) -> dict[str, Any]:
    """Solve an instance ourselves and by peers; give the figures of a JSON line."""
    problem = read_toptw(path, m)
    ours, n_rounds = _solve(problem, trial, known)
    enough = float(known.score) if known and trial.until_best else math.inf
    peers = {name: score_of(problem, _peer(name)(problem, trial, enough)) for name in trial.peers}
    best_peer = max(peers, key=peers.__getitem__, default="")
    peer_value = peers.get(best_peer)
    return {
        "name": "toptw",
        "instance": path.stem,
        "m": m,
        "seconds": trial.seconds,
        "clock": "cpu" if trial.cpu else "wall",
        "seed": trial.seed,
        "value": ours,
        "unit": "score",
        "peer": best_peer,
        "peer_value": peer_value,
        "ratio": round(ours / peer_value, 4) if peer_value else None,
        "peers": peers,
        "best_known": known.score if known else None,
        "gap_percent": round(100 * (1 - ours / known.score), 3) if known else None,
        "n_rounds": n_rounds,
    }


def _solve(problem: RoutingProblem, trial: Trial, known: Known | None) -> tuple[int, int]:
    # Compiles, or reads what was compiled before: seconds of the first run on a machine only.
    solve_routing(problem, rng=np.random.default_rng(0), n_rounds=40)
    reached: list[int] = [0]
    plan = solve_routing(
        problem,
        rng=np.random.default_rng(trial.seed),
        seconds=trial.seconds,
        clock=clock_of(cpu=trial.cpu, n_cores=N_CORES),
        on_progress=lambda _, score: reached.append(score),
        stop=(lambda: reached[-1] >= known.score) if trial.until_best and known else None,
    )
    return score_of(problem, plan.routes), plan.n_rounds


def _peer(name: str) -> Callable[[RoutingProblem, Trial, float], Routes]:
    def by_pyvrp(problem: RoutingProblem, trial: Trial, enough: float) -> Routes:
        from benchmarks.visits.by_pyvrp import routes_by_pyvrp

        clock = clock_of(cpu=trial.cpu, n_cores=1)
        end = {"seconds": trial.seconds, "enough": enough}
        return routes_by_pyvrp(problem, seed=trial.seed, clock=clock, **end)

    def by_ortools(problem: RoutingProblem, trial: Trial, enough: float) -> Routes:
        from benchmarks.visits.by_ortools import routes_by_ortools

        clock = clock_of(cpu=trial.cpu, n_cores=1)
        end = {"seconds": trial.seconds, "enough": enough}
        return routes_by_ortools(problem, seed=trial.seed, clock=clock, **end)

    def by_vroom(problem: RoutingProblem, trial: Trial, _: float) -> Routes:
        from benchmarks.visits.by_vroom import routes_by_vroom

        return routes_by_vroom(problem, seconds=trial.seconds)

    return {"pyvrp": by_pyvrp, "ortools": by_ortools, "vroom": by_vroom}[name]


def add_trial(parser: argparse.ArgumentParser) -> None:
    """Add the options of a trial to a command."""
    parser.add_argument("--seconds", type=float, default=10.0, help="for each solver")
    parser.add_argument("--cpu", action="store_true", help="count CPU seconds, not the wall's")
    parser.add_argument(
        "--peer", action="append", choices=[*PEERS, "none"], help="may be repeated; pyvrp, ortools"
    )
    parser.add_argument(
        "--until-best", action="store_true", help="end a search when it meets the best known"
    )


def read_trial(asked: argparse.Namespace, seed: int) -> Trial:
    """Read the options of a trial."""
    peers = tuple(name for name in asked.peer or Trial.peers if name != "none")
    return Trial(asked.seconds, seed, asked.cpu, peers, asked.until_best)


def find_best(path: Path) -> Path | None:
    """Find the table of best scores known: in the file's folder or the one above."""
    near = (folder / "bks.csv" for folder in path.resolve().parents[:2])
    return next((one for one in near if one.exists()), None)


def main(words: Sequence[str] | None = None) -> None:
    """Try one instance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--m", type=int, required=True, help="number of routes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--best", type=int, help="best score known; else from a bks.csv near by")
    add_trial(parser)
    asked = parser.parse_args(words)
    if not asked.file.exists():
        sys.exit(f"{asked.file} is not there. Give the path of an instance file.")
    table = find_best(asked.file)
    known = read_best(table).get((asked.file.stem, asked.m)) if table else None
    if asked.best:
        known = Known(asked.best, proven=False)
    print(json.dumps(try_instance(asked.file, asked.m, read_trial(asked, asked.seed), known)))


if __name__ == "__main__":
    main()
