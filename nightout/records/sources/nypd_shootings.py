"""New York's shootings: a row per victim, the fatal ones marked."""

from nightout.records.mapping import Count, Moment, Offense, SourceMapping, Text

PRESET = SourceMapping(
    source="nypd-shootings",
    agency=Text(constant="NYPD"),
    incident_id=("incident_key",),
    offense=Offense(constant="shooting"),
    occurred_at=Moment(
        ("date", "occur_date"),
        time=("time", "occur_time"),
        clock="local",
        formats=(
            "%Y-%m-%d %H:%M:%S",
            "%m/%d/%Y %H:%M:%S",
            "%Y-%m-%dT00:00:00.000 %H:%M:%S",
            "%Y-%m-%dT%H:%M:%S.%f",
            "%Y-%m-%d",
            "%m/%d/%Y",
        ),
    ),
    victim_rows=frozenset({"*"}),
    killed=Count(("murder", "statistical_murder_flag"), yes=("true", "y", "1")),
    weapon=Text(constant="gun"),
    areas={"borough": ("boro",), "precinct": ("precinct",)},
    about="NYC Open Data, NYPD Shooting Incident Data: victims hit, fatal ones marked.",
)
