"""Running commands as a person does: a process, its two outputs and its code."""

import subprocess
import sys
from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def nightout():
    def run(*words, **settings):
        command = [sys.executable, "-c", "from nightout.cli import main; main()", *map(str, words)]
        done = subprocess.run(command, capture_output=True, check=False, **settings)
        return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode())

    return run
