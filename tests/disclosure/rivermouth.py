"""The attack on Rivermouth: what is asked, and what was found, for the proof and the benchmark."""

import datetime as dt

from nightout.brief import Asked
from nightout.records import City, find_measure
from tests.disclosure.collect import Found, Sweep, ask_all, read_brief, solve, truth

# The last day, the day before and the week before; the ends of quarters and years, and a day less.
THROUGHS = tuple(
    map(
        dt.date.fromisoformat,
        ("2021-07-28", "2021-07-27", "2021-07-21", "2021-06-30", "2021-06-29", "2020-12-31"),
    )
)
# The latest load, and the day on which the second quarter came out.
KNOWN_ON = (None, dt.date(2021, 7, 19))
WINDOWS = (("ytd",), ("quarter", "28d", "7d"), ("2021-01-01..2021-06-30",))
SWEEP = Sweep(THROUGHS, KNOWN_ON, WINDOWS, ("each", "prior"))
QUICK = Sweep(THROUGHS[2:5], KNOWN_ON[:1], WINDOWS[:1], ("last-year", "mean"))
# A brief each week, as the city publishes it.
BRIEFS = [dt.date(2021, 7, day) for day in (5, 12, 19, 26)]
MEASURES = (
    "robbery", "aggravated_assault", "burglary", "motor_vehicle_theft", "shooting_victim",
    "homicide", "rape",
)  # fmt: skip


def attack_rivermouth(city: City, slug: str, sweep: Sweep = SWEEP, by: str = "beat") -> Found:
    """Ask Rivermouth everything about a measure, and narrow what it hides."""
    measure = find_measure(slug)
    attack, counts = truth(city, measure, by)
    attack.told += ask_all(city, sweep.questions(measure, (by,)))
    for day in BRIEFS if by == "beat" else []:
        through = day - dt.timedelta(days=1)
        attack.told += read_brief(city, Asked(through, (slug,), known_on=day))
    return solve(attack, counts, measure)
