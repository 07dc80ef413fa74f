"""All public answers together do not narrow a hidden count to within 3."""

import datetime as dt

import pytest

from nightout.brief import Asked
from nightout.compare import Question, as_rows, compare_city
from nightout.records import find_measure
from nightout.records.disclosure import hide_small
from tests.disclosure.attacker import read_rows
from tests.disclosure.collect import Sweep, ask_all, read_brief, solve, truth
from tests.disclosure.conftest import LOADS

ROBBERY = find_measure("robbery")
# The counts of one week to the next, either side of the end of a quarter, and today.
DAYS = (dt.date(2021, 3, 31), dt.date(2021, 6, 29), dt.date(2021, 6, 30), dt.date(2021, 7, 26))
SMALL = Sweep(DAYS, (None, LOADS[-3], LOADS[-2]), (("ytd",), ("quarter", "7d")), ("each", "prior"))


@pytest.fixture(scope="module")
def attacked(small_city):
    attack, counts = truth(small_city, ROBBERY, "beat")
    attack.told += ask_all(small_city, SMALL.questions(ROBBERY, ("beat",)))
    for day in LOADS[-3:]:
        asked = Asked(dt.date(2021, 4, 15), ("robbery",), known_on=day)
        attack.told += read_brief(small_city, asked)
    return attack, solve(attack, counts, ROBBERY)


def test_no_hidden_count_is_narrowed_to_within_3(attacked):
    _, found = attacked
    assert len(found.widths) > 20
    assert min(found.widths.values()) >= 3


def test_no_small_count_of_an_area_is_shown(attacked):
    _, found = attacked
    small = {key for key, n in found.counts.items() if 0 < n < ROBBERY.threshold}
    assert len(small) > 20
    assert small <= set(found.widths)


def test_what_is_shown_is_true(attacked):
    attack, found = attacked
    parts = [one for one in attack.told if one.parts and one.known_on is None]
    assert len(parts) > 50
    for one in parts:
        told = sum(
            n
            for (part, quarter), n in found.counts.items()
            if part in one.parts
            and any(span.start <= quarter.start and quarter.end <= span.end for span in one.spans)
        )
        assert told == one.n


def hide_in_each_answer(city, question):
    """The door as it once was: small parts of one answer are hidden, with others beside them."""
    answer = compare_city(city, question)
    table = [[one.n, round(one.n_before)] for one in answer.parts]
    hidden = hide_small(table, threshold=ROBBERY.threshold)
    for row, hide in zip(as_rows(answer), [False, *hidden], strict=True):
        if not hide:
            yield from read_rows([row], city.name)


def test_hiding_in_each_answer_by_itself_is_seen_to_fail(small_city):
    """The attacker breaks it with two days' answers, so that it is no weak one."""
    attack, counts = truth(small_city, ROBBERY, "beat")
    out = max(attack.editions.values())
    attack.editions = dict.fromkeys(attack.editions, out)
    for through in DAYS[:3]:
        for start in (dt.date(2021, 1, 1), dt.date(2021, 4, 1)):
            if start < through:
                question = Question(ROBBERY, through, start=start, known_on=out, by=("beat",))
                attack.told += hide_in_each_answer(small_city, question)
    attack.prepare()
    today = {key: n for key, n in counts.items() if n and key[1].start.year == 2021}
    bounds = [attack.bounds(*key) for key in today]
    assert min(high - low for low, high in bounds) < 3
