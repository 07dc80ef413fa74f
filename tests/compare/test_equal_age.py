"""Earlier years at the age of this one's data: by versions, by reports, or not at all."""

import datetime as dt

import pytest

from nightout.compare import Question, as_rows, as_terms, compare_city
from nightout.errors import BadSetting, OutsideRecords
from nightout.records import LoadOptions, create_city, find_measure, load_files, read_mapping
from nightout.units import Period
from tests.conftest import HEADER, MAPPING

HOMICIDE = find_measure("homicide")
DAY = dt.date


def known(year, upto, *, late=4):
    """Homicides of a year as known on a day: one a day at once, another `late` days after."""
    for n in range(1, 32):
        day = DAY(year, 7, n)
        for name, delay in (("a", 0), ("b", late)):
            if day + dt.timedelta(days=delay) <= upto:
                reported = day + dt.timedelta(days=delay)
                yield f"{year}-{n}{name},MURDER,{day} 10:00,{reported} 09:00,,,1,{10 + n % 2}"


@pytest.fixture(scope="module")
def put(tmp_path_factory):
    """Load rows into a city as known on a day."""

    def load(city, known_on, rows, **options):
        base = tmp_path_factory.mktemp("load")
        (base / "mapping.yaml").write_text(MAPPING)
        (base / "export.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
        mapping = read_mapping(base / "mapping.yaml")
        load_files(city, [base / "export.csv"], mapping, LoadOptions(known_on=known_on, **options))

    return load


def new_city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("equal") / "town"
    return create_city(folder, name="Town", zone="America/New_York")


@pytest.fixture(scope="module")
def versions(tmp_path_factory, put):
    """Loads on Mondays of July 2020 and 2021; the reports of 2019 came all at once."""
    city = new_city(tmp_path_factory)
    for load in (DAY(2020, 7, 6), DAY(2020, 7, 20), DAY(2020, 12, 7), DAY(2021, 7, 5),
                 DAY(2021, 7, 21)):  # fmt: skip
        rows = [*known(2019, load), *known(2020, load), *known(2021, load)]
        put(city, load, rows, covers=Period.of(DAY(2019, 6, 1), load))
    return city


@pytest.fixture(scope="module")
def one_load(tmp_path_factory, put):
    """One load of three Julys, the last still coming in."""
    city = new_city(tmp_path_factory)
    last = DAY(2021, 7, 21)
    rows = [*known(2019, last), *known(2020, last), *known(2021, last)]
    put(city, last, rows, covers=Period.of(DAY(2019, 6, 1), last))
    return city


def ask(city, through, **settings):
    settings = {"start": through.replace(day=1), "n_years": 2} | settings
    return compare_city(city, Question(HOMICIDE, through, equal_age=True, **settings))


def plain(city, through, **settings):
    settings = {"start": through.replace(day=1), "n_years": 2} | settings
    return compare_city(city, Question(HOMICIDE, through, **settings))


def test_last_year_is_as_it_was_known_at_the_same_age(versions):
    settled = plain(versions, DAY(2021, 7, 5), known_on=DAY(2021, 7, 5))
    # Five at once and the first one's second; last year all ten have come by now.
    assert (settled.whole[0].n, settled.whole[0].n_before) == (6, 10)
    answer = ask(versions, DAY(2021, 7, 5), known_on=DAY(2021, 7, 5))
    # Loaded a day later in its July than this year's: the second of 2 July had come.
    assert (answer.whole[0].n, answer.whole[0].n_before) == (6, 5 + 2)
    assert answer.terms.known_basis == "versions"
    (note,) = (note for note in answer.notes if note.startswith("at equal age"))
    assert note == "at equal age: as known on 2021-07-05, 2020 on 2020-07-06"
    assert "not known at the same age: 2019" in answer.notes


def test_the_day_of_each_window_is_in_the_terms_and_the_rows_name_the_basis(versions):
    answer = ask(versions, DAY(2021, 7, 5), known_on=DAY(2021, 7, 5))
    assert as_terms(answer)["equal_age"] == [
        {"start": "2021-07-01", "through": "2021-07-05", "known_on": "2021-07-05"},
        {"start": "2020-07-01", "through": "2020-07-05", "known_on": "2020-07-06"},
    ]
    assert as_rows(answer)[0]["known_basis"] == "versions"
    assert "equal_age" not in as_terms(plain(versions, DAY(2021, 7, 5)))


def test_the_nearest_load_answers_within_three_days(versions):
    # 21 July of this year is held against the load of 20 July: a day younger.
    answer = ask(versions, DAY(2021, 7, 19))
    assert answer.terms.equal_age[Period.of(DAY(2020, 7, 1), DAY(2020, 7, 19))] == DAY(2020, 7, 20)
    later = ask(versions, DAY(2021, 7, 12))
    assert set(later.terms.equal_age.values()) == {DAY(2021, 7, 21), DAY(2020, 7, 20)}


def test_reporting_dates_take_over_where_no_version_can_tell_and_say_so(one_load):
    answer = ask(one_load, DAY(2021, 7, 18))
    # Reports are whole through the 20th, so that ages are two days: 18 at once, 16 four days late.
    assert answer.terms.known_basis == "reconstructed: late reports only"
    assert (answer.whole[0].n, answer.whole[0].n_before) == (18 + 16, 18 + 16)
    (note,) = (note for note in answer.notes if note.startswith("at equal age"))
    assert note.endswith("2020 on 2020-07-20, 2019 on 2019-07-20; late reports only, from "
                         "reporting dates")  # fmt: skip
    assert plain(one_load, DAY(2021, 7, 18)).whole[0].n_before == 36


@pytest.mark.parametrize(("late", "basis"), [(3, "versions"), (4, "reconstructed")])
def test_a_load_more_than_three_days_off_does_not_answer(tmp_path_factory, put, late, basis):
    city = new_city(tmp_path_factory)
    for load in (DAY(2020, 7, 6), DAY(2021, 7, 6 + late)):
        rows = [*known(2020, load), *known(2021, load)]
        put(city, load, rows, covers=Period.of(DAY(2020, 6, 1), load))
    answer = ask(city, DAY(2021, 7, 5), n_years=1)
    assert answer.terms.known_basis.startswith(basis)


def test_reports_can_be_asked_for_though_versions_could_tell(versions):
    through = DAY(2021, 7, 4)
    answer = ask(versions, through, known_on=DAY(2021, 7, 5), reconstruct=True)
    assert answer.terms.known_basis == "reconstructed: late reports only"
    assert (answer.whole[0].n, answer.whole[0].n_before) == (4, 4)


@pytest.mark.parametrize("against", ["mean", "each", "prior"])
def test_every_way_of_comparing_has_its_equal_age(one_load, against):
    answer = ask(one_load, DAY(2021, 7, 18), start=DAY(2021, 7, 12), against=against)
    # Seven at once; of their seconds those of the 12th to 16th.
    assert [one.n for one in answer.whole] == [12] * len(answer.whole)
    assert {one.n_before for one in answer.whole} == {12}
    assert ("the days before on 2021-07-13" in " ".join(answer.notes)) == (against == "prior")


def test_parts_are_counted_at_equal_age_and_add_up(one_load):
    answer = ask(one_load, DAY(2021, 7, 18), by=("agency", "beat"))
    assert sum(one.n for one in answer.parts) == answer.whole[0].n
    assert sum(one.n_before for one in answer.parts) == answer.whole[0].n_before
    assert {one.group for one in answer.parts} == {("Testville PD", "10"), ("Testville PD", "11")}


def test_too_few_years_are_said_to_leave_the_dispersion_unknown(tmp_path_factory, put):
    city = new_city(tmp_path_factory)
    years = range(2016, 2022)
    for load in (DAY(2020, 7, 6), DAY(2021, 7, 5)):
        rows = [row for year in years for row in known(year, load)]
        put(city, load, rows, covers=Period.of(DAY(2016, 6, 1), load))
    answer = ask(city, DAY(2021, 7, 5), n_years=5)
    assert any("dispersion unknown" in note for note in answer.notes)


def test_a_window_that_reports_do_not_fill_is_refused(one_load):
    with pytest.raises(BadSetting, match="reports are whole through 2021-07-20"):
        ask(one_load, DAY(2021, 7, 21))


def test_a_year_whose_later_reports_no_file_holds_is_refused(tmp_path_factory, put):
    city = new_city(tmp_path_factory)
    rows = [*known(2020, DAY(2020, 7, 19)), *known(2021, DAY(2021, 7, 24))]
    put(city, DAY(2021, 7, 24), rows, covers=Period.of(DAY(2020, 7, 1), DAY(2020, 7, 19)))
    put(city, DAY(2021, 7, 25), rows, covers=Period.of(DAY(2021, 7, 1), DAY(2021, 7, 25)))
    with pytest.raises(OutsideRecords, match="no file holds its reports up to that age"):
        ask(city, DAY(2021, 7, 18), n_years=1)


def test_without_versions_and_reporting_dates_there_is_no_equal_age(tmp_path_factory, put):
    city = new_city(tmp_path_factory)
    rows = [f"{n},MURDER,2021-07-{n:02} 10:00,,,,1,11" for n in range(1, 20)]
    put(city, DAY(2021, 7, 21), rows, covers=Period.of(DAY(2020, 6, 1), DAY(2021, 7, 21)))
    with pytest.raises(OutsideRecords, match="hold no reporting dates"):
        ask(city, DAY(2021, 7, 18), n_years=1)


def test_days_that_would_have_two_ages_are_refused(versions):
    windows = ("2021-07-01..2021-07-04", "2021-07-05..2021-07-08")
    settings = {"start": None, "windows": windows, "against": "prior"}
    with pytest.raises(BadSetting, match="asked for at two ages"):
        ask(versions, DAY(2021, 7, 8), known_on=DAY(2021, 7, 21), reconstruct=True, **settings)


@pytest.mark.parametrize("later", [0, 1], ids=["never before", "never on one day"])
def test_loads_of_one_agency_do_not_speak_for_all(tmp_path_factory, put, tmp_path, later):
    city = new_city(tmp_path_factory)
    (tmp_path / "south.yaml").write_text(MAPPING.replace("Testville PD", "South PD"))
    south = read_mapping(tmp_path / "south.yaml")
    for load in (DAY(2020, 7, 6), DAY(2021, 7, 5)):
        rows = [*known(2020, load), *known(2021, load)]
        covers = Period.of(DAY(2019, 6, 1), load)
        put(city, load, rows, covers=covers)
        if load.year == 2021 or later:
            (tmp_path / "export.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows))
            options = LoadOptions(known_on=load + dt.timedelta(days=later), covers=covers)
            load_files(city, [tmp_path / "export.csv"], south, options)
    answer = ask(city, DAY(2021, 7, 4), n_years=1)
    assert answer.terms.known_basis == "reconstructed: late reports only"
