"""The loops as plain Python, and where what was compiled is kept."""

import os
import subprocess
import sys

import pytest

from nightout.visits.routing import compiled

PLAN = """
import numpy as np
from nightout.visits.routing import solve_routing
from tests.visits.routing.draw import small
for seed in (2, 9, 11):
    plan = solve_routing(small(seed, promises=False), rng=np.random.default_rng(1), n_rounds=40)
    print(plan.routes, plan.starts_s, plan.break_starts_s, plan.score)
"""


def plan_with(**environment):
    done = subprocess.run(
        [sys.executable, "-c", PLAN],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_plans_are_the_same_without_compiling():
    compiled_plans = plan_with()
    assert compiled_plans.count("\n") == 3
    assert plan_with(NUMBA_DISABLE_JIT="1") == compiled_plans


def test_compiled_loops_are_kept_where_the_user_wants_them_by_the_state_of_the_code(tmp_path):
    store = compiled.find_store(str(tmp_path))
    assert store is not None
    assert store.parent == tmp_path
    assert store == compiled.find_store(str(tmp_path))


def test_another_state_of_the_code_has_another_store(tmp_path, monkeypatch):
    (tmp_path / "code").mkdir()
    monkeypatch.setattr(compiled, "HERE", tmp_path / "code")
    before = compiled.find_store(str(tmp_path))
    (tmp_path / "code" / "loop.py").write_text("x = 1\n")
    assert compiled.find_store(str(tmp_path)) != before


def test_where_the_code_cannot_be_written_to_the_users_own_folder_is_taken(tmp_path, monkeypatch):
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("")
    monkeypatch.setattr(compiled, "HERE", in_the_way)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = compiled.find_store()
    assert store is not None
    assert store.parent == tmp_path / "cache" / "nightout"


def test_where_nothing_can_be_written_every_process_compiles_anew(tmp_path, monkeypatch):
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("")
    monkeypatch.setattr(compiled, "HERE", in_the_way)
    monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
    assert compiled.find_store() is None
    monkeypatch.setattr(compiled, "STORE", None)

    def add(a: int, b: int) -> int:
        return a + b

    assert compiled.compiled(add)(1, 2) == 3
    assert not list(tmp_path.rglob("*.nbi"))


@pytest.mark.parametrize("name", ["search", "recreate", "ruin", "route"])
def test_every_loop_is_compiled(name):
    import importlib
    import inspect

    module = importlib.import_module(f"nightout.visits.routing.{name}")
    plain = [
        one
        for one, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    ]
    assert plain == []


def test_whoever_only_reads_plans_needs_no_compiler():
    code = "import sys, nightout.visits, nightout.visits.sheets; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
