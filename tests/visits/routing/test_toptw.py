"""Scores of team orienteering with time windows that others proved or have not bettered.

From `bks.csv` of the cases: proven by Righini and Salani (2009), Computers & Operations Research
36, 1191-1203; best known from the tables of Hu and others. Facts, retyped.
"""

import numpy as np
import pytest

from benchmarks.visits.instance import Known, read_best, read_toptw
from benchmarks.visits.toptw import score_of
from nightout.visits.routing import solve_routing
from tests.visits.routing.laws import check_plan


@pytest.fixture(scope="module")
def toptw(cases):
    return cases / "visits" / "toptw"


@pytest.mark.parametrize(
    ("name", "m", "score"),
    [("pr01", 1, 308), ("pr01", 2, 502), ("c101", 1, 320), ("r101", 1, 198), ("rc101", 1, 219)],
)
def test_the_best_known_is_found_and_never_passed(toptw, name, m, score):
    problem = read_toptw(toptw / f"{name}.txt", m)
    plan = solve_routing(problem, rng=np.random.default_rng(1), n_rounds=4_000)
    check_plan(problem, plan)
    assert plan.score == score == score_of(problem, plan.routes)


@pytest.mark.parametrize(("name", "m", "score"), [("pr02", 3, 947), ("pr04", 2, 928)])
def test_larger_ones_are_near_it_after_a_second(toptw, name, m, score):
    problem = read_toptw(toptw / f"{name}.txt", m)
    plan = solve_routing(problem, rng=np.random.default_rng(1), n_rounds=4_000)
    check_plan(problem, plan)
    assert 0.95 * score <= plan.score <= score


def test_everything_is_visited_where_the_routes_are_enough(toptw):
    problem = read_toptw(toptw / "c201.txt", 4)
    plan = solve_routing(problem, rng=np.random.default_rng(1), n_rounds=2_000)
    assert (plan.score, plan.unserved) == (1810, ())


def test_an_instance_reads_as_its_file_says(toptw):
    # 1 -29.730 64.136 2 12 4 1 15 354 509, from a start at -10.442 19.999 that closes at 1000
    problem = read_toptw(toptw / "pr01.txt", 2)
    assert (problem.n_tasks, problem.n_units) == (48, 2)
    assert (problem.ready_s[0], problem.due_s[0]) == (35_400, 50_900)
    assert (problem.service_s[0, 0], problem.prize[0, 0]) == (200, 12)
    assert set(problem.shift_end_s) == {100_000}
    # The root of 19.288² + 44.137² is 48.1676...; cut after the second decimal.
    assert problem.travel_s[0, 0, 1] == 4_816


def test_the_table_of_best_scores_leaves_out_what_is_not_best(cases):
    best = read_best(cases / "visits" / "bks.csv")
    assert len(best) == 75
    assert best["pr01", 3] == Known(622, proven=False)
    assert best["pr04", 1] == Known(489, proven=True)
    assert best["c201", 4] == Known(1810, proven=True)
