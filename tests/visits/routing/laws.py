"""What every plan must obey, whatever found it."""

from itertools import chain

from tests.visits.routing.plain import drives, may_serve, score_of


def check_plan(problem, plan):
    """Hold a plan against its problem; times too."""
    served = list(chain.from_iterable(plan.routes))
    assert len(set(served)) == len(served)
    assert set(served) | set(plan.unserved) == set(range(problem.n_tasks))
    assert len(served) + len(plan.unserved) == problem.n_tasks
    assert plan.score == score_of(problem, plan.routes)
    ways = [_check_route(problem, plan, unit) for unit in range(problem.n_units)]
    assert plan.travel_s == sum(ways)


def _check_route(problem, plan, unit):
    route, rest = plan.routes[unit], plan.break_starts_s[unit]
    assert may_serve(problem, unit, route)
    fitting = [
        found
        for found in drives(problem, unit, route)
        if found[0] == list(plan.starts_s[unit]) and found[1] == rest
    ]
    assert fitting, f"unit {unit} cannot drive {route} as planned"
    return fitting[0][3]
