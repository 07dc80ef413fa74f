"""What overlapping windows give away, against a search through linear algebra."""

import datetime as dt
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightout.compare.derived import derive_spans
from nightout.errors import BadSetting
from nightout.units import Period

FIRST = dt.date(2021, 1, 1)


def days(start, end):
    return Period(FIRST + dt.timedelta(days=start), FIRST + dt.timedelta(days=end))


def test_28_days_less_7_days_give_away_21_days():
    #        0        21  28
    # 28d    |............|
    # 7d              |...|
    rows = derive_spans([(days(0, 28),), (days(21, 28),)])
    assert rows.tolist() == [[1, 0], [0, 1], [1, -1]]


def test_windows_that_share_no_day_give_nothing_away():
    assert derive_spans([(days(0, 7),), (days(7, 14),), (days(20, 21),)]).tolist() == (
        np.eye(3, dtype=int).tolist()
    )


def test_three_windows_in_a_chain_give_away_what_is_left():
    # all  |....................|
    # a    |......|
    # b                  |......|      all - a - b is the middle
    rows = derive_spans([(days(0, 21),), (days(0, 7),), (days(14, 21),)])
    assert [1, -1, -1] in rows.tolist()


def test_a_total_of_two_periods_is_one_count():
    rows = derive_spans([(days(0, 7), days(20, 27)), (days(20, 27),)])
    assert rows.tolist() == [[1, 0], [0, 1], [1, -1]]


def can_be_worked_out(spans, wanted):
    """Whether a count of `wanted` days lies in the span of the published rows."""
    published = np.array([[any(one.holds(day) for one in span) for day in ALL] for span in spans])
    stacked = np.vstack([published, wanted]).astype(float)
    return np.linalg.matrix_rank(stacked) == np.linalg.matrix_rank(published.astype(float))


ALL = [FIRST + dt.timedelta(days=i) for i in range(6)]
spans_of_days = st.lists(
    st.tuples(st.integers(0, 5), st.integers(1, 6))
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: (days(*pair),)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(spans_of_days)
def test_nothing_less_than_what_is_derived_can_be_worked_out(spans):
    rows = derive_spans(spans)
    published = np.array([[any(o.holds(d) for o in span) for d in ALL] for span in spans], int)
    derived = {tuple(row) for row in rows @ published}
    for wanted in itertools.product((0, 1), repeat=len(ALL)):
        if any(wanted) and can_be_worked_out(spans, np.array(wanted)):
            # It is one of those derived, or holds one of them: then it is no smaller.
            assert any(all(d <= w for d, w in zip(one, wanted, strict=True)) for one in derived)
    for row in derived:
        assert set(row) <= {0, 1}
        assert can_be_worked_out(spans, np.array(row))


def test_more_than_can_be_tried_are_refused():
    with pytest.raises(BadSetting, match=r"13 windows overlap\. In public at most 12"):
        derive_spans([(days(0, 20 + i),) for i in range(13)])
