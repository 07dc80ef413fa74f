"""Counting in loops: the slow twin of the one pass."""

from __future__ import annotations

import datetime as dt


def plain_count(rows, measure, window):
    """Count a measure in a window, row by row."""
    column = f"{measure.date_basis}_at"
    if measure.counts != "incidents":
        return sum(
            (row[measure.counts] if row[measure.counts] is not None else assumed(measure))
            for row in rows
            if row["offense"] in measure.offenses and within(row[column], window)
        )
    return sum(
        within(min(row[column] for row in same if row[column]), window)
        for same in incidents(rows, measure)
        if any(row[column] for row in same) and large_enough(same, measure)
    )


def assumed(measure):
    return 1 if measure.counts == "victims" else 0


def within(moment, window):
    return moment is not None and window.start <= moment.date() <= window.end - dt.timedelta(1)


def incidents(rows, measure):
    found = {}
    for row in rows:
        if row["offense"] in measure.offenses:
            found.setdefault((row["agency"], row["incident_id"]), []).append(row)
    return found.values()


def large_enough(same, measure):
    for name, least in measure.at_least.items():
        by_offense = {}
        for row in same:
            by_offense[row["offense"]] = by_offense.get(row["offense"], 0) + (row[name] or 0)
        if max(by_offense.values()) < least:
            return False
    return True
