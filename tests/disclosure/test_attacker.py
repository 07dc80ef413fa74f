"""The attacker itself: it finds what can be found, and no more."""

import datetime as dt

import pytest

from nightout.units import Period
from tests.disclosure.attacker import Attack, Told, read_place, read_rows

SPRING = Period(dt.date(2021, 4, 1), dt.date(2021, 7, 1))
MAY = Period(dt.date(2021, 5, 1), dt.date(2021, 6, 1))
OUT = dt.date(2021, 7, 19)
PARTS = ("11", "12", "13")


def attack(*told):
    one = Attack(PARTS, {SPRING: OUT}, list(told))
    one.prepare()
    return one


def of(n, *parts, span=SPRING, known_on=None):
    return Told(frozenset(parts), (span,), known_on, n)


def test_a_part_less_than_the_whole_is_known_by_subtraction():
    found = attack(of(9), of(5, "11"), of(3, "12"))
    assert found.bounds("13", SPRING) == (1, 1)


def test_two_hidden_parts_are_known_as_far_as_their_sum():
    found = attack(of(9), of(4, "11"))
    assert found.bounds("12", SPRING) == (0, 5)


def test_what_was_never_told_of_has_no_most():
    assert attack(of(9, known_on=dt.date(2021, 7, 5))).bounds("11", SPRING) == (0, float("inf"))


def test_a_day_less_in_the_window_tells_that_day():
    shorter = Period(SPRING.start, dt.date(2021, 6, 30))
    found = attack(of(7, "11"), of(6, "11", span=shorter))
    assert found.bounds("11", Period(dt.date(2021, 6, 30), SPRING.end)) == (1, 1)


def test_only_the_same_day_of_knowledge_can_be_subtracted():
    found = attack(of(9), of(5, "11", known_on=dt.date(2021, 7, 28)), of(9, known_on=OUT))
    assert found.bounds("11", SPRING) == (0, 9)


def test_answers_that_cannot_be_true_together_are_noticed():
    with pytest.raises(AssertionError, match="contradicts itself"):
        attack(of(9), of(10, "11")).bounds("12", SPRING)


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("beat 11", ["11"]),
        ("no beat", [""]),
        ("beats 11, 12 and 13", ["11", "12", "13"]),
        ("beats 11, 12 and no beat", ["11", "12", ""]),
    ],
)
def test_places_are_read_as_they_are_written(place, parts):
    assert read_place(place) == parts


def test_a_hidden_row_that_tells_something_is_noticed():
    with pytest.raises(AssertionError, match="a hidden row tells"):
        list(read_rows([{"word": "hidden", "n": 3}], "Testville"))
