"""Pictures: sound SVG, each stop and visit drawn once, where and when it is."""

import datetime as dt
import json
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import shapely

from nightout.errors import UnreadableFile
from nightout.visits.sheets.gantt import LEFT, RIGHT, draw_gantt
from nightout.visits.sheets.ground import NO_GROUND, Ground, read_ground
from nightout.visits.sheets.maps import RADIUS, draw_night_map, draw_way, part_markers
from nightout.visits.sheets.page import PALETTE
from nightout.visits.sheets.plane import METRES_PER_DEGREE, draw_ground, lay_plane
from nightout.visits.sheets.svg import COLOURS, draw, words
from nightout.visits.sheets.words import tidy
from tests.visits.conftest import LAT, LON, clock
from tests.visits.sheets.conftest import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


def parse(svg):
    return ET.fromstring(svg)


def texts(picture):
    return [one.text for one in picture.iter(f"{SVG}text")]


def test_a_way_shows_every_stop_by_its_number_and_the_promised_in_black(night):
    picture = parse(draw_way(night.units[0], size=(640, 460)))
    assert texts(picture)[:3] == ["S", "1", "2"]
    fills = [one.get("fill") for one in picture.iter(f"{SVG}circle")]
    assert fills == ["#14181f", "#ffffff"]


def test_north_is_up_and_a_kilometre_is_as_long_as_the_scale_says():
    plane = lay_plane([(LON, LAT), (LON, LAT + 3_000 / METRES_PER_DEGREE)],
                      width=640, height=460, margin=30)  # fmt: skip
    south, north = plane.at(LON, LAT), plane.at(LON, LAT + 3_000 / METRES_PER_DEGREE)
    assert north[1] < south[1]
    assert south[1] - north[1] == pytest.approx(3 * plane.km)
    east = plane.at(LON + 1_000 / METRES_PER_DEGREE / np.cos(np.radians(LAT)), LAT)
    assert east[0] - south[0] == pytest.approx(plane.km, rel=1e-3)
    assert 30 - 1e-6 <= north[1] <= south[1] <= 430 + 1e-6


def test_markers_on_one_spot_are_parted_and_others_stay():
    spots = np.array([[100.0, 100.0], [100.0, 100.0], [101.0, 100.0], [400.0, 300.0]])
    marks = np.array(part_markers(spots, apart=30, size=(640, 460)))
    away = np.hypot(*(marks[:, None] - marks[None, :]).transpose(2, 0, 1))
    assert (away[np.triu_indices(4, 1)] > 2 * RADIUS - 1).all()
    assert np.hypot(*(marks[3] - spots[3])) < 0.1


def test_markers_stay_in_the_picture():
    spots = np.tile([[5.0, 5.0]], (12, 1))
    marks = np.array(part_markers(spots, apart=30, size=(640, 460)))
    assert marks.min() >= 14.9
    assert marks[:, 0].max() <= 625.1


def test_the_map_draws_rings_where_nobody_comes_and_leaves_out_the_unplaced(night):
    picture = parse(draw_night_map(night, size=(960, 680)))
    radii = sorted(one.get("r") for one in picture.iter(f"{SVG}circle"))
    assert radii == ["4.5", "4.5", "6"]
    nowhere = draw_night_map(type(night)(**{**vars(night), "gatherings": night.gatherings[3:]}),
                             size=(960, 680))  # fmt: skip
    assert nowhere == ""


def test_each_visit_is_a_bar_from_when_it_begins_to_when_it_ends(night):
    picture = parse(draw_gantt(night, width=1_100))
    bars = [one for one in picture.iter(f"{SVG}rect") if one.get("height") == "15"]
    assert len(bars) == 3
    start, end = night.span()
    per_minute = (1_100 - LEFT - RIGHT) / ((end - start) / dt.timedelta(minutes=1))
    assert float(bars[0].get("x")) == pytest.approx(LEFT + 5 * per_minute, abs=0.06)
    assert float(bars[0].get("width")) == pytest.approx(13 * per_minute, abs=0.06)
    assert [one.get("fill") for one in bars] == ["#3a4256", "#c3cad8", "#c3cad8"]
    said = texts(picture)
    assert said.index("Police") < said.index("Beat car 11") < said.index("Beat car 19")
    assert said.index("Beat car 19") < said.index("Fire engine") < said.index("Engine 1")


