"""Which answers are kept: those that many ask for, none for whatever one can think of."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches

from nightout.web.gatherings.models import Gathering
from tests.web.conftest import NIGHT, at

CITY = "/in/testville/"
FOLDER = Path(settings.CACHES["public"]["LOCATION"])
FEEDS = ("embed/", "gatherings.geojson", "gatherings.ics", "gatherings.atom")


@pytest.fixture
def n_kept(client, gather):
    """Ask for addresses and give how many more answers are kept, of more than fifty gatherings."""
    for n in range(53):
        gather(title=f"T{n:02}", starts_at=at(17, n))
    caches["public"].clear()
    client.get(CITY)

    def ask(*addresses):
        before = len(list(FOLDER.iterdir()))
        for address in addresses:
            assert client.get(CITY + address).status_code in (200, 302, 400), address
        return len(list(FOLDER.iterdir())) - before

    return ask


def test_what_many_ask_for_is_kept(n_kept):
    asked = ["?page=2", "?kind=parade", "?kind=&county=Montgomery", f"?day={NIGHT}", "?zip=20850"]
    asked += ["?language=es&page=1", *FEEDS, "gatherings.ics?kind=block_party&zip=20850&miles=5"]
    assert n_kept(*asked) == len(asked)
    assert n_kept(*asked) == 0


@pytest.mark.parametrize(
    "asked",
    [
        "kind=riot", "language=xx", "miles=3", "zip=00000", "county=Nowhere", "area=99", "day=soon",
        "day=2150-01-01", "page=3", "page=-1", "page=02", "page=x", "words=oak", "lat=39&lon=-77",
        "other=1", "kind=parade&kind=parade", "kind=&kind=", "&", "%6bind=parade",
        "zip=+20850", "county=Montgomery+", f"day=+{NIGHT}", f"day={NIGHT:%m/%d/%Y}",
    ],
)  # fmt: skip
def test_what_one_can_think_of_without_end_is_answered_and_not_kept(n_kept, asked):
    assert n_kept(*(f"{page}?{asked}" for page in ("", *FEEDS))) == 0


def test_further_pages_are_kept_of_the_list_alone_and_no_question_about_one(n_kept):
    one = Gathering.objects.first().public_id
    assert n_kept("embed/?page=2", "gatherings.ics?page=1") == 0
    pages = (f"{one}/", f"{one}/flyer/", f"{one}.ics")
    assert (
        n_kept(*(f"{page}?{asked}" for page in pages for asked in ("kind=parade", "page=1"))) == 0
    )
    assert n_kept(*pages) == 3


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        ("page=99", "page=2"), ("page=-1", "page=2"), ("page=02", "page=2"), ("page=", "page=1"),
        ("page=x&kind=cookout", "page=1&kind=cookout"), ("page=3&kind=&page=4", "page=2&kind="),
        ("page=99&zip=20850&miles=5", "page=2&zip=20850&miles=5"),
    ],
)  # fmt: skip
def test_a_page_that_is_not_there_leads_to_the_one_that_is(n_kept, client, asked, last):
    answer = client.get(f"{CITY}?{asked}")
    assert (answer.status_code, answer["Location"]) == (302, f"{CITY}?{last}")
    assert client.get(answer["Location"]).status_code == 200
