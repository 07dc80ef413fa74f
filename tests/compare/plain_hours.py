"""Hours of the week again: minute by minute on the real clock, incident by incident."""

import datetime as dt

MINUTE = dt.timedelta(minutes=1)
UTC = dt.UTC


def plain_hours(rows, zone, longest_hours=24):
    """Give the weight of each hour of the week and how many have none, from (start, end, n)."""
    table, unknown = [0.0] * 168, 0
    for start, end, n in rows:
        if end is None or end <= start:
            table[start.weekday() * 24 + start.hour] += n
            continue
        if (end - start) >= dt.timedelta(hours=longest_hours) - MINUTE:
            unknown += n
            continue
        minutes = list(real_minutes(start, end, zone))
        for wall in minutes:
            table[wall.weekday() * 24 + wall.hour] += n / len(minutes)
    return table, unknown


def real_minutes(start, end, zone):
    """Give the wall time of every real minute from start to before end."""
    at, last = (wall.replace(tzinfo=zone).astimezone(UTC) for wall in (start, end))
    while at < last:
        yield at.astimezone(zone)
        at += MINUTE
