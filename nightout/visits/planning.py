"""Planning a night: promises first, then one visit each, then what was asked for, then more."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nightout.errors import BadSetting
from nightout.visits.caravan import drive_caravans
from nightout.visits.fairness import choose_first, count_short
from nightout.visits.night import Night
from nightout.visits.plan import Plan, Rest, Visit
from nightout.visits.promises import bind_promises, keeps_all, plan_promises, refuse_broken
from nightout.visits.request import Request
from nightout.visits.routing import Routes, RoutingPlan, RoutingProblem, schedule, solve_routing
from nightout.visits.state import stand_before
from nightout.visits.tasks import Tasks, make_tasks
from nightout.visits.travel import Travel, straight_travel
from nightout.visits.wishes import mark_promises

__all__ = ["Effort", "Planned", "n_rounds_for", "plan_night", "read_routes"]

# Rounds of search by default: as many as take some 9 CPU seconds for 300 gatherings and 40 units,
# and 35 for 1,500 and 80, on two cores half of that on the clock. See docs/benchmarks.md.
USUAL_ROUNDS, USUAL_SIZE, FEWEST_ROUNDS = 30_000, 300 * 40, 1_000
# A small night is soon as good as it gets.
ROUNDS_EACH = 300
# With a floor: the share of the search that is done before it is looked whether any neighbourhood
# is below, and how often it is gone on with from there.
FIRST_SHARE, N_TOP_UPS = 0.7, 3


@dataclass(frozen=True)
class Planned:
    """A plan with what the search had to say of it.

    `interrupted` is whether it was stopped early; it is a whole plan all the same, that keeps
    every rule. `n_rounds` is how often each search was to change it, as `Effort` has it, and
    `n_tried` how often all of them together did.
    """

    plan: Plan
    n_rounds: int = 0
    n_tried: int = 0
    interrupted: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effort:
    """How long to search, whom to tell, and when to stop.

    Parameters
    ----------
    n_rounds
        How often each of two searches may change the plan; by the size of the night if None. The
        same seed and rounds give the same plan on every machine.
    seconds
        When to stop at the latest, whatever rounds are left.
    on_progress
        Told the share of the way and the points of the best plan.
    stop
        Asked now and then whether to stop. Then, as at Ctrl-C, the best plan so far is given.
    """

    n_rounds: int | None = None
    seconds: float | None = None
    on_progress: Callable[[float, int], None] | None = None
    stop: Callable[[], bool] | None = None

    def __post_init__(self) -> None:
        if self.n_rounds is not None and self.n_rounds < 0:
            raise BadSetting(f"n_rounds is {self.n_rounds}", "Give 0 or more; 0 plans once.")
        if self.seconds is not None and self.seconds <= 0:
            raise BadSetting(f"seconds is {self.seconds:g}", "Give more than 0.")


@dataclass(frozen=True)
class Search:
    """One search of several that make up an effort: which share of the whole it is."""

    rng: np.random.Generator
    n_rounds: int
    stop: Callable[[], bool]
    on_progress: Callable[[float, int], None]

    def solve(self, problem: RoutingProblem, start: Routes) -> RoutingPlan:
        """Search."""
        return solve_routing(
            problem,
            rng=self.rng,
            n_rounds=self.n_rounds,
            start=start,
            on_progress=self.on_progress,
            stop=self.stop,
        )


def plan_night(
    request: Request,
    travel: Travel | None = None,
    *,
    rng: np.random.Generator,
    effort: Effort | None = None,
) -> Planned:
    """Plan who visits whom and when.

    Parameters
    ----------
    request
        The gatherings, the units and the rules.
    travel
        Travel times that were brought along; by straight lines if None.
    rng
        Source of chance: the same seed gives the same plan.
    effort
        How long to search; as long as the size of the night asks for if None.

    Returns
    -------
    The best plan met. Every promise is kept in it.

    Raises
    ------
    BadSetting
        If a promise cannot be kept, or a caravan cannot drive its route.
    """
    travel = travel or straight_travel(request)
    settled = drive_caravans(request, travel)
    standing = stand_before(Night(request), settled)
    if not standing.crews or not request.gatherings:
        return Planned(settled, notes=_why_empty(request))
    tasks = make_tasks(standing, travel)
    promised = plan_promises(tasks, rng)
    refuse_broken(tasks, promised)
    effort = effort or Effort()
    n_rounds = n_rounds_for(request) if effort.n_rounds is None else effort.n_rounds
    tasks, found = _search_all(tasks, travel, promised, _searches(effort, rng, n_rounds))
    planned = read_routes(tasks, found)
    whole = Plan.of([*settled.visits, *planned.visits], planned.rests)
    return Planned(mark_promises(request, whole), n_rounds, found.n_rounds, found.interrupted)


def n_rounds_for(request: Request) -> int:
    """Give how many rounds a night is searched by default: fewer of those that take longer."""
    size = max(1, len(request.gatherings) * len(request.units))
    share: float = min(1.0, (USUAL_SIZE / size) ** 0.15)
    most = min(USUAL_ROUNDS, ROUNDS_EACH * len(request.gatherings))
    return max(FEWEST_ROUNDS, round(most * share))


def read_routes(tasks: Tasks, found: RoutingPlan) -> Plan:
    """Read the routes that a search found as visits and breaks."""
    visits, rests = [], []
    problem = tasks.problem
    # A search does not mind when it rests; crews and hosts had better not wait for it.
    timed = schedule(problem, found.routes) or ()
    for j, crew in enumerate(tasks.standing.crews):
        here = int(problem.start_place[j])
        for i, start in zip(found.routes[j], timed[j].starts_s, strict=True):
            task, there = tasks.tasks[i], int(problem.place[i])
            arrive = tasks.moment(start)
            visits.append(
                Visit(
                    crew.unit.unit_id,
                    task.gathering.gathering_id,
                    crew.unit.kind,
                    arrive,
                    tasks.moment(start + int(problem.service_s[problem.profile[j], i])),
                    int(problem.travel_s[problem.profile[j], here, there]),
                    promised=task.promise is not None,
                    own_beat=task.gathering.beat != "" and task.gathering.beat in crew.unit.beats,
                )
            )
            here = there
        if (begins := timed[j].break_start_s) >= 0:
            ends = begins + int(problem.break_s[j])
            rests.append(Rest(crew.unit.unit_id, tasks.moment(begins), tasks.moment(ends)))
    return Plan.of(visits, rests)


# Makes the search of a share of the whole, from and to.
Searches = Callable[[float, float], Search]


def _searches(effort: Effort, rng: np.random.Generator, n_rounds: int) -> Searches:
    """Give the maker of searches: from which share of the whole to which."""
    began = time.monotonic()

    def stop() -> bool:
        late = effort.seconds is not None and time.monotonic() - began > effort.seconds
        return late or (effort.stop is not None and effort.stop())

    def make(start: float, end: float) -> Search:
        def on_progress(share: float, score: int) -> None:
            if effort.on_progress:
                effort.on_progress(start + (end - start) * share, score)

        return Search(rng, round(n_rounds * (end - start)), stop, on_progress)

    return make


def _search_all(
    tasks: Tasks, travel: Travel, promised: Routes, searches: Searches
) -> tuple[Tasks, RoutingPlan]:
    """Search; with a floor under neighbourhoods, until none is below it."""
    request = tasks.standing.night.request
    if not request.rules.neighbourhood_floor:
        return tasks, _search(tasks, promised, promised, searches(0.0, 1.0))
    filled = _visits(tasks, _search(tasks, promised, promised, searches(0.0, 0.0)))
    tasks = make_tasks(tasks.standing, travel, first=choose_first(request, filled, travel))
    found = _search(tasks, promised, promised, searches(0.0, FIRST_SHARE))
    best = tasks, found
    for i in range(N_TOP_UPS):
        if found.interrupted or not count_short(request, _visits(tasks, found)):
            break
        first = choose_first(request, _visits(tasks, found), travel)
        tasks = make_tasks(tasks.standing, travel, first=first)
        ends = [FIRST_SHARE + (1 - FIRST_SHARE) * (i + one) / N_TOP_UPS for one in (0, 1)]
        found = _search(tasks, promised, found.routes, searches(*ends))
        if count_short(request, _visits(tasks, found)) < count_short(request, _visits(*best)):
            best = tasks, found
    return best


def _visits(tasks: Tasks, found: RoutingPlan) -> list[Visit]:
    return [*tasks.standing.settled.visits, *read_routes(tasks, found).visits]


def _search(tasks: Tasks, promised: Routes, start: Routes, search: Search) -> RoutingPlan:
    found = search.solve(tasks.problem, start)
    if keeps_all(tasks, found):
        return found
    # No search has been seen to give a promise up. Should one do, the promises stay where they
    # were known to fit.
    return search.solve(bind_promises(tasks.problem, promised), promised)


def _why_empty(request: Request) -> tuple[str, ...]:
    if not request.gatherings:
        return ("There are no gatherings: nothing is to be planned.",)
    return ("There are no units that could be sent: nobody is visited.",)
