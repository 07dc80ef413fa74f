"""Travel times beside a plan: found again as they were, and never those of another night."""

from dataclasses import replace

import numpy as np
import pytest

from nightout.errors import UnreadableFile
from nightout.visits import straight_travel
from nightout.visits.travel_again import travel_anew
from nightout.visits.travel_store import TravelFiles, find_travel
from tests.visits.test_streets import RIVER, draw, evening, street_file

__all__ = ["street_file"]

TABLE = "from,to,seconds\nA,B,60\nB,A,90\n"


@pytest.fixture
def river(street_file):
    lines, places = draw(RIVER)
    return evening(places), TravelFiles(streets=(street_file(lines),))


def refuse(*_, **__):
    raise AssertionError("worked out anew")


@pytest.fixture
def kept(tmp_path, river, monkeypatch):
    """Keep the times of the river beside a plan; from then on nothing may be worked out."""
    request, told_by = river
    first = find_travel(request, told_by, plan=tmp_path / "plan.csv", keep=True)
    monkeypatch.setattr("nightout.visits.streets.drive", refuse)
    return tmp_path / "plan.csv", first


def test_kept_times_are_found_as_they_were(kept, river):
    plan, first = kept
    again = find_travel(*river, plan=plan)
    assert (again.seconds == first.seconds).all()
    assert (again.place_ids, again.words, again.notes) == (
        first.place_ids, first.words, first.notes,
    )  # fmt: skip


@pytest.mark.parametrize("change", ["speed", "place", "streets", "rules of streets", "name"])
def test_times_of_anything_else_are_not_taken(kept, river, change):
    plan, _ = kept
    request, told_by = river
    (path,) = told_by.streets
    if change == "speed":
        request = replace(request, rules=replace(request.rules, speed_kmh=35))
    elif change == "rules of streets":
        streets = replace(request.rules.streets, limit_share=0.5)
        request = replace(request, rules=replace(request.rules, streets=streets))
    elif change == "place":
        first, *others = request.gatherings
        request = replace(request, gatherings=(replace(first, lat=first.lat + 1e-6), *others))
    elif change == "name":
        told_by = TravelFiles(streets=(path.rename(path.with_name("others.geojson")),))
    else:
        path.write_text(path.read_text() + " ")
    with pytest.raises(AssertionError, match="worked out anew"):
        find_travel(request, told_by, plan=plan)


@pytest.mark.parametrize("damage", ["cut off", "no head", "empty", "gone"])
def test_what_is_damaged_is_worked_out_anew(kept, river, damage):
    plan, _ = kept
    path = plan.with_suffix(".travel")
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"cut off": data[:-1], "no head": data[5:], "empty": b""}[damage])
    with pytest.raises(AssertionError, match="worked out anew"):
        find_travel(*river, plan=plan)


def test_where_nothing_can_be_kept_the_times_are_told_all_the_same(tmp_path, river):
    plan = tmp_path / "no folder" / "plan.csv"
    assert find_travel(*river, plan=plan, keep=True).words
    assert not plan.parent.exists()


def test_a_gathering_that_moves_is_found_on_the_streets_that_were_kept(kept, river, monkeypatch):
    plan, _ = kept
    request, told_by = river
    monkeypatch.setattr("nightout.visits.street_store.read_streets", refuse)
    travel = find_travel(request, told_by, plan=plan)
    first, second = request.gatherings
    moved = replace(request, gatherings=(replace(first, lon=first.lon + 0.001), second))
    again = travel_anew(travel, request, moved)
    monkeypatch.undo()
    anew = find_travel(moved, told_by)
    assert np.abs(again.seconds - anew.seconds).max() <= 1
    assert (again.seconds != travel.seconds).any()


def test_a_table_is_kept_too(tmp_path, monkeypatch):
    _, places = draw(RIVER)
    table = tmp_path / "travel.csv"
    table.write_text(TABLE)
    request, plan = evening(places), tmp_path / "plan.csv"
    find_travel(request, TravelFiles(table), plan=plan, keep=True)
    monkeypatch.setattr("nightout.visits.travel_file.read_travel", refuse)
    assert find_travel(request, TravelFiles(table), plan=plan).seconds[0, 1] == 60


def test_files_that_are_not_there_are_named_by_whoever_reads_them(tmp_path, river):
    told_by = TravelFiles(streets=(tmp_path / "none.geojson",))
    with pytest.raises(UnreadableFile, match=r"none\.geojson"):
        find_travel(river[0], told_by, plan=tmp_path / "plan.csv")


@pytest.mark.parametrize("told_by", ["straight lines", "table", "streets"])
def test_by_however_many_steps_a_night_changes_the_times_are_the_same(tmp_path, river, told_by):
    request, files = river
    if told_by == "table":
        (tmp_path / "travel.csv").write_text(TABLE)
        files = TravelFiles(tmp_path / "travel.csv")
    elif told_by == "straight lines":
        files = TravelFiles()
    base = find_travel(request, files)
    first, second = request.gatherings
    away = replace(request, gatherings=(replace(first, lon=first.lon + 0.001), second))
    more = replace(away, gatherings=(*away.gatherings, replace(first, gathering_id="C")))
    back = replace(more, gatherings=(first, *more.gatherings[1:]))
    steps = base
    for before, after in ((request, away), (away, more), (more, back)):
        steps = travel_anew(steps, before, after)
    once = travel_anew(base, request, back)
    assert (steps.place_ids, steps.notes) == (once.place_ids, once.notes)
    assert (steps.seconds == once.seconds).all()
    assert (once.seconds[:2, :2] == base.seconds).all()


def test_only_rows_that_are_new_are_worked_out(monkeypatch):
    from tests.visits.towns import draw_town

    town = draw_town(np.random.default_rng(1), 30, 5)
    travel = straight_travel(town)
    asked = []
    monkeypatch.setattr(
        "nightout.visits.travel_again.straight_rows",
        lambda request, which: asked.append(len(which)) or straight_travel(request).seconds[which],
    )
    first, *others = town.gatherings
    moved = replace(town, gatherings=(replace(first, lat=first.lat + 0.01), *others))
    assert (travel_anew(travel, town, moved).seconds == straight_travel(moved).seconds).all()
    assert asked == [1]
