"""The tutorial does what it says: its commands are run in order, and print what it shows."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import nightout  # noqa: F401

TUTORIAL = Path(__file__).parent.parent.parent / "docs" / "tutorial" / "one-evening.md"
BLOCKS = re.findall(r"```console\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def evening(tmp_path_factory):
    return tmp_path_factory.mktemp("evening")


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_command_prints_what_the_tutorial_shows(nightout, evening, block):  # noqa: F811
    command, *shown = block.strip().splitlines()
    ran = nightout(*shlex.split(command)[2:], cwd=evening)
    said = f"{ran.out}{ran.err}"
    assert [line for line in shown if " ".join(line.split()) not in " ".join(said.split())] == []
    assert ran.code == (2 if "unknown" in block else 0), ran.err
