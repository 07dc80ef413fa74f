from itertools import permutations, product

import numpy as np
import pytest

from nightout.visits.routing.arrays import BREAK, Kept, as_data
from nightout.visits.routing.plan import drive, lay_out, with_break
from nightout.visits.routing.pool import Pool, choose_routes
from tests.visits.routing.draw import line, small


def pool_of(problem, *plans):
    pool = Pool()
    for worth, plan in enumerate(plans):
        pool.add(Kept(lay_out(problem, plan), np.full(1, float(worth))))
    return pool


def drawn_routes(problem, rng):
    """Some routes that each unit can drive, its own promises in them, its break where it fits."""
    tasks = range(problem.n_tasks)
    routes = []
    for unit in range(problem.n_units):
        mine = set(np.flatnonzero(problem.required_unit == unit).tolist())
        may = [t for t in tasks if problem.required_unit[t] in (-1, unit)]
        orders = [order for n in range(4) for order in permutations(may, n) if mine <= set(order)]
        rng.shuffle(orders)
        found = []
        for order in orders:
            groups = problem.group[list(order)]
            pays = all(problem.prize[t, unit] > 0 or t in mine for t in order)
            if pays and len(set(groups.tolist())) == len(order):
                rows = with_break(problem, unit, order)
                found += [row for row in rows if drive(problem, unit, row)][:1]
        routes.append(found[:6])
    return routes


def worth_in_loops(problem, plan):
    """What a plan is worth; None if it serves a task twice or leaves a promise."""
    tasks = [t for row in plan for t in row if t != BREAK]
    kept = all(t in tasks for t in np.flatnonzero(problem.required_unit >= 0))
    if len(set(tasks)) < len(tasks) or not kept:
        return None
    worth = float(sum(problem.group_prize[g] for g in {problem.group[t] for t in tasks}))
    for unit, row in enumerate(plan):
        for t in row:
            if t != BREAK:
                worth += max(problem.prize[t, unit], int(problem.required_unit[t] == unit))
        worth -= problem.travel_cost * drive(problem, unit, row).travel_s
    return worth


@pytest.mark.parametrize("seed", range(40))
def test_the_choice_is_worth_what_the_best_of_all_choices_is(seed):
    problem = small(seed, n_units=3)
    idle = [next(with_break(problem, unit, [])) for unit in range(3)]
    if not all(drive(problem, unit, row) for unit, row in enumerate(idle)):
        pytest.skip("a unit cannot take its break even without visits")
    drawn = drawn_routes(problem, np.random.default_rng(seed))
    routes = [[*some, row] for some, row in zip(drawn, idle, strict=True)]
    worths = [worth_in_loops(problem, plan) for plan in product(*routes)]
    best = max((worth for worth in worths if worth is not None), default=None)
    plans = [[one[i % len(one)] for one in routes] for i in range(7)]
    found = choose_routes(as_data(problem), [pool_of(problem, *plans)])
    if best is None:
        assert found is None
    else:
        assert worth_in_loops(problem, [list(row) for row in found]) == pytest.approx(best)


def test_what_two_plans_did_well_comes_together():
    problem = line(range(1, 7), n_units=2, break_s=[5, 0])
    early, late = [[0, 1, 2, BREAK], [5]], [[0, BREAK], [3, 4, 5]]
    found = choose_routes(as_data(problem), [pool_of(problem, early), pool_of(problem, late)])
    assert [set(row) for row in found] == [{0, 1, 2, BREAK}, {3, 4, 5}]


def test_a_route_of_one_unit_can_be_given_to_its_like():
    problem = line(range(1, 7), n_units=2)
    found = choose_routes(as_data(problem), [pool_of(problem, [[0, 1, 2], []], [[3, 4, 5], []])])
    assert {frozenset(row) for row in found} == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_units_that_differ_do_not_drive_each_others_routes():
    problem = line(range(1, 7), n_units=2, prize=[[1, 2]] * 6)
    found = choose_routes(as_data(problem), [pool_of(problem, [[0, 1, 2], []], [[3, 4, 5], []])])
    assert sorted(map(len, found)) == [0, 3]


def test_a_unit_left_without_a_route_takes_its_break():
    problem = line([1, 2], n_units=2, break_s=[5, 5])
    plan = [[0, 1, BREAK], [0, BREAK]]
    found = choose_routes(as_data(problem), [pool_of(problem, plan)])
    assert sorted(found, key=len) == [(BREAK,), (0, 1, BREAK)]


def test_groups_may_have_numbers_beyond_those_of_tasks():
    problem = line([1, 2], n_units=2, group=[7, 3], group_prize=[0, 0, 0, 9, 0, 0, 0, 5])
    plans = [[0], []], [[], [1]]
    found = choose_routes(as_data(problem), [pool_of(problem, *plans)])
    assert sorted(found) == [(0,), (1,)]
