"""Nothing is lost: a loader killed at any moment leaves the old state or the new one, whole."""

import datetime as dt
import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import narwhals.stable.v2 as nw
import numpy as np
import pytest

from nightout.errors import NotYetKnown
from nightout.records import (
    as_known_on,
    create_city,
    load_files,
    open_city,
    read_incidents,
    read_knowledge,
    read_mapping,
)
from nightout.records.tables import INCIDENT, INCIDENT_KEY
from tests.conftest import HEADER, MAPPING
from tests.records.loader import ROOT, options_for

PHASES = ("reading", "folding", "comparing", "writing", "committed")
# Half are aimed at writing, ever closer to the commit: one in two steps stood this test before.
AIMS = ("reading", "writing", "folding", "writing", "comparing", "writing", "committed", "writing")
N_KILLS = 20
N_ROWS = 60_000
DAYS = ("2022-01-10", "2022-01-17")


@dataclass(frozen=True)
class Case:
    """A load of `file` on `day` into a city as it stands in `base`, undisturbed: `after`."""

    base: Path
    mapping: Path
    file: Path
    day: str
    before: object
    after: object


def write_rows(path, rng, *, later=False):
    """Write incidents; the later export changes one in 50, lacks one in 30, brings new ones."""
    lines = []
    for number in range(N_ROWS + (500 if later else 0)):
        day = dt.date(2021, 1, 1) + dt.timedelta(days=number % 364)
        changed, gone = rng.random() < 0.02, rng.random() < 0.03
        if later and gone:
            continue
        victims = 2 if later and changed else 1
        offense = "MURDER" if number % 50 == 0 else "THEFT"
        lines.append(f"{number},{offense},{day},{day},-71.5,38.5,{victims},{number % 40}\n")
    path.write_text(HEADER + "".join(lines))
    return path


def rows_of(city):
    """All rows in all columns, in the order of their keys; None before the first load."""
    try:
        table = nw.from_native(read_incidents(city)).collect("pyarrow").to_native()
    except NotYetKnown:
        return None
    return table.sort_by([(name, "ascending") for name in (*INCIDENT_KEY, "known_from")])


def same(one, other):
    return one is other if one is None or other is None else one.equals(other)


def known(rows, day):
    """What was known on a day; when it ceased to be known is not that day's to say."""
    found = as_known_on(rows, dt.date.fromisoformat(day))
    return found.select([name for name in INCIDENT.names if name != "known_until"])


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kill")
    mapping = folder / "mapping.yaml"
    mapping.write_text(MAPPING)
    made = [create_city(folder / "0", name="Testville", zone="UTC").folder]
    found = {}
    for i, (name, day) in enumerate(zip(("load", "reload"), DAYS, strict=True)):
        rng = np.random.default_rng(3)
        file = write_rows(folder / f"export_{day}.csv", rng, later=i > 0)
        made.append(folder / str(i + 1))
        shutil.copytree(made[i], made[i + 1])
        before = rows_of(open_city(made[i]))
        report = load_files(open_city(made[i + 1]), [file], read_mapping(mapping), options_for(day))
        found[name] = Case(made[i], mapping, file, day, before, rows_of(open_city(made[i + 1])))
    assert min(report.n_new, report.n_changed, report.n_withdrawn) > 400
    return found


def start(case, city):
    command = [
        sys.executable,
        "-m",
        "tests.records.loader",
        city,
        case.mapping,
        case.file,
        case.day,
    ]
    return subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def time_phases(case, city):
    """Say how long each phase takes when nothing disturbs it."""
    with start(case, city) as child:
        told = [(line.strip(), time.perf_counter()) for line in child.stdout]
    assert child.returncode == 0
    assert [phase for phase, _ in told] == [*PHASES, "reported"]
    return {phase: end - begin for (phase, begin), (_, end) in pairwise(told)}


def kill_in(case, city, phase, wait_s):
    """Kill a loader `wait_s` after it said it began a phase; say in which it then was."""
    with start(case, city) as child:
        said = []
        for line in child.stdout:
            said.append(line.strip())
            if said[-1] == phase:
                time.sleep(wait_s)
                child.kill()
    return said[-1] if child.returncode == -9 else "finished"


def close_in(span, wait_s, *, committed):
    """Aim the next kill closer to the commit, but no closer than the machine's own pace allows."""
    low, high = (span[0], wait_s) if committed else (wait_s, span[1])
    return (0.9 * low, max(1.1 * high, low + 0.05))


@pytest.mark.proof
@pytest.mark.parametrize("name", ["load", "reload"])
def test_a_killed_load_leaves_one_state_whole_and_the_next_ends_as_if_undisturbed(
    cases, tmp_path, name, record_property
):
    case, rng = cases[name], np.random.default_rng(20261122)
    shutil.copytree(case.base, tmp_path / "timed")
    lasts = time_phases(case, tmp_path / "timed")
    # At most half of the last phase: the loader is done soon after.
    spans = {phase: (0.0, s / 2 if phase == "committed" else s) for phase, s in lasts.items()}
    kills = []
    while len([one for one in kills if one[0] != "finished"]) < N_KILLS:
        assert len(kills) < 3 * N_KILLS, f"too few kills landed: {kills}"
        folder = tmp_path / "killed"
        shutil.copytree(case.base, folder)
        aimed = AIMS[len(kills) % len(AIMS)]
        wait_s = rng.uniform(*spans[aimed])
        phase = kill_in(case, folder, aimed, wait_s)
        state = check_whole(case, open_city(folder))
        if aimed == "writing":
            spans[aimed] = close_in(spans[aimed], wait_s, committed=state == "new")
        kills.append((phase, state))
        check_next_load(case, open_city(folder))
        shutil.rmtree(folder)
    record_property("kills", kills)
    check_phases(kills)


def check_whole(case, city):
    """The table is as before or as after, in every row; past days answer as they did."""
    rows = rows_of(city)
    state = "old" if same(rows, case.before) else "new"
    if state == "new":
        assert same(rows, case.after)
    if case.before is not None:
        assert known(rows, DAYS[0]).equals(known(case.before, DAYS[0]))
        now = case.after if state == "new" else case.before
        assert known(rows, DAYS[1]).equals(known(now, DAYS[1]))
    return state


def check_next_load(case, city):
    """The same load again leaves what an undisturbed one does: rows, reports, no litter."""
    load_files(city, [case.file], read_mapping(case.mapping), options_for(case.day))
    assert same(rows_of(city), case.after)
    reports = {report.load_id: report.as_json() for report in read_knowledge(city).loads}
    told = {path.stem: json.loads(path.read_text()) for path in city.loads.glob("*.json")}
    assert told == json.loads(json.dumps(reports))
    assert len(told) == (1 if case.before is None else 2)
    assert not (city.folder / ".loading").exists()


def check_phases(kills):
    """Kills fell into every phase; before writing stands the old state, after it the new."""
    phases = {phase for phase, _ in kills}
    assert phases >= set(PHASES), f"kills fell into {sorted(phases)} only"
    for phase, state in kills:
        if phase in ("reading", "folding", "comparing"):
            assert state == "old", phase
        if phase in ("committed", "finished"):
            assert state == "new", phase
