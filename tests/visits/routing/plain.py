"""The same answers in loops, with nothing of the search: every order of every choice is tried."""

from itertools import chain, combinations, permutations


def drive(problem, unit, order, spot):
    """Times of a unit's tasks in an order, its break after `spot` of them; None if late."""
    kind = problem.profile[unit]
    now, here, way, starts, rest = problem.shift_start_s[unit], problem.start_place[unit], 0, [], -1
    for k in range(len(order) + 1):
        there = problem.place[order[k]] if k < len(order) else problem.end_place[unit]
        leg = problem.travel_s[kind, here, there]
        way, here = way + leg, there
        if spot == k:
            rest = max(now, problem.break_earliest_s[unit])
            if rest > problem.break_latest_s[unit]:
                return None
            # What was driven before the break began need not be driven after it.
            now = rest + problem.break_s[unit] + max(0, leg - (rest - now))
        else:
            now += leg
        if k < len(order):
            task = order[k]
            now = max(now, problem.ready_s[task])
            if now > problem.due_s[task]:
                return None
            starts.append(int(now))
            now += problem.service_s[kind, task]
    if now > problem.shift_end_s[unit]:
        return None
    return starts, int(rest), int(now), int(way)


def drives(problem, unit, order):
    """All ways to drive an order, one per place of the break."""
    spots = range(len(order) + 1) if problem.break_s[unit] > 0 else [-1]
    return [found for spot in spots if (found := drive(problem, unit, order, spot))]


def may_serve(problem, unit, tasks):
    """Whether a unit may serve these together, times aside, and leaves no promise of its own."""
    mine = {t for t in range(problem.n_tasks) if problem.required_unit[t] == unit}
    groups = [problem.group[t] for t in tasks]
    return (
        mine <= set(tasks)
        and len(set(groups)) == len(groups)
        and all(problem.required_unit[t] in (-1, unit) for t in tasks)
        and all(problem.prize[t, unit] > 0 or t in mine for t in tasks)
    )


def least_travel(problem, unit, tasks):
    """The shortest way in which a unit can serve tasks; None if it cannot."""
    ways = [found[3] for order in permutations(tasks) for found in drives(problem, unit, order)]
    return min(ways, default=None)


def score_of(problem, routes):
    """Prizes of all visits, and of each gathering that is visited."""
    prizes = sum(
        max(problem.prize[t, u], problem.required_unit[t] == u)
        for u, route in enumerate(routes)
        for t in route
    )
    met = {problem.group[t] for t in chain.from_iterable(routes)}
    return int(prizes + sum(problem.group_prize[g] for g in met))


def best_worth(problem):
    """The most that any plan is worth: score less cost of travel. None if promises break."""
    everything = range(problem.n_tasks)
    subsets = list(chain.from_iterable(combinations(everything, r) for r in range(7)))
    plans = [((), 0)]
    for unit in range(problem.n_units):
        can = [
            (tasks, way)
            for tasks in subsets
            if may_serve(problem, unit, tasks)
            and (way := least_travel(problem, unit, tasks)) is not None
        ]
        plans = [
            ((*routes, tasks), way + more)
            for routes, way in plans
            for tasks, more in can
            if not set(tasks) & set(chain.from_iterable(routes))
        ]
    worths = (score_of(problem, routes) - problem.travel_cost * way for routes, way in plans)
    return max(worths, default=None)
