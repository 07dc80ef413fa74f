"""Lateness in loops: the slow twins."""

from __future__ import annotations

import math


def plain_share(delays, seen, age):
    """The share reported by an age: one hazard after the other, day by day."""
    share = 1.0
    for late in range(age + 1, len(delays[0])):
        came = by_then = 0
        if not any(one >= late for one in seen) or not anything(delays, seen):
            return math.nan
        for day, row in enumerate(delays):
            if seen[day] >= late:
                came += row[late]
                by_then += sum(row[: late + 1])
        if by_then:
            share *= 1 - came / by_then
    return share


def anything(delays, seen):
    """Whether any record was seen at all."""
    return any(sum(row[: max(last, -1) + 1]) for row, last in zip(delays, seen, strict=True))


def plain_past(known, days, ages, settled):
    """What days of these ages gained and lost, load by load, the latest first.

    `known` tells per load day the counts by day; every load covers all days up to its own.
    """
    found, used = [], set()
    for load in sorted(known, reverse=True):
        mine = [load - age for age in ages]
        if any(day not in days or day in used for day in mine):
            continue
        final = {day: first_after(known, day, settled) for day in mine}
        if None in final.values():
            continue
        n = gain = loss = 0
        for age, day in zip(ages, mine, strict=True):
            before = final[day] if age >= settled else known[load].get(day, 0)
            n += before
            gain += max(final[day] - before, 0)
            loss += max(before - final[day], 0)
        found.append((n, gain, loss))
        used |= set(range(min(mine), max(days) + 1))
    return found


def first_after(known, day, settled):
    """The count of a day at the first load that knew it settled."""
    loads = [load for load in sorted(known) if load - day >= settled]
    return known[loads[0]].get(day, 0) if loads else None
