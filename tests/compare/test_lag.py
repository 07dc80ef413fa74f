"""Lateness of a city: by versions, by reports, unknown; agencies, withdrawals, and the public."""

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pytest

from nightout.compare import (
    LagQuestion,
    Question,
    as_lag_rows,
    as_lag_terms,
    compare_city,
    find_lag,
    lag_for_public,
)
from nightout.compare.answering import read_answering
from nightout.compare.lag_parts import delay_of
from nightout.compare.lag_sources import tell_by_load, tell_by_report
from nightout.errors import BadSetting, NotYetKnown, OutsideRecords, UnknownName
from nightout.records import LoadOptions, create_city, find_measure, load_files, read_mapping
from nightout.units import Period
from tests.conftest import HEADER, MAPPING

HOMICIDE, RAPE, MASS = (find_measure(one) for one in ("homicide", "rape", "mass_shooting"))
START = dt.date(2021, 1, 4)


def day(n):
    return START + dt.timedelta(days=n)


def full_export(upto):
    """What was known on a day: two a day; one at once, one ten days later; some taken back."""
    for n in range(upto + 1):
        yield f"{n}a,MURDER,{day(n)} 10:00,{day(n)} 12:00,,,1,11"
        if upto - n >= 10:
            yield f"{n}b,MURDER,{day(n)} 11:00,{day(n)} 12:00,,,1,12"
        if upto - n < 12 and n % 7 == 3:
            yield f"{n}c,MURDER,{day(n)} 12:00,{day(n)} 13:00,,,1,13"


