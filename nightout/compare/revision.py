"""How a count of the same days moved between two days of knowledge, and why.

An incident that moves a count has one reason, the first that holds: it came late (nothing was known
of it then), it was withdrawn (nothing is known of it now), it was reclassified (it was, or became,
another offense), it was redated (into the days or out of them), or it was recounted (its victims).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

import narwhals.stable.v2 as nw

from nightout.compare.answering import Answering, read_answering
from nightout.compare.count import ONE, count_windows, fetch_rows, select, within
from nightout.compare.question import Question
from nightout.compare.settled import Settled, Terms, settle_question
from nightout.errors import BadSetting
from nightout.records import City, Measure, as_known_on, first_gap, read_incidents
from nightout.units import Period

__all__ = ["Move", "Reason", "Revised", "Revision", "find_revision"]

Reason = Literal["late", "withdrawn", "reclassified", "redated", "recounted"]
Key = tuple[str, str]
# Any day that an incident may be dated by.
EVER = Period(dt.date(1800, 1, 1), dt.date(2200, 1, 1))


@dataclass(frozen=True)
class Move:
    """What moved a count for one reason: in how many incidents, and by how much up and down.

    `up` and `down` are in the measure's unit, both 0 or more.
    """

    reason: Reason
    n_incidents: int
    up: int
    down: int


@dataclass(frozen=True)
class Revision:
    """The count of `period` as known on two days, and the moves between the two.

    Reasons that moved nothing are absent; `n_then` with all the moves is `n_now`.
    """

    period: Period
    n_then: int
    n_now: int
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Revised:
    """What changed since an earlier day of knowledge.

    Parameters
    ----------
    terms
        Those of the count now.
    known_then, last_load
        The earlier day of knowledge, and the load that answers for it.
    now
        The days of the window that were covered then; None if none was.
    before
        The same days of last year, where both days of knowledge cover them.
    n, n_new
        The count of the whole window now, and of its days that were not covered then.
    """

    terms: Terms
    known_then: dt.date
    last_load: dt.date
    now: Revision | None
    before: Revision | None
    n: int
    n_new: int


def find_revision(city: City, question: Question, *, since: dt.date) -> Revised:
    """Find what changed in a count since it was known on an earlier day.

    Parameters
    ----------
    city
        The city folder.
    question
        The count as known now; `by`, `windows` and `against` are passed over.
    since
        The earlier day of knowledge.

    Returns
    -------
    The movement of the days that were covered then, reason by reason, and what was counted in the
    days since.

    Raises
    ------
    NotYetKnown
        If nothing was known on either day.
    OutsideRecords
        If the window reaches beyond the days that the loaded files cover.
    BadSetting
        If `since` does not lie before the day of knowledge.
    """
    settled = settle_question(city, question)
    terms = settled.terms
    if since >= terms.known_on:
        raise BadSetting(
            f"since is {since}, and the figures are as known on {terms.known_on}",
            "Choose an earlier day.",
        )
    then = read_answering(city, terms.measure, known_on=since)
    days = _same_days(settled, then)
    found = count_windows(settled.records, terms.measure, [*days, terms.window])
    *n_now, n = found.values[0].tolist()
    revisions = _revise(city, terms, since, dict(zip(days, n_now, strict=True))) if days else []
    now, before = [*revisions, None, None][:2]
    new = n - now.n_now if now else n
    return Revised(terms, since, then.knowledge.last_day, now, before, n, new)


def _same_days(settled: Settled, then: Answering) -> list[Period]:
    """Give the window's days that were covered then, and last year's like them."""
    window = settled.terms.window
    gap = first_gap(window, then.spans)
    if gap is None:
        days = window
    elif gap.start > window.start:
        days = Period(window.start, gap.start)
    else:
        return []
    windows = Question(settled.terms.measure, days.through, start=days.start, n_years=1)
    (last_year,) = windows.list_windows()[0].before
    is_known = settled.windows.before and not first_gap(last_year, then.spans)
    return [days, last_year] if is_known else [days]


def _revise(city: City, terms: Terms, since: dt.date, n_now: dict[Period, int]) -> list[Revision]:
    """Hold the two days of knowledge against each other, looking at what was touched alone."""
    versions, measure, periods = read_incidents(city), terms.measure, list(n_now)
    touched = (
        versions.filter(
            nw.col("offense").is_in(measure.offenses),
            _within("known_from", since, terms.known_on)
            | _within("known_until", since, terms.known_on),
        )
        .select(*ONE)
        .unique()
    )
    states = []
    for day in (since, terms.known_on):
        known = nw.from_native(as_known_on(versions, day), pass_through=True)
        states.append(_State(known.join(touched, on=ONE, how="semi"), measure, periods))
    was = count_windows(as_known_on(versions, since), measure, periods).values[0].tolist()
    return [
        Revision(period, was[i], n_now[period], _moves(states[0], states[1], i))
        for i, period in enumerate(periods)
    ]


def _within(column: str, since: dt.date, until: dt.date) -> nw.Expr:
    return (nw.col(column) > since) & (nw.col(column) <= until)


class _State:
    """What was known of some incidents on one day: their offenses, and what they count for."""

    def __init__(self, rows: Any, measure: Measure, periods: list[Period]) -> None:
        self.measured = frozenset(measure.offenses)
        self.offenses: dict[Key, set[str]] = {}
        for row in fetch_rows(rows.select(*ONE, "offense").unique()):
            self.offenses.setdefault(_key(row), set()).add(row["offense"])
        self.ever: set[Key] = set()
        self.within: list[dict[Key, int]] = [{} for _ in periods]
        for row in _values(rows, measure, periods):
            self.ever.add(_key(row))
            for i, counts in enumerate(self.within):
                if value := int(row[f"w{i}"]):
                    counts[_key(row)] = value

    def has_measured(self, key: Key) -> bool:
        """Whether the incident was recorded as an offense of the measure."""
        return bool(self.offenses.get(key, set()) & self.measured)


def _values(rows: Any, measure: Measure, periods: list[Period]) -> list[dict[str, Any]]:
    """Give what each incident counts for in each period, those dated at any time."""
    flags = {f"w{i}": within(period) for i, period in enumerate(periods)}
    counted = select(rows, measure, EVER, ONE).with_columns(**flags)
    return fetch_rows(counted.group_by(*ONE).agg(*[nw.col(name).sum() for name in flags]))


def _key(row: dict[str, Any]) -> Key:
    return row["agency"], row["incident_id"]


def _moves(then: _State, now: _State, i: int) -> tuple[Move, ...]:
    by_reason: dict[str, list[int]] = {}
    for reason, step in _steps(then, now, i):
        by_reason.setdefault(reason, []).append(step)
    return tuple(
        Move(reason, len(steps), sum(s for s in steps if s > 0), -sum(s for s in steps if s < 0))
        for reason in get_args(Reason)
        if (steps := by_reason.get(reason))
    )


def _steps(then: _State, now: _State, i: int) -> Iterator[tuple[Reason, int]]:
    """Give each incident's reason and step, for those that move the count."""
    was, counts = then.within[i], now.within[i]
    for key in sorted(was.keys() | counts.keys()):
        if step := counts.get(key, 0) - was.get(key, 0):
            yield _reason(then, now, key, i), step


def _reason(then: _State, now: _State, key: Key, i: int) -> Reason:
    if key not in then.offenses:
        return "late"
    if key not in now.offenses:
        return "withdrawn"
    if not (then.has_measured(key) and now.has_measured(key)):
        return "reclassified"
    is_moved = (key in then.within[i]) != (key in now.within[i])
    return "redated" if is_moved and key in then.ever and key in now.ever else "recounted"
