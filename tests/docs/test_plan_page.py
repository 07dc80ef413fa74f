"""The page on planning the night does what it says, from its own files."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import nightout  # noqa: F401

PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "plan-the-night.md"


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    (folder / "night").mkdir()
    for name, text in zip(("gatherings.csv", "units.csv"), blocks("csv"), strict=True):
        (folder / "night" / name).write_text(text)
    (rules,), (of_streets,), (streets,) = blocks("toml"), blocks("text"), blocks("json")
    (folder / "night" / "rules.toml").write_text(rules + of_streets)
    (folder / "streets.geojson").write_text(streets)
    return folder


def test_its_commands_print_what_is_shown_one_after_the_other(nightout, desk):  # noqa: F811
    shown = re.split(r"^\$ ", "".join(blocks("console")), flags=re.MULTILINE)[1:]
    assert len(shown) == 10
    for block in shown:
        command, *lines = block.strip().splitlines()
        ran = nightout(*shlex.split(command)[1:], cwd=desk)
        assert ran.code == 0, ran.err
        said = " ".join(ran.out.split())
        assert [one for one in lines if " ".join(one.split()) not in said] == [], command


def test_its_table_of_rules_has_their_usual_values():
    from nightout.visits import Rules

    usual = Rules()
    text = PAGE.read_text("utf-8")
    for name in ("start_before_end_min", "reserve_radius_m", "neighbourhood_floor"):
        assert f"| `{name}` | {getattr(usual, name):g} |" in text
    assert f"| {usual.speed_kmh:g}, {usual.circuity:g} |" in text
    assert f"| {usual.visit_minutes.usual:g}, {usual.setup_minutes.usual:g} |" in text
    assert usual.event in text


def test_its_table_of_streets_has_their_usual_values():
    from nightout.visits import StreetRules

    usual = StreetRules()
    text = PAGE.read_text("utf-8")
    assert f"| `limit_share` | {usual.limit_share:g} |" in text
    assert f"| `off_street_m` | {usual.off_street_m:g} |" in text
    assert (usual.speed_column, usual.oneway_column, usual.speed_unit) == ("", "", "")
