"""Which days the public sees of a city's parts: whole quarters or years that have come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from nightout.compare.change import Against
from nightout.compare.windows import Windows
from nightout.records import Knowledge, Measure
from nightout.records.editions import Edition, find_edition, whole_quarters, whole_years
from nightout.units import Period, day_in_year

__all__ = ["Blocks", "Editions", "blocks_of", "find_editions", "keep_published"]

Editions = Mapping[Period, Edition]
Blocks = Callable[[Period], tuple[Period, ...]]


def blocks_of(measure: Measure, *, is_whole: bool) -> Blocks:
    """Give what cuts days into those that come out together, of all the city or of its parts."""
    by_year = measure.public_parts == "year" and not is_whole
    return whole_years if by_year else whole_quarters


def find_editions(
    windows: Windows, knowledge: Knowledge, *, by: dt.date, since: dt.date
) -> dict[Period, Edition]:
    """Find the edition of every quarter that a window, or its like, may need.

    Parameters
    ----------
    windows
        What is asked about.
    knowledge
        The loads that speak about what is counted.
    by, since
        The day on which editions must be out, and the first day that the map speaks about.
    """
    spans = [span for span in windows.all if span.end > since]
    quarters = {one for span in spans for one in whole_quarters(span) if one.start >= since}
    found = {one: find_edition(one, knowledge, by=by) for one in sorted(quarters)}
    return {one: edition for one, edition in found.items() if edition}


def keep_published(
    windows: Windows, editions: Editions, blocks: Blocks, *, against: Against = "each"
) -> Windows | None:
    """Cut windows down to the days of which parts have come out; nothing where there are none.

    Days that are held against each other stay alike: the same quarters of each year, told by the
    same agencies. Weeks and holidays have no quarters that are alike. Against `last-year` nothing
    is left before where last year is not.
    """
    now = _first_out(blocks(windows.now), editions)
    if not now or windows.aligned != "dates":
        return None
    agencies = _agencies(now[0], editions)
    before, years = [], []
    for year in windows.years:
        moved = [_move(one, windows.now.through.year - year) for one in now]
        if all(_agencies(one, editions) == agencies for one in moved):
            before.append(Period(moved[0].start, moved[-1].end))
            years.append(year)
    if against == "last-year" and years[:1] != list(windows.years[:1]):
        before, years = [], []
    prior = blocks(windows.prior)[: len(now)] if windows.prior else ()
    told = [one for one in prior if _agencies(one, editions) == agencies]
    if windows.prior and len(told) < len(now):
        return None
    return replace(
        windows,
        now=Period(now[0].start, now[-1].end),
        before=tuple(before),
        years=tuple(years),
        prior=Period(prior[0].start, prior[-1].end) if prior else None,
    )


def _first_out(blocks: tuple[Period, ...], editions: Editions) -> list[Period]:
    """Give the blocks, from the first on, that have all come out from the same agencies."""
    kept: list[Period] = []
    for one in blocks:
        agencies = _agencies(one, editions)
        if agencies is None or (kept and agencies != _agencies(kept[0], editions)):
            break
        kept.append(one)
    return kept


def _agencies(block: Period, editions: Editions) -> tuple[str, ...] | None:
    """Give the agencies that told a block; nothing where it is not out, or they changed in it."""
    found = [editions.get(one) for one in whole_quarters(block)]
    told = {edition.agencies if edition else None for edition in found}
    return told.pop() if len(told) == 1 else None


def _move(block: Period, back: int) -> Period:
    start, end = block.start, block.end
    return Period(day_in_year(start, start.year - back), day_in_year(end, end.year - back))
