"""Parts by map in public: joined along borders, larger ones made of smaller, redrawn maps anew."""

import datetime as dt

import pytest

from nightout.compare import Question, as_rows, compare_public
from nightout.errors import UnknownName
from nightout.records import AreaColumns, find_measure, load_areas
from nightout.units import Period
from tests.records.test_area_tree import BEATS, DISTRICTS, draw, say_public

ROBBERY = find_measure("robbery")
YEARS = Period(dt.date(2020, 1, 1), dt.date(2021, 5, 1))


@pytest.fixture
def load_robberies(city, tmp_path):
    from nightout.records import LoadOptions, load_files, read_mapping
    from tests.conftest import HEADER, MAPPING

    def load_counts(day, *tables, covers=YEARS):
        """Load so many robberies in each beat in the first quarter of each year."""
        rows = [
            f"{year}-{x}-{i},ROB,{year}-0{1 + i % 3}-{1 + i % 28:02} 10:00,,"
            f"{-75 + (x + 0.5) / 100},40.005,,"
            for year, counts in zip((2020, 2021), tables, strict=True)
            for x, n in enumerate(counts)
            for i in range(n)
        ]
        path, mapping = tmp_path / "robberies.csv", tmp_path / "robberies.yaml"
        mapping.write_text(MAPPING.replace("MURDER: homicide", "ROB: robbery"))
        path.write_text(HEADER + "\n".join(rows) + "\n")
        options = LoadOptions(known_on=dt.date.fromisoformat(day), covers=covers)
        return load_files(city, [path], read_mapping(mapping), options)

    return load_counts


def told(city, kind="beat", **more):
    answer = compare_public(city, Question(ROBBERY, dt.date(2021, 3, 31), by=(kind,), **more))
    return {row["place"]: row["n"] for row in as_rows(answer)}


@pytest.fixture
def beats(city, tmp_path):
    draw(city, tmp_path / "beats.json", "beat", BEATS, {"a": 300, "b": 900, "c": 200, "d": 400})
    return city


def test_a_small_beat_is_joined_over_its_border(beats, load_robberies):
    load_robberies("2021-04-20", (9, 9, 9, 9), (9, 9, 2, 9))
    assert told(beats) == {
        "Testville": 29,
        "beat a": 9,
        "beat b": 9,
        "beats c and d": 11,
        "no beat": 0,
    }


def test_what_lies_in_no_beat_is_joined_with_the_largest(beats, load_robberies):
    load_robberies("2021-04-20", (9, 9, 9, 9, 9), (9, 9, 9, 9, 2))
    assert told(beats)["beat b and no beat"] == 11


def test_districts_are_sums_of_what_is_shown_by_beat(beats, load_robberies, tmp_path):
    draw(beats, tmp_path / "districts.json", "district", DISTRICTS)
    public = say_public(beats, "beat", "district")
    load_robberies("2021-04-20", (9, 9, 9, 9), (9, 9, 2, 9))
    assert told(public, "district") == {
        "Testville": 29, "district west": 18, "district east": 11, "no district": 0,
    }  # fmt: skip


def test_districts_are_joined_where_beats_are_joined_over_their_border(
    beats, load_robberies, tmp_path
):
    draw(beats, tmp_path / "districts.json", "district", DISTRICTS)
    public = say_public(beats, "beat", "district")
    load_robberies("2021-04-20", (9, 9, 9, 9), (9, 9, 2, 1))
    assert told(public, "district") == {"Testville": 21}, (
        "east is 3: there is nothing to tell apart"
    )


def test_a_kind_that_is_not_public_is_refused(beats, load_robberies, tmp_path):
    draw(beats, tmp_path / "districts.json", "district", DISTRICTS)
    load_robberies("2021-04-20", (9, 9, 9, 9), (9, 9, 9, 9))
    with pytest.raises(UnknownName, match="this city is shown by beat"):
        told(beats, "district")


def test_a_redrawn_map_begins_anew(beats, load_robberies, tmp_path):
    load_robberies("2021-04-20", (9, 9, 9, 9), (9, 9, 9, 9))
    columns, path = AreaColumns("id"), tmp_path / "beats.json"
    load_areas(beats, path, kind="beat", columns=columns, valid_from=dt.date(2021, 1, 1))
    (newest, *_) = [
        one
        for one in as_rows(
            compare_public(beats, Question(ROBBERY, dt.date(2021, 3, 31), by=("beat",)))
        )
        if one["place"] == "beat a"
    ]
    assert (newest["n"], newest["n_before"]) == (9, None), "2020 came out by the old map"
    load_areas(beats, path, kind="beat", columns=columns, valid_from=dt.date(2021, 2, 1))
    assert told(beats) == {"Testville": 36}
