"""Team orienteering with time windows as a routing problem, and the best scores known."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from nightout.visits.routing import RoutingProblem

__all__ = ["Known", "read_best", "read_toptw"]

X, Y, SERVICE, SCORE = 1, 2, 3, 4
FEWEST_FIELDS = 8
# Distances are cut after the first decimal, of Cordeau's instances (pr) after the second.
PLACES, PLACES_OF_PR = 10, 100


@dataclass(frozen=True)
class Known:
    """The best score known of an instance with a number of routes, and whether it is proven."""

    score: int
    proven: bool


def read_toptw(path: Path, m: int) -> RoutingProblem:
    """Read an instance file for `m` routes.

    The first point is where every route begins and ends, by its closing time. Every line ends with
    the hours of its point.
    """
    fields = [line.split() for line in path.read_text().splitlines()[2:]]
    rows = [[float(one) for one in line] for line in fields if len(line) >= FEWEST_FIELDS]
    points = np.array([[*row[: SCORE + 1], row[-2], row[-1]] for row in rows])
    scale = PLACES_OF_PR if path.name.startswith("pr") else PLACES
    apart = np.hypot(*(points[:, None, axis] - points[None, :, axis] for axis in (X, Y)))
    travel = np.floor(apart * scale + 1e-9).astype(np.int64)
    times = np.round(points * scale).astype(np.int64)
    tasks, n = times[1:], len(points) - 1

    def of_unit(value: int) -> np.ndarray:
        return np.full(m, value, np.int64)

    return RoutingProblem(
        travel_s=travel[None],
        profile=of_unit(0),
        start_place=of_unit(0),
        end_place=of_unit(0),
        shift_start_s=of_unit(times[0, -2]),
        shift_end_s=of_unit(times[0, -1]),
        break_earliest_s=of_unit(0),
        break_latest_s=of_unit(0),
        break_s=of_unit(0),
        place=np.arange(1, n + 1),
        ready_s=tasks[:, -2],
        due_s=tasks[:, -1],
        service_s=tasks[:, SERVICE][None],
        prize=np.repeat(points[1:, SCORE].astype(np.int64)[:, None], m, axis=1),
        group=np.arange(n),
        group_prize=np.zeros(n, np.int64),
        required_unit=np.full(n, -1),
    )


def read_best(path: Path) -> dict[tuple[str, int], Known]:
    """Read the best scores known, by instance and number of routes, for up to 4 routes.

    Left out are the best of ten runs of one heuristic, and for the instances `pr` the claim that
    as many routes as the file says visit everything: for pr01 the literature's best is less.
    """
    best: dict[tuple[str, int], Known] = {}
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            key, status = (row["instance"], int(row["m"])), row["status"]
            everything = status == "OPT_ALL" and not re.match("pr", row["instance"])
            if key[1] > 4 or not (everything or status in ("BKS", "OPT")):
                continue
            known = best.get(key)
            proven = status != "BKS" or bool(known and known.proven)
            best[key] = Known(int(row["score"]), proven)
    return best
