"""Columns that name persons are refused, those of real portals are not."""

import pytest

from nightout.errors import PersonColumn
from nightout.records.reading import refuse_person_columns

PERSONS = """
name|Name|NAME 1|victim_name|VictimName|VICTIMNAME|Vic Nm|last name|LAST_NAME|lastname|LName
firstname|FirstName|First-Name|middle initial name|full_name|fullName|surname|nickname|alias
Suspect|suspect_1|suspect name|Officer|officer name|OFFICERLASTNAME|Reporting Officer|complainant
Complainant Name|name of victim|victim's name|victim\N{RIGHT SINGLE QUOTATION MARK}s name|witness
dob|DOB|victimDOB|date_of_birth|dateofbirth|Birth Date|birthdate|BirthYear|place of birth
ssn|SSN|Social Security No|social_security|socialSecurityNumber|driver licence|Drivers License #
driver's license|DL Number|passport|Passport No|sid|SID Number|FBI Number|fbi_no|booking number
BookingNo|inmate id|victim_id|OffenderID|officer badge|license plate|phone|Phone Number|telephone
email|E-mail|eMail Address|victimEmail|mobile no|home_address|HomeAddress|victim_address|residence
Victim Street|resident address|residence address|mailing address
\uff4e\uff41\uff4d\uff45
"""
CHICAGO = """ID|Case Number|Date|Block|IUCR|Primary Type|Description|Location Description|Arrest
Domestic|Beat|District|Ward|Community Area|FBI Code|X Coordinate|Y Coordinate|Year|Updated On
Latitude|Longitude|Location|VICTIMIZATION_PRIMARY|INCIDENT_PRIMARY|GUNSHOT_INJURY_I|UNIQUE_ID|ZIP_CODE
STREET_OUTREACH_ORGANIZATION|STATE_HOUSE_DISTRICT|AREA|AGE|SEX|RACE"""
DC = """X|Y|CCN|REPORT_DAT|SHIFT|METHOD|OFFENSE|BLOCK|XBLOCK|YBLOCK|WARD|ANC|DISTRICT|PSA
NEIGHBORHOOD_CLUSTER|BLOCK_GROUP|CENSUS_TRACT|VOTING_PRECINCT|LATITUDE|LONGITUDE|BID|START_DATE
END_DATE|OBJECTID|OCTO_RECORD_ID"""
NEW_YORK = """CMPLNT_NUM|CMPLNT_FR_DT|ADDR_PCT_CD|RPT_DT|KY_CD|OFNS_DESC|PD_CD|PD_DESC|LAW_CAT_CD
CRM_ATPT_CPTD_CD|BORO_NM|BORO|LOC_OF_OCCUR_DESC|PREM_TYP_DESC|JURIS_DESC|PARKS_NM|HADEVELOPT
HOUSING_PSA|SUSP_AGE_GROUP|SUSP_RACE|SUSP_SEX|TRANSIT_DISTRICT|PATROL_BORO|STATION_NAME
VIC_AGE_GROUP|VIC_RACE|VIC_SEX|PERP_AGE_GROUP|PERP_SEX|PERP_RACE|STATISTICAL_MURDER_FLAG|Lon_Lat
LOCATION_DESC|LOC_CLASSFCTN_DESC|PRECINCT|INCIDENT_KEY|OCCUR_DATE|JURISDICTION_CODE"""
OTHERS = """dc_key|race|sex|age|wound|officer_involved|offender_injured|offender_deceased|latino
fatal|location|inside|outside|point_x|dist|victims_killed|Victims Injured|suspects_arrested
Suspects Killed|Address|City Or County|State|Incident ID|Operations|DR_NO|AREA NAME|Rpt Dist No
Vict Age|Vict Sex
Vict Descent|Premis Desc|Weapon Desc|Crm Cd|LOCATION|Cross Street|Offense Parent Group|MCPP
Report Number|Parent Incident Type|street_name|city name|agency_name|Offense Name|hood_name
Police Beats|Zip Code|victims|killed|injured|weapon|received_at|officer_initiated
Liquor License Number|IR Number"""


def split(text):
    return [name for line in text.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize("column", split(PERSONS))
def test_a_column_that_says_who_somebody_is_is_refused_by_name(column):
    with pytest.raises(PersonColumn) as refused:
        refuse_person_columns(["id", column, "block"])
    assert repr(column) in refused.value.what
    assert "'id'" not in refused.value.what
    assert "Remove it" in refused.value.mend


@pytest.mark.parametrize("column", split(f"{CHICAGO}\n{DC}\n{NEW_YORK}\n{OTHERS}"))
def test_columns_of_real_portals_are_kept(column):
    refuse_person_columns([column])


def test_all_such_columns_are_named_at_once():
    with pytest.raises(
        PersonColumn, match=r"columns 'dob' \(a birth date\), 'Phone' \(a contact\)"
    ):
        refuse_person_columns(["dob", "beat", "Phone"])


def test_a_name_of_a_place_may_be_declared_and_a_birth_date_may_not():
    refuse_person_columns(["Name", "beat"], places=["name"])
    with pytest.raises(PersonColumn, match="'dob'"):
        refuse_person_columns(["dob"], places=["dob"])
