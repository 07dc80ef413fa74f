"""Finding a gathering: the list, the map beside it, a page for each, the flyer, the frame."""

import json
import re
from dataclasses import replace

import pytest

from nightout.web.gatherings import actions
from nightout.web.gatherings.models import City, Gathering
from tests.web.conftest import NIGHT, at

CITY = "/in/testville/"
BLOCK = "600 block of Elm St"


@pytest.fixture
def three(gather):
    gather(title="Elm party", zip_code="20850")
    gather(title="Oak parade", kinds=["parade"], languages=["es"], zip_code="20852",
           address="9 Oak St", lon=-77.05, starts_at=at(17))  # fmt: skip
    gather(title="Quiet porch", audience="neighbours", address="612 Ash St")


def titles(client, query=""):
    answer = client.get(f"{CITY}{query}")
    assert answer.status_code == 200
    return re.findall(r"<h3><a [^>]*>([^<]*)", answer.content.decode())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Oak parade", "Elm party", "Quiet porch"]),
        ("?kind=parade", ["Oak parade"]),
        ("?language=es", ["Oak parade"]),
        ("?zip=20852", ["Oak parade"]),
        ("?words=oak", ["Oak parade"]),
        (f"?day={NIGHT}", ["Oak parade", "Elm party", "Quiet porch"]),
        ("?day=2001-01-01", []),
        ("?lat=39.084&lon=-77.05&miles=2", ["Oak parade"]),
        ("?lat=39.084&lon=-77.05&miles=10", ["Oak parade", "Elm party", "Quiet porch"]),
        ("?county=Nowhere", []),
    ],
)
def test_the_list_holds_what_was_asked_for(client, three, query, found):
    assert sorted(titles(client, query)) == sorted(found)


def test_a_zip_code_and_a_distance_find_what_lies_around_its_middle(client, three):
    # The middle of 20850 lies some five miles from the one and one from the others.
    assert "Elm party" in titles(client, "?zip=20850&miles=5")
    assert titles(client, "?zip=10001&miles=5") == []


def test_a_zip_code_that_is_typed_goes_before_where_the_browser_is(client, three):
    assert titles(client, "?lat=10&lon=10&zip=20852") == ["Oak parade"]


def test_near_me_says_how_near_it_looks(client, three):
    page = client.get(f"{CITY}?lat=10&lon=10&miles=").content.decode()
    assert '<option value="2" selected>' in page
    assert "Nothing lies that near." in page
    assert "the nearest first" not in page


def test_a_mistake_stands_beside_its_field_and_the_rest_is_answered(client, three):
    page = client.get(f"{CITY}?zip=00000&kind=parade").content.decode()
    assert "There is no such ZIP code" in page
    assert "Oak parade" in page
    assert "Elm party" not in page


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_a_mistake_too(client, three, day):
    page = client.get(f"/in/testville/?day={day}")
    assert page.status_code == 200
    assert page.context["ask"].has_error("day")
    assert client.get(f"/in/testville/gatherings.geojson?day={day}").status_code == 400


def test_more_than_fifty_come_in_pages(client, gather):
    for n in range(53):
        gather(title=f"T{n:02}", starts_at=at(17, n))
    first, second = titles(client), titles(client, "?page=2")
    assert (len(first), len(second)) == (50, 3)
    assert not set(first) & set(second)


def test_the_page_tells_where_and_shows_no_address_of_neighbors(client, three):
    one = Gathering.objects.get(title="Quiet porch")
    page = client.get(f"{CITY}{one.public_id}/").content.decode()
    assert "612 Ash" not in page
    assert "600 block of Ash St" in page
    assert "openstreetmap.org" not in page
    known = Gathering.objects.get(title="Elm party")
    page = client.get(f"{CITY}{known.public_id}/").content.decode()
    assert "612 Elm St" in page
    assert "directions?to=39.084,-77.153" in page


def test_machines_read_the_event_and_no_text_ends_its_element(client, gather):
    evil = '</script><script>alert(1)</script> & "x"'
    one = gather(title=evil, about="a\u2028b <!--")
    page = client.get(f"{CITY}{one.public_id}/").content.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert not set("<>&\u2028") & set(found)
    event = json.loads(found)
    assert event["name"] == evil
    assert event["eventStatus"].endswith("EventScheduled")
    assert event["location"]["geo"] == {
        "@type": "GeoCoordinates", "latitude": 39.084, "longitude": -77.153
    }  # fmt: skip
    assert event["startDate"] == at(18).isoformat()


def test_a_block_gives_machines_no_point(client, gather):
    one = gather(audience="neighbours")
    page = client.get(f"{CITY}{one.public_id}/").content.decode()
    event = json.loads(re.findall(r"ld\+json\">(.*?)</script>", page)[0])
    assert "geo" not in event["location"]
    assert event["location"]["name"] == BLOCK


def test_the_flyer_leads_to_the_page(client, gather):
    one = gather()
    page = client.get(f"{CITY}{one.public_id}/flyer/").content.decode()
    assert "<svg" in page
    assert f"/in/testville/{one.public_id}/" in page
    assert 'style="' not in page


def test_the_code_holds_the_address():
    import segno
    from django.utils.safestring import SafeString

    from nightout.web.find.flyer import draw_code

    drawn = draw_code("https://night.example.org/in/testville/abcdefghjk/")
    assert isinstance(drawn, SafeString)
    twin = segno.make("https://night.example.org/in/testville/abcdefghjk/", error="q", micro=False)
    n_squares = sum(map(sum, twin.matrix))
    # Each run of dark squares is one stroke `h` of its length.
    lengths = [int(n) for n in re.findall(r"h(\d+)", drawn)]
    assert sum(lengths) == n_squares


