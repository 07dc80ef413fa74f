"""Two units are called away at seven: what it takes, whom it moves, and what is kept."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks.measure import Line, Settings, run_fresh
from benchmarks.visits.night_draw import EVENING, SIZES, draw_night

__all__ = ["measure_repair"]

PROMISED_S, PROMISED_MOVED = 1.0, 0.1
SEVEN = EVENING + dt.timedelta(hours=19)
N_ROUNDS = 1_000


def measure_repair(settings: Settings) -> Iterator[Line]:
    """Repair a town's night and a large city's, each in a process of its own."""
    for name, (n_gatherings, n_units) in SIZES.items():
        instance = f"{name}: {n_gatherings:,} gatherings, {n_units} units"
        job = {"n_gatherings": n_gatherings, "n_units": n_units, "seed": settings.seed}
        answer = run_fresh(f"{__name__}:repair_job", **job).answer
        for i, one in enumerate(answer["events"], 1):
            event = f"{instance}, unit {i} of 2 lost"
            yield Line("repair: wall", event, one["wall_s"], "s", "promise", PROMISED_S)
            yield Line("repair: CPU", event, one["cpu_s"], "s", "promise", PROMISED_S)
            yield Line("repair: others moved", event, one["moved"], "", "promise", PROMISED_MOVED)
            yield Line("repair: lost visits taken over", event, one["rehomed"], "", "of",
                       one["orphaned"])  # fmt: skip
        broken, promised = answer["broken"], answer["promised"]
        yield Line("repair: promises broken", instance, broken, "", "of", promised)
        yield Line("repair: gatherings visited", instance, answer["visited"], "", "before",
                   answer["visited_before"])  # fmt: skip


def repair_job(n_gatherings: int, n_units: int, seed: int) -> Callable[[], Any]:
    """Plan the night, lose one unit that nobody minds, and give the loss of two as the work."""
    from nightout.visits import Effort, Event, begin_night, measure_plan, plan_night, repair_night

    night = draw_night(n_gatherings, n_units, np.random.default_rng(seed))
    effort = Effort(N_ROUNDS)
    plan = plan_night(night, rng=np.random.default_rng(seed), effort=effort).plan
    promised = [one.unit_id for one in plan.visits if one.promised and one.arrive > SEVEN]
    lost = list(dict.fromkeys(promised))[:2]
    # Those two have promises to keep. One with none is lost first, so that loops are compiled.
    idle = next(one.unit_id for one in reversed(night.units) if one.unit_id not in promised)
    begun = begin_night(night, plan)
    repair_night(begun, Event(SEVEN, "away", idle), rng=np.random.default_rng(seed))

    def work() -> dict[str, Any]:
        state, events = begun, []
        for unit_id in lost:
            wall_s, cpu_s = time.perf_counter(), time.process_time()
            event = Event(SEVEN, "away", unit_id)
            done = repair_night(state, event, rng=np.random.default_rng(seed))
            events.append(
                {
                    "wall_s": time.perf_counter() - wall_s,
                    "cpu_s": time.process_time() - cpu_s,
                    "moved": done.churn.moved_share,
                    "orphaned": done.churn.orphaned,
                    "rehomed": done.churn.rehomed,
                }
            )
            _prove(done.state, state)
            state = done.state
        figures = measure_plan(state.night.request, state.plan)
        return {
            "events": events,
            "broken": len(state.night.broken),
            "promised": figures.promised,
            "visited": figures.visited,
            "visited_before": measure_plan(night, plan).visited,
        }

    return work


def _prove(after: Any, before: Any) -> None:
    from nightout.visits import check_night

    faults = check_night(after.night, after.plan, announced=before.plan)
    if faults:
        raise RuntimeError(f"the plan breaks a rule: {faults[0]}")
