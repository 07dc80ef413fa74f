"""The log of a night rebuilds its state, whatever happened and wherever it was cut off."""

import json

import numpy as np
import pytest

from nightout.errors import BadSetting, UnreadableFile
from nightout.visits import (
    Event,
    Plan,
    append_entry,
    begin_night,
    check_night,
    entry_of,
    rebuild_night,
    repair_night,
)
from tests.visits.conftest import clock, gathering
from tests.visits.towns import draw_full_town, plan_town

EVENTS = (
    Event(clock("18:05"), "away", "U0"),
    Event(clock("18:30"), "late", "U3", minutes=12.5),
    Event(clock("18:40"), "added", gathering_id="N",
          gathering=gathering("N", 700, wanted=("police",), host="Ana", expected=40)),
    Event(clock("18:55"), "cancelled", gathering_id="G5"),
    Event(clock("19:10"), "moved", gathering_id="G6", gathering=gathering("G6", 300)),
    Event(clock("19:20"), "back", "U0"),
)  # fmt: skip


@pytest.fixture(scope="module")
def town():
    return draw_full_town(np.random.default_rng(5))


@pytest.fixture(scope="module")
def plan(town):
    return plan_town(town, n_rounds=50)


@pytest.fixture
def lived(town, plan, tmp_path):
    """Live through the events; give each state and the log."""
    path, states = tmp_path / "night.jsonl", [begin_night(town, plan)]
    for event in EVENTS:
        done = repair_night(states[-1], event, rng=np.random.default_rng(1), n_rounds=5)
        append_entry(path, plan, entry_of(states[-1], event, done))
        states.append(done.state)
    return states, path


def same(one, other):
    assert one.plan == other.plan
    assert one.night == other.night
    assert one.travel.place_ids == other.travel.place_ids
    assert (one.travel.seconds == other.travel.seconds).all()


def test_the_state_is_rebuilt_from_the_log(lived, town, plan):
    states, path = lived
    rebuilt, entries, notes = rebuild_night(town, plan, path)
    same(rebuilt, states[-1])
    assert [one.event for one in entries] == list(EVENTS)
    assert notes == ()
    assert check_night(rebuilt.night, rebuilt.plan, announced=states[-2].plan) == ()


def test_a_line_that_was_cut_off_is_not_there(lived, town, plan):
    states, path = lived
    text = path.read_bytes()
    path.write_bytes(text[:-20])
    rebuilt, entries, notes = rebuild_night(town, plan, path)
    same(rebuilt, states[-2])
    assert len(entries) == len(EVENTS) - 1
    assert "cut off; give that event again" in notes[0]
    done = repair_night(rebuilt, EVENTS[-1], rng=np.random.default_rng(1), n_rounds=5)
    append_entry(path, plan, entry_of(rebuilt, EVENTS[-1], done))
    assert path.read_bytes() == text


def test_without_a_log_the_night_begins(town, plan, tmp_path):
    state, entries, notes = rebuild_night(town, plan, tmp_path / "none.jsonl")
    same(state, begin_night(town, plan))
    assert (entries, notes) == ((), ())
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    same(rebuild_night(town, plan, empty)[0], state)


def test_a_log_belongs_to_its_plan(lived, town, plan):
    with pytest.raises(BadSetting, match="is the log of another plan"):
        rebuild_night(town, Plan.of(plan.visits[1:], plan.rests), lived[1])


@pytest.mark.parametrize("text", ["hello\n", "{}\n", '{"nightout": "log of a night"}\n', "[1]\n"])
def test_what_is_no_log_is_refused(text, town, plan, tmp_path):
    path = tmp_path / "night.jsonl"
    path.write_text(text)
    with pytest.raises(UnreadableFile, match="is no log of a night"):
        rebuild_night(town, plan, path)


@pytest.mark.parametrize("line", ["{", "{}", json.dumps({"event": {"at": "soon"}})])
def test_damage_before_the_end_is_told_with_its_line(line, lived, town, plan):
    _, path = lived
    lines = path.read_text().splitlines()
    lines[2] = line
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(UnreadableFile, match="line 3 cannot be read"):
        rebuild_night(town, plan, path)
