"""The law of versions: every past day answers what its last full export said."""

import datetime as dt
import tempfile
from pathlib import Path
from unittest.mock import patch

import narwhals.stable.v2 as nw
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.records import (
    LoadOptions,
    as_known_on,
    create_city,
    load_files,
    read_incidents,
    read_mapping,
)
from nightout.units import Period
from tests.conftest import HEADER, MAPPING
from tests.records.plain import PlainHistory

FIRST = dt.date(2021, 1, 10)
OFFENSES = ("homicide", "assault", "robbery")

# An export: incident number -> its offenses with a count of victims each.
exports = st.dictionaries(
    st.integers(1, 4),
    st.dictionaries(st.sampled_from(OFFENSES), st.integers(1, 2), min_size=1, max_size=2),
    min_size=1,
)
histories = st.lists(st.tuples(st.integers(0, 2), exports), min_size=1, max_size=6)


def rows_of(export):
    return {
        (str(number), offense): victims
        for number, offenses in export.items()
        for offense, victims in offenses.items()
    }


@settings(max_examples=25, deadline=None)
@given(histories, st.sampled_from([1, 4_000_000]))
def test_every_past_day_answers_what_its_last_export_said(history, share_rows):
    """Whether all incidents are compared at once or in shares, as large loads are."""
    many = patch("nightout.records.load.SHARE_ROWS", share_rows)
    with tempfile.TemporaryDirectory() as folder, many:
        base = Path(folder)
        (base / "mapping.yaml").write_text(MAPPING)
        mapping = read_mapping(base / "mapping.yaml")
        city = create_city(base / "city", name="Law", zone="UTC")
        plain, day = PlainHistory(), FIRST
        for later, export in history:
            day += dt.timedelta(days=later)
            rows = rows_of(export)
            path = base / "export.csv"
            path.write_text(
                HEADER
                + "".join(
                    f"{number},{offense},2021-01-0{number},,,,{victims},\n"
                    for (number, offense), victims in rows.items()
                )
            )
            # The file covers the whole month, so that what it lacks is withdrawn.
            options = LoadOptions(
                known_on=day,
                withdraw_missing=True,
                covers=Period.of(dt.date(2021, 1, 1), dt.date(2021, 1, 31)),
            )
            load_files(city, [path], mapping, options)
            plain.load(day, rows)
        versions = nw.from_native(read_incidents(city)).collect("pyarrow")
        for back in range((day - FIRST).days + 1):
            asked = FIRST + dt.timedelta(days=back)
            told = nw.from_native(as_known_on(versions, asked)).rows(named=True)
            assert {
                (row["incident_id"], row["offense"]): row["victims"] for row in told
            } == plain.known(asked)
        keys = versions.select("agency", "incident_id", "offense", "part", "known_from")
        assert keys.is_duplicated().sum() == 0
