import pytest

from nightout.errors import BadSetting
from tests.visits.routing.draw import line


def test_a_problem_knows_its_sizes():
    problem = line([3, 5, 7], n_units=2)
    assert (problem.n_tasks, problem.n_units, problem.n_profiles) == (3, 2, 1)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ready_s": [0, 0]}, r"ready_s has the shape \(2,\). It needs tasks"),
        ({"prize": [1, 1, 1]}, r"prize has the shape \(3,\). It needs tasks by units"),
        ({"service_s": [[0, 0, 0]] * 2}, r"service_s has the shape \(2, 3\)"),
        ({"place": [1, 2, 4]}, "place holds 4. Use a number from 0 to 3"),
        ({"group": [0, -1, 2]}, "group holds -1"),
        ({"required_unit": [0, 1, -1]}, "required_unit holds 1. Use a number from -1 to 0"),
        ({"profile": [1]}, "profile holds 1"),
        ({"service_s": [[0, -5, 0]]}, "below 0"),
    ],
)
def test_what_does_not_fit_together_is_refused_by_name(changed, words):
    with pytest.raises(BadSetting, match=words):
        line([3, 5, 7], **changed)
