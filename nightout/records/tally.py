"""Counting what a load did, for its report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from nightout.records.coverage import find_spans
from nightout.records.engine import ask
from nightout.records.known import Knowledge
from nightout.records.report import LoadHeader, LoadReport
from nightout.records.stage import Staging, find_bad_rows
from nightout.units import Period

__all__ = ["count_late", "find_coverage", "tally_load"]


def find_coverage(
    connection: Any, known_on: dt.date, stated: Period | None
) -> tuple[tuple[Period, ...], str]:
    """Find the days that the incoming incidents cover, and by which date.

    Files are cut by the day of report where they hold one: a file of this year's reports holds a
    few thefts of last year, and covers nothing of it.
    """
    (reported,) = ask(
        connection, "select coalesce(avg((reported_at is not null)::integer), 0) from incoming"
    )
    basis = "reported_at" if reported > 0.5 else "occurred_at"
    if stated is not None:
        return (stated,), basis
    days = connection.execute(
        f"select {basis}::DATE as day, count(*) from incoming where {basis} is not null "
        "group by day order by day"
    ).fetchall()
    spans = find_spans([day for day, _ in days], [n for _, n in days], known_on=known_on)
    return tuple(spans), basis


def tally_load(connection: Any, staging: Staging, header: LoadHeader) -> LoadReport:
    """Count what the staged, folded and compared tables say about a load."""
    n_rows, n_bad = ask(connection, "select count(*), count(reason) from staged")
    n_kept, n_victims, n_unplaced, n_overlapping, n_repeated = ask(
        connection,
        "select count(*), coalesce(sum(victims), 0), count(*) filter (where lon is null), "
        "count(*) filter (where in_several_files), "
        "coalesce(sum(n_rows - 1) filter (where not victim_rows), 0) from incoming",
    )
    (n_incidents,) = ask(
        connection, "select count(*) from (select distinct agency, incident_id from incoming)"
    )
    why = dict(
        connection.execute(
            "select why, count(*) from changes where op in ('insert', 'replace', 'reopen') "
            "or why in ('reclassified', 'withdrawn') group by why"
        ).fetchall()
    )
    new, changed = why.get("new", 0), why.get("changed", 0)
    return LoadReport(
        **vars(header),
        n_rows=n_rows,
        n_incidents=n_incidents,
        n_victims=int(n_victims),
        n_kept=n_kept,
        n_bad=n_bad,
        n_repeated=int(n_repeated),
        n_new=new,
        n_changed=changed,
        n_unchanged=n_kept - new - changed,
        n_reclassified=why.get("reclassified", 0),
        n_withdrawn=why.get("withdrawn", 0),
        n_late=0,
        n_unplaced=n_unplaced,
        offenses=_offenses(connection, staging),
        date_bases=_date_bases(connection),
        agencies=_agencies(connection),
        bad_rows=find_bad_rows(connection, staging),
        notes=(*staging.notes, *_absent(connection, staging), *_notes(connection, n_overlapping)),
    )


def count_late(connection: Any, knowledge: Knowledge) -> int:
    """Count new incidents that happened on days which an earlier load had covered."""
    if not knowledge.loads:
        return 0
    spans = knowledge.spans()
    within = " or ".join(
        f"(coalesce(occurred_at, reported_at) >= '{span.start}' "
        f"and coalesce(occurred_at, reported_at) < '{span.end}')"
        for span in spans
    )
    (n_late,) = ask(
        connection, f"select count(*) from changes where why = 'new' and ({within or 'false'})"
    )
    return int(n_late)


def _offenses(connection: Any, staging: Staging) -> tuple[str, ...]:
    """List the offenses that the load can speak about: held, or named by its mapping."""
    held = connection.execute("select distinct offense from incoming").fetchall()
    return tuple(sorted({offense for (offense,) in held} | staging.mapping.offense.slugs))


def _absent(connection: Any, staging: Staging) -> list[str]:
    """Say which offenses the mapping names and no row had: zero, or left out of the export?"""
    rows = connection.execute("select distinct offense from incoming").fetchall()
    held = {offense for (offense,) in rows}
    absent = sorted(staging.mapping.offense.slugs - held)
    said = f"no row is {', '.join(absent)}; that counts as zero, so load a full export"
    return [said] if absent and held else []


def _date_bases(connection: Any) -> tuple[str, ...]:
    bases = ("occurred", "reported", "ruled")
    counts = ", ".join(f"count({basis}_at)" for basis in bases)
    found = ask(connection, f"select {counts} from incoming")
    return tuple(basis for basis, n in zip(bases, found, strict=True) if n)


def _agencies(connection: Any) -> tuple[str, ...]:
    rows = connection.execute("select distinct agency from incoming order by agency").fetchall()
    return tuple(agency for (agency,) in rows)


def _notes(connection: Any, n_overlapping: int) -> list[str]:
    notes = []
    if n_overlapping:
        notes.append(
            f"in more than one file, the later file's rows were kept: {n_overlapping:,} incidents"
        )
    # A bare date is midnight: only its day can be held against the beginning.
    (n_early,) = ask(
        connection,
        """select count(*) from incoming where case when reported_at::TIME = TIME '00:00:00'
            then reported_at < occurred_at::DATE else reported_at < occurred_at end""",
    )
    if n_early:
        notes.append(f"reported before they began, as their dates say: {n_early:,} incidents")
    return notes