def load_rows(city, base, known_on, rows, **options):
    (base / "export.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
    (base / "mapping.yaml").write_text(MAPPING)
    settings = LoadOptions(known_on=known_on, **options)
    load_files(city, [base / "export.csv"], read_mapping(base / "mapping.yaml"), settings)


@pytest.fixture(scope="module")
def weekly(tmp_path_factory):
    """A load of everything each Sunday, for 13 weeks."""
    base = tmp_path_factory.mktemp("weekly")
    city = create_city(base / "town", name="Testville", zone="America/New_York")
    for week in range(1, 14):
        last = 7 * week - 1
        covers = Period.of(START, day(last))
        load_rows(city, base, day(last), full_export(last), withdraw_missing=True, covers=covers)
    return city


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """One load of half a year: on each day two homicides, one reported three days late."""
    base = tmp_path_factory.mktemp("reported")
    (base / "mapping.yaml").write_text(MAPPING)
    rows = [
        f"{n}{late},MURDER,{day(n)} 23:30,{day(n + late)},,,1,11\n"
        for n in range(180)
        for late in (0, 3)
        if n + late < 180
    ]
    (base / "export.csv").write_text(HEADER + "".join(rows))
    city = create_city(base / "town", name="Town", zone="America/New_York")
    mapping = read_mapping(base / "mapping.yaml")
    load_files(city, [base / "export.csv"], mapping, LoadOptions(known_on=day(200)))
    return city


def ask(city, measure=HOMICIDE, **settings):
    return find_lag(city, LagQuestion(measure, **settings))


def test_versions_tell_what_fresh_weeks_became(weekly):
    answer = ask(weekly, n_weeks=4)
    terms = answer.terms
    assert (terms.known_basis, terms.settled_days) == ("versions", 28)
    assert (terms.judged_on, terms.through) == (day(90), day(90))
    newest, older, settled, _ = answer.weeks
    # Of seven days 8 are known: 7 at once and one that is taken back; 14 will be.
    assert (newest.n, newest.nowcast.value) == (8, 14)
    assert newest.complete.value == pytest.approx(8 / 14)
    assert newest.nowcast.low <= 14 <= newest.nowcast.high
    # Days of 7 to 13: those of 10 and more have their second.
    assert older.n == 7 + 4 + 1
    assert older.nowcast.value == pytest.approx(14)
    assert (settled.n, settled.complete.value) == (14, 1)


def test_the_raw_count_is_that_of_a_comparison(weekly):
    for week in ask(weekly, n_weeks=6).weeks:
        question = Question(HOMICIDE, week.days.through, start=week.days.start, n_years=1)
        assert compare_city(weekly, question).whole[0].n == week.n


def test_weeks_older_than_settled_are_what_they_are(weekly):
    answer = ask(weekly, n_weeks=52)
    assert len(answer.weeks) == 13
    settled = [one for one in answer.weeks if one.is_settled]
    assert [one.age_days for one in settled] == [*range(28, 90, 7)]
    assert all(one.nowcast.low == one.n == one.nowcast.high for one in settled)


def test_what_was_asked_on_a_past_day_uses_nothing_later(weekly):
    answer = ask(weekly, known_on=day(83), n_weeks=1)
    assert answer.terms.judged_on == day(83)
    assert answer.weeks[0].days.through == day(83)
    assert answer.weeks[0].n == 8


def test_the_first_load_says_nothing_about_lateness(city, load):
    load(str(day(100)), *full_export(100), covers=Period.of(START, day(100)))
    answer = ask(city, settled_days=14)
    assert answer.terms.known_basis == "reconstructed: late reports only"
    # By versions all was known on the day of the load; by report all came at once.
    assert answer.delays[0].at_once == 1


def test_few_loads_give_way_to_reports_and_say_so(city, load):
    for last in (40, 90, 120):
        load(str(day(last)), *full_export(last), covers=Period.of(START, day(last)))
    answer = ask(city)
    assert answer.terms.known_basis == "reconstructed: late reports only"
    assert any("too few, or too far apart" in note for note in answer.notes)


def test_versions_give_way_to_reports_where_these_are_asked_for(weekly):
    forced = ask(weekly, reconstruct=True)
    assert forced.terms.known_basis == "reconstructed: late reports only"
    assert not any("too few" in note for note in forced.notes)
    assert any("not seen" in note for note in forced.notes)


def test_reports_tell_delays_to_the_day_though_dates_are_bare(reported):
    answer = ask(reported)
    terms = answer.terms
    assert (terms.settled_days, terms.known_basis) == (91, "reconstructed: late reports only")
    # The last day of the file is left out, and ages are counted from the day before.
    assert terms.judged_on == terms.through == day(178)
    (whole,) = answer.delays
    assert (whole.at_once, whole.in_week) == (pytest.approx(0.5), 1)
    assert (whole.median, whole.p90, whole.p99) == (0, 3, 3)
    newest = answer.weeks[0]
    # Seven at once, and of the second only those of the first four days.
    assert newest.n == 11
    assert newest.nowcast.value == pytest.approx(14)
    shares = {one.age_days: one.share.value for one in answer.ages if one.share}
    assert [shares[age] for age in (0, 2, 3)] == pytest.approx([0.5, 0.5, 1])
    assert shares[91] == 1


def test_an_earlier_week_is_judged_at_its_own_age(reported):
    answer = ask(reported, through=day(171))
    assert answer.weeks[0].age_days == 7
    assert answer.weeks[0].complete.value == 1


def test_each_file_shows_the_delays_of_its_own_days_only(city, load):
    """An earlier file that ends in a gap says nothing of reports after its last whole day."""
    early = [f"{n},MURDER,{day(n)} 10:00,{day(n + 2)} 09:00,,,1,11" for n in range(28)]
    later = [f"{n},MURDER,{day(n)} 10:00,{day(n + 2)} 09:00,,,1,11" for n in range(100, 200)]
    load(str(day(29)), *early, covers=Period.of(START, day(29)))
    load(str(day(201)), *later, covers=Period.of(day(100), day(201)))
    told = tell_by_report(LagQuestion(HOMICIDE, by=""), read_answering(city, HOMICIDE), 14)
    # From day 0 through day 28, whose reports are whole, and from day 100 through day 200.
    assert told.whole.seen[:31].tolist() == [*range(28, -1, -1), -1, -1]
    assert (told.whole.seen[99], told.whole.seen[100], told.whole.seen[200]) == (-1, 100, 0)
    assert told.whole.share_by_age[:3].tolist() == [0, 0, 1]


def test_a_day_before_the_first_load_is_unknown_unless_rebuilt(reported):
    with pytest.raises(NotYetKnown):
        ask(reported, known_on=day(150))
    answer = ask(reported, known_on=day(150), reconstruct=True)
    # Asked about a day in the middle of the file, that day was whole.
    assert answer.terms.judged_on == day(150)
    assert answer.weeks[0].n == 11


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"date_basis": "reported", "settled_days": 28}, "no report is late"),
        ({"settled_days": 170}, "is unknown"),
    ],
)
def test_what_cannot_be_told_is_unknown_and_the_raw_count_stands(reported, settings, said):
    answer = ask(reported, n_weeks=3, **settings)
    assert answer.terms.settled_days is None
    assert (answer.delays, answer.ages) == ((), ())
    assert [one.nowcast for one in answer.weeks] == [None] * 3
    assert sum(one.n for one in answer.weeks) > 30
    assert any(said in note for note in answer.notes)


