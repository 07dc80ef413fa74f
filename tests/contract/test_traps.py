"""Words that mean another thing on another engine are written in one place alone."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "nightout"
# Each with what to write in its place, and why.
TRAPS = {
    "dt.truncate(": "day_of: a moment cut off at midnight is read on the session's clock by Spark",
    "datetime.combine(": "midnight: a Python datetime is read on the machine's clock by Spark",
    "dt.weekday(": "day_of_week: Spark's Sunday is 0 where others say 7",
    "dt.date()": "day_of: plain pandas has no such expression",
    "total_minutes(": "arithmetic on minutes: Spark has no such expression",
}
WHERE = sorted(
    path
    for part in ("compare", "records")
    for path in (ROOT / part).rglob("*.py")
    if "import narwhals" in path.read_text("utf-8") and path.name != "moments.py"
)


@pytest.mark.parametrize("path", WHERE, ids=lambda path: path.stem)
def test_expressions_are_free_of_what_engines_read_differently(path):
    text = path.read_text("utf-8")
    assert [f"use {cure}" for trap, cure in TRAPS.items() if trap in text] == []
