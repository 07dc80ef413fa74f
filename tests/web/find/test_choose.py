"""A list to choose from is what Django's own would be."""

import pytest
from django import forms
from django.test.html import parse_html

from nightout.web.find.choose import QuickSelect

CHOICES = [("", "Any"), ("a", "A & <b>"), (3, "three"), ('"x"', "quoted")]


@pytest.mark.parametrize("value", [None, "", "a", "3", 3, '"x"', "none of them"])
@pytest.mark.parametrize("attrs", [{"id": "one", "required": True}, {"aria-describedby": "<"}])
def test_it_is_written_as_django_writes_it(value, attrs):
    ours, theirs = (
        kind(choices=CHOICES).render("beat", value, attrs) for kind in (QuickSelect, forms.Select)
    )
    assert parse_html(ours) == parse_html(theirs)