@pytest.mark.parametrize("state", ["unconfirmed", "pending", "asked", "declined"])
@pytest.mark.parametrize(
    "path", ["", "?words=Elm", "{id}/", "{id}/flyer/", "{id}.ics", "gatherings.ics",
             "gatherings.atom", "gatherings.geojson", "embed/", "?lat=39.085&lon=-77.152",
             "gatherings.geojson?words=612"]
)  # fmt: skip
def test_what_is_not_approved_leaks_through_nothing(client, gather, boss, state, path):
    one = gather(state, by=boss)
    answer = client.get(CITY + path.format(id=one.public_id))
    text = answer.content.decode()
    secrets = ["612 Elm", "Elm Street", "-77.153", "39.084"]
    # Who knows its name already gets it back in the address of the page in the other language.
    for secret in secrets if "{id}" in path else [*secrets, one.public_id]:
        assert secret not in text
    assert answer.status_code == (404 if "{id}" in path else 200)


def test_the_tag_of_an_answer_tells_nothing_of_what_waits(client, gather, boss):
    before = client.get(CITY)["ETag"]
    one = gather("pending")
    actions.edit(gathering_id=one.pk, values={"title": "Another"})
    assert client.get(CITY)["ETag"] == before
    actions.approve(gathering_id=one.pk, by=boss)
    assert client.get(CITY)["ETag"] != before


def test_an_answer_is_kept_until_something_shown_changes(
    client, gather, boss, django_assert_num_queries
):
    one = gather()
    page = f"{CITY}{one.public_id}/"
    first = client.get(page)
    with django_assert_num_queries(1):
        again = client.get(page)
    assert again.content == first.content
    with django_assert_num_queries(1):
        assert client.get(page, headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.cancel(gathering_id=one.pk)
    changed = client.get(page, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "cancelled" in changed.content.decode()


def test_the_citys_own_words_change_the_page_too(client, town, gather):
    first = client.get(CITY)
    City.objects.filter(pk=town.pk).update(event="Night to Unite")
    assert "Night to Unite" in client.get(CITY).content.decode()
    assert client.get(CITY)["ETag"] != first["ETag"]


def test_a_language_has_its_own_answer(client, gather):
    gather()
    english, spanish = client.get(CITY), client.get(f"/es{CITY}")
    assert english["ETag"] != spanish["ETag"]
    assert "Cerca de mí" in spanish.content.decode()
    assert "Near me" in client.get(CITY).content.decode()


def test_only_the_map_for_other_sites_may_be_framed(client, gather):
    gather()
    frame, page = client.get(f"{CITY}embed/"), client.get(CITY)
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert not frame.has_header("X-Frame-Options")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "<form" not in frame.content.decode()


@pytest.fixture
def other(town, settings):
    """Another city of the site, with its folder."""
    cities = settings.SITE.cities
    settings.SITE = replace(settings.SITE, cities=cities | {"other": cities["testville"]})
    return City.objects.create(slug="other", name="Otherville", zone="UTC", night=NIGHT)


def test_cities_and_counties_are_found_from_the_front(client, gather, other):
    gather()
    Gathering.objects.update(county="Montgomery")
    page = client.get("/").content.decode()
    assert "Otherville" in page
    assert "Montgomery: 1 gathering" in page
    assert "/in/testville/?county=Montgomery" in page
    assert titles(client, "?county=Montgomery") == ["Elm Street block party"]


def test_a_city_whose_folder_was_taken_away_is_named_nowhere(client, gather, other, settings):
    gone = gather()
    there = {"other": settings.SITE.cities["other"]}
    settings.SITE = replace(settings.SITE, cities=there | {"third": there["other"]})
    City.objects.create(slug="third", name="Thirdville", zone="UTC", night=NIGHT)
    page = client.get("/").content.decode()
    assert "Thirdville" in page
    assert "Testville" not in page
    told = client.get("/sitemap.xml").content.decode()
    assert "/in/third/" in told
    assert gone.public_id not in told
    assert client.get(CITY).status_code == 404


def test_a_post_is_no_way_to_look(client, town):
    for path in ("", "gatherings.ics", "gatherings.geojson", "embed/"):
        assert client.post(CITY + path).status_code == 405


def test_search_engines_learn_of_what_is_shown_and_of_nothing_else(client, gather, boss):
    shown, hidden = gather(), gather("pending", by=boss, title="Hidden")
    text = client.get("/sitemap.xml").content.decode()
    assert shown.public_id in text
    assert hidden.public_id not in text
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in robots
    assert robots.rstrip().endswith("/sitemap.xml")


def test_the_map_of_the_site_is_written_once_until_something_shown_changes(
    client, gather, django_assert_num_queries
):
    one = gather()
    first = client.get("/sitemap.xml").content
    with django_assert_num_queries(1):
        assert client.get("/sitemap.xml").content == first
    other = gather(title="Another")
    actions.cancel(gathering_id=one.pk)
    assert other.public_id in client.get("/sitemap.xml").content.decode()


def test_a_block_is_said_in_spanish_on_spanish_pages(client, gather):
    one = gather(audience="neighbours", address="612 Ash St")
    for page in ("/es/in/testville/", f"/es/in/testville/{one.public_id}/"):
        told = client.get(page).content.decode()
        assert "cuadra 600 de Ash St" in told
        assert "block of" not in told
        assert "612" not in told
