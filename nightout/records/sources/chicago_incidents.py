"""Chicago's Crimes - 2001 to Present, whole: a row per incident, but a row per homicide victim."""

from nightout.records.mapping import Moment, Offense, SourceMapping, Text, YesNo
from nightout.records.sources.chicago_homicides import AREAS

# The FBI code sorts the Illinois codes; 04A is aggravated assault and 04B aggravated battery,
# which the FBI counts together.
FBI_CODES = {
    "01A": "homicide",
    "01B": "manslaughter_by_negligence",
    "02": "rape",
    "03": "robbery",
    "04A": "aggravated_assault",
    "04B": "aggravated_assault",
    "05": "burglary",
    "06": "larceny",
    "07": "motor_vehicle_theft",
    "08A": "simple_assault",
    "08B": "simple_assault",
    "09": "arson",
    "10": "forgery",
    "11": "fraud",
    "12": "embezzlement",
    "13": "stolen_property",
    "14": "vandalism",
    "15": "weapons",
    "16": "prostitution",
    "17": "sex_offense",
    "18": "drugs",
    "19": "gambling",
    "20": "offense_against_family",
    "22": "liquor",
    "24": "disorderly_conduct",
    "26": "other",
}

PRESET = SourceMapping(
    source="chicago-incidents",
    agency=Text(constant="Chicago PD"),
    incident_id=("case_number",),
    offense=Offense(("fbi_code", "fbi_cd"), values=FBI_CODES),
    occurred_at=Moment(("date", "date_of_occurrence"), clock="local"),
    victim_rows=frozenset({"homicide"}),
    domestic=YesNo(("domestic",)),
    areas=AREAS,
    about="City of Chicago, Crimes 2001 to present, by FBI code; the date may be a guess.",
)
