"""City folders: made, opened, and refused where they are none."""

import datetime as dt

import pytest

from nightout.errors import BadSetting, NotACity
from nightout.records import create_city, open_city


def test_a_city_is_opened_as_it_was_made(tmp_path):
    name = 'St. "Mary\'s" \\ Ünïon'
    made = create_city(tmp_path / "x", name=name, zone="America/Chicago", made_up=True)
    assert open_city(tmp_path / "x") == made


def test_an_empty_folder_may_become_a_city(tmp_path):
    (tmp_path / "x").mkdir()
    assert create_city(tmp_path / "x", name="X", zone="UTC").folder.is_dir()


def test_a_folder_that_holds_something_may_not(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(NotACity, match="already exists"):
        create_city(tmp_path, name="X", zone="UTC")
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_city_needs_a_name(tmp_path, name):
    with pytest.raises(BadSetting, match="name is empty"):
        create_city(tmp_path / "x", name=name, zone="UTC")


@pytest.mark.parametrize("zone", ["Eastern", "", "../../etc/passwd", "America/Nowhere"])
def test_a_zone_is_one_of_the_tz_database(tmp_path, zone):
    with pytest.raises(BadSetting, match="America/New_York"):
        create_city(tmp_path / "x", name="X", zone=zone)


@pytest.mark.parametrize(
    ("text", "said"),
    [("name = ", "cannot be read"), ('name = "X"\n', "lacks 'zone'"), ("", "lacks 'name'")],
)
def test_settings_that_are_wrong_say_where(tmp_path, text, said):
    (tmp_path / "city.toml").write_text(text)
    with pytest.raises(NotACity, match=said):
        open_city(tmp_path)


def test_a_citys_day_is_told_by_its_own_clock(tmp_path):
    east = create_city(tmp_path / "e", name="E", zone="Pacific/Kiritimati")
    west = create_city(tmp_path / "w", name="W", zone="Pacific/Niue")
    assert east.today() - west.today() in (dt.timedelta(1), dt.timedelta(2))
