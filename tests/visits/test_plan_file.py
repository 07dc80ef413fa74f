"""A plan that is written and read back is the same plan."""

import csv
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.errors import BadSetting, MissingColumn, UnreadableFile
from nightout.visits import Plan, Rest, Visit, as_plan_rows, read_plan
from nightout.visits.plan_file import COLUMNS, as_plan
from tests.visits.conftest import clock

VISIT = Visit("P1", "G1", "police", clock("18:05:30"), clock("18:18:30"), 330, True, True)
REST = Rest("P1", clock("18:18:30"), clock("18:48:30"))


def write(path, plan):
    rows = as_plan_rows(plan)
    if path.suffix == ".json":
        path.write_text(json.dumps({"command": "visits plan", "rows": rows}))
    else:
        with path.open("w", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    return path


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_round_trip_is_identity(tmp_path, kind):
    plan = Plan.of([VISIT], [REST])
    assert read_plan(write(tmp_path / f"plan.{kind}", plan)) == plan
    assert read_plan(write(tmp_path / f"none.{kind}", Plan())) == Plan()


moments = st.datetimes(dt.datetime(2026, 8, 4, 12), dt.datetime(2026, 8, 5, 3)).map(
    lambda moment: moment.replace(microsecond=0)
)
names = st.text("abcXYZ019-_ :;,'\"é", min_size=1).map(str.strip).filter(bool)
visits = st.builds(
    Visit, names, names, names.filter(lambda kind: kind != "break"), moments, moments,
    st.integers(0, 9999), st.booleans(), st.booleans(),
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(st.lists(visits), st.lists(st.builds(Rest, names, moments, moments)))
def test_rows_of_any_plan_make_that_plan(visits, rests):
    plan = Plan.of(visits, rests)
    assert as_plan([{name: str(row[name]) for name in row} for row in as_plan_rows(plan)]) == plan


def test_rows_have_the_shared_columns_unit_by_unit():
    rows = as_plan_rows(Plan.of([VISIT, Visit("A", "G1", "k9", clock("20:00"), clock("20:10"), 9)]))
    assert [list(row) for row in rows] == [list(COLUMNS)] * 2
    assert [row["unit_id"] for row in rows] == ["A", "P1"]


def test_what_is_no_plan_is_refused(files):
    folder = files(a_csv="unit_id,kind\nP1,police\n", b_json="{}", c_json="no",
                   d_csv=",".join(COLUMNS) + "\nP1,G1,police,soon,18:00,1,no,no\n",
                   e_csv=",".join(COLUMNS) + "\nP1,G1,police,,18:00,1,no,no\n")  # fmt: skip
    with pytest.raises(MissingColumn, match=r"a.csv has no column gathering_id"):
        read_plan(folder / "a.csv")
    for name in ("b.json", "c.json"):
        with pytest.raises(UnreadableFile, match="is no plan"):
            read_plan(folder / name)
    with pytest.raises(UnreadableFile, match="there is no file"):
        read_plan(folder / "x.json")
    with pytest.raises(BadSetting, match=r"d.csv, row 1: the time is 'soon'"):
        read_plan(folder / "d.csv")
    with pytest.raises(BadSetting, match=r"e.csv, row 1: arrive is empty"):
        read_plan(folder / "e.csv")


def test_visits_are_found_by_unit_and_by_gathering():
    second = Visit("P2", "G1", "fire", clock("19:00"), clock("19:10"), 60)
    plan = Plan.of([second, VISIT])
    assert plan.visits == (VISIT, second)
    assert plan.by_unit() == {"P1": [VISIT], "P2": [second]}
    assert plan.by_gathering() == {"G1": [VISIT, second]}
    assert VISIT.depart == clock("18:00")
