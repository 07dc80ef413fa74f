"""A user's mapping: every name is checked, and what is wrong is said with how to mend it."""

import pytest

from nightout.errors import BadSetting, UnreadableFile
from nightout.records import list_presets, read_mapping
from nightout.records.mapping import COMMON_FORMATS, spell

LEAST = "agency: Testville PD\nincident_id: Case Number\noffense: Offense\noccurred_at: Date\n"


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "mapping.yaml"
        path.write_text(text)
        return read_mapping(path)

    return read_text


def test_the_least_that_is_needed(read):
    mapping = read(LEAST)
    assert mapping.incident_id == ("case_number",)
    assert mapping.source == mapping.agency.constant == "Testville PD"
    assert mapping.occurred_at.formats == COMMON_FORMATS
    assert mapping.needs == {"occurred_at"}


def test_all_that_can_be_said(read):
    mapping = read(
        LEAST.replace("Date", "{column: [Day, Date], time: Hour, clock: utc, missing: [1/1/1900]}")
        + "source: rms\nrow_is: victim\nlon: [X, Lon]\nlat: Y\n"
        "victims: {column: N}\nkilled: {column: Fatal, yes: [Y, 1]}\nweapon: Gun\n"
        "domestic: {column: DV, yes: [T]}\nareas: {beat: Beat No}\nplaces: [Park Name]\n"
    )
    assert mapping.occurred_at.column == ("day", "date")
    assert (mapping.occurred_at.clock, mapping.occurred_at.missing) == ("utc", ("1/1/1900",))
    assert mapping.victim_rows == {"*"}
    assert mapping.killed.yes == ("y", "1")
    assert mapping.domestic.yes == ("t",)
    assert mapping.areas == {"beat": ("beat_no",)}
    assert mapping.places == ("park_name",)
    assert "places" not in mapping.needs


def test_victim_rows_of_some_offenses(read):
    assert read(LEAST + "victim_rows: [homicide]\n").victim_rows == {"homicide"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LEAST + "ofense: x\n", "has the key ofense"),
        ("offense: Offense\noccurred_at: Date\n", "lacks agency and incident_id"),
        ("agency: x\nincident_id: a\noffense: b\n", "names no date"),
        (LEAST + "areas: [beat]\n", "Write it as"),
        (LEAST.replace("Date", "{colum: Date}"), "has the key colum"),
        (LEAST.replace("Date", "{time: Hour}"), "names no column"),
        (LEAST.replace("Date", "{column: Date, clock: gmt}"), "clock is 'gmt'"),
        (LEAST + "row_is: person\n", "row_is is 'person'"),
        (LEAST.replace("Offense", "{values: {A: b}}"), "either column or constant"),
        (LEAST.replace("Offense", "{column: a, constant: b}"), "either column or constant"),
        (LEAST + "killed: {colum: x}\n", "has the key colum"),
        ("- a list\n", "holds no keys"),
        ("", "holds no keys"),
    ],
)
def test_what_is_wrong_is_said(read, text, said):
    with pytest.raises(BadSetting, match=said):
        read(text)


def test_what_is_no_yaml_is_said(read):
    with pytest.raises(UnreadableFile, match="is not YAML"):
        read("a: [b\n")


def test_a_mapping_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableFile, match="no mapping"):
        read_mapping(tmp_path / "none.yaml")


@pytest.mark.parametrize("name", ["Case Number", "CASE_NUMBER", " case-number ", "Case  number"])
def test_a_columns_name_has_one_spelling(name):
    assert spell(name) == "case_number"


@pytest.mark.parametrize("preset", list_presets().values(), ids=list_presets())
def test_a_preset_names_its_columns_as_they_are_looked_up(preset):
    named = [*preset.incident_id, *preset.offense.column, *preset.lon, *preset.lat]
    named += [name for moment in preset.moments.values() for name in moment.column]
    named += [name for names in preset.areas.values() for name in names]
    # A name may keep the underscore at its end that a portal gave it.
    assert [name for name in named if spell(name) != name.strip("_")] == []
    assert preset.about


def test_an_agency_may_stand_in_a_column(read):
    mapping = read(LEAST.replace("Testville PD", "{column: ORI}"))
    assert mapping.agency.column == ("ori",)


def test_a_lone_word_is_a_list_of_one(read):
    mapping = read(
        LEAST.replace("Date", "{column: Date, formats: '%Y'}") + "victim_rows: homicide\n"
    )
    assert mapping.occurred_at.formats == ("%Y",)
    assert mapping.victim_rows == {"homicide"}
