"""The how-tos do what they say: their commands are run on a small city, and print what is shown."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import nightout  # noqa: F401
from tests.conftest import HEADER, MAPPING

HOW_TO = Path(__file__).parent.parent.parent / "docs" / "how-to"
PAGES = ("weekly-meeting", "check-a-milestone", "publish-the-brief")


def blocks(kind):
    for page in PAGES:
        text = (HOW_TO / f"{page}.md").read_text("utf-8")
        yield from re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


@pytest.fixture(scope="module")
def desk(nightout, tmp_path_factory):  # noqa: F811
    """A folder with the city and the file that the pages speak of."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "mapping.yaml").write_text(MAPPING)
    rows = [
        f"{year}-{i},MURDER,{year}-{1 + i % 7:02}-{1 + i % 28:02} 10:00,,,,1,11\n"
        for year in range(2016, 2022)
        for i in range(120)
    ]
    (folder / "export.csv").write_text(HEADER + "".join(rows))
    (dates,) = blocks("csv")
    (folder / "dates.csv").write_text(dates)
    nightout("new", "springfield", "--zone", "America/Chicago", "--name", "Springfield", cwd=folder)
    loaded = nightout(
        "load", "springfield", "export.csv", "--mapping", "mapping.yaml",
        "--known-on", "2021-09-30", "--covers", "2015-12-01..2021-08-31", cwd=folder,
    )  # fmt: skip
    assert loaded.code == 0, loaded.err
    return folder


@pytest.mark.parametrize("block", list(blocks("console")))
def test_a_command_prints_what_the_page_shows(nightout, desk, block):  # noqa: F811
    command, *shown = block.strip().splitlines()
    ran = nightout(*shlex.split(command)[2:], cwd=desk)
    assert ran.code == 0, ran.err
    said = " ".join(ran.out.split())
    assert [line for line in shown if line not in said] == []
