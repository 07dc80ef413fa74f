import datetime as dt

import pytest

from nightout.brief import Asked, compose, make_brief, render_page
from nightout.brief.passed import round_below
from nightout.compare import (
    LagQuestion,
    MilestoneQuestion,
    Question,
    compare_public,
    find_lag,
    find_milestones,
    lag_for_public,
    look_ahead,
)
from nightout.errors import BadSetting
from nightout.records import find_measure
from tests.brief.conftest import THROUGH
from tests.brief.markup import Page


def test_windows_are_those_of_compare(nine_beats, public):
    for spans in public.spans:
        question = Question(spans.terms.measure, THROUGH, windows=("7d", "28d", "ytd"))
        answer = compare_public(nine_beats, question)
        assert repr(spans.changes) == repr(answer.whole)


def test_windows_come_with_number_word_difference_and_range(page):
    told = Page(page).words
    assert "28 days: 3 against 5 ● within the usual range −2 (−40%)" in told
    assert "7 days22 July through 28 July 202123 July through 29 July 2020" in told


def test_small_windows_of_what_is_not_always_public_hide_each_other(page):
    told = Page(page).words
    assert "Rapes hidden: too small a count to show in public" in told
    assert "in public, rapes of a whole city are shown by whole quarters of 10 or more" in told


def test_a_window_that_the_records_do_not_cover_is_left_out_and_named(nine_beats):
    brief = make_brief(nine_beats, Asked(dt.date(2016, 1, 20), ("homicide",)))
    assert [one.name for one in brief.spans[0].changes] == ["7d", "ytd"]
    (left,) = brief.left_out
    assert (left.window, left.measure.slug) == ("28d", "homicide")
    told = Page(render_page(compose(brief))).words
    assert "28 days of Homicides is left out: no loaded file covers 2015-12-24" in told


def test_where_no_window_is_covered_the_page_says_so(nine_beats):
    asked = Asked(dt.date(2016, 1, 3), ("homicide",), windows=("7d", "28d"))
    told = Page(render_page(compose(make_brief(nine_beats, asked)))).words
    assert "None of these spans is covered by the records." in told


def test_without_windows_there_is_no_such_section(nine_beats):
    document = compose(make_brief(nine_beats, Asked(THROUGH, windows=())))
    assert "windows" not in [one.id for one in document.sections]


def test_a_window_that_says_nothing_is_refused():
    with pytest.raises(BadSetting, match="the window is 'fortnight'"):
        Asked(THROUGH, ("homicide",), windows=("fortnight",))
    with pytest.raises(BadSetting, match="the window is 'fortnight'"):
        Asked(THROUGH, windows=("fortnight",))


@pytest.mark.parametrize(
    ("n", "passed"),
    [
        (0, 0),
        (9, 0),
        (10, 10),
        (24, 10),
        (25, 25),
        (99, 50),
        (100, 100),
        (1041, 1000),
        (2500, 2500),
    ],
)
def test_the_last_round_number_is_told(n, passed):
    assert round_below(n) == passed


def test_milestones_are_those_of_compare(nine_beats, public):
    told = {one.measure.slug: one for one in public.milestones}
    assert {slug: one.n for slug, one in told.items()} == {"homicide": 25, "robbery": 100}
    question = MilestoneQuestion(find_measure("homicide"), 25, known_on=dt.date(2021, 7, 30))
    assert told["homicide"].years == find_milestones(question, city=nine_beats).milestones
    assert told["homicide"].this.reached.year == 2021


def test_milestones_are_told_with_what_stands_against_them(page):
    told = Page(page).words
    assert (
        "Homicides reached 25 on 8 July 2021: as early as 2020. The day itself may still move."
        in told
    )
    assert "Certain: not contradicted, not proved." in told
    assert "Robberies reached 100 on" in told


def test_a_later_year_is_another_briefs_to_tell(nine_beats):
    brief = make_brief(nine_beats, Asked(dt.date(2020, 12, 31), ("homicide",)))
    (one,) = brief.milestones
    assert one.this.reached.year == 2020
    assert max(each.reached.year for each in one.years) == 2020


def test_what_is_not_always_public_has_no_milestone_in_public(nine_beats):
    assert make_brief(nine_beats, Asked(THROUGH, ("rape",))).milestones == ()


def test_the_latest_weeks_are_those_of_lag(nine_beats, public):
    (one,) = [fresh for fresh in public.fresh if fresh.measure.slug == "robbery"]
    # By reporting dates the last day of the file cannot be judged.
    last, known_on = dt.date(2021, 7, 27), dt.date(2021, 7, 30)
    question = LagQuestion(find_measure("robbery"), last, known_on, n_weeks=3, by="")
    assert one.weeks == lag_for_public(find_lag(nine_beats, question)).weeks


def test_what_is_not_always_public_has_no_weeks_in_public(nine_beats, public):
    assert [one.measure.slug for one in public.fresh] == ["homicide", "robbery"]


def test_the_years_end_is_that_of_the_outlook(nine_beats, public, page):
    outlook = look_ahead(nine_beats, Question(find_measure("homicide"), THROUGH))
    end = outlook.year_end
    assert public.outlook.year_end == end
    told = Page(page).words
    assert f"points to in 19 of 20 cases, {end.low} to {end.high}; the ring is what is" in told
    assert f"on 2 earlier years: {outlook.n_inside} of 2 ended in theirs." in told


def test_where_lateness_is_unknown_the_page_says_so_and_shows_no_table(nine_beats):
    asked = Asked(dt.date(2016, 3, 31), ("homicide",), windows=())
    document = compose(make_brief(nine_beats, asked))
    (section,) = [one for one in document.sections if one.id == "fresh"]
    assert [type(one).__name__ for one in section.blocks] == ["Words", "Notes"]
    ((said, _),) = section.blocks[1].items
    assert said == "Homicides: how complete the latest weeks are is not known."
