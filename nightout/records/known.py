"""What was known on a past day, and since when anything was."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

import narwhals.stable.v2 as nw

from nightout.errors import MissingColumn, NotYetKnown
from nightout.records.city import City
from nightout.records.coverage import common_spans, merge_spans
from nightout.records.moments import midnight
from nightout.records.report import LoadReport
from nightout.records.store import read_reports
from nightout.units import ONE_DAY, Period

__all__ = [
    "EDITIONS",
    "RECONSTRUCTED",
    "VERSIONS",
    "Basis",
    "Knowledge",
    "as_known_on",
    "read_knowledge",
    "reconstruct",
]

Basis = Literal[
    "versions", "reconstructed: late reports only", "editions: each quarter as it first came out"
]
VERSIONS: Basis = "versions"
RECONSTRUCTED: Basis = "reconstructed: late reports only"
# Of a city's parts in public: see `editions`.
EDITIONS: Basis = "editions: each quarter as it first came out"


@nw.narwhalify
def as_known_on(versions: nw.LazyFrame[Any], day: dt.date) -> nw.LazyFrame[Any]:
    """Keep the version of each record that was known at the end of `day`.

    Parameters
    ----------
    versions
        One row per version, on any engine Narwhals speaks. `known_from` is the local date a
        version was loaded, `known_until` the date it was replaced or withdrawn (null while
        current).
    day
        Last day of knowledge to count, inclusive.

    Returns
    -------
    The same columns, at most one row per record. Records first known later, or withdrawn by
    `day`, are absent. Whether anything at all was known by then is `Knowledge.need`'s to say.

    Raises
    ------
    MissingColumn
        If known_from or known_until is absent.

    References
    ----------
    Decision 003: why versions carry both dates.
    """
    _need(versions, "known_from", "known_until")
    # Half-open: a version replaced on the day itself was never the last word of that day.
    return versions.filter(
        nw.col("known_from") <= day,
        nw.col("known_until").is_null() | (nw.col("known_until") > day),
    )


@nw.narwhalify
def reconstruct(versions: nw.LazyFrame[Any], day: dt.date) -> nw.LazyFrame[Any]:
    """Keep the current records that had been reported by the end of `day`.

    This takes late reports back and nothing else: reclassifications and withdrawals since then
    stay as they are today. Records without a reporting date are absent.

    Parameters
    ----------
    versions
        One row per version, with `known_until` and `reported_at`.
    day
        Last day of reports to count, inclusive.

    Raises
    ------
    MissingColumn
        If known_until or reported_at is absent.
    """
    _need(versions, "known_until", "reported_at")
    end = midnight(day + ONE_DAY)
    return versions.filter(nw.col("known_until").is_null(), nw.col("reported_at") < end)


@dataclass(frozen=True)
class Knowledge:
    """The loads of a city, oldest first: what can be known about which days, and since when."""

    loads: tuple[LoadReport, ...]

    @property
    def last_day(self) -> dt.date:
        """The day of the latest load."""
        return self.loads[-1].known_on

    def about(self, offenses: Collection[str]) -> Knowledge:
        """Keep the loads that can speak about any of these offenses."""
        asked = set(offenses)
        return Knowledge(tuple(load for load in self.loads if asked & set(load.offenses)))

    def of_source(self, source: str) -> Knowledge:
        """Keep the loads of one source."""
        return Knowledge(tuple(load for load in self.loads if load.source == source))

    def until(self, day: dt.date) -> Knowledge:
        """Keep the loads known by the end of `day`."""
        return Knowledge(tuple(load for load in self.loads if load.known_on <= day))

    def need(self, day: dt.date, *, what: str) -> None:
        """Refuse a day before the first load: the answer is unknown, not zero.

        Raises
        ------
        NotYetKnown
            If nothing about `what` was loaded by the end of `day`.
        """
        if not self.loads:
            raise NotYetKnown(
                f"nothing is known about {what}: no loaded file speaks about it",
                "Load one with `nightout load CITY FILE`, or ask for another measure.",
            )
        first = self.loads[0].known_on
        if day < first:
            raise NotYetKnown(
                f"what was known of {what} on {day} is unknown: the first load was on {first}",
                f"Ask about {first} or later, or add --reconstruct to rebuild that day from "
                "reporting dates (late reports only).",
            )

    def spans(self) -> list[Period]:
        """Give the days that are covered, in order: by each of the agencies that speak.

        Where one agency's files begin later than another's, the days before are covered in part,
        and a count over both would rise for that alone.
        """
        by_agency: dict[tuple[str, ...], list[Period]] = {}
        for load in self.loads:
            by_agency.setdefault(load.agencies, []).extend(load.spans)
        merged = [merge_spans(spans) for spans in by_agency.values()]
        return functools.reduce(common_spans, merged) if merged else []


def read_knowledge(city: City) -> Knowledge:
    """Read what is known of a city's loads, from the table's own log."""
    return Knowledge(tuple(LoadReport.from_json(one) for one in read_reports(city)))


def _need(frame: Any, *columns: str) -> None:
    missing = [name for name in columns if name not in frame.collect_schema().names()]
    if missing:
        raise MissingColumn(
            f"the table has no column {' or '.join(missing)}",
            "Give a table of versions as `read_incidents` does.",
        )
