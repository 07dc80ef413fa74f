"""The ground under a city without a map: its states, and the streets that an operator brought."""

import pytest

from nightout.web.ground.base_file import NAME
from tests.functional.conftest import serve_site
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
    for _ in range(nearer):
        page.locator("[data-points]").evaluate("element => { delete element.dataset.drawn; }")
        page.get_by_label("Zoom in").click()
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


def test_a_base_map_that_went_bad_leaves_the_states(grounded, browser):
    path = grounded.folder / NAME
    whole = path.read_bytes()
    path.write_bytes(b"spoilt" * 100)
    try:
        shares, _, said, _ = look(browser, grounded)
    finally:
        path.write_bytes(whole)
    assert 0.15 < shares["land"] < 0.35
    assert [line for line in said if not line.startswith("no base map")] == []
    assert len(said) == 1
