"""What changed between two days of knowledge, against versions drawn by hand."""

import datetime as dt

import pytest

from nightout.compare import Move, Question, find_revision
from nightout.errors import BadSetting, NotYetKnown
from nightout.records import find_measure
from nightout.units import Period

DAY = dt.date
THEN, NOW = DAY(2021, 7, 5), DAY(2021, 7, 12)
THROUGH = DAY(2021, 7, 11)
COVERS_THEN = Period.of(DAY(2020, 1, 1), DAY(2021, 7, 4))
COVERS_NOW = Period.of(DAY(2020, 1, 1), DAY(2021, 7, 11))
FIRST = [
    "1,MURDER,2021-01-05,2021-01-05,,,1,11",
    "2,MURDER,2021-02-05,2021-02-05,,,1,11",
    "3,ASSAULT,2021-03-05,2021-03-05,,,1,11",
    "4,MURDER,2021-04-05,2021-04-05,,,1,11",
    "5,MURDER,2021-05-05,2021-05-05,,,2,11",
    "6,MURDER,2021-06-05,2021-06-05,,,1,11",
    "7,MURDER,2020-06-05,2020-06-05,,,1,11",
]
SECOND = [
    FIRST[0],
    # 2 is withdrawn; 3 dies and is reclassified; 4 turns out to be of last year; 5 had 3 victims
    "3,MURDER,2021-03-05,2021-03-05,,,1,11",
    "4,MURDER,2020-04-05,2020-04-05,,,1,11",
    "5,MURDER,2021-05-05,2021-05-05,,,3,11",
    # 6 was no murder; 8 came late; 9 is new; 7 is as it was
    "6,ASSAULT,2021-06-05,2021-06-05,,,1,11",
    FIRST[6],
    "8,MURDER,2021-06-20,2021-07-08,,,1,11",
    "9,MURDER,2021-07-08,2021-07-08,,,1,11",
]


@pytest.fixture
def two_loads(city, load):
    load(str(THEN), *FIRST, covers=COVERS_THEN)
    load(str(NOW), *SECOND, covers=COVERS_NOW, withdraw_missing=True)
    return city


def ask(city, *, since=THEN, through=THROUGH, **more):
    return find_revision(city, Question(find_measure("homicide"), through, **more), since=since)


def test_each_incident_that_moves_a_count_has_one_reason(two_loads):
    found = ask(two_loads).now
    assert found.period == Period.of(DAY(2021, 1, 1), DAY(2021, 7, 4))
    assert found.moves == (
        Move("late", 1, 1, 0),
        Move("withdrawn", 1, 0, 1),
        Move("reclassified", 2, 1, 1),
        Move("redated", 1, 0, 1),
        Move("recounted", 1, 1, 0),
    )
    assert (found.n_then, found.n_now) == (6, 6)


def test_then_with_all_the_moves_and_the_new_days_is_now(two_loads):
    one = ask(two_loads)
    assert one.now.n_then + sum(m.up - m.down for m in one.now.moves) == one.now.n_now
    assert (one.n_new, one.n) == (1, 7)
    assert one.now.n_now + one.n_new == one.n


def test_last_years_days_may_move_too(two_loads):
    before = ask(two_loads).before
    assert before.period == Period.of(DAY(2020, 1, 1), DAY(2020, 7, 4))
    assert (before.n_then, before.n_now, before.moves) == (1, 2, (Move("redated", 1, 1, 0),))


def test_last_years_days_are_left_out_where_they_were_not_covered(city, load):
    load(str(THEN), *FIRST[:2], covers=Period.of(DAY(2021, 1, 1), DAY(2021, 7, 4)))
    load(str(NOW), *SECOND[:2], covers=Period.of(DAY(2021, 1, 1), DAY(2021, 7, 11)))
    one = ask(city)
    assert one.before is None
    assert one.now.moves == (Move("late", 1, 1, 0),)


def test_where_no_day_of_the_window_was_covered_all_is_new(city, load):
    load("2020-12-31", *FIRST[6:], covers=Period.of(DAY(2020, 1, 1), DAY(2020, 12, 31)))
    load(str(NOW), *SECOND, covers=COVERS_NOW)
    one = ask(city, since=DAY(2020, 12, 31))
    assert (one.now, one.before, one.n, one.n_new) == (None, None, 7, 7)


def test_a_size_that_makes_an_incident_count_is_a_recount(city, load, tmp_path):
    rows = ["1,MURDER,2021-01-05,2021-01-05,,,{},11"]
    load(str(THEN), *[row.format(2) for row in rows], covers=COVERS_THEN)
    load(str(NOW), *[row.format(3) for row in rows], covers=COVERS_NOW)
    question = Question(find_measure("mass_killing"), DAY(2021, 7, 11))
    found = find_revision(city, question, since=THEN).now
    assert (found.n_then, found.n_now) == (0, 1)
    assert found.moves == (Move("recounted", 1, 1, 0),)


def test_what_was_known_on_a_day_between_loads_is_what_the_load_before_says(two_loads):
    one = ask(two_loads, since=DAY(2021, 7, 11))
    assert (one.known_then, one.last_load) == (DAY(2021, 7, 11), THEN)
    assert one.now == ask(two_loads).now


def test_changes_after_the_day_of_knowledge_are_not_told(two_loads, load):
    before = ask(two_loads)
    load("2021-07-19", *SECOND[:1], covers=COVERS_NOW, withdraw_missing=True)
    assert repr(ask(two_loads, known_on=NOW)) == repr(before)


def test_a_day_before_the_first_load_is_refused(two_loads):
    with pytest.raises(NotYetKnown, match="the first load was on 2021-07-05"):
        ask(two_loads, since=DAY(2021, 7, 4))


def test_a_day_that_is_not_earlier_is_refused(two_loads):
    with pytest.raises(BadSetting, match="since is 2021-07-12, and the figures are as known on"):
        ask(two_loads, since=NOW)
