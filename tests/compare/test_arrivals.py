"""When things became known: one pass against loops, on several engines, with odd dates."""

import pytest

from nightout.compare.arrivals import count_arrivals
from nightout.records import find_measure
from tests.compare.versions import DAYS, engines, row

HOMICIDE = find_measure("homicide")
ROWS = [
    row("1", "2021-01-02 23:50", "2021-01-03 00:10"),
    row("2", "2021-01-02 16:30", "2021-01-02 00:00", victims=2),
    row("3", "2021-01-05 01:00", "2021-01-04 19:00"),
    row("4", "2021-01-05 01:00", None),
    row("5", "2021-01-01 01:00", "2021-01-09 12:00"),
    row("6", "2021-01-09 01:00", "2021-01-12 12:00"),
    row("7", "2020-12-31 23:00", "2021-01-02 12:00"),
    row("8", "2021-01-03 12:00", "2021-01-03 13:00", agency="SO"),
]


@pytest.mark.parametrize("engine", range(4), ids=["arrow", "polars", "pandas", "duckdb"])
def test_days_between_are_counted_by_the_calendar(engine):
    table = list(engines(ROWS))[engine]
    told = count_arrivals(table, HOMICIDE, DAYS, longest=3)
    assert told.groups == ("",)
    found = {
        (day, delay): int(n)
        for (_, day, delay), n in zip(zip(*told.values.nonzero(), strict=True),
                                      told.values[told.values.nonzero()], strict=True)
    }  # fmt: skip
    # 20 minutes over midnight are a day late; a bare date is as good as a moment; a report before
    # its time stands at 0; eight days late is past the longest; a report past the days is not in.
    assert found == {(1, 1): 1, (1, 0): 2, (4, 0): 1, (0, 4): 1, (2, 0): 1}
    assert (told.n_early, told.n_undated) == (1, 1)


def test_groups_are_told_apart_and_add_up():
    (table, *_) = engines(ROWS)
    whole = count_arrivals(table, HOMICIDE, DAYS, longest=3)
    told = count_arrivals(table, HOMICIDE, DAYS, longest=3, by="agency")
    assert told.groups == ("PD", "SO")
    assert (told.values.sum(axis=0) == whole.values[0]).all()
    assert told.values[1].sum() == 1
