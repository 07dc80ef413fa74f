"""The ground under a city without a map: its states, and the streets that an operator brought."""

import sqlite3
from contextlib import closing

import pytest

from nightout.web.ground.base_file import NAME
from tests.functional.conftest import serve_site
from tests.web.ground.little_city import BOUNDS, SCHEMES, write_pictures, write_scheme
from tests.web.ground.pmtiles import layer, write_pmtiles

CITY = "/in/testville/"
# On the tile of the world, at zoom 0: a park in the west and a lake in the east, which meet where
# a map of the 48 states has its middle.
PARK = [(0, 0), (955, 0), (955, 4096), (0, 4096), (0, 0)]
LAKE = [(955, 0), (4096, 0), (4096, 4096), (955, 4096), (955, 0)]
# To and fro, so that some of it is in sight wherever the map is drawn near.
ROAD = [(x, y) for y in range(1560, 1600) for x in ((0, 4096) if y % 2 else (4096, 0))]
NEARER = 8
# Where colours meet they mix: each point counts for the colour of the site that it is nearest to.
SHARES = """(element, names) => {
  const from = element.querySelector("canvas");
  const to = document.createElement("canvas");
  [to.width, to.height] = [from.width, from.height];
  const pen = to.getContext("2d");
  pen.drawImage(from, 0, 0);
  const { data } = pen.getImageData(0, 0, from.width, from.height);
  const said = getComputedStyle(document.documentElement);
  const tokens = names.map((name) => {
    const text = said.getPropertyValue("--" + name).trim();
    return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  });
  const counts = names.map(() => 0);
  for (let at = 0; at < data.length; at += 4) {
    const far = tokens.map((one) => Math.hypot(...one.map((part, n) => part - data[at + n])));
    counts[far.indexOf(Math.min(...far))] += 4 / data.length;
  }
  return Object.fromEntries(names.map((name, n) => [name, counts[n]]));
}"""
COLOURS = ["land", "paper", "water", "green", "street", "edge"]
# A canvas forgets what it drew unless told otherwise; only the tests need it.
KEEP = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, more) {
  return get.call(this, kind, { ...more, preserveDrawingBuffer: true });
};"""


MIDDLE = """element => {
  const from = element.querySelector("canvas");
  const to = document.createElement("canvas");
  [to.width, to.height] = [from.width, from.height];
  const pen = to.getContext("2d");
  pen.drawImage(from, 0, 0);
  return [...pen.getImageData(from.width / 2, from.height / 2, 1, 1).data].slice(0, 3);
}"""


@pytest.fixture(scope="module")
def grounded(tmp_path_factory):
    """A site of its own with a base map of one tile."""
    folder = tmp_path_factory.mktemp("grounded")
    parts = (("landuse", PARK, "park"), ("water", LAKE, None), ("roads", ROAD, "highway"))
    write_pmtiles(folder / NAME, b"".join(layer(*part) for part in parts))
    with serve_site(folder, 'basemap_attribution = "© <i>Us</i> & them"\n') as site:
        yield site


def wait_until_drawn(page):
    page.locator("[data-points][data-drawn]").wait_for(timeout=60_000)


def look(browser, site, scheme="light", nearer=0):
    """Draw a map; give what it looks like, what it asked for and what the browser said."""
    context = browser.new_context(base_url=site.url, color_scheme=scheme)
    page = context.new_page()
    page.add_init_script(KEEP)
    asked, said = [], []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text) if one.type != "warning" else None)
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto(CITY)
    wait_until_drawn(page)
    for _ in range(abs(nearer)):
        page.locator("[data-points]").evaluate("element => { delete element.dataset.drawn; }")
        page.get_by_label("Zoom in" if nearer > 0 else "Zoom out").click()
        wait_until_drawn(page)
    shares = page.locator("[data-points]").evaluate(SHARES, COLOURS)
    words = page.locator(".maplibregl-ctrl-attrib-inner").inner_html()
    context.close()
    return shares, asked, said, words


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_city_without_a_map_shows_the_states(served, browser, scheme):
    shares, asked, said, words = look(browser, served, scheme)
    assert 0.15 < shares["land"] < 0.35
    assert shares["paper"] > 0.5
    assert said == []
    assert not any("pmtiles" in url for url in asked)
    assert "Census" in words


@pytest.mark.parametrize(("scheme", "nearer"), [("light", NEARER), ("dark", 0)])
def test_an_operators_base_map_is_drawn_from_this_machine_alone(grounded, browser, scheme, nearer):
    shares, asked, said, words = look(browser, grounded, scheme, nearer)
    assert 0.2 < shares["green"] < 0.8
    assert 0.2 < shares["water"] < 0.8
    # From far off a road is half a point wide.
    assert not nearer or shares["street"] > 0.003
    assert shares["paper"] < 0.01
    assert said == []
    own = (grounded.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert any("/ground/base.pmtiles" in url for url in asked)
    assert "© &lt;i&gt;Us&lt;/i&gt; &amp; them" in words


@pytest.fixture(scope="module")
def any_ground(tmp_path_factory):
    """A site in Rockville, whose base map each test puts there."""
    folder = tmp_path_factory.mktemp("any")
    with serve_site(folder) as site:
        with closing(sqlite3.connect(folder / "site.sqlite3")) as database:
            west, south, east, north = BOUNDS
            said = f"west = {west}, south = {south}, east = {east}, north = {north}"
            database.execute(f"update gatherings_city set {said}, edition = 'moved'")
            database.commit()
        yield site


def test_borders_of_counties_are_asked_for_once_a_map_is_near(any_ground, browser):
    _, asked, said, _ = look(browser, any_ground, nearer=-4)
    assert any(url.endswith("/ground/counties.geojson") for url in asked)
    assert said == []
    _, asked, _, _ = look(browser, any_ground)
    assert not any("counties" in url for url in asked)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_a_little_city_is_drawn_alike_in_both_schemes(any_ground, browser, scheme, shade):
    write_scheme(any_ground.folder / NAME, scheme)
    shares, _, said, _ = look(browser, any_ground, shade)
    assert said == []
    assert 0.04 < shares["green"] < 0.15
    assert 0.04 < shares["water"] < 0.2
    assert 0.002 < shares["street"] < 0.2


def test_pictures_are_drawn_and_dimmed_at_night(any_ground, browser):
    write_pictures(any_ground.folder / NAME)
    green = {"light": [60, 130, 60], "dark": [33, 72, 33]}
    for shade, colour in green.items():
        context = browser.new_context(base_url=any_ground.url, color_scheme=shade)
        page = context.new_page()
        page.add_init_script(KEEP)
        page.goto(CITY)
        wait_until_drawn(page)
        middle = page.locator("[data-points]").evaluate(MIDDLE)
        assert all(abs(a - b) < 6 for a, b in zip(middle, colour, strict=True)), (shade, middle)
        context.close()


def test_a_base_map_that_is_cut_short_leaves_the_states(any_ground, browser):
    path = any_ground.folder / NAME
    write_scheme(path, "Protomaps")
    path.write_bytes(path.read_bytes()[:-100])
    shares, asked, said, _ = look(browser, any_ground)
    assert shares["land"] > 0.9
    assert said == []
    assert not any("pmtiles" in url for url in asked)


def test_a_base_map_that_went_bad_meanwhile_leaves_the_states(grounded, browser):
    page = browser.new_page(base_url=grounded.url)
    page.add_init_script(KEEP)
    said = []
    page.on("console", lambda one: said.append(one.text) if one.type != "warning" else None)
    page.route("**/base.pmtiles*", lambda route: route.fulfill(status=206, body="spoilt" * 100))
    page.goto(CITY)
    wait_until_drawn(page)
    shares = page.locator("[data-points]").evaluate(SHARES, COLOURS)
    page.close()
    assert 0.15 < shares["land"] < 0.35
    assert len(said) == 1
    assert said[0].startswith("no base map: ")
