"""Questions: what was known, which days are covered, and published figures met."""

import datetime as dt
from dataclasses import replace

import pytest

from nightout.compare import Question, as_rows, as_terms, compare_city
from nightout.compare.answering import need_covered
from nightout.compare.settled import settle_question
from nightout.errors import BadSetting, NotYetKnown, OutsideRecords, UnknownName
from nightout.records import (
    AreaColumns,
    create_city,
    find_measure,
    find_preset,
    load_areas,
    load_files,
)
from nightout.stats import q_values
from nightout.units import Period

HOMICIDE = find_measure("homicide")


def years(*counts, last=2021, start=1):
    """So many homicides each year, spread over January, the last year last."""
    for back, n in enumerate(reversed(counts)):
        for i in range(n):
            day = dt.date(last - back, 1, 1) + dt.timedelta(days=i * 30 // max(n - 1, 1))
            number = f"{last - back}-{start + i}"
            yield f"{number},MURDER,{day} 10:00,{day} 12:00,,,1,{11 + i % 2}"


@pytest.fixture
def five_years(city, load):
    covers = Period.of(dt.date(2016, 1, 1), dt.date(2021, 2, 1))
    load("2021-02-01", *years(20, 22, 18, 21, 20, 29), covers=covers)
    return city


def ask(city, **settings):
    return compare_city(city, Question(HOMICIDE, dt.date(2021, 1, 31), **settings))


def test_last_year_is_compared_and_the_years_behind_it_named(five_years):
    answer = ask(five_years)
    (row,) = as_rows(answer)
    assert (row["n"], row["n_before"], row["difference"]) == (29, 20.0, 9.0)
    assert row["percent"] == pytest.approx(45.0)
    assert answer.terms.dispersion_years == (2016, 2017, 2018, 2019, 2020)
    assert row["dispersion"] == 1.0
    assert row["word"] == "within the usual range"


def test_the_mean_of_years_is_compared_with_their_exposure(five_years):
    (row,) = as_rows(ask(five_years, against="mean"))
    assert row["n_before"] == pytest.approx(20.2)
    assert row["ratio"] == pytest.approx(29 / 20.2)
    # 2(sqrt 29 - sqrt 20.2) / sqrt(1 + 1/5)
    assert row["z"] == pytest.approx(1.626, abs=1e-3)


def test_each_year_is_compared_newest_first(five_years):
    rows = as_rows(ask(five_years, against="each"))
    assert [row["start_before"][:4] for row in rows] == ["2020", "2019", "2018", "2017", "2016"]
    assert [row["n_before"] for row in rows] == [20, 21, 18, 22, 20]
    assert all(0 <= row["q"] <= 1 for row in rows)


def test_parts_follow_the_whole_and_add_up_to_it(five_years):
    rows = as_rows(ask(five_years, by=("beat",)))
    assert [row["place"] for row in rows] == ["Testville", "beat 11", "beat 12"]
    assert sum(row["n"] for row in rows[1:]) == rows[0]["n"]


def test_a_column_of_the_table_needs_no_map(five_years):
    rows = as_rows(ask(five_years, by=("offense",)))
    assert [row["place"] for row in rows] == ["Testville", "offense homicide"]


def test_unknown_is_said_before_the_first_load(five_years):
    with pytest.raises(NotYetKnown, match="unknown"):
        ask(five_years, known_on=dt.date(2021, 1, 31))


def test_a_day_before_the_first_load_can_be_rebuilt_and_says_so(five_years):
    answer = compare_city(
        five_years,
        Question(HOMICIDE, dt.date(2021, 1, 10), known_on=dt.date(2021, 1, 10), reconstruct=True),
    )
    assert answer.terms.known_basis == "reconstructed: late reports only"
    assert as_rows(answer)[0]["n"] == 10


def test_a_past_day_is_told_as_it_was_known(city, load):
    load("2021-02-01", *years(20, 22, 18, 21, 20, 29))
    rows = list(years(20, 22, 18, 21, 20, 29))
    load("2021-02-08", *rows[:5], *rows[9:], withdraw_missing=True)
    assert as_rows(ask(city))[0]["n"] == 25
    assert as_rows(ask(city, known_on=dt.date(2021, 2, 7)))[0]["n"] == 29


def test_a_window_beyond_the_records_is_unknown_not_less(five_years):
    with pytest.raises(OutsideRecords, match="no loaded file covers 2021-02-02 through 2021-03-01"):
        compare_city(five_years, Question(HOMICIDE, dt.date(2021, 3, 1)))


def test_years_that_are_not_covered_are_left_out_and_named(city, load):
    load("2021-02-01", *years(20, 0, 0, 0, 0, 29))
    answer = ask(city)
    (row,) = as_rows(answer)
    assert (row["n"], row["n_before"], row["word"]) == (29, None, "not comparable")
    assert "the records do not cover 2020, 2019, 2018, 2017" in answer.notes


def test_few_years_are_said_to_leave_the_dispersion_unknown(city, load):
    load("2021-02-01", *years(20, 29))
    answer = ask(city)
    (row,) = as_rows(answer)
    assert row["dispersion"] is None
    assert (row["wide_low"], row["wide_high"]) == (row["ratio_low"], row["ratio_high"])
    assert any("dispersion unknown" in note for note in answer.notes)


def test_percent_is_absent_where_the_earlier_count_is_zero(city, load):
    # Robberies go on all along, so that the years are covered though nobody was killed in 2020.
    others = [row.replace("MURDER", "ROBBERY") for row in years(25, 25, 25, 25, 25, 25)]
    load("2021-02-01", *others, *years(2, 2, 2, 2, 0, 3, start=100))
    (row,) = as_rows(ask(city))
    assert (row["n"], row["n_before"], row["percent"]) == (3, 0.0, None)


def test_an_area_nobody_knows_names_those_there_are(five_years):
    with pytest.raises(UnknownName, match="Use offense, beat"):
        ask(five_years, by=("ward",))


def test_against_is_one_of_three():
    with pytest.raises(BadSetting, match="last-year, mean, each"):
        Question(HOMICIDE, dt.date(2021, 1, 31), against="lastyear")


def test_terms_say_what_a_figure_rests_on(five_years):
    terms = as_terms(ask(five_years))
    assert terms["known_on"] == "2021-02-01", "the latest load, never the window's end"
    assert terms["date_basis"] == "occurred"
    assert terms["sources"] == ["tests"]


@pytest.fixture(scope="module")
def chicago(real_data, tmp_path_factory):
    city = create_city(
        tmp_path_factory.mktemp("chi") / "city", name="Chicago", zone="America/Chicago"
    )
    preset = find_preset("chicago-homicides")
    load_files(city, [real_data / "chicago_homicides_2001_2023.csv"], preset)
    return city


@pytest.mark.parametrize(
    ("through", "now", "before"), [("2021-03-31", 137, 102), ("2021-07-28", 445, 449)]
)
def test_chicago_meets_the_published_counts(chicago, through, now, before):
    answer = compare_city(chicago, Question(HOMICIDE, dt.date.fromisoformat(through)))
    (row,) = as_rows(answer)
    assert (row["n"], row["n_before"]) == (now, before)
    assert row["word"] == "within the usual range"


def test_chicago_years_differ_far_more_than_chance(chicago):
    (row,) = as_rows(compare_city(chicago, Question(HOMICIDE, dt.date(2021, 7, 28))))
    # 393, 410, 322, 290, 449: 11.4 about their mean, 15.26 after a trend that takes a degree more.
    assert row["dispersion"] == pytest.approx(15.26, abs=0.01)


def test_chicago_beats_are_told_by_map_and_by_the_source(chicago, real_data):
    stated = compare_city(chicago, Question(HOMICIDE, dt.date(2021, 7, 28), by=("beat",)))
    load_areas(
        chicago,
        real_data / "chicago_police_beats_2013_full.geojson",
        kind="beat",
        columns=AreaColumns("BEAT_NUM"),
        valid_from=dt.date(2012, 12, 1),
    )
    placed = compare_city(chicago, Question(HOMICIDE, dt.date(2021, 7, 28), by=("beat",)))
    assert any("states" in note for note in stated.notes)
    assert any("placed by point" in note for note in placed.notes)
    for answer in (stated, placed):
        assert sum(change.n for change in answer.parts) == 445
    assert len(placed.parts) == 276, "275 beats and those that lie in none"


def test_gva_mass_shootings_through_28_july_2021(real_data, tmp_path):
    city = create_city(tmp_path / "gva", name="United States", zone="America/New_York")
    load_files(
        city,
        [real_data / "gva_mass_shootings_2013_2026.csv"],
        find_preset("gva-mass-shootings"),
    )
    question = Question(find_measure("mass_shooting"), dt.date(2021, 7, 28))
    (row,) = as_rows(compare_city(city, question))
    assert (row["n"], row["n_before"]) == (390, 331)


def test_several_windows_are_each_what_they_are_alone(five_years):
    together = ask(five_years, windows=("ytd", "28d", "7d"))
    alone = [ask(five_years, windows=(name,)).whole[0] for name in ("7d", "28d", "ytd")]
    assert [one.name for one in together.whole] == ["7d", "28d", "ytd"]
    assert [replace(one, q=1.0) for one in together.whole] == [replace(o, q=1.0) for o in alone]
    assert together.whole[2].n == 29
    terms = as_terms(together)
    assert [one["window"] for one in terms["windows"]] == ["7d", "28d", "ytd"]
    assert terms["start"] == "2021-01-25", "that of the newest span"


def test_windows_are_counted_in_one_pass(five_years, monkeypatch):
    from nightout.compare import settled

    passes = []
    real = settled.count_windows
    monkeypatch.setattr(
        settled, "count_windows", lambda *all, **by: passes.append(all) or real(*all, **by)
    )
    ask(five_years, windows=("7d", "28d", "ytd"))
    assert len(passes) == 1


def test_several_windows_are_one_family(five_years):
    changes = ask(five_years, windows=("7d", "28d", "ytd")).whole
    assert [one.q for one in changes] == pytest.approx(q_values([one.p_wide for one in changes]))


def test_a_note_names_the_windows_that_it_is_about(city, load):
    rows = [*years(20, 22, 18, 21, 20, last=2020), "f,MURDER,2020-03-31,2020-03-31,,,1,11"]
    load("2020-03-31", *rows, covers=Period.of(dt.date(2016, 1, 1), dt.date(2020, 3, 31)))
    question = Question(HOMICIDE, dt.date(2020, 2, 29), n_years=3, windows=("7d", "ytd"))
    notes = compare_city(city, question).notes
    assert any(note.startswith("ytd: 2020 counts 60 days and 2019: 59") for note in notes)


def test_a_note_about_all_windows_names_none(five_years):
    notes = ask(five_years, windows=("7d", "14d"), against="prior").notes
    assert [note[:12] for note in notes if "season" in note] == ["held against"]


def test_the_window_before_must_be_covered_too(five_years):
    with pytest.raises(OutsideRecords, match="window 2015-12-01 through 2015-12-31 needs"):
        compare_city(
            five_years,
            Question(HOMICIDE, dt.date(2016, 1, 31), windows=("month",), against="prior"),
        )


def test_days_after_the_day_of_knowledge_are_not_covered(five_years):
    day = dt.date(2021, 1, 10)
    question = Question(HOMICIDE, dt.date(2021, 1, 31), known_on=day, reconstruct=True)
    with pytest.raises(OutsideRecords, match="no loaded file covers 2021-01-11 through 2021-01-31"):
        compare_city(five_years, question)


def test_two_names_for_the_same_days_are_one_row_unless_the_days_before_differ():
    names = {"windows": ("month", "quarter", "7d")}
    july = Question(HOMICIDE, dt.date(2021, 7, 28), **names)
    assert [one.name for one in july.list_windows()] == ["7d", "month"]
    prior = Question(HOMICIDE, dt.date(2021, 7, 28), against="prior", **names)
    assert [one.name for one in prior.list_windows()] == ["7d", "month", "quarter"]
    august = Question(HOMICIDE, dt.date(2021, 8, 28), **names)
    assert [one.name for one in august.list_windows()] == ["7d", "month", "quarter"]


def test_a_start_and_windows_do_not_go_together():
    with pytest.raises(BadSetting, match=r"use 2021-01-05\.\.2021-01-31 as a window"):
        Question(HOMICIDE, dt.date(2021, 1, 31), start=dt.date(2021, 1, 5), windows=("7d",))


def test_victims_that_are_not_said_are_counted_and_told(city, load):
    load("2021-02-01", *years(20, 22, 18, 21, 20, 28), "x,MURDER,2021-01-05,2021-01-05,,,,11")
    answer = ask(city)
    assert as_rows(answer)[0]["n"] == 29
    assert any("1 incidents do not say how many victims" in note for note in answer.notes)


def test_settled_windows_are_the_newest_of_those_asked_for(five_years):
    question = Question(HOMICIDE, dt.date(2021, 1, 31), windows=("ytd", "7d"))
    settled = settle_question(five_years, question)
    assert settled.windows.name == "7d"
    assert settled.windows.now == settled.terms.window


def test_nothing_covered_is_said():
    with pytest.raises(OutsideRecords, match="The records cover no day"):
        need_covered(Period.of(dt.date(2021, 1, 1), dt.date(2021, 1, 31)), [])


def test_chicago_july_fourth_weekends_by_hand(chicago, real_data):
    """The file's own rows, counted with a comma and a date: no part of nightout."""
    import csv

    with (real_data / "chicago_homicides_2001_2023.csv").open() as file:
        moments = [row["datetime"] for row in csv.DictReader(file)]

    def by_hand(start, through):
        return sum(start <= one[:10] <= through for one in moments)

    (row,) = as_rows(
        compare_city(chicago, Question(HOMICIDE, dt.date(2021, 7, 28), windows=("july-fourth",)))
    )
    assert (row["start"], row["through"]) == ("2021-07-02", "2021-07-05")
    assert row["n"] == by_hand("2021-07-02", "2021-07-05") == 21
    assert row["n_before"] == by_hand("2020-07-03", "2020-07-05") == 16
    assert row["ratio"] == pytest.approx((21 / 4) / (16 / 3))


def test_chicago_first_quarter_says_90_and_91_days(chicago):
    question = Question(HOMICIDE, dt.date(2021, 3, 31), windows=("quarter",))
    answer = compare_city(chicago, question)
    assert [(row["n"], row["n_before"]) for row in as_rows(answer)] == [(137, 102)]
    assert any(note.startswith("2021 counts 90 days and 2020: 91") for note in answer.notes)
