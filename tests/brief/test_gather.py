import datetime as dt

import numpy as np
import pytest

from nightout.brief import Asked, compose, make_brief, render_page
from nightout.compare import Question, compare_city, compare_public, cumulative_curve
from nightout.errors import NotYetKnown, OutsideRecords, UnknownName
from nightout.records import LoadOptions, find_measure, load_files, read_mapping
from nightout.units import Period
from tests.brief.conftest import ROBBERIES, THROUGH, write_rows
from tests.brief.markup import Page


def test_figures_are_those_of_compare(nine_beats, public):
    shown = [one.terms.measure.slug for one in public.figures]
    assert shown == ["homicide", "robbery", "rape"]
    for figure in public.figures:
        question = Question(figure.terms.measure, THROUGH)
        answer = compare_public(nine_beats, question)
        assert repr(figure.change) == repr(answer.whole[0])
        assert figure.terms == answer.terms


def test_the_curve_is_that_of_compare_and_ends_in_the_figure(nine_beats, public):
    curve = cumulative_curve(nine_beats, Question(find_measure("homicide"), THROUGH))
    assert np.array_equal(public.curve.now, curve.now)
    assert np.array_equal(public.curve.earlier, curve.earlier)
    assert public.curve.now[-1] == public.figures[0].change.n


def test_the_course_is_the_comparison_with_the_mean(nine_beats, public):
    question = Question(find_measure("homicide"), THROUGH, against="mean")
    assert public.course.change == compare_city(nine_beats, question).whole[0]
    assert public.course.change.n_before == public.curve.mean[len(public.curve.now) - 1]


def test_counts_on_the_map_are_those_drawn(nine_beats):
    where = make_brief(nine_beats, Asked(THROUGH, ("robbery",), public=False)).where
    drawn = {f"B{y}{x}": n for y, row in enumerate(ROBBERIES[2021]) for x, n in enumerate(row)}
    assert {area.area_id: area.n for area in where.areas} == drawn
    assert where.unplaced == 0


def test_the_map_joins_small_beats_with_neighbours(public):
    where = public.where
    assert where.terms.measure.slug == "robbery"
    shown = {area.area_id: area.n for area in where.areas}
    # Through June, as known on 30 July: a seventh of each beat's robberies is of July.
    assert shown["beats B10 and B11"] == sum(spring(12)) + sum(spring(4))
    assert shown["B00"] == sum(spring(24))
    assert str(where.terms.window.through) == "2021-06-30"
    assert where.why == "why_open"
    assert "small counts joined with neighbours" in Page(render_page(compose(public))).words
    assert any("of 10 parts are joined" in note for note in where.notes)


def spring(n):
    """The first two quarters of n robberies, as `write_rows` spreads them over seven months."""
    months = [1 + i % 7 for i in range(n)]
    return sum(m <= 3 for m in months), sum(3 < m <= 6 for m in months)


def test_joined_beats_are_drawn_without_the_border_between(public):
    (joined,) = [one for one in public.where.areas if one.area_id == "beats B10 and B11"]
    (alone,) = [one for one in public.where.areas if one.area_id == "B00"]
    assert joined.outline.geom_type == "Polygon"
    assert joined.outline.area == pytest.approx(2 * alone.outline.area, rel=0.01)
    assert joined.name == "Beat of <row 1> & column 0 (B10), Beat of <row 1> & column 1 (B11)"


def test_what_lies_outside_the_map_is_told(public, nine_beats):
    private = make_brief(nine_beats, Asked(THROUGH, ("homicide",), public=False))
    assert (private.figures[0].change.n, private.where.unplaced) == (27, 20)
    assert "20 lie in no beat." in Page(render_page(compose(private))).words


def test_small_counts_leave_no_trace_in_public(veiled, page):
    """Robberies that change places between joined beats, and a few rapes, change nothing."""
    assert render_page(compose(make_brief(veiled, Asked(THROUGH)))) == page


def test_a_small_count_of_a_beat_is_shown_in_private_alone(veiled, public):
    private = make_brief(veiled, Asked(THROUGH, ("robbery",), public=False))
    shown = {area.area_id: area.n for area in private.where.areas}
    assert (shown["B10"], shown["B11"], shown["B21"]) == (11, 5, 6)
    in_public = {area.area_id for area in public.where.areas}
    assert {"B10", "B11", "B20", "B21"}.isdisjoint(in_public)


def test_a_small_count_of_the_whole_city_is_hidden_where_it_is_not_always_public(veiled, page):
    assert "too small a count to show in public: ■ hidden" in Page(page).words
    private = make_brief(veiled, Asked(THROUGH, ("rape",), public=False))
    told = Page(render_page(compose(private))).words
    assert "4 against 0 on the same days of 2020" in told
    assert "Private brief: not for the public" in told


def test_day_by_day_nothing_is_drawn_that_is_not_always_public(nine_beats):
    brief = make_brief(nine_beats, Asked(THROUGH, ("rape",)))
    assert (brief.curve, brief.course) == (None, None)
    told = Page(render_page(compose(brief))).words
    assert "Day by day, these counts are too small to show in public." in told
    assert "no measure has counts of these days that may be shown in public" in told
    assert make_brief(nine_beats, Asked(THROUGH, ("rape",), public=False)).curve is not None


def test_measures_come_in_the_order_asked(nine_beats):
    brief = make_brief(nine_beats, Asked(THROUGH, ("robbery", "homicide", "robbery")))
    assert [one.terms.measure.slug for one in brief.figures] == ["robbery", "homicide"]
    assert brief.curve.terms.measure.slug == "robbery"


def test_a_measure_that_does_not_exist_is_refused():
    with pytest.raises(UnknownName, match="no measure 'murder'"):
        Asked(THROUGH, ("murder",))


def test_a_measure_that_nothing_was_loaded_for_is_left_out_unless_asked_for(nine_beats):
    with pytest.raises(NotYetKnown, match="shooting victims"):
        make_brief(nine_beats, Asked(THROUGH, ("homicide", "shooting_victim")))


def test_days_that_no_measure_covers_are_refused(nine_beats):
    with pytest.raises(OutsideRecords, match="2021-07-29"):
        make_brief(nine_beats, Asked(dt.date(2021, 7, 29)))


def test_a_city_without_a_load_is_refused(city):
    with pytest.raises(NotYetKnown, match="nothing is known"):
        make_brief(city, Asked(THROUGH))


def test_usual_measures_that_cannot_answer_are_named(build, tmp_path):
    city = build([row for row in write_rows({}, rapes=0) if "MURDER" in row])
    (tmp_path / "late.yaml").write_text(
        "source: late\nagency: A\nincident_id: n\noccurred_at: day\n"
        "offense: {constant: aggravated_assault}\n"
    )
    (tmp_path / "late.csv").write_text("n,day\n1,2021-07-01\n")
    span = Period.of(dt.date(2021, 7, 1), dt.date(2021, 7, 31))
    options = LoadOptions(known_on=dt.date(2021, 8, 1), covers=span)
    load_files(city, [tmp_path / "late.csv"], read_mapping(tmp_path / "late.yaml"), options)
    brief = make_brief(city, Asked(THROUGH))
    assert "homicide" in [one.terms.measure.slug for one in brief.figures]
    assert [one.measure.slug for one in brief.left_out if not one.window] == ["aggravated_assault"]
    known = {one.terms.known_on for one in brief.figures if one.terms.known_basis == "versions"}
    assert known == {dt.date(2021, 8, 1)}
    told = Page(render_page(compose(brief))).words
    assert "left out: Aggravated assaults: no loaded file covers" in told
