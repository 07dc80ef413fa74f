"""The how-tos of curve and hours do what they say, on a city with both."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import nightout  # noqa: F401

HOW_TO = Path(__file__).parent.parent.parent / "docs" / "how-to"
PAGES = ("see-when-it-happens", "see-where-the-year-is-heading")
MAPPING = """
source: tests
agency: Springfield PD
incident_id: number
offense: {column: offense, values: {MURDER: homicide, BURGLARY: burglary}}
occurred_at: from
occurred_until: to
reported_at: from
"""


def blocks():
    for page in PAGES:
        text = (HOW_TO / f"{page}.md").read_text("utf-8")
        yield from re.findall(r"```console\n\$ (.*?)\n```", text, re.DOTALL)


@pytest.fixture(scope="module")
def desk(nightout, tmp_path_factory):  # noqa: F811
    folder = tmp_path_factory.mktemp("desk")
    (folder / "mapping.yaml").write_text(MAPPING)
    rows = [
        f"{year}-{i},{'BURGLARY' if i % 2 else 'MURDER'},"
        f"{year}-{1 + i % 7:02}-{1 + i % 28:02} {8 + i % 3:02}:10,"
        f"{year}-{1 + i % 7:02}-{1 + i % 28:02} {15 + i % 5:02}:40\n"
        for year in range(2015, 2022)
        for i in range(160)
    ]
    (folder / "export.csv").write_text("number,offense,from,to\n" + "".join(rows))
    nightout("new", "springfield", "--zone", "America/Chicago", "--name", "Springfield", cwd=folder)
    loaded = nightout(
        "load", "springfield", "export.csv", "--mapping", "mapping.yaml",
        "--known-on", "2021-09-30", "--covers", "2015-01-01..2021-08-31", cwd=folder,
    )  # fmt: skip
    assert loaded.code == 0, loaded.err
    return folder


@pytest.mark.parametrize("command", list(blocks()))
def test_a_command_of_the_pages_answers(nightout, desk, command):  # noqa: F811
    ran = nightout(*shlex.split(command)[1:], cwd=desk)
    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) >= 4
