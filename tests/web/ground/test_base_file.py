"""The operator's base map is looked at: what is whole and can be drawn passes."""

import re
from pathlib import Path

import pytest

from nightout.errors import UnreadableFile
from nightout.web import look
from nightout.web.ground.base_file import DRAWN, NAME, check_base_file, flaw_of_base_file
from tests.web.ground.little_city import SCHEMES, picture, write_pictures, write_scheme
from tests.web.ground.pmtiles import layer, write_archive, write_pmtiles

SQUARE = [(0, 0), (4096, 0), (4096, 4096), (0, 4096), (0, 0)]
EARTH = layer("earth", SQUARE)


@pytest.fixture
def path(tmp_path):
    return tmp_path / NAME


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    "more", [{}, {"per_leaf": 0}, {"packed": 1}, {"said": {}}, {"said": {"vector_layers": 5}}]
)
def test_both_ways_to_name_layers_pass(path, scheme, more):
    write_scheme(path, scheme, **more)
    check_base_file(path.parent)


def test_pictures_pass_and_so_does_a_site_without_a_base_map(path):
    check_base_file(path.parent)
    write_pictures(path)
    check_base_file(path.parent)


def test_a_first_tile_that_is_all_sea_does_not_matter_where_the_layers_are_told(path):
    said = {"vector_layers": [{"id": "roads"}]}
    write_archive(path, {(0, 0, 0): layer("places", SQUARE)}, said=said)
    check_base_file(path.parent)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no PMTiles file of version 3: it begins with b''"),
        (b"PMTiles\x02" + bytes(200), "is no PMTiles file of version 3"),
        (b"SQLite format 3\x00" + bytes(200), "begins with b'SQLite f'"),
    ],
)
def test_a_file_that_is_no_base_map_is_refused(path, content, said):
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        check_base_file(path.parent)


@pytest.mark.parametrize("left", [126, 127, 300, -1])
def test_a_file_that_is_cut_short_anywhere_is_refused(path, left):
    write_scheme(path, "Protomaps")
    whole = path.read_bytes()
    path.write_bytes(whole[:left])
    with pytest.raises(UnreadableFile, match=r"cut short: it has|is no PMTiles file"):
        check_base_file(path.parent)


def test_how_much_of_a_copy_is_there_is_told(path):
    write_pmtiles(path, EARTH)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    n = len(whole)
    with pytest.raises(UnreadableFile, match=rf"it has {n - 9} bytes of {n}\. Copy it again"):
        check_base_file(path.parent)


@pytest.mark.parametrize(
    ("tiles", "more", "said"),
    [
        ({(0, 0, 0): layer("hills", SQUARE)}, {}, "no layer that the maps draw; its layers: hills"),
        ({(0, 0, 0): EARTH[:-3]}, {}, "a tile that is no vector tile"),
        ({(0, 0, 0): b"\x0f\x01"}, {}, "a tile that is no vector tile"),
        ({(0, 0, 0): EARTH}, {"kind": 6}, "holds tiles of kind 6"),
        ({(0, 0, 0): EARTH}, {"packed": 3}, "is packed by Brotli"),
        ({(0, 0, 0): EARTH}, {"said": [1]}, "holds no description of itself"),
        ({(0, 0, 0): b"GIF89a"}, {"kind": 2}, "no pictures of the kind that it says: b'GIF89a'"),
        ({}, {}, "holds no tiles"),
        ({(0, 0, 0): b""}, {"packed": 1}, "has a directory that leads out of it"),
    ],
)
def test_what_could_not_be_drawn_is_refused_with_its_reason(path, tiles, more, said):
    write_archive(path, tiles, **more)
    with pytest.raises(UnreadableFile, match=re.escape(said)):
        check_base_file(path.parent)


@pytest.mark.parametrize(("at", "said"), [(127, "does not unpack"), (8, "cut short")])
def test_damage_is_told(path, at, said):
    write_pmtiles(path, EARTH)
    whole = bytearray(path.read_bytes())
    whole[at : at + 8] = b"\xee" * 8
    path.write_bytes(whole)
    with pytest.raises(UnreadableFile, match=said):
        check_base_file(path.parent)


def test_no_damage_of_one_byte_breaks_the_look(path):
    write_scheme(path, "OpenMapTiles", packed=1)
    whole = path.read_bytes()
    refused = 0
    for at in range(0, 1200):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            check_base_file(path.parent)
        except UnreadableFile:
            refused += 1
    assert refused > 200


def test_a_folder_of_that_name_is_refused(path):
    path.mkdir()
    with pytest.raises(UnreadableFile, match="cannot be read: Is a directory"):
        check_base_file(path.parent)


def test_a_file_that_is_swapped_is_looked_at_again(path):
    assert flaw_of_base_file(path.parent) == ""
    write_archive(path, {(0, 0, 0): picture((1, 2, 3))}, kind=2)
    assert flaw_of_base_file(path.parent) == ""
    path.write_bytes(path.read_bytes()[:-1])
    assert "is cut short" in flaw_of_base_file(path.parent)


def test_the_look_knows_the_layers_that_are_drawn():
    source = (Path(look.__file__).parent / "static/look/base.mjs").read_text("utf-8")
    body = source[source.index("function vectorLayers") :]
    named = set()
    for names in re.findall(r'(?:"\w+", "(?:fill|line)", |streets = )\[([^\]]+)\]', body):
        named |= set(re.findall(r'"(\w+)"', names))
    assert named == DRAWN
