"""Every benchmark by name; another part adds its own here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.brief.rivermouth import measure_brief
from benchmarks.cli.help import measure_help
from benchmarks.compare.curve_and_hours import measure_curve_and_hours
from benchmarks.compare.lag_record import measure_lag_record
from benchmarks.compare.more_questions import measure_more_questions
from benchmarks.compare.posted_totals import measure_posted_totals
from benchmarks.compare.year_to_date import measure_year_to_date
from benchmarks.flows.counties import measure_counties
from benchmarks.flows.states import measure_states
from benchmarks.measure import Line, Settings
from benchmarks.records.disclosure import measure_disclosure
from benchmarks.records.load import measure_load
from benchmarks.visits.city import measure_city
from benchmarks.visits.night_plan import measure_night_plan
from benchmarks.visits.repair import measure_repair
from benchmarks.visits.repair_command import measure_repair_command
from benchmarks.visits.sheets import measure_sheets
from benchmarks.visits.streets import measure_streets
from benchmarks.visits.toptw_all import measure_toptw
from benchmarks.web.load import measure_web_load

__all__ = ["BENCHMARKS"]

BENCHMARKS: dict[str, Callable[[Settings], Iterator[Line]]] = {
    "brief": measure_brief,
    "city": measure_city,
    "counties": measure_counties,
    "curve_and_hours": measure_curve_and_hours,
    "disclosure": measure_disclosure,
    "help": measure_help,
    "lag_record": measure_lag_record,
    "load": measure_load,
    "more_questions": measure_more_questions,
    "night_plan": measure_night_plan,
    "posted_totals": measure_posted_totals,
    "repair": measure_repair,
    "repair_command": measure_repair_command,
    "sheets": measure_sheets,
    "states": measure_states,
    "streets": measure_streets,
    "toptw": measure_toptw,
    "web_load": measure_web_load,
    "year_to_date": measure_year_to_date,
}
