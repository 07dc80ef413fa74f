"""What happens in Rivermouth: each offense with its rate, its contagion and its paperwork.

The figures are invented, in the range that American cities of this size report.
"""

from __future__ import annotations

from dataclasses import dataclass

from nightout.demo.hawkes import Kernel

__all__ = ["OFFENSES", "Delay", "Offense"]


@dataclass(frozen=True)
class Delay:
    """How long until an offense is reported: most soon, a share of them late.

    Both parts are log-normal, by their median and the spread (sigma) of the logarithm.

    Parameters
    ----------
    soon_hours, soon_sigma
        The usual report.
    late_share, late_days, late_sigma
        The share of reports that come late, and how late.
    """

    soon_hours: float
    soon_sigma: float
    late_share: float
    late_days: float
    late_sigma: float = 1.0


@dataclass(frozen=True)
class Offense:
    """One offense: how it is written, how often it happens, how its records change.

    Parameters
    ----------
    name
        Its name in the canonical table.
    words
        Its name in the department's exports.
    per_year
        Expected incidents a year before the rise, offspring included.
    kernel
        How one incident brings others.
    rhythm
        Its hours of the week and seasons: `evening`, `night` or `daytime`.
    delay
        From the end of the offense to its report.
    between_share, between_hours
        The share known only between two times, and the median length of that span.
    becomes, becomes_share
        The offense that a share of these records later turn out to be.
    withdrawn_share
        The share found to be no offense (unfounded, or ruled justified).
    rises
        Whether the planted rise holds for it, and years differ by chance.
    """

    name: str
    words: str
    per_year: float
    kernel: Kernel
    rhythm: str
    delay: Delay
    between_share: float = 0.0
    between_hours: float = 8.0
    becomes: str = ""
    becomes_share: float = 0.0
    withdrawn_share: float = 0.01
    rises: bool = False


#: Homicides here are those without a shooting; a fatal shooting adds a homicide to its incident.
OFFENSES = (
    Offense(
        "homicide", "MURDER/NONNEGLIGENT MANSLAUGHTER", 12, Kernel(0.05, 14, 300), "night",
        Delay(0.5, 1.2, 0.05, 3), between_share=0.12, between_hours=30, withdrawn_share=0.04,
        rises=True,
    ),
    Offense(
        "rape", "RAPE", 145, Kernel(0.02, 14, 400), "night", Delay(18, 1.8, 0.25, 45, 1.3),
    ),
    Offense(
        "robbery", "ROBBERY", 820, Kernel(0.18, 7, 250), "evening", Delay(0.4, 1.1, 0.03, 2),
        becomes="larceny", becomes_share=0.025,
    ),
    Offense(
        "aggravated_assault", "AGG ASSAULT", 1_750, Kernel(0.15, 10, 250), "night",
        Delay(0.5, 1.4, 0.06, 3),
    ),
    Offense(
        "burglary", "BURGLARY/B&E", 2_050, Kernel(0.30, 7, 220), "daytime",
        Delay(1.0, 1.3, 0.04, 5), between_share=0.6, between_hours=9, becomes="larceny",
        becomes_share=0.01, withdrawn_share=0.012,
    ),
    Offense(
        "larceny", "LARCENY/THEFT", 8_300, Kernel(0.15, 5, 200), "daytime",
        Delay(5, 1.6, 0.12, 12, 1.2), between_share=0.2, between_hours=5, withdrawn_share=0.012,
    ),
    Offense(
        "motor_vehicle_theft", "MOTOR VEHICLE THEFT", 2_000, Kernel(0.15, 7, 300), "night",
        Delay(3, 1.2, 0.05, 4), between_share=0.45, between_hours=9, withdrawn_share=0.03,
    ),
    Offense(
        "shooting", "SHOOTING", 205, Kernel(0.25, 10, 250), "night", Delay(0.15, 0.8, 0.02, 1),
        withdrawn_share=0.004, rises=True,
    ),
)  # fmt: skip
