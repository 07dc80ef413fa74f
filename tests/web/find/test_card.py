"""What a list says of a gathering: kept words are those that Django would say anew."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from nightout.web.find.card import make_card, page_of, path_of, say_when
from nightout.web.gatherings.public import find_public
from tests.web.conftest import at

SAID = """{% load tz %}{% localtime off %}{{ one.starts_at|date:"D" }}, \
{{ one.starts_at|date:"DATE_FORMAT" }}, {{ one.starts_at|date:"TIME_FORMAT" }}–\
{{ one.ends_at|date:"TIME_FORMAT" }}{% endlocaltime %}"""


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("hour", [0, 12, 18])
def test_when_is_said_as_django_says_it(gather, town, hour, language):
    one = find_public(town, gather(starts_at=at(hour), ends_at=at(hour + 1, 45)).public_id)
    card = make_card(one, language)
    with override(language):
        assert f"{card.day}, {card.hours}" == Template(SAID).render(Context({"one": one}))
    assert say_when(one, language).endswith(card.hours)


def test_each_language_has_its_own_words(gather, town):
    one = find_public(town, gather(kinds=["parade", "youth"]).public_id)
    english, spanish = make_card(one, "en"), make_card(one, "es")
    assert english.kinds == "Parade, Youth event"
    assert spanish.kinds == "Desfile, Evento juvenil"
    assert spanish.path == f"/es{english.path}"


def test_the_path_is_the_one_of_the_page(gather, town):
    one = find_public(town, gather().public_id)
    for language in ("en", "es"):
        with override(language):
            path = reverse("gathering", args=["testville", one.public_id])
        assert path_of(one, language) == path
        assert page_of(one, language).endswith(path)


def test_a_minute_later_is_said_otherwise(gather, town):
    first = gather(starts_at=at(18), ends_at=at(20))
    later = gather(starts_at=at(18) + dt.timedelta(minutes=1), ends_at=at(20))
    cards = [make_card(find_public(town, one.public_id), "en") for one in (first, later)]
    assert cards[0].hours != cards[1].hours
