"""What the public may see: the city on any days, its parts as they came out."""

import datetime as dt
from dataclasses import replace

import pytest

from nightout.compare import Question, as_rows, as_terms, compare_city, compare_public
from nightout.errors import BadSetting, UnknownName
from nightout.records import find_measure
from nightout.units import Period

HOMICIDE = replace(find_measure("homicide"), public_parts="quarter")
RAPE = find_measure("rape")
QUARTER = dt.date(2021, 3, 31)


def quarter(year, beats, offense="MURDER"):
    """So many incidents in each beat in the first quarter of a year."""
    for beat, n in beats.items():
        for i in range(n):
            moment = f"{year}-{1 + i % 3:02}-{1 + i % 28:02} 10:00"
            yield f"{year}-{beat}-{i},{offense},{moment},{moment},,,1,{beat}"


def several(*tables, last=2021):
    return [
        row for back, beats in enumerate(reversed(tables)) for row in quarter(last - back, beats)
    ]


COVERS = Period.of(dt.date(2018, 1, 1), dt.date(2021, 5, 1))


@pytest.fixture
def load(load):
    """Load rows of files that cover 2018 through the day before, unless said."""

    def load_rows(day, *rows, covers=COVERS):
        return load(day, *rows, covers=covers)

    return load_rows


def ask(city, *, measure=HOMICIDE, through=QUARTER, by=("beat",), **settings):
    return compare_public(city, Question(measure, through, by=by, **settings))


def told(answer):
    return {row["place"]: row["n"] for row in as_rows(answer)}


BEFORE = {"11": 9, "12": 9, "13": 9}


def test_a_small_part_is_joined_with_the_next(city, load):
    # Without a map the order is from the end of the alphabet: 13, 12, 11.
    load("2021-05-01", *several(BEFORE, {"11": 20, "12": 2, "13": 8}))
    assert told(ask(city)) == {"Testville": 30, "beat 11": 20, "beats 13 and 12": 10}


def test_a_part_that_was_small_before_is_joined_now_too(city, load):
    load("2021-05-01", *several({"11": 9, "12": 1, "13": 9}, {"11": 20, "12": 7, "13": 8}))
    answer = ask(city)
    assert told(answer) == {"Testville": 35, "beat 11": 20, "beats 13 and 12": 15}
    assert answer.members["13, 12",] == ("13", "12")


def test_nothing_is_joined_that_need_not_be(city, load):
    load("2021-05-01", *several(BEFORE, {"11": 20, "12": 0, "13": 8}))
    private = compare_city(city, Question(HOMICIDE, QUARTER, by=("beat",)))
    answer = ask(city)
    assert {one.group: one.n for one in answer.parts} == {one.group: one.n for one in private.parts}
    assert answer.whole == private.whole


def test_all_parts_small_are_not_shown(city, load):
    load("2021-05-01", *several(BEFORE, {"11": 2, "12": 1, "13": 1}))
    answer = ask(city)
    assert told(answer) == {"Testville": 4}
    assert any("by beat there is nothing to show" in note for note in answer.notes)


def test_parts_are_shown_of_whole_quarters_alone(city, load):
    rows = [*several(BEFORE, BEFORE), "x,MURDER,2021-04-10 10:00,2021-04-10,,,1,11"]
    load("2021-05-01", *rows)
    answer = ask(city, through=dt.date(2021, 4, 20))
    assert told(answer) == {"Testville": 28, "beat 11": 9, "beat 12": 9, "beat 13": 9}
    rows = as_rows(answer)
    assert [row["through"] for row in rows] == ["2021-04-20", *["2021-03-31"] * 3]
    assert {row["known_basis"] for row in rows[1:]} == {
        "editions: each quarter as it first came out"
    }
    assert as_terms(answer)["parts"]["through"] == "2021-03-31"
    assert as_terms(answer)["through"] == "2021-04-20"


@pytest.mark.parametrize("windows", [("7d",), ("28d",), ("month",), ("2021-01-05..2021-04-05",)])
def test_windows_without_a_whole_quarter_show_no_parts(city, load, windows):
    load("2021-05-01", *several(BEFORE, BEFORE, BEFORE))
    answer = ask(city, windows=windows, through=dt.date(2021, 3, 20))
    assert not answer.parts
    assert answer.whole


