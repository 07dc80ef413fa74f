"""Measures: each is declared whole, and says what it cannot show."""

import dataclasses

import pytest

from nightout.errors import BadSetting, UnknownName
from nightout.records import find_measure, list_measures

SLUGS = (
    "aggravated_assault",
    "ambush_attack",
    "fatal_shooting",
    "homicide",
    "mass_killing",
    "mass_killing_4",
    "mass_shooting",
    "officer_shot",
    "rape",
    "robbery",
    "shooting_victim",
)


def test_the_measures_of_the_field_are_there():
    assert set(SLUGS) <= set(list_measures())


@pytest.mark.parametrize("measure", list_measures().values(), ids=list_measures())
def test_a_measure_is_declared_whole(measure):
    for name in ("title", "one", "definition", "whose", "why", "cannot_show"):
        assert getattr(measure, name).strip()
    assert measure.review_due > measure.reviewed
    assert measure.threshold >= 1


def test_five_definitions_of_many_shot_are_five_measures():
    killed = {slug: find_measure(slug).at_least for slug in SLUGS}
    assert killed["mass_shooting"] == {"victims": 4}
    assert killed["mass_killing"] == {"killed": 3}
    assert killed["mass_killing_4"] == {"killed": 4}


def test_a_measure_nobody_knows_names_those_there_are():
    with pytest.raises(UnknownName, match="Use one of aggravated_assault"):
        find_measure("murder")


@pytest.mark.parametrize(
    "wrong", [{"counts": "people"}, {"date_basis": "guessed"}, {"at_least": {"guns": 1}}]
)
def test_a_measure_that_cannot_be_is_refused(wrong):
    with pytest.raises(BadSetting):
        dataclasses.replace(find_measure("homicide"), **wrong)
