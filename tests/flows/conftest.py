"""Small tables of traces, as workbooks and as files of pairs, and the real years."""

from __future__ import annotations

from functools import partial

import pytest

from nightout.flows import read_flows

STATES = ("California", "Georgia", "Illinois", "Indiana", "Nevada", "New York", "Virginia")
COUNTS = [
    [900, 3, 5, 2, 20, 6, 4],
    [12, 800, 15, 9, 3, 90, 30],
    [6, 3, 700, 20, 2, 5, 1],
    [9, 7, 260, 600, 2, 12, 3],
    [210, 2, 4, 1, 300, 3, 1],
    [3, 6, 2, 1, 1, 500, 4],
    [8, 12, 6, 3, 2, 110, 640],
]


@pytest.fixture
def make_workbook(tmp_path):
    """Write a workbook as ATF does; cells, names and labels may be changed."""

    def make(name="trace_2020.xlsx", counts=None, states=STATES, sideways=False, **changes):
        from openpyxl import Workbook

        counts = [list(row) for row in (counts or COUNTS)]
        rows = [[*row, sum(row)] for row in counts]
        rows.append([sum(column) for column in zip(*rows, strict=True)])
        if sideways:
            rows = [list(row) for row in zip(*rows, strict=True)]
        labels = changes.get("labels", ("Recovery State", "Source State"))
        names = [one.upper() for one in states] + [changes.get("total", "TOTALS")]
        lines = [[labels[0]], [labels[1], None, *names]]
        lines += [[None, name, *row] for name, row in zip(names, rows, strict=True)]
        for (row, column), value in changes.get("cells", {}).items():
            lines[row][column] = value
        lines += [[], *[[None, foot] for foot in changes.get("feet", ())]]
        book = Workbook()
        for line in lines:
            book.active.append(line)
        path = tmp_path / name
        book.save(path)
        return path

    return make


@pytest.fixture
def make_pairs(tmp_path):
    """Write a file of pairs from rows such as `2020,Georgia,New York,90`."""

    def make(*rows, header="year,source_place,recovery_place,traced", name="pairs.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n")
        return path

    return make


@pytest.fixture(scope="session")
def atf(real_data):
    """ATF's eleven years, every scope."""
    return read_flows([real_data / "atf_workbooks"])


@pytest.fixture(scope="session")
def us(atf):
    """ATF's eleven years, 50 states and DC."""
    return atf.within("50+DC")


@pytest.fixture
def run(run_here):
    """Run `nightout flows ...`, as `run_here` does."""
    return partial(run_here, "flows")