def test_a_quarter_stays_as_it_came_out(city, load):
    covers = Period.of(dt.date(2020, 1, 1), dt.date(2021, 4, 30))
    load("2021-04-20", *several(BEFORE, BEFORE), covers=covers)
    first = as_rows(ask(city))
    late = "late,MURDER,2021-02-01 10:00,2021-05-01,,,1,11"
    load("2021-05-10", *several(BEFORE, BEFORE), late, covers=covers)
    then = as_rows(ask(city))
    assert (first[0]["n"], then[0]["n"]) == (27, 28), "the whole is as known on each day"
    assert first[1:] == then[1:]
    assert {row["known_on"] for row in then[1:]} == {"2021-04-20"}
    assert then[1:] == as_rows(ask(city, known_on=dt.date(2021, 4, 30)))[1:]


def test_a_quarter_comes_out_two_weeks_after_it(city, load):
    covers = Period.of(dt.date(2020, 1, 1), dt.date(2021, 4, 10))
    load("2021-04-14", *several(BEFORE, BEFORE), covers=covers)
    assert not ask(city).parts
    load("2021-04-15", *several(BEFORE, BEFORE), covers=covers)
    assert ask(city).parts
    assert not ask(city, known_on=dt.date(2021, 4, 14)).parts


def test_a_quarter_is_not_out_while_its_day_lasts(city, load, monkeypatch):
    """A second load of that day would still change it."""
    load("2021-05-01", *several(BEFORE, BEFORE))
    monkeypatch.setattr(type(city), "today", lambda _: dt.date(2021, 5, 1))
    assert not ask(city).parts
    monkeypatch.setattr(type(city), "today", lambda _: dt.date(2021, 5, 2))
    assert ask(city).parts


def test_a_measure_of_whole_years_shows_no_quarter(city, load):
    rows = [row for year in range(2018, 2021) for row in quarter(year, BEFORE)]
    load("2021-02-01", *rows, covers=Period.of(dt.date(2018, 1, 1), dt.date(2021, 2, 1)))
    yearly = find_measure("homicide")
    assert not ask(city, measure=yearly, through=dt.date(2020, 3, 31)).parts
    assert len(ask(city, measure=yearly, through=dt.date(2020, 12, 31)).parts) == 3


def test_a_measure_that_counts_some_of_another_shows_no_parts(city, load):
    load("2021-05-01", *several(BEFORE, BEFORE))
    answer = ask(city, measure=replace(HOMICIDE, part_of="shooting_victim"))
    assert not answer.parts
    assert any("would tell of some shooting_victim" in note for note in answer.notes)


def test_a_measure_without_a_threshold_hides_nothing(city, load):
    load("2021-05-01", *several(BEFORE, {"11": 1, "12": 2}))
    open_one = replace(HOMICIDE, threshold=1)
    question = Question(open_one, dt.date(2021, 3, 20), by=("beat",))
    assert compare_public(city, question) == compare_city(city, question)


@pytest.mark.parametrize(
    ("settings", "error", "match"),
    [
        ({"by": ("beat", "offense")}, BadSetting, "one of them at a time"),
        ({"date_basis": "reported"}, BadSetting, "Leave it out"),
        ({"by": ("district",)}, UnknownName, "this city is shown by beat"),
    ],
)
def test_what_would_cross_two_tables_is_refused(city, load, settings, error, match):
    load("2021-05-01", *several(BEFORE, BEFORE))
    with pytest.raises(error, match=match):
        ask(city, **settings)


def rapes(*counts):
    return [
        row.replace("MURDER", "RAPE")
        for back, n in enumerate(reversed(counts))
        for row in quarter(2021 - back, {"11": n})
    ]


@pytest.fixture
def load_rapes(city, tmp_path):
    from nightout.records import LoadOptions, load_files, read_mapping
    from tests.conftest import HEADER, MAPPING

    def load_rows(day, *rows):
        mapping, path = tmp_path / "rapes.yaml", tmp_path / "rapes.csv"
        mapping.write_text(MAPPING.replace("MURDER: homicide", "RAPE: rape"))
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows))
        known_on = dt.date.fromisoformat(day)
        settings = LoadOptions(known_on=known_on, covers=COVERS)
        return load_files(city, [path], read_mapping(mapping), settings)

    return load_rows


def test_a_whole_that_is_not_public_comes_out_by_the_quarter(city, load_rapes):
    extra = "x,RAPE,2021-04-02 10:00,2021-04-02,,,1,11"
    load_rapes("2021-05-01", *rapes(12, 30), extra)
    (row,) = as_rows(ask(city, measure=RAPE, by=(), through=dt.date(2021, 4, 20)))
    assert (row["n"], row["n_before"], row["through"]) == (30, 12, "2021-03-31")
    assert row["known_basis"] == "editions: each quarter as it first came out"


