"""What changed since the last brief, against versions drawn by hand."""

import datetime as dt

import pytest

from nightout.brief import Asked, compose, make_brief, render_page
from nightout.errors import BadSetting, NotYetKnown
from nightout.units import Period
from tests.brief.markup import Page
from tests.compare.test_revision import FIRST, SECOND

THEN, NOW, LAST = dt.date(2021, 7, 5), dt.date(2021, 7, 12), dt.date(2021, 7, 11)


def covers(last):
    return Period.of(dt.date(2020, 1, 1), last)


@pytest.fixture
def two_loads(city, load):
    load(str(THEN), *FIRST, covers=covers(dt.date(2021, 7, 4)))
    load(str(NOW), *SECOND, covers=covers(LAST), withdraw_missing=True)
    return city


def told(city, **asked):
    return Page(render_page(compose(make_brief(city, Asked(LAST, ("homicide",), **asked))))).words


def test_the_page_says_what_moved_a_count_and_by_how_much(two_loads):
    words = told(two_loads)
    assert "6 through 4 July 2021 as known then, 6 on the same days as known now" in words
    assert "1 was redated out of them and +1 by recounting); 1 in the days since, so 7." in words
    assert "The same days of 2020 moved from 1 to 2 (1 was redated into these days)." in words
    assert "This is held against a brief of 5 July 2021, when the load of 5 July 2021" in words


def test_the_numbers_of_the_table_add_up(two_loads):
    document = compose(make_brief(two_loads, Asked(LAST, ("homicide",))))
    (section,) = [one for one in document.sections if one.id == "changed"]
    (table,) = [one for one in section.blocks if type(one).__name__ == "Table"]
    (row,) = table.rows
    assert row == ("Homicides", "6", "+1", "−1", "0", "0", "6", "+1", "7")


def test_the_same_in_spanish(two_loads):
    words = told(two_loads, language="es")
    assert "6 hasta el 4 de julio de 2021, según lo que se sabía entonces" in words
    assert "1 llegó tarde, 1 se retiró, 1 entró por reclasificación" in words
    assert "En los mismos días de 2020 se pasó de 1 a 2" in words


def test_a_first_load_has_nothing_before_it(city, load):
    load(str(NOW), *SECOND, covers=covers(LAST))
    assert "This is the first that was known" in told(city)
    assert "Es lo primero que se supo" in told(city, language="es")


def test_the_last_brief_is_the_latest_load_a_week_or_more_before(two_loads, load):
    load("2021-07-16", *SECOND, covers=covers(LAST))
    load("2021-07-19", *SECOND, covers=covers(LAST))
    assert make_brief(two_loads, Asked(LAST)).asked.since == NOW
    assert make_brief(two_loads, Asked(LAST, known_on=dt.date(2021, 7, 16))).asked.since == THEN


def test_without_so_old_a_load_it_is_the_first(two_loads, load):
    asked = Asked(LAST, known_on=NOW, since=dt.date(2021, 7, 9))
    brief = make_brief(two_loads, asked)
    assert (brief.asked.since, brief.last_known) == (dt.date(2021, 7, 9), THEN)
    soon = make_brief(two_loads, Asked(dt.date(2021, 7, 4), known_on=dt.date(2021, 7, 8)))
    assert soon.asked.since == THEN


def test_a_day_before_the_first_load_is_refused(two_loads):
    with pytest.raises(NotYetKnown, match="the first load was on 2021-07-05"):
        make_brief(two_loads, Asked(LAST, since=dt.date(2021, 7, 1)))


def test_a_day_that_is_not_earlier_is_refused(two_loads):
    with pytest.raises(BadSetting, match="since is 2021-07-12, and the figures are as known on"):
        make_brief(two_loads, Asked(LAST, since=NOW))


def test_a_rebuilt_day_has_no_earlier_state(two_loads):
    day = dt.date(2021, 7, 1)
    asked = Asked(dt.date(2021, 6, 30), ("homicide",), known_on=day, reconstruct=True)
    assert "has no earlier state to hold it against" in told_of(two_loads, asked)
    with pytest.raises(BadSetting, match="rebuilt from reporting dates"):
        make_brief(two_loads, Asked(asked.through, known_on=day, reconstruct=True, since=day))


def told_of(city, asked):
    return Page(render_page(compose(make_brief(city, asked)))).words


def test_where_nothing_of_this_year_was_known_all_is_new(city, load):
    load("2020-12-31", *FIRST[6:], covers=covers(dt.date(2020, 12, 31)))
    load(str(NOW), *SECOND, covers=covers(LAST))
    assert "Homicides: no day of this year was covered then; 7 now." in told(city)


def test_how_a_count_moved_is_hidden_in_public_where_its_steps_may_be_small(nine_beats, tmp_path):
    from nightout.brief.moved import gather_changes

    # A count that is large enough itself, as it would be in private.
    private = make_brief(nine_beats, Asked(dt.date(2021, 7, 28), ("rape",), public=False))
    assert not private.figures[0].hidden
    asked = Asked(
        private.asked.through, ("rape",), dt.date(2021, 7, 30), since=dt.date(2021, 7, 29)
    )
    (one,) = gather_changes(nine_beats, asked, list(private.figures))
    assert (one.revised, one.then) == (None, None)
