"""Gun Violence Archive: mass shootings of the whole country, a row per incident.

Victims and suspects are told apart: victims are killed and injured, suspects never counted. The
archive's older exports, which add the two together, lack these columns and are refused.
"""

from nightout.records.mapping import Count, Moment, Offense, SourceMapping, Text

PRESET = SourceMapping(
    source="gva-mass-shootings",
    agency=Text(constant="Gun Violence Archive"),
    incident_id=("incident_id",),
    offense=Offense(constant="mass_shooting"),
    occurred_at=Moment(("date", "incident_date"), clock="local"),
    killed=Count(("victims_killed",)),
    injured=Count(("victims_injured",)),
    needs=frozenset({"killed", "injured"}),
    weapon=Text(constant="gun"),
    areas={"state": ("state",), "city": ("city", "city_or_county")},
    about="Gun Violence Archive: 4 or more shot, not counting the shooter; collected from news.",
)
