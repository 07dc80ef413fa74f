"""`nightout flows` as a person runs it: what is printed, in which form, and what is refused."""

import csv
import io
import json
import sys

import pytest

from nightout.cli import main
from nightout.flows import NOTICE

CORRIDOR = [
    "source_place", "recovery_place", "year", "traced", "share", "expected", "lift", "lift_low",
    "lift_high", "q",
]  # fmt: skip


@pytest.fixture
def books(real_data):
    return real_data / "atf_workbooks"


def ask(run, *words):
    code, out, _ = run(*words, "--format", "json")
    assert code == 0
    return json.loads(out)


def test_who_supplies_new_york(run, books):
    found = ask(run, "supply", books, "--market", "NY")
    georgia = found["rows"][1]
    assert (georgia["source_place"], georgia["traced"], georgia["year"]) == ("Georgia", 632, 2020)
    assert georgia["share_low"] < georgia["share"] < georgia["share_high"]
    assert found["terms"]["scope"] == "50 states and DC"
    assert found["terms"]["queried_on"] == "2020: April 12, 2021"
    assert found["terms"]["known_source_share"] is None
    assert found["notes"][0] == NOTICE


def test_rates_need_people_and_ranks_do_not(run, books, real_data):
    people = real_data / "census_state_population_2010_2023.csv"
    first = ask(run, "supply", books, "--population", people)["rows"][0]
    assert (first["place"], round(first["export_rate"])) == ("Mississippi", 100)
    without = ask(run, "supply", books)
    assert without["rows"][0]["export_rate"] is None
    assert any("--population" in note for note in without["notes"])


def test_corridors_have_the_shared_columns_first(run, books):
    found = ask(run, "corridors", books, "--top", 3)
    assert list(found["rows"][0])[:10] == CORRIDOR
    assert {row["source_place"] for row in found["rows"]} >= {"Iowa", "Kansas"}
    assert found["terms"]["interstate_share"] == 0.2663
    assert "centres of area" in found["terms"]["expected_by"]


def test_the_iron_pipeline_by_name(run, books):
    found = ask(run, "corridors", books, "--group", "iron-pipeline")
    rows, told = found["rows"], " ".join(found["notes"])
    assert len(rows) == 6
    guns = sum(row["traced"] for row in rows)
    assert f"Iron Pipeline to New York: {guns:,} guns together" in told
    assert "On the road between (inferred" in told
    assert {row["recovery_place"] for row in rows} == {"New York"}


def test_change_splits_volume_and_mix(run, books):
    found = ask(
        run, "change", books, "--before", "2010-2015", "--after", "2016-2020", "--market", "CA"
    )
    for row in found["rows"]:
        assert row["volume"] + row["mix"] == pytest.approx(row["difference"])
    assert found["terms"]["years"] == "2010-2020"


def test_change_names_its_markets_in_full(run, books):
    _, out, _ = run("change", books, "--before", "2015", "--after", "2020", "--market", "NY, NJ")
    assert out.startswith("Sources of New York, New Jersey: 2020 against 2015\n")


def test_the_plan_says_what_it_covers_and_what_greed_would(run, books):
    found = ask(run, "plan", books, "--draws", 5)
    assert sum(row["covered"] for row in found["rows"]) == 10
    terms = found["terms"]
    assert (round(terms["value"], 3), terms["proved_best"], terms["seed"]) == (0.586, True, 1)
    assert terms["greedy_value"] < 0.5
    assert "Los Angeles and the Bay Area share California" in " ".join(found["notes"])


def test_the_fewest_sources_are_told_as_sources_and_not_as_cost(run, books):
    found = ask(run, "plan", books, "--goal", "fewest", "--target", 0.5, "--draws", 2)
    assert "The plan reaches 8 sources, proved best (bound 8)." in found["notes"]


def test_a_plan_for_the_users_own_markets_and_costs(run, books, tmp_path):
    costs = tmp_path / "costs.csv"
    costs.write_text("place,cost,capacity\nNH,3,\nME,1,100\n")
    found = ask(run, "plan", books, "--market", "Boston=MA", "--goal", "volume", "--sources", 4,
                "--costs", costs, "--draws", 2)  # fmt: skip
    covered = [row["source_place"] for row in found["rows"] if row["covered"]]
    assert len(covered) in (2, 4)
    assert found["terms"]["markets"] == "Boston = Massachusetts"


