"""The pin: dropped on the map, typed, or where one stands; the map asks no other machine."""

import re

from playwright.sync_api import expect


def test_a_pin_is_dropped_and_sent(open_page, served):
    page = open_page(
        geolocation={"longitude": -77.1, "latitude": 39.1}, permissions=["geolocation"]
    )
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/in/testville/register/")
    page.wait_for_selector(".maplibregl-canvas")
    page.locator("[data-map]").click(position={"x": 200, "y": 150})
    lat, lon = page.get_by_label("Latitude"), page.get_by_label("Longitude")
    assert -90 < float(lat.input_value()) < 90
    expect(page.locator(".maplibregl-marker")).to_be_visible()
    page.get_by_role("button", name="It is where I am now").click()
    # Not `wait_for_function`: what it asks a second time is refused by the policy.
    expect(lat).to_have_value(re.compile(r"39\.1"))
    assert float(lon.input_value()) == -77.1
    assert [url for url in asked if not url.startswith((served.url, "data:"))] == []


def test_without_scripts_there_is_no_map_and_the_numbers_are_typed(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/in/testville/register/")
    assert not page.locator("[data-map]").is_visible()
    expect(page.get_by_label("Latitude")).to_be_visible()
