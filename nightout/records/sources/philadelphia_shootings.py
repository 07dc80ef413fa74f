"""Philadelphia's shooting victims: a row per victim, the fatal ones marked."""

from nightout.records.mapping import Count, Moment, Offense, SourceMapping, Text

PRESET = SourceMapping(
    source="philadelphia-shootings",
    agency=Text(constant="Philadelphia PD"),
    incident_id=("dc_key",),
    offense=Offense(constant="shooting"),
    occurred_at=Moment(
        ("datetime", "date_", "date"),
        time=("time",),
        clock="local",
        formats=(
            "%Y-%m-%d %H:%M:%S",
            "%Y-%m-%d 00:00:00+00 %H:%M:%S",
            "%Y-%m-%dT00:00:00Z %H:%M:%S",
            "%Y/%m/%d 00:00:00+00 %H:%M:%S",
            "%Y-%m-%d",
            "%Y-%m-%d 00:00:00+00",
        ),
    ),
    victim_rows=frozenset({"*"}),
    killed=Count(("fatal",), yes=("1", "1.0", "true", "y")),
    weapon=Text(constant="gun"),
    areas={
        "district": ("police_district", "dist"),
        "zip": ("zip",),
        "neighborhood": ("neighborhood",),
    },
    about="OpenDataPhilly, Shooting Victims: a row per victim, fatal ones marked.",
)
