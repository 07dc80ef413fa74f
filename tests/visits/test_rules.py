"""Rules are read from TOML, each key checked, and no slip of the pen passes for a default."""

import datetime as dt

import pytest

from nightout.errors import BadSetting, NightoutError, UnknownName, UnreadableFile
from nightout.visits import Minutes, Rules, StreetRules, Weights, read_rules

WHOLE = """
date = 2026-08-04
event = "Night to Unite"
zone = "America/Chicago"
earliest = 17:30:00
latest = 20:45:00
start_before_end_min = 15
speed_kmh = 25
circuity = 1.4
reserve_radius_m = 900
neighborhood_floor = 0.5
setup_minutes = 2
[visit_minutes]
usual = 10
fire = 15.5
[weights]
own_beat = 50
"""


def test_every_rule_is_read(files):
    read = read_rules(files(rules_toml=WHOLE) / "rules.toml")
    assert read.date == dt.date(2026, 8, 4)
    assert read.rules == Rules(
        "Night to Unite", "America/Chicago", Minutes(10, {"fire": 15.5}), Minutes(2),
        dt.time(17, 30), dt.time(20, 45), 15, 25, 1.4, 900, 0.5, Weights(own_beat=50),
    )  # fmt: skip
    assert read.rules.stay_s("fire") == 60 * 17.5
    assert read.rules.stay_s("k9") == 60 * 12


def test_no_rules_are_the_defaults(files):
    assert read_rules(files(rules_toml="") / "rules.toml").rules == Rules()
    assert Rules().stay_s("police") == 780


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        ("speed_kph = 30", UnknownName, "says speed_kph, which is no rule. Is speed_kmh meant"),
        ("speed_kmh = 0", BadSetting, "speed_kmh is 0. Give a number from 1 to 150"),
        ("speed_kmh = true", BadSetting, "speed_kmh is True. Give a number"),
        ("circuity = 0.9", BadSetting, "circuity is 0.9"),
        ("zone = 'Chicago'", BadSetting, "the time zone is 'Chicago'"),
        ("event = ' '", BadSetting, "the event has no name"),
        ("date = '2026-08-04'", BadSetting, "date is '2026-08-04'. Write it as date"),
        ("earliest = 17", BadSetting, "earliest is 17. Give a time of day"),
        ("visit_minutes = 500", BadSetting, "the minutes are 500"),
        ("visit_minutes = {fire = 'long'}", BadSetting, "visit_minutes.fire is 'long'"),
        ("weights = {wanted = 2000}", BadSetting, "Each must be worth more than the next"),
        ("weights = {wanted = 1.5}", BadSetting, "weights.wanted is 1.5. Give a whole number"),
        ("weights = {own_beat = -1}", BadSetting, "the weight own_beat is -1"),
        ("weights = {love = 1}", UnknownName, "says love, which is no rule"),
        ("neighbourhood_floor = 1.5", BadSetting, "neighbourhood_floor is 1.5"),
        ("event = ", UnreadableFile, "is no TOML"),
    ],
)
def test_a_slip_is_told_with_how_to_mend_it(files, line, error, message):
    with pytest.raises(error) as told:
        read_rules(files(rules_toml=line) / "rules.toml")
    assert message in str(told.value)


def test_a_file_that_is_not_there_is_missed(tmp_path):
    with pytest.raises(UnreadableFile, match="there is no file"):
        read_rules(tmp_path / "rules.toml")


def test_streets_are_a_table_of_the_rules(files):
    text = '[streets]\nspeed_unit = "mph"\noneway_column = "DIR"\nlimit_share = 1\n'
    read = read_rules(files(r_toml=text) / "r.toml").rules.streets
    assert read == StreetRules(speed_unit="mph", oneway_column="DIR", limit_share=1.0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('speed_unit = "knots"', "speed_unit is 'knots'"),
        ("limit_share = 9", "limit_share is 9"),
        ("off_street_m = 0", "off_street_m is 0"),
        ("oneway_column = 3", "streets.oneway_column is 3"),
        ("far = 3", "says far, which is no rule"),
    ],
)
def test_streets_that_cannot_be_read_so_are_refused(files, line, message):
    with pytest.raises(NightoutError, match=message):
        read_rules(files(r_toml=f"[streets]\n{line}\n") / "r.toml")
