"""Washington's crime incidents, whose clock has to be found out.

Every date ends in +00, yet the file of 2021 is on the local clock and the file of 2024 on UTC.
SHIFT settles it: it is the tour on which the report was taken (day from 7, evening from 15,
midnight from 23 hours), so the reading under which reports fall into their shift is the right one.
A homicide's REPORT_DAT is a bare date, filed under MIDNIGHT, and has no say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nightout.errors import UnreadableFile
from nightout.records.mapping import Moment, Offense, SourceMapping, Text

FORMATS = (
    "%Y/%m/%d %H:%M:%S+00",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.000Z",
    "%m/%d/%Y %I:%M:%S %p",
    "%Y-%m-%d %H:%M:%S",
)
# Unix time 0, written where there is no date.
NO_DATE = (
    "1970/01/01 00:00:00+00",
    "1970-01-01T00:00:00Z",
    "1970-01-01T00:00:00.000Z",
    "1/1/1970 12:00:00 AM",
    "01/01/1970 12:00:00 AM",
)
WORDS = {
    "HOMICIDE": "homicide",
    "SEX ABUSE": "rape",
    "ROBBERY": "robbery",
    "ASSAULT W/DANGEROUS WEAPON": "aggravated_assault",
    "BURGLARY": "burglary",
    "THEFT/OTHER": "larceny",
    "THEFT F/AUTO": "theft_from_vehicle",
    "MOTOR VEHICLE THEFT": "motor_vehicle_theft",
    "ARSON": "arson",
}
FITS = """
with reports as (
    select upper(trim(shift)) as shift, {moment} as written from {table}
    where upper(trim(offense)) <> 'HOMICIDE' limit 20000
), hours as (
    select shift, extract(hour from written) as as_local,
        extract(hour from timezone('America/New_York', timezone('UTC', written))) as as_utc
    from reports where written is not null and shift in ('DAY', 'EVENING', 'MIDNIGHT')
)
select count(*),
    count(*) filter (where {local}),
    count(*) filter (where {utc})
from hours
"""
IN_SHIFT = """case shift when 'DAY' then {hour} between 7 and 14
    when 'EVENING' then {hour} between 15 and 22 else {hour} = 23 or {hour} < 7 end"""


def choose_clock(
    mapping: SourceMapping, ask: Callable[[str], Any], columns: frozenset[str]
) -> SourceMapping:
    """Read the dates on the clock under which reports fall into their shifts."""
    if not {"shift", "report_dat", "offense"} <= columns:
        return mapping.on_clock("utc")
    formats = ", ".join(f"'{one}'" for one in FORMATS)
    moment = f"try_strptime(report_dat, [{formats}])"
    n, as_local, as_utc = ask(
        FITS.format(
            moment=moment,
            table="{table}",
            local=IN_SHIFT.format(hour="as_local"),
            utc=IN_SHIFT.format(hour="as_utc"),
        )
    )
    if n < 20:
        return mapping.on_clock("utc")
    if max(as_local, as_utc) < 0.9 * n:
        raise UnreadableFile(
            f"the clock of REPORT_DAT cannot be told: of {n} reports {as_local} fall into their "
            f"SHIFT if read as local time and {as_utc} if read as UTC",
            "Check that SHIFT and REPORT_DAT are as the portal gave them, or use --mapping.",
        )
    return mapping.on_clock("local" if as_local > as_utc else "utc")


PRESET = SourceMapping(
    source="dc-incidents",
    agency=Text(constant="Metropolitan Police (DC)"),
    incident_id=("ccn",),
    offense=Offense(("offense",), values=WORDS),
    occurred_at=Moment(("start_date",), formats=FORMATS, missing=NO_DATE),
    occurred_until=Moment(("end_date",), formats=FORMATS, missing=NO_DATE),
    reported_at=Moment(("report_dat",), formats=FORMATS, missing=NO_DATE),
    victim_rows=frozenset({"homicide"}),
    weapon=Text(("method",)),
    areas={
        "district": ("district",),
        "psa": ("psa",),
        "ward": ("ward",),
        "anc": ("anc",),
        "neighborhood_cluster": ("neighborhood_cluster",),
    },
    settle=choose_clock,
    about="Open Data DC, Crime Incidents: by report date; the clock is told from SHIFT.",
)
