"""The cumulative curve again, in loops over days: nothing shared with the quick way."""

import datetime as dt


def sum_up(rows, year_start, axis_days):
    """Sum the counts of one year at the end of each calendar day of the axis.

    `rows` are (day, count); the year runs from `year_start` until the same day a year later.
    """
    first = axis_days[0]
    end = dt.date(year_start.year + 1, year_start.month, year_start.day)
    return [
        sum(
            count
            for day, count in rows
            if year_start <= day < end and _rank(day, first) <= _rank(axis_day, first)
        )
        for axis_day in axis_days
    ]


def _rank(day, first):
    """Order calendar days from `first` on, over the turn of the year."""
    is_next_year = (day.month, day.day) < (first.month, first.day)
    return is_next_year, day.month, day.day