def test_records_without_reporting_dates_are_unknown(city, load):
    rows = [f"{n},MURDER,{day(n)} 10:00,,,,1,11" for n in range(100)]
    load(str(day(100)), *rows, covers=Period.of(START, day(100)))
    answer = ask(city)
    assert "the records hold no reporting dates" in answer.notes
    with pytest.raises(OutsideRecords):
        ask(city, reconstruct=True)


def test_odd_dates_are_told(city, load):
    rows = [f"{n},MURDER,{day(n)} 10:00,{day(n)},,,1,11" for n in range(150)]
    rows += [f"x,MURDER,{day(9)} 10:00,{day(8)},,,1,11", f"y,MURDER,{day(9)} 10:00,,,,1,11"]
    load(str(day(149)), *rows, covers=Period.of(START, day(149)))
    notes = " ".join(ask(city).notes)
    assert "as their dates say: 1; taken as reported on the day" in notes
    assert "without a reporting date, and left out: 1" in notes


def two_agencies(tmp_path, city):
    """One agency reports at once, the other five days late."""
    for name, late in (("North PD", 0), ("South PD", 5)):
        path = tmp_path / f"{name}.yaml"
        path.write_text(MAPPING.replace("Testville PD", name).replace("tests", name))
        rows = [f"{name}{n},MURDER,{day(n)} 10:00,{day(n + late)},,,1,11\n" for n in range(150)]
        (tmp_path / "export.csv").write_text(HEADER + "".join(rows))
        options = LoadOptions(known_on=day(149), covers=Period.of(START, day(149)))
        load_files(city, [tmp_path / "export.csv"], read_mapping(path), options)


def test_agencies_that_differ_are_told_apart(tmp_path, city):
    two_agencies(tmp_path, city)
    answer = ask(city)
    assert answer.by == "agency"
    assert [(one.group, one.median) for one in answer.delays] == [
        ("", 0), ("North PD", 0), ("South PD", 5),
    ]  # fmt: skip
    assert answer.delays[0].at_once == pytest.approx(0.5)
    assert ask(city, by="").delays[1:] == ()
    rows = [row for row in as_lag_rows(answer) if row["kind"] == "delay"]
    assert [row["place"] for row in rows] == ["Testville", "agency North PD", "agency South PD"]


@pytest.mark.parametrize(("shift", "is_told"), [(0, True), (1, False)])
def test_versions_of_agencies_speak_for_both_where_both_were_loaded(tmp_path, city, shift, is_told):
    for last in (20, 40):
        for name, late in (("North PD", 0), ("South PD", shift)):
            path = tmp_path / f"{name}.yaml"
            path.write_text(MAPPING.replace("Testville PD", name).replace("tests", name))
            rows = "".join(f"{name}{row}\n" for row in full_export(last))
            (tmp_path / "export.csv").write_text(HEADER + rows)
            options = LoadOptions(known_on=day(last + late), covers=Period.of(START, day(last)))
            load_files(city, [tmp_path / "export.csv"], read_mapping(path), options)
    question = LagQuestion(HOMICIDE, by="agency")
    told = tell_by_load(city, question, read_answering(city, HOMICIDE), 14)
    assert (told is not None) == is_told
    if told:
        assert told.whole.past(np.array([0])).n.tolist() == [2]
        assert told.groups["North PD"].past(np.array([0])).n.tolist() == [1]


def test_delays_can_be_broken_down_by_versions_too(weekly):
    answer = ask(weekly, by="agency")
    assert [one.group for one in answer.delays] == ["", "Testville PD"]
    assert answer.delays[0].n == answer.delays[1].n > 0
    assert ask(weekly, by="weapon").delays[1].group == ""
    assert {row["place"] for row in as_lag_rows(ask(weekly, by="weapon"))} == {
        "Testville", "weapon not stated",
    }  # fmt: skip


def test_measures_of_whole_incidents_are_told_whole(weekly):
    with pytest.raises(NotYetKnown):
        ask(weekly, MASS)
    whole = replace(HOMICIDE, counts="incidents", at_least={"victims": 1})
    assert ask(weekly, whole, n_weeks=1).weeks[0].n == 8
    with pytest.raises(BadSetting, match="leave --by out"):
        ask(weekly, whole, by="agency")


