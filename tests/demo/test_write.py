"""The written city: the same bytes from the same seed, and made up wherever one looks."""

import json
import time

import numpy as np
import pytest
import yaml

from nightout.demo import write_rivermouth
from nightout.demo.exports import COLUMNS
from nightout.errors import BadSetting
from tests.demo.conftest import QUIET


def read_all(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(quiet, tmp_path):
    again = write_rivermouth(tmp_path / "again", np.random.default_rng(7), QUIET)
    assert read_all(again.folder) == read_all(quiet.folder)


def test_another_seed_gives_another_history_on_the_same_map(quiet, tmp_path):
    other = write_rivermouth(tmp_path / "other", np.random.default_rng(8), QUIET)
    assert other.beats.read_bytes() == quiet.beats.read_bytes()
    assert other.exports[0].read_bytes() != quiet.exports[0].read_bytes()


def test_every_place_a_reader_meets_says_made_up(quiet):
    for path in (quiet.beats, quiet.streets, quiet.river, quiet.bridges):
        assert "made up" in json.loads(path.read_text())["description"]
    assert "made up" in json.loads(quiet.planted.read_text())["about"]
    assert "made up" in yaml.safe_load(quiet.mapping.read_text())["agency"]


def test_the_mapping_names_columns_and_words_that_the_exports_have(quiet):
    mapping = yaml.safe_load(quiet.mapping.read_text())
    for key in ("incident_id", "lon", "lat", "victims", "killed", "injured", "weapon", "domestic"):
        assert mapping[key] in COLUMNS
    for key in ("occurred_at", "occurred_until", "reported_at"):
        assert mapping[key]["column"] in COLUMNS
        assert mapping[key]["formats"] == ["%Y-%m-%d %H:%M"]
    assert mapping["offense"]["values"] == {o.words: o.name for o in QUIET.offenses}
    assert mapping["row_is"] == "incident"
    assert mapping["areas"] == {"beat": "beat"}


def test_the_planted_truth_tells_seed_rise_and_hot_spots(quiet):
    planted = json.loads(quiet.planted.read_text())
    assert planted["seed"] == 7
    assert planted["rise"] == {
        "offenses": ["homicide", "shooting"], "from": "2020-06-01", "ratio": 1.35,
    }  # fmt: skip
    assert len(planted["hot_spots"]) == 5
    assert [spot["since"] for spot in planted["hot_spots"]].count(None) == 4
    assert all(38.4 < spot["lat"] < 38.6 for spot in planted["hot_spots"])
    assert planted["parameters"]["through"] == str(QUIET.through)


def test_maps_hold_their_features(quiet):
    read = {
        name: json.loads(getattr(quiet, name).read_text())["features"]
        for name in ("beats", "streets", "river", "bridges")
    }
    assert len(read["beats"]) == 40
    assert set(read["beats"][0]["properties"]) == {
        "beat", "district", "neighborhood", "population",
    }  # fmt: skip
    assert [f["properties"]["kind"] for f in read["river"]] == ["river", "bay"]
    assert [f["properties"]["kind"] for f in read["bridges"]].count("bridge") == 4
    assert {f["geometry"]["type"] for f in read["streets"]} <= {"LineString", "MultiLineString"}
    assert len(read["streets"]) > 150


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(BadSetting, match="not empty"):
        write_rivermouth(tmp_path, np.random.default_rng(1), QUIET)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_and_what_a_killed_run_left_are_built_over(tmp_path):
    folder = tmp_path / "city"
    folder.mkdir()
    left = tmp_path / "city.tmp"
    left.mkdir()
    (left / "half.csv").write_text("half")
    files = write_rivermouth(folder, np.random.default_rng(7), QUIET)
    assert not left.exists()
    assert files.mapping.exists()
    assert not (folder / "half.csv").exists()


@pytest.mark.proof
def test_the_whole_city_is_written_in_ten_seconds(tmp_path):
    began = time.perf_counter()
    write_rivermouth(tmp_path / "city", np.random.default_rng(4))
    assert time.perf_counter() - began < 10
