from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.errors import BadSetting
from nightout.visits.routing import solve_routing, together
from nightout.visits.routing.descents import MANY_ROUNDS
from nightout.visits.routing.pool import choose_routes
from tests.visits.routing.draw import LATE, large, line, small
from tests.visits.routing.laws import check_plan
from tests.visits.routing.plain import best_worth

# Of a tiny problem: enough for searches one after the other.
MANY = 5 * int(MANY_ROUNDS)
SEEDS = st.integers(0, 10**6)


def solve(problem, n_rounds=200, seed=1, **how):
    return solve_routing(problem, rng=np.random.default_rng(seed), n_rounds=n_rounds, **how)


def worth_of(problem, plan):
    return plan.score - problem.travel_cost * plan.travel_s


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_tiny_problems_are_solved_to_the_optimum_that_trying_everything_finds(first):
    for seed in range(first, first + 40):
        problem = small(seed)
        best = best_worth(problem)
        if best is None:
            with pytest.raises(BadSetting):
                solve(problem)
            continue
        plan = solve(problem, n_rounds=800)
        check_plan(problem, plan)
        assert worth_of(problem, plan) == pytest.approx(best), f"seed {seed}"


@pytest.mark.parametrize("seed", range(200, 212))
def test_so_are_they_by_searches_one_after_the_other(seed):
    problem = small(seed, n_units=3)
    best = best_worth(problem)
    if best is None:
        pytest.skip("promises that cannot be kept")
    plan = solve(problem, n_rounds=MANY)
    check_plan(problem, plan)
    assert worth_of(problem, plan) == pytest.approx(best)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_no_plan_is_worth_more_than_the_optimum_nor_refused_where_there_is_one(seed):
    problem = small(seed)
    best = best_worth(problem)
    if best is None:
        with pytest.raises(BadSetting):
            solve(problem)
        return
    plan = solve(problem, n_rounds=50)
    check_plan(problem, plan)
    assert worth_of(problem, plan) < best + 1e-6


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, n_tasks=st.integers(10, 40), n_units=st.integers(1, 5))
def test_every_plan_obeys_every_rule(seed, n_tasks, n_units):
    problem = small(seed, n_tasks=n_tasks, n_units=n_units, promises=False)
    try:
        plan = solve(problem, n_rounds=100)
    except BadSetting as error:
        assert "cannot take its break" in str(error)  # noqa: PT017
        return
    check_plan(problem, plan)


def test_the_same_seed_gives_the_same_plan():
    problem = large(3, 200, 8)
    assert solve(problem, 300) == solve(problem, 300)
    assert solve(problem, 300).routes != solve(problem, 300, seed=2).routes


def test_so_does_it_with_searches_one_after_the_other_whose_routes_are_put_together(monkeypatch):
    problem, pools = large(3, 40, 3), []

    def choose(data, some):
        pools.append([dict(one.worth) for one in some])
        return choose_routes(data, some)

    monkeypatch.setattr(together, "choose_routes", choose)
    first, second = (solve(problem, 40 * int(MANY_ROUNDS)) for _ in range(2))
    assert first == second
    assert pools[0] == pools[1]
    assert all(len(one) > 10 for one in pools[0])
    check_plan(problem, first)


def test_without_a_choice_of_routes_the_search_goes_on_from_its_best_plan(monkeypatch):
    problem = large(3, 40, 3)
    for answer in (None, [range(40), (), ()]):
        monkeypatch.setattr(together, "choose_routes", lambda *_, it=answer: it)
        check_plan(problem, solve(problem, 40 * int(MANY_ROUNDS)))


def test_a_plan_to_begin_with_is_never_made_worse():
    problem = large(4, 200, 8)
    before = solve(problem, 1000)
    after = solve(problem, 0, seed=2, start=before.routes)
    assert after.score >= before.score
    assert all(set(old) <= set(new) for old, new in zip(before.routes, after.routes, strict=True))


def test_what_cannot_be_kept_of_a_plan_to_begin_with_is_left_out():
    # Both at 90 by 90: one unit can do only the first.
    problem = line([90, -90], due_s=[90, 90])
    assert solve(problem, 0, start=[[0, 1]]).routes == ((0,),)


def test_a_plan_to_begin_with_may_hold_far_more_than_a_shift():
    problem = large(5, 200, 4)
    plan = solve(problem, 0, start=[range(50 * u, 50 * u + 50) for u in range(4)])
    check_plan(problem, plan)


@pytest.mark.parametrize(("start", "words"), [([[0], [1]], "2 routes"), ([[7]], "the task 7")])
def test_a_plan_of_another_problem_is_refused(start, words):
    with pytest.raises(BadSetting, match=words):
        solve(line([1, 2]), start=start)


