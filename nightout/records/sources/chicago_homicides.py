"""Chicago's homicides: a row per victim, several victims under one case number."""

from nightout.records.mapping import Moment, Offense, SourceMapping, Text, YesNo

# The portal's own three columns of place, beside the beat; a ward and a community area are
# drawn by others than the police and survive its redrawings.
AREAS = {
    "beat": ("beat",),
    "district": ("district",),
    "ward": ("ward",),
    "community_area": ("community_area",),
}

PRESET = SourceMapping(
    source="chicago-homicides",
    agency=Text(constant="Chicago PD"),
    incident_id=("case_number",),
    offense=Offense(constant="homicide"),
    occurred_at=Moment(("datetime", "date"), clock="local"),
    victim_rows=frozenset({"homicide"}),
    domestic=YesNo(("domestic",)),
    areas=AREAS,
    about="City of Chicago, Homicides 2001 to present: date of the attack, a row per victim.",
)
