"""The incident table: what was recorded to have happened, version by version."""

from __future__ import annotations

from nightout.records.tables.column import Column, Kind, Table

__all__ = ["CONTENT", "INCIDENT", "INCIDENT_AREA", "INCIDENT_KEY"]

INCIDENT = Table(
    name="incident",
    grain="one row per agency, incident and offense (and part), and per version of what was known",
    columns=(
        Column("agency", Kind.TEXT, "Who recorded the incident.", key=True),
        Column(
            "incident_id",
            Kind.TEXT,
            "The agency's own number for the incident.",
            caveat="Numbers are not unique between agencies.",
            key=True,
        ),
        Column(
            "offense",
            Kind.TEXT,
            "What it is recorded as: a slug such as homicide, or the agency's words in lower case.",
            caveat="An incident may hold several offenses, one row each.",
            key=True,
        ),
        Column(
            "part",
            Kind.COUNT,
            "1, save where a source gives the victims of one incident different days: then each "
            "day is a part, in order, so that every victim is counted on the right day.",
            key=True,
        ),
        Column(
            "known_from",
            Kind.DAY,
            "The local day on which this version was loaded.",
            key=True,
        ),
        Column(
            "known_until",
            Kind.DAY,
            "The day on which it was replaced or withdrawn, exclusive; empty while current.",
            caveat="Closed without a successor means withdrawn.",
        ),
        Column("load_id", Kind.TEXT, "The load that brought this version.", required=True),
        Column(
            "occurred_at",
            Kind.MOMENT,
            "When it happened, or the earliest it can have happened.",
            unit="the city's wall clock",
            caveat="Often the time of the call, and often rounded to the hour.",
        ),
        Column(
            "occurred_until",
            Kind.MOMENT,
            "The latest it can have happened; empty if a moment.",
            unit="the city's wall clock",
        ),
        Column(
            "reported_at",
            Kind.MOMENT,
            "When it was reported to or by the agency.",
            unit="the city's wall clock",
            caveat="Midnight exactly stands for a bare date.",
        ),
        Column(
            "ruled_at",
            Kind.MOMENT,
            "When it was ruled to be this offense, where the source says so.",
            unit="the city's wall clock",
        ),
        Column(
            "lon",
            Kind.NUMBER,
            "Longitude, usually of the block.",
            unit="degrees, WGS 84",
            caveat="May be missing: such incidents are counted but not placed.",
        ),
        Column("lat", Kind.NUMBER, "Latitude, usually of the block.", unit="degrees, WGS 84"),
        Column(
            "victims",
            Kind.COUNT,
            "People harmed, offenders never counted; empty where the source does not say.",
            unit="people",
        ),
        Column("killed", Kind.COUNT, "Victims who died.", unit="people"),
        Column("injured", Kind.COUNT, "Victims who were hurt and lived.", unit="people"),
        Column("weapon", Kind.TEXT, "The weapon or method, in the source's words."),
        Column("domestic", Kind.YES_NO, "Whether it is recorded as domestic."),
        Column(
            "stated_areas",
            Kind.TEXT,
            "The areas the source itself states, as `kind=id` pairs joined by `;`, by kind.",
            caveat="The map that the source used is unknown, and may have been redrawn since.",
        ),
        Column("source", Kind.TEXT, "The preset or mapping it was read by.", required=True),
    ),
)

INCIDENT_KEY = ("agency", "incident_id", "offense", "part")
BOOKKEEPING = (*INCIDENT_KEY, "known_from", "known_until", "load_id")
CONTENT = tuple(name for name in INCIDENT.names if name not in BOOKKEEPING)

INCIDENT_AREA = Table(
    name="incident area",
    grain="one row per incident version and area that holds it; worked out when asked, not stored",
    columns=(
        Column("agency", Kind.TEXT, "Who recorded the incident.", key=True),
        Column("incident_id", Kind.TEXT, "The agency's own number.", key=True),
        Column("area_kind", Kind.TEXT, "For example beat, district or ward.", key=True),
        Column("area_id", Kind.TEXT, "Which area of that kind; empty if in none.", required=True),
        Column(
            "map_version",
            Kind.TEXT,
            "The map that was used, or `stated` where the source's own word was taken.",
            key=True,
        ),
    ),
)