@pytest.mark.parametrize("command", ["supply", "corridors", "plan", "change"])
@pytest.mark.parametrize("form", ["text", "csv", "html"])
def test_every_form_of_every_command_carries_the_notice(run, books, command, form):
    more = {"plan": ["--draws", 2], "change": ["--before", "2015", "--after", "2020"]}
    code, out, err = run(command, books, *more.get(command, []), "--format", form)
    assert code == 0
    told = err if form == "csv" else " ".join(out.split())
    assert NOTICE[:40] in " ".join(told.split())
    if form == "csv":
        assert len(list(csv.DictReader(io.StringIO(out)))) > 5
    if form == "html":
        assert out.startswith("<!doctype html>")
        assert "e+0" not in out, "thousands are written out"
        assert out.count("<svg") == {"supply": 1, "corridors": 1, "plan": 2, "change": 0}[command]


def test_parquet_holds_the_rows_and_the_terms(books, monkeypatch, capfdbinary):
    import pyarrow as pa
    import pyarrow.parquet as pq

    monkeypatch.setattr(sys, "argv", ["nightout", "flows", "plan", str(books), "--draws", "2",
                                      "-f", "parquet"])  # fmt: skip
    with pytest.raises(SystemExit, match="0"):
        main()
    table = pq.read_table(pa.BufferReader(capfdbinary.readouterr().out))
    assert "source_place" in table.column_names
    assert json.loads(table.schema.metadata[b"nightout"])["terms"]["notice"] == NOTICE


def test_one_year_alone_says_its_intervals_are_too_narrow(run, make_workbook):
    found = ask(run, "supply", make_workbook(), "--market", "NY")
    assert any("two times too narrow" in note for note in found["notes"])


def test_small_cells_of_small_places_are_hidden(run, make_pairs):
    rows = [f"2020,p{i},big,{n}" for i, n in enumerate([100, 50, 3, 30])]
    rows += ["2020,p0,other,40", "2020,p1,other,60", "2020,,big,25"]
    found = ask(run, "supply", make_pairs(*rows), "--market", "big")
    shown = {row["source_place"]: row["traced"] for row in found["rows"]}
    assert shown["p2"] is None
    # Its like would give it away: two are hidden.
    assert sum(n is None for n in shown.values()) == 2
    assert any("2 rows are hidden" in note for note in found["notes"])
    assert found["terms"]["known_source_share"] == pytest.approx(283 / 308, abs=1e-4)


@pytest.mark.parametrize(
    "words",
    [
        ["supply"],
        ["plan", "--market", "m=p4", "--sources", "2", "--draws", "2"],
        ["change", "--before", "2019", "--after", "2020", "--market", "p4"],
    ],
)
def test_no_command_shows_a_small_count_of_a_small_place(run, make_pairs, words):
    guns = [[30, 40, 3, 50], [60, 25, 4, 35]]
    rows = [f"{2019 + y},p{i},p4,{n}" for y, one in enumerate(guns) for i, n in enumerate(one)]
    found = ask(run, words[0], make_pairs(*rows), *words[1:])
    told = [
        value
        for row in found["rows"]
        for name, value in row.items()
        if name in ("traced", "exports", "n", "n_before", "sold") and value is not None
    ]
    assert told
    assert all(value == 0 or value >= 10 for value in told)
    assert any("rows are hidden" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["corridors", "BOOKS", "--year", "2031"], "2031 is not loaded. The files hold 11 years"),
        (["corridors", "BOOKS", "--scope", "49"], "the scope is '49'. Use one of 48, 50"),
        (["supply", "BOOKS", "--market", "XX"], "'XX' is no state"),
        (["supply", "BOOKS", "--year", "soon"], "--year is 'soon'. Write one year"),
        (["corridors", "BOOKS", "--group", "x"], "--group is 'x'. Use iron-pipeline"),
        (["plan", "BOOKS", "--virginia", "x"], "Put it on either side"),
        (["plan", "BOOKS", "--market", "A="], "Write it as 'New York=NY,NJ'"),
        (["supply", "nowhere.xlsx"], "there is no file nowhere.xlsx"),
    ],
)
def test_what_is_wrong_is_one_message_and_code_2(run, books, words, message):
    code, out, err = run(*[books if word == "BOOKS" else word for word in words])
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_places_that_are_no_states_need_to_lie_somewhere(run, make_pairs, tmp_path):
    rows = [
        f"2020,p{i},p{j},{20 + 7 * i + 3 * j + 5 * (i * j % 3)}"
        for i in range(4)
        for j in range(4)
        if i != j
    ]
    pairs = make_pairs(*rows)
    code, _, err = run("corridors", pairs)
    assert code == 2
    assert "Give --places FILE" in err
    assert ask(run, "corridors", pairs, "--no-distance", "--fewest", 1)["rows"]
    spots = tmp_path / "spots.csv"
    spots.write_text(
        "place,lon,lat\n" + "".join(f"p{i},{-90 + i * i},{35 + i % 2}\n" for i in range(4))
    )
    found = ask(run, "corridors", pairs, "--places", spots, "--fewest", 1)
    assert "centres of spots.csv" in found["terms"]["expected_by"]
