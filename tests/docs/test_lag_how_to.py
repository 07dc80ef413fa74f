"""The how-to about late reports does what it says, on a city whose thefts come late by design."""

import datetime as dt
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import nightout  # noqa: F401
from tests.conftest import HEADER, MAPPING

PAGE = Path(__file__).parent.parent.parent / "docs" / "how-to" / "is-it-real-or-late.md"
# Of twenty thefts a day ten are reported at once, one as late as 25 days.
DELAYS = [0] * 10 + [1] * 4 + [2, 3, 5, 9, 15, 25]
FIRST = dt.date(2019, 1, 1)
LOADS = (dt.date(2020, 7, 6), dt.date(2021, 7, 5))


def known(upto):
    for n in range((upto - FIRST).days + 1):
        day = FIRST + dt.timedelta(days=n)
        for i, delay in enumerate(DELAYS[: 20 - n % 3]):
            reported = day + dt.timedelta(days=delay)
            if reported <= upto:
                yield f"{n}-{i},LARCENY,{day} 10:00,{reported} 12:00,,,,11\n"


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def desk(nightout, tmp_path_factory):  # noqa: F811
    folder = tmp_path_factory.mktemp("desk")
    (folder / "mapping.yaml").write_text(MAPPING.replace("MURDER: homicide", "LARCENY: larceny"))
    nightout("new", "springfield", "--zone", "America/Chicago", "--name", "Springfield", cwd=folder)
    for load in LOADS:
        (folder / "export.csv").write_text(HEADER + "".join(known(load)))
        loaded = nightout(
            "load", "springfield", "export.csv", "--mapping", "mapping.yaml",
            "--known-on", load, "--covers", f"{FIRST}..{load}", cwd=folder,
        )  # fmt: skip
        assert loaded.code == 0, loaded.err
    return folder


@pytest.mark.parametrize("block", blocks("console"))
def test_a_command_prints_what_the_page_shows(nightout, desk, block):  # noqa: F811
    command, *shown = block.strip().splitlines()
    ran = nightout(*shlex.split(command.partition(" > ")[0])[2:], cwd=desk)
    assert ran.code == 0, ran.err
    said = " ".join(ran.out.split())
    assert [line for line in shown if " ".join(line.split()) not in said] == []
