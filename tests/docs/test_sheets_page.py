"""The how-to on sheets does what it says, on the night of two gatherings that it speaks of."""

import json
import re
import shlex
from pathlib import Path

import pytest

from nightout.records import create_city
from tests.cli.conftest import nightout  # noqa: F401
from tests.cli.test_visits_sheets import GATHERINGS, PLAN, RULES, UNITS

PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "print-the-sheets.md"
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
STREET = {"type": "LineString", "coordinates": [[-93.26, 44.95], [-93.26, 45.0]]}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("desk")
    (tmp_path / "night").mkdir()
    named = {
        "gatherings.csv": GATHERINGS,
        "units.csv": UNITS,
        "rules.toml": RULES,
        "plan.csv": PLAN,
    }
    for name, text in named.items():
        (tmp_path / "night" / name).write_text(text)
    streets = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": STREET}]}
    (tmp_path / "streets.geojson").write_text(json.dumps(streets))
    create_city(tmp_path / "springfield", name="Springfield", zone="America/Chicago")
    return tmp_path


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_command_prints_what_the_page_shows(nightout, desk, block):  # noqa: F811
    command, *shown = block.strip().splitlines()
    ran = nightout(*shlex.split(command)[2:], cwd=desk)
    assert ran.code == 0, ran.err
    assert [line for line in shown if line not in ran.out] == []


def test_every_file_that_the_page_names_is_written(nightout, desk):  # noqa: F811
    nightout("visits", "sheets", "night", "-o", "sheets", cwd=desk)
    named = re.findall(r"`((?:units/|gatherings/)?[\w-]+\.(?:html|ics|pdf|csv))`", PAGE.read_text())
    ours = {one for one in named if not re.match(r"(gatherings|units|plan|caravan)\.csv", one)}
    assert len(ours) > 7
    assert [one for one in ours if not (desk / "sheets" / one).is_file()] == []