def test_hostile_words_stay_words(hostile):
    _, night = hostile
    for svg in (draw_gantt(night), draw_way(night.units[0], size=(640, 460))):
        assert {one.tag.removeprefix(SVG) for one in parse(svg).iter()} <= {
            "svg", "g", "rect", "path", "text", "circle",
        }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_words_in_a_picture_stay_words(text):
    (said,) = texts(parse(draw(10, 10, words(text, 0, 0, font_size=9))))
    assert said == tidy(text)


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_ground_is_sorted_into_streets_water_and_outlines(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    line = {"type": "MultiLineString", "coordinates": [[[0, 0], [1, 1]], [[1, 0], [0, 1]]]}
    path = tmp_path / "ground.geojson"
    path.write_text(json.dumps({"features": [
        feature(square, kind="river"), feature(square, beat="11"), feature(line, street="Oak"),
        feature(None),
    ]}))  # fmt: skip
    ground = read_ground([path])
    assert [len(one) for one in (ground.lines, ground.outlines, ground.water)] == [2, 1, 1]


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"features": [1]}', '{"features": {"a": 1}}',
             '{"features": [{"geometry": {"type": "Point"}}]}'],
)  # fmt: skip
def test_what_is_no_map_is_refused(tmp_path, text):
    path = tmp_path / "ground.geojson"
    path.write_text(text)
    with pytest.raises(UnreadableFile, match=r"ground\.geojson"):
        read_ground([path])
    with pytest.raises(UnreadableFile, match="no file"):
        read_ground([tmp_path / "none.geojson"])


def test_only_the_ground_that_is_seen_is_drawn(night):
    near = shapely.LineString([(LON, LAT), (LON, LAT + 0.01)])
    far = shapely.LineString([(LON + 5, LAT), (LON + 5, LAT + 0.01)])
    nothing = NO_GROUND.lines
    plane = lay_plane([(LON, LAT), (LON, LAT + 0.01)], width=640, height=460, margin=30)
    seen = draw_ground(plane, Ground(np.array([near, far]), nothing, nothing))
    alone = draw_ground(plane, Ground(np.array([near]), nothing, nothing))
    assert seen == alone
    assert seen.count("M") == 1
    assert draw_ground(plane, NO_GROUND) == ""


def test_hours_after_midnight_are_drawn_in_order(night):
    late = type(night)(**{**vars(night), "gatherings": (), "units": night.units[2:]})
    start, end = late.span()
    assert (start, end) == (clock("17:30"), clock("21:30"))


def test_every_colour_is_a_role_that_the_page_sets_anew_at_night(night):
    street = shapely.LineString([(LON, LAT), (LON, LAT + 0.01)])
    beat, lake = shapely.box(LON, LAT, LON + 0.01, LAT + 0.01), shapely.Point(LON, LAT).buffer(0.01)
    ground = Ground(*(np.array([one]) for one in (street, beat, lake)))
    for svg in (
        draw_way(night.units[0], ground, size=(640, 460)),
        draw_night_map(night, ground, size=(640, 460)),
        draw_gantt(night),
    ):
        for one in parse(svg).iter():
            roles = {
                f"{kind}-{role}"
                for kind in ("fill", "stroke")
                for role, colour in COLOURS.items()
                if one.get(kind) == colour
            }
            assert roles == set((one.get("class") or "").split()), one.attrib
    assert COLOURS.keys() <= PALETTE.keys()
