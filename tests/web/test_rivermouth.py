"""Rivermouth's gatherings on a site: as many as were made, and none where it is not."""

import csv

import numpy as np
import pytest

from nightout.demo import Rivermouth, build_rivermouth, draw_night, write_night
from nightout.web.gatherings.models import City, Gathering
from nightout.web.gatherings.public import list_public
from nightout.web.rivermouth import NEIGHBOURS, WAITING, fill_rivermouth
from tests.web.conftest import NIGHT


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """The files of the made-up night, whose city had a quiet week."""
    import datetime as dt

    week = dt.date(2021, 7, 21)
    quiet = Rivermouth(start=week, first_export=week, burn_in_days=1, busyness=0.01)
    folder = tmp_path_factory.mktemp("night")
    write_night(folder, draw_night(build_rivermouth(np.random.default_rng(6), quiet),
                                   np.random.default_rng(1)))  # fmt: skip
    return folder


def test_all_are_there_and_those_that_wait_are_not_shown(town, night):
    world = {"west": -180, "south": -90, "east": 180, "north": 90}
    City.objects.update(made_up=True, **world)
    city = City.objects.get()
    with (night / "gatherings.csv").open(encoding="utf-8", newline="") as stream:
        made = list(csv.DictReader(stream))
    assert fill_rivermouth(city, night) == len(made) == 300
    n_waiting = len(made) // WAITING
    assert Gathering.objects.filter(state="pending").count() == n_waiting
    shown = list_public(city)
    assert len(shown) == len(made) - n_waiting
    addresses = {row["address"]: n for n, row in enumerate(made, 1)}
    for one in shown:
        assert one.exact == (one.where in addresses)
        assert one.starts_at.date() == NIGHT
    n_blocks = sum(n % NEIGHBOURS == 0 and n % WAITING != 0 for n in addresses.values())
    assert sum(not one.exact for one in shown) == n_blocks
    assert fill_rivermouth(city, night) == 300
    assert Gathering.objects.count() == 300