@pytest.mark.parametrize("counts", [(12, 9), (9, 12)])
def test_a_small_quarter_of_a_whole_that_is_not_public_is_hidden(city, load_rapes, counts):
    load_rapes("2021-05-01", *rapes(*counts))
    (row,) = as_rows(ask(city, measure=RAPE, by=()))
    assert row["word"] == "hidden"
    assert row["n"] is row["n_before"] is row["ratio"] is row["z"] is None


def test_days_without_a_whole_quarter_are_hidden_where_the_whole_is_not_public(city, load_rapes):
    load_rapes("2021-05-01", *rapes(40, 50))
    (row,) = as_rows(ask(city, measure=RAPE, by=(), through=dt.date(2021, 2, 20)))
    assert row["word"] == "hidden"


def test_of_several_windows_each_stands_for_itself(city, load_rapes):
    load_rapes("2021-05-01", *rapes(12, 30))
    windows = ("28d", "ytd")
    rows = as_rows(ask(city, measure=RAPE, by=(), windows=windows))
    assert {row["start"]: row["n"] for row in rows} == {"2021-01-01": 30, "2021-03-04": None}


def test_a_whole_city_alone_is_as_in_private(city, load):
    load("2021-05-01", *several(BEFORE, BEFORE))
    question = Question(HOMICIDE, dt.date(2021, 3, 20), date_basis="reported")
    assert compare_public(city, question) == compare_city(city, question)


def test_a_year_of_a_whole_that_is_not_public_shows_no_parts_where_a_quarter_is_hidden(
    city, load_rapes
):
    """Else the hidden quarter would be the year less the other three."""

    def year(*quarters):
        for q, n in enumerate(quarters):
            for i in range(n):
                moment = f"2020-{3 * q + 1 + i % 3:02}-{1 + i % 28:02} 10:00"
                yield f"{q}-{i},RAPE,{moment},{moment},,,1,{11 + i % 2}"

    end = dt.date(2020, 12, 31)
    load_rapes("2021-02-01", *year(20, 20, 9, 20))
    assert not ask(city, measure=RAPE, through=end).parts
    load_rapes("2021-02-01", *year(20, 20, 10, 20))
    assert len(ask(city, measure=RAPE, through=end).parts) == 2


def test_categories_are_joined_too(city, tmp_path):
    from nightout.records import LoadOptions, load_files, read_mapping
    from tests.conftest import HEADER, MAPPING

    (tmp_path / "armed.yaml").write_text(MAPPING + "weapon: weapon\n")
    weapons = ["gun"] * 9 + ["knife"] * 8 + ["other"] * 2
    rows = [
        f"{year}-{i},MURDER,{year}-02-{1 + i} 10:00,,,,1,11,{weapon}"
        for year in (2020, 2021)
        for i, weapon in enumerate(weapons)
    ]
    path = tmp_path / "armed.csv"
    path.write_text(HEADER.replace("beat", "beat,weapon") + "\n".join(rows) + "\n")
    options = LoadOptions(known_on=dt.date(2021, 5, 1), covers=COVERS)
    load_files(city, [path], read_mapping(tmp_path / "armed.yaml"), options)
    told = {row["place"]: row["n"] for row in as_rows(ask(city, by=("weapon",)))}
    assert told == {"Testville": 19, "weapon gun": 9, "weapons other and knife": 10}


def test_a_weapon_that_no_record_states_is_not_called_no_weapon(city, load):
    load("2021-05-01", *several(BEFORE, BEFORE))
    private = compare_city(city, Question(HOMICIDE, QUARTER, by=("weapon",)))
    assert told(private) == {"Testville": 27, "weapon not stated": 27}


def test_parts_of_a_first_load_come_out_on_the_day_after(city, load, monkeypatch):
    load("2021-05-01", *several(BEFORE, BEFORE))
    monkeypatch.setattr(type(city), "today", lambda _: dt.date(2021, 5, 1))
    assert ask(city).notes[-1].endswith("; what was loaded today comes out from tomorrow on")
    monkeypatch.setattr(type(city), "today", lambda _: dt.date(2021, 5, 2))
    assert told(ask(city)) == {"Testville": 27, "beat 11": 9, "beat 12": 9, "beat 13": 9}


def test_equal_age_is_for_cities_whose_days_are_public(city):
    with pytest.raises(BadSetting, match="which are of one age"):
        compare_public(city, Question(RAPE, QUARTER, equal_age=True))