@pytest.mark.parametrize(
    ("settings", "error", "said"),
    [
        ({"n_weeks": 0}, BadSetting, "weeks is 0"),
        ({"settled_days": 0}, BadSetting, "settled_days is 0"),
        ({"settled_days": 731}, BadSetting, "settled_days is 731"),
        ({"n_years": 0}, BadSetting, "years is 0"),
        ({"by": "beat"}, UnknownName, "by is 'beat'"),
        ({"through": dt.date(2022, 1, 1)}, BadSetting, "through is 2022-01-01"),
        ({"through": dt.date(2020, 12, 1)}, OutsideRecords, "no loaded file covers"),
    ],
)
def test_wrong_questions_are_refused(reported, settings, error, said):
    with pytest.raises(error, match=said):
        ask(reported, **settings)


def test_a_day_before_all_covered_days_is_refused(city, load):
    load("2021-03-01", "1,MURDER,2021-02-20 10:00,2021-02-20,,,1,11",
         covers=Period.of(dt.date(2021, 2, 1), dt.date(2021, 2, 28)))  # fmt: skip
    with pytest.raises(OutsideRecords, match="no day through 2021-01-05 is covered"):
        ask(city, known_on=dt.date(2021, 1, 5), reconstruct=True)


def test_rows_are_plain_and_of_three_kinds(weekly):
    answer = ask(weekly, n_weeks=2)
    rows = as_lag_rows(answer)
    assert {row["kind"] for row in rows} == {"delay", "age", "week"}
    assert len({tuple(row) for row in rows}) == 1
    (first, _) = (row for row in rows if row["kind"] == "week")
    assert (first["n"], first["nowcast"], first["word"]) == (8, 14.0, "still coming in")
    assert first["known_basis"] == "versions"
    json.dumps([rows, as_lag_terms(answer)], allow_nan=False)


def few_rapes(city, tmp_path):
    path = tmp_path / "rape.yaml"
    path.write_text(MAPPING.replace("MURDER: homicide", "RAPE: rape"))
    n_on = [3 if n % 28 < 14 else 1 for n in range(150)]
    rows = [
        f"{n}-{i},RAPE,{day(n)} 10:00,{day(n)},,,1,11\n" for n in range(150) for i in range(n_on[n])
    ]
    (tmp_path / "export.csv").write_text(HEADER + "".join(rows))
    options = LoadOptions(known_on=day(149), covers=Period.of(START, day(149)))
    load_files(city, [tmp_path / "export.csv"], read_mapping(path), options)


def test_in_public_nothing_is_told_of_a_measure_whose_days_are_not_public(city, tmp_path):
    few_rapes(city, tmp_path)
    answer = ask(city, RAPE, n_weeks=5)
    assert len(answer.weeks) == 5
    shown = lag_for_public(answer)
    rows = as_lag_rows(shown)
    assert [row["kind"] for row in rows] == ["week"] * 5
    for row in rows:
        assert row["n"] is row["nowcast"] is row["nowcast_high"] is row["complete"] is None
        assert row["word"] == "hidden"
    (note,) = shown.notes
    assert note.startswith("all is hidden")


def test_in_public_groups_are_left_out(tmp_path, city):
    two_agencies(tmp_path, city)
    answer = ask(city)
    shown = lag_for_public(answer)
    assert [one.group for one in shown.delays] == [""]
    assert any("2 groups are hidden" in note for note in shown.notes)
    assert shown.weeks == answer.weeks
    assert lag_for_public(replace(answer, delays=answer.delays[:1])).notes == answer.notes


def test_in_public_nothing_is_hidden_of_a_measure_without_a_threshold(tmp_path, city):
    two_agencies(tmp_path, city)
    answer = ask(city)
    free = replace(answer.terms.measure, threshold=1)
    open_one = replace(answer, terms=replace(answer.terms, measure=free))
    assert lag_for_public(open_one) == open_one


def test_quantiles_of_few_records_are_unknown(reported):
    answer = ask(reported)
    assert answer.delays[0].median == 0
    from nightout.compare.answering import read_answering

    question = LagQuestion(HOMICIDE, by="")
    told = tell_by_report(question, read_answering(reported, HOMICIDE), 14)
    thin = replace(told.whole, delays=told.whole.delays * 0)
    assert delay_of("", thin).median is None
