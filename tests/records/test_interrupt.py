"""Ctrl-C during a load: one line, code 130, and the city as it was."""

import signal
import subprocess
import sys
import time

import pytest

from nightout.records import table_version
from tests.conftest import HEADER
from tests.records.loader import ROOT

N_ROWS = 150_000
LOAD = "from nightout.cli import main; main()"
PATIENCE_S = 60


def start(city, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        HEADER + "".join(f"{i},THEFT,2021-01-02,2021-01-02,,,1,11\n" for i in range(N_ROWS))
    )
    mapping = tmp_path / "mapping.yaml"
    command = [sys.executable, "-c", LOAD, "load", city.folder, path, "--mapping", mapping]
    return subprocess.Popen(
        [str(part) for part in command], cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("wait_s", [0.0, 0.15, 0.4])
def test_ctrl_c_stops_a_load_with_one_line_and_leaves_the_city_as_it_was(
    city, mapping, tmp_path, wait_s
):
    before = {path.name for path in city.folder.iterdir()}
    with start(city, tmp_path) as child:
        until = time.monotonic() + PATIENCE_S
        while not (city.folder / ".loading").exists() and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(wait_s)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate()
    assert child.returncode == 130, err
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith("nightout: stopped. A load lands whole or not at all")
    assert table_version(city) == -1
    assert {path.name for path in city.folder.iterdir()} - {".lock"} == before


def test_a_query_that_ctrl_c_stops_is_ctrl_c_and_no_other_fault_is():
    from nightout.records.engine import interruptible

    with pytest.raises(KeyboardInterrupt), interruptible():
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError, match="out of memory"), interruptible():
        raise RuntimeError("out of memory")
