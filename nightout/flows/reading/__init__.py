"""Files of traces, checked and brought to one shape."""

from nightout.flows.reading.cities import CityTraces, read_cities
from nightout.flows.reading.gather import read_flows
from nightout.flows.reading.reconcile import Discrepancy, reconcile
from nightout.flows.reading.time_to_crime import TimeToCrime, read_time_to_crime
from nightout.flows.reading.workbook import YearTable, read_workbook

__all__ = [
    "CityTraces",
    "Discrepancy",
    "TimeToCrime",
    "YearTable",
    "read_cities",
    "read_flows",
    "read_time_to_crime",
    "read_workbook",
    "reconcile",
]
