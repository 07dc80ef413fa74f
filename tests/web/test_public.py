"""The public door: what comes out, what never does, and that asking cleverly finds no more."""

import math
import os

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nightout.web.gatherings.public import (
    Near,
    Wish,
    count_public,
    find_public,
    list_public,
    places_of,
    shown_to_all,
)
from nightout.web.gatherings.shown import GRID_DEGREES, blur
from tests.web.conftest import NIGHT, at

HOUSE = "612"


@pytest.mark.parametrize("state", ["unconfirmed", "pending", "asked", "declined"])
def test_what_is_not_approved_does_not_come_out(gather, town, state):
    one = gather(state)
    assert find_public(town, one.public_id) is None
    assert list_public(town) == []
    assert count_public(town) == 0


def test_an_approved_public_one_comes_out_with_its_address(gather, town):
    gather()
    (one,) = list_public(town)
    assert (one.where, one.lon, one.lat, one.exact) == ("612 Elm St", -77.153, 39.084, True)


def test_of_a_neighbors_only_one_the_block_comes_out_and_no_more(gather, town):
    gather(audience="neighbours")
    (one,) = list_public(town)
    assert one.where == "600 block of Elm St"
    assert not one.exact
    assert HOUSE not in repr(one)
    assert "-77.153" not in repr(one)


def test_the_columns_of_the_door_hold_no_exact_place_nor_contact(gather):
    gather(audience="neighbours")
    (row,) = shown_to_all()
    assert not {"address", "lon", "lat", "block", "pending", "reason", "permit"} & set(row)
    assert not any("host" in name for name in row)
    assert HOUSE not in str(row.values())


@pytest.mark.parametrize("words", ["612", "612 Elm"])
def test_a_search_for_the_hidden_house_finds_nothing(gather, town, words):
    gather(audience="neighbours")
    assert list_public(town, Wish(words=words)) == []
    assert len(list_public(town, Wish(words="Elm"))) == 1


def test_narrowing_circles_find_the_middle_of_a_square_and_not_the_house(gather, town):
    gather(audience="neighbours")
    (shown,) = list_public(town)
    tiny = 0.02
    assert list_public(town, Wish(near=Near(-77.153, 39.084, tiny))) == []
    (found,) = list_public(town, Wish(near=Near(shown.lon, shown.lat, tiny)))
    assert found.miles == 0


def test_the_square_is_the_same_for_every_house_in_it():
    assert {blur(39.0801 + n * 0.0005) for n in range(7)} == {blur(39.0801)}
    for n in range(-3000, 3000):
        degrees = n * 0.00731
        assert abs(blur(degrees) - degrees) <= GRID_DEGREES / 2 + 1e-6


def test_a_filter_keeps_what_fits(gather, town):
    gather(title="A", kinds=["parade", "youth"], languages=["es"], zip_code="20850")
    gather(title="B", kinds=["cookout"], zip_code="20902", address="9 Oak St")
    titles = lambda **wish: [one.title for one in list_public(town, Wish(**wish))]  # noqa: E731
    assert titles(kind="parade") == ["A"]
    assert titles(kind="arade") == []
    assert titles(kind="%") == []
    assert titles(kind="_outh") == []
    assert titles(language="es") == ["A"]
    assert titles(zip_code="20902") == ["B"]
    assert titles(county="Montgomery") == ["A", "B"]
    assert titles(day=NIGHT) == ["A", "B"]
    assert titles(words="oak") == ["B"]


def test_a_cancelled_one_comes_out_only_where_it_is_asked_for(gather, town):
    one = gather("approved")
    from nightout.web.gatherings import actions

    actions.cancel(gathering_id=one.pk)
    assert [g.cancelled for g in list_public(town)] == [True]
    assert list_public(town, Wish(with_cancelled=False)) == []


def test_a_cancelled_one_keeps_its_name_and_time_and_no_contact(gather, town, client):
    from nightout.web.gatherings import actions

    one = gather(title="Party 301-555-0199", about="Ask for Dana.", link="https://example.org/d")
    actions.cancel(gathering_id=one.pk)
    public = find_public(town, one.public_id)
    assert (public.title, public.about, public.link) == ("Party …", "", "")
    assert public.starts_at == one.starts_at
    page = client.get(f"/in/testville/{one.public_id}/").content.decode()
    feed = client.get("/in/testville/gatherings.ics").content.decode()
    assert "This gathering is cancelled." in page
    assert "STATUS:CANCELLED" in feed
    assert not any(word in page + feed for word in ("Dana", "555-0199", "example.org/d"))
    assert list_public(town, Wish(words="Dana")) == list_public(town, Wish(words="0199")) == []
    assert list_public(town, Wish(words="party")) == [public]


def test_near_me_gives_the_nearest_first_by_distance_on_the_ground(gather, town):
    gather(title="far", lon=-77.0, lat=39.084)
    gather(title="near", lon=-77.15, lat=39.084)
    found = list_public(town, Wish(near=Near(-77.153, 39.084, 10)))
    assert [one.title for one in found] == ["near", "far"]
    # By the haversine: 0.003 and 0.153 degrees of longitude at 39.084 north.
    for one, degrees in zip(found, (0.003, 0.153), strict=True):
        chord = math.cos(math.radians(39.084)) * math.sin(math.radians(degrees) / 2)
        assert one.miles == pytest.approx(2 * 3958.8 * math.asin(chord), rel=0.002)


def test_a_gathering_of_another_city_does_not_come_out(gather, town):
    from nightout.web.gatherings.models import City

    one = gather()
    other = City.objects.create(slug="other", name="Other", zone="UTC", night=NIGHT)
    assert find_public(other, one.public_id) is None
    assert list_public(other) == []


@pytest.mark.parametrize("most", [1, 2, 100_000])
def test_no_list_is_longer_than_asked(gather, town, most):
    for n in range(3):
        gather(title=f"T{n}", starts_at=at(17, n))
    assert len(list_public(town, most=most)) == min(3, most)


def test_a_page_and_a_list_ask_little_of_the_database(
    client, gather, town, django_assert_num_queries
):
    ids = [gather(title=f"T{n}").public_id for n in range(5)]
    # The city, what can be chosen, how many, which; asked again, the city alone.
    for n_queries in (4, 1):
        with django_assert_num_queries(n_queries):
            client.get("/in/testville/")
    with django_assert_num_queries(2):
        client.get(f"/in/testville/{ids[0]}/")


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="plans of SQLite; a few rows need none")
@pytest.mark.parametrize(
    ("wish", "index"),
    [
        (Wish(), "shown_in_city"),
        (Wish(kind="parade"), "shown_in_city"),
        (Wish(area_id="7"), "shown_in_area"),
        (Wish(near=Near(-77.0, 39.0)), "shown_near"),
    ],
)
def test_a_list_is_read_from_what_is_shown_and_not_sorted_out(town, wish, index):
    with CaptureQueriesContext(connection) as asked:
        list_public(town, wish, most=50)
    with connection.cursor() as cursor:
        cursor.execute(f"explain query plan {asked[0]['sql']}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert f"USING INDEX {index}" in plan
    assert "ORDER BY" not in plan or wish.near


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="plans of SQLite; a few rows need none")
def test_what_can_be_chosen_is_read_from_an_index_alone(town):
    with CaptureQueriesContext(connection) as asked:
        places_of(town)
    with connection.cursor() as cursor:
        cursor.execute(f"explain query plan {asked[0]['sql']}")
        assert "COVERING INDEX shown_counts" in cursor.fetchall()[0][3]