@pytest.mark.parametrize("n_units", [0, 2])
@pytest.mark.parametrize("n_tasks", [0, 3])
def test_nobody_or_nothing_to_visit_gives_an_empty_plan(n_tasks, n_units):
    plan = solve(line(range(n_tasks), n_units=n_units))
    assert len(plan.routes) == n_units
    assert plan.score == (n_tasks if n_units else 0)
    assert len(plan.unserved) == (0 if n_units else n_tasks)


@pytest.mark.parametrize("how", [{}, {"seconds": 1.0, "n_rounds": 5}])
def test_a_search_needs_one_end(how):
    with pytest.raises(BadSetting, match="no end, or two"):
        solve_routing(line([1]), rng=np.random.default_rng(1), **how)


def test_a_promise_is_kept_though_it_costs_far_more_than_it_brings():
    problem = line([9000, 1, 2, 3], required_unit=[0, -1, -1, -1], shift_end_s=[18000])
    free = line([9000, 1, 2, 3], due_s=[LATE, 5, 5, 5], shift_end_s=[17000])
    assert 0 in solve(problem).routes[0]
    assert set(solve(free).routes[0]) == {1, 2, 3}


def test_promises_that_cannot_be_kept_together_are_named():
    problem = line([90, -90], due_s=[90, 90], required_unit=[0, 0])
    with pytest.raises(BadSetting, match=r"unit 0 .* tasks 0, 1"):
        solve(problem)


def test_a_break_that_cannot_be_taken_is_named():
    problem = line([1], break_s=[60], break_earliest_s=[500], shift_end_s=[550])
    with pytest.raises(BadSetting, match="unit 0 cannot take its break"):
        solve(problem)


def test_a_search_is_stopped_with_its_best_plan_by_ctrl_c_or_when_asked():
    problem = large(6, 100, 5)

    def press(share, score):
        raise KeyboardInterrupt

    for how in ({"on_progress": press}, {"stop": lambda: True}):
        plan = solve(problem, 4000, **how)
        assert plan.interrupted
        assert 0 < plan.n_rounds < 1000
        check_plan(problem, plan)


def test_progress_is_told_with_the_score_so_far():
    told = []
    plan = solve(large(7, 60, 4), 400, on_progress=lambda *one: told.append(one))
    shares, scores = zip(*told, strict=True)
    assert shares[-1] == 1
    assert list(scores) == sorted(scores)
    assert scores[-1] == plan.score


def test_seconds_are_kept_to():
    import time

    problem = large(8, 300, 12)
    solve(problem, 1)
    began = time.monotonic()
    plan = solve_routing(problem, rng=np.random.default_rng(1), seconds=0.5)
    assert time.monotonic() - began < 1.5
    assert plan.n_rounds > 50


def test_five_thousand_tasks_and_eighty_units_are_planned():
    problem = large(9, 5_000, 80, n_places=800)
    plan = solve(problem, 50)
    check_plan(problem, plan)
    assert len(plan.unserved) < 5_000 - 80 * 5
    assert plan.n_rounds == 100


def test_a_unit_takes_its_break_whatever_it_visits():
    problem = large(10, 80, 6)
    plan = solve(problem, 400)
    rests = [start for start in plan.break_starts_s if start >= 0]
    assert len(rests) == sum(problem.break_s > 0) == 2
    assert all(3000 <= start <= 6000 for start in rests)


def test_a_stop_is_heard_within_a_moment():
    import time

    problem = large(11, 2_000, 60, n_places=500)
    solve(problem, 1)
    began = time.monotonic()
    plan = solve(problem, 10**6, stop=lambda: time.monotonic() - began > 0.3)
    assert plan.interrupted
    assert time.monotonic() - began < 8
    check_plan(problem, plan)


def test_promises_are_kept_among_many_that_would_bring_more():
    problem = large(12, 300, 6)
    promised = solve(problem, 200)
    required = np.full(300, -1)
    for unit, route in enumerate(promised.routes):
        required[list(route[::2])] = unit
    bound = replace(problem, required_unit=required)
    plan = solve(bound, 2_000)
    check_plan(bound, plan)
    assert not set(plan.unserved) & set(np.flatnonzero(required >= 0))
    assert plan.score > promised.score


def test_a_visit_that_brings_less_than_its_way_costs_is_not_even_put_in():
    problem = line([1000, 1], prize=[[10], [10]], travel_cost=1.0)
    assert solve(problem, 0).routes == ((1,),)
    assert solve(replace(problem, travel_cost=0.001), 0).unserved == ()
