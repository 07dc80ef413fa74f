"""What a list says of a gathering: kept words are those that Django would say anew."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from nightout.web.find.card import make_card, page_of, path_of, say_kinds, say_when
from nightout.web.gatherings.public import find_public
from tests.web.conftest import at

SAID = """{% load tz %}{% localtime off %}{{ one.starts_at|date:"D" }} \
{{ one.starts_at|date:"SHORT_DATE_FORMAT" }}, {{ one.starts_at|date:"TIME_FORMAT" }}–\
{{ one.ends_at|date:"TIME_FORMAT" }}{% endlocaltime %}"""


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("hour", [0, 12, 18])
def test_when_is_said_as_django_says_it(gather, town, hour, language):
    one = find_public(town, gather(starts_at=at(hour), ends_at=at(hour + 1, 45)).public_id)
    with override(language):
        card = make_card(one)
        assert f"{card.day}, {card.hours}" == Template(SAID).render(Context({"one": one}))
        assert say_when(one).endswith(card.hours)


def test_each_language_has_its_own_words(gather, town):
    one = find_public(town, gather(kinds=["parade", "youth"]).public_id)
    with override("es"):
        spanish = make_card(one)
    with override("en"):
        english = make_card(one)
    assert (english.kinds, spanish.kinds) == ("Parade, Youth event", say_in("es", say_kinds, one))
    assert spanish.kinds != english.kinds
    assert spanish.path == f"/es{english.path}"


def test_the_path_is_the_one_of_the_page(gather, town):
    one = find_public(town, gather().public_id)
    for language in ("en", "es"):
        with override(language):
            assert path_of(one) == reverse("gathering", args=["testville", one.public_id])
            assert page_of(one).endswith(path_of(one))


def test_a_change_of_the_clock_is_a_change_of_words(gather, town):
    first = gather(starts_at=at(18), ends_at=at(20))
    later = gather(starts_at=at(18) + dt.timedelta(minutes=1), ends_at=at(20))
    cards = [make_card(find_public(town, one.public_id)) for one in (first, later)]
    assert cards[0].hours != cards[1].hours


def say_in(language, say, one):
    with override(language):
        return say(one)
