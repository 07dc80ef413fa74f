"""A resident's evening: what is on, where, how to get there, and how to remember it."""

import functools
import http.server
import threading

import pytest
from playwright.sync_api import expect

from tests.functional.test_looks import SCREENS, faults
from tests.functional.test_neighbor import WORDS, register

CITY = "/in/testville/"
HERE = {"latitude": 39.084, "longitude": -77.153}


@pytest.fixture(scope="module")
def shown(served, browser, boss):
    """Two approved gatherings: one for everybody, one for its neighbors."""
    context = browser.new_context(base_url=served.url)
    page = context.new_page()
    titles = ("Lamp Street party", "Porch Row evening")
    for n, title in enumerate(titles):
        register(page, WORDS["en"], title, f"{n + 3}12 Lamp St", f"r{n}@example.org")
        page.goto(served.link())
        page.get_by_role("button", name="Yes, hand it in").click()
    desk = browser.new_context(base_url=served.url, storage_state=boss).new_page()
    desk.goto("/desk/testville/")
    for title in titles:
        desk.get_by_label(f"Choose {title}").check()
    desk.get_by_role("button", name="Approve").click()
    yield titles
    desk.context.close()
    context.close()


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_gathering_is_found_by_words_and_read(shown, open_page, language):
    page = open_page()
    page.goto(f"{language}{CITY}?words=lamp")
    page.get_by_role("link", name="Lamp Street party").click()
    expect(page.get_by_role("heading", name="Lamp Street party")).to_be_visible()
    assert "312 Lamp St" in page.locator("main").inner_text()


def test_the_map_is_drawn_from_this_machine_alone(shown, served, open_page):
    page = open_page()
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(CITY)
    page.locator("[data-points][data-drawn]").wait_for()
    expect(page.locator("[data-points] canvas")).to_be_visible()
    own = (served.url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []


def test_without_scripts_the_list_tells_it_all(shown, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(CITY)
    expect(page.get_by_role("link", name="Lamp Street party")).to_be_visible()
    page.locator("summary").first.click()
    page.get_by_label("Words").fill("porch")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("link", name="Porch Row evening")).to_be_visible()
    assert not page.get_by_role("link", name="Lamp Street party").is_visible()


def test_where_no_map_is_drawn_nothing_is_said_of_one(shown, open_page):
    ring = "A ring is a block"
    page = open_page(java_script_enabled=False)
    page.goto(CITY)
    assert not page.get_by_text(ring).is_visible()
    page = open_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(CITY)
    page.locator("[data-points]").wait_for(state="detached")
    assert not page.get_by_text(ring).is_visible()


@pytest.mark.parametrize("path", [CITY, f"{CITY}?words=lamp"])
def test_on_paper_there_is_nothing_to_press(shown, open_page, path):
    page = open_page()
    page.goto(path)
    if "?" in path:
        page.get_by_role("link", name="Lamp Street party").click()
    page.emulate_media(media="print")
    pressed = page.locator("button, .button, summary, input, select")
    assert [one.inner_text() for one in pressed.all() if one.is_visible()] == []
    expect(page.get_by_text("Lamp Street party").first).to_be_visible()


@pytest.mark.parametrize("path", [f"{CITY}nothing/", "/link/used/", "/mine/"])
def test_who_follows_a_dead_link_finds_the_list(shown, open_page, path):
    page = open_page()
    page.goto(f"/es{path}")
    page.get_by_role("link", name="Todas las reuniones").click()
    assert page.url.endswith(f"/es{CITY}")


def test_what_a_point_tells_lies_over_whose_map_it_is(shown, open_page):
    page = open_page()
    page.goto(CITY)
    page.locator("[data-points][data-drawn]").wait_for()
    told = """map => {
        const box = Object.assign(document.createElement("div"), {className: "maplibregl-popup"});
        map.append(box);
        const corner = map.querySelector(".maplibregl-ctrl-bottom-right");
        return [box, corner].map(one => Number(getComputedStyle(one).zIndex));
    }"""
    popup, corner = page.locator("[data-points]").evaluate(told)
    assert popup > corner


def test_near_me_asks_the_browser_only_when_pressed(shown, open_page):
    page = open_page(geolocation=HERE, permissions=["geolocation"])
    page.goto(f"{CITY}?zip=10001")
    assert "lat=" not in page.url
    page.get_by_role("button", name="Near me").click()
    page.wait_for_url("**lat=39.084*")
    # Neither of the two has a pin.
    expect(page.get_by_text("Nothing lies that near.")).to_be_visible()
    assert page.get_by_label("ZIP code").input_value() == ""
    assert page.get_by_label("How near").input_value() == "2"


def test_a_browser_that_does_not_say_where_is_helped(shown, open_page):
    page = open_page()
    page.goto(CITY)
    page.get_by_role("button", name="Near me").click()
    page.get_by_text("Look by ZIP code").wait_for()
    expect(page.get_by_label("ZIP code")).to_be_visible()


def test_it_goes_into_a_calendar_and_onto_paper(shown, open_page):
    page = open_page()
    page.goto(f"{CITY}?words=lamp")
    page.get_by_role("link", name="Lamp Street party").click()
    link = page.get_by_role("link", name="Put it into your calendar").get_attribute("href")
    answer = page.request.get(link)
    assert "SUMMARY:Lamp Street party" in answer.text()
    page.get_by_role("link", name="Flyer to print").click()
    expect(page.get_by_role("img", name="Code that leads")).to_be_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print").is_visible()
    assert not page.locator("header.top").is_visible()


def test_another_site_frames_the_map_and_nothing_else(shown, served, browser, tmp_path):
    frames = "".join(f'<iframe name="{name}" src="{served.url}{path}"></iframe>'
                     for name, path in (("map", f"{CITY}embed/"), ("page", CITY)))  # fmt: skip
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Other</title>{frames}")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        # Not `open_page`: that the policy refuses something is what is wanted here.
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        frame = page.frame("map")
        expect(frame.get_by_role("link", name="as a list")).to_be_visible()
        assert page.frame("page").url.startswith("chrome-error:")
        page.close()
        other.shutdown()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["", "/es"])
def test_no_page_of_finding_has_a_fault(shown, open_page, screen, language):
    page = open_page(**SCREENS[screen])
    page.goto(f"{language}{CITY}?words=lamp")
    path = page.locator(".cards h3 a").first.get_attribute("href")
    wrong = {}
    for one in (f"{language}{CITY}?zip=00000", path, f"{path}flyer/", f"{language}{CITY}embed/"):
        page.goto(one)
        if found := faults(page):
            wrong[one] = found
    assert wrong == {}
