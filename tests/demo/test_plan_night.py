"""Rivermouth's night as it is planned: it keeps every rule, and its sheets lie beside it."""

import numpy as np
import pytest

from nightout.demo import plan_demo_night
from nightout.records import create_city
from nightout.visits import (
    check_plan,
    read_plan,
    read_streets,
    straight_travel,
    street_travel,
)


@pytest.fixture(scope="module")
def planned(quiet, tmp_path_factory):
    folder = tmp_path_factory.mktemp("night")
    city = create_city(folder / "city", name="Rivermouth", zone="America/New_York", made_up=True)
    steps = []
    night = plan_demo_night(
        folder / "night", (city, quiet), np.random.default_rng(6), n_rounds=100,
        watch=lambda step, share: steps.append((step, share)),
    )  # fmt: skip
    return night, steps


def test_the_plan_keeps_every_rule_and_every_promise(planned, quiet):
    night, _ = planned
    assert check_plan(quiet.night.request, night.plan) == ()
    assert night.figures.promised_kept == night.figures.promised == 17
    assert night.figures.visited >= 295


def test_what_is_written_is_the_plan(planned):
    night, _ = planned
    assert read_plan(night.table) == night.plan


def test_the_sheets_say_that_they_are_made_up_and_name_the_city(planned):
    night, _ = planned
    page = (night.sheets.folder / "night.html").read_text()
    assert "MADE UP" in page
    assert "National Night Out, Rivermouth" in page
    assert {"units/MAYOR.html", "units.pdf", "visits.csv"} <= set(night.sheets.files)


def test_progress_is_told_to_the_end_of_each_step(planned):
    _, steps = planned
    for step in {step for step, _ in steps}:
        shares = [share for one, share in steps if one == step]
        assert shares == sorted(shares)
        assert shares[-1] == 1.0


def test_travel_goes_along_its_streets_and_over_its_bridges(quiet):
    request = quiet.night.request
    travel = street_travel(read_streets([quiet.streets, quiet.bridges]), request)
    straight = straight_travel(request).seconds
    assert travel.notes == ()
    apart = straight > 0
    assert 0.8 < np.median(travel.seconds[apart] / straight[apart]) < 1
    # Few ways are twice as long as the straight line says: those around the water.
    assert 0 < (travel.seconds > 2 * straight + 120).mean() < 0.01


def test_without_its_bridges_a_bank_is_told_to_be_cut_off(quiet):
    travel = street_travel(read_streets([quiet.streets]), quiet.night.request)
    assert "more: farther than 200 m from any street of streets.geojson" in travel.notes[0]
