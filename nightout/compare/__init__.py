"""Is violence up, since when, by how much, and is that more than chance?"""

from nightout.compare.aoristic import SpreadHours, spread_hours
from nightout.compare.change import Change, compare_counts
from nightout.compare.city_milestones import (
    MilestoneAnswer,
    MilestoneQuestion,
    as_milestone_rows,
    find_milestones,
)
from nightout.compare.clock_changes import ClockChange, find_clock_changes
from nightout.compare.comparison import Comparison, compare_city
from nightout.compare.completeness import Range
from nightout.compare.count import DayCounts, WindowCounts, count_days, count_windows
from nightout.compare.curve import Curve, cumulative_curve
from nightout.compare.holidays import Holiday, find_holiday, holiday_weekends
from nightout.compare.hour_groups import HourGroups, group_by_hours
from nightout.compare.hours import Hours, HoursQuestion, find_hours
from nightout.compare.hours_rows import WEEKDAYS, as_hour_rows, as_hours_terms, for_public_hours
from nightout.compare.lag import find_lag
from nightout.compare.lag_question import (
    AgeShare,
    Delay,
    LagAnswer,
    LagQuestion,
    LagTerms,
    WeekCount,
)
from nightout.compare.lag_rows import as_lag_rows, as_lag_terms, lag_for_public
from nightout.compare.milestone_dates import read_dates
from nightout.compare.milestones import Milestone, Reached, rank_years
from nightout.compare.named_windows import make_windows
from nightout.compare.outlook import Outlook, Tried, look_ahead
from nightout.compare.outlook_rows import (
    as_curve_rows,
    as_outlook_terms,
    as_record_rows,
    for_public_outlook,
)
from nightout.compare.public import compare_public
from nightout.compare.public_hours import ask_public_hours
from nightout.compare.question import Question
from nightout.compare.revision import Move, Revised, Revision, find_revision
from nightout.compare.rows import as_rows, as_terms, name_joined
from nightout.compare.settled import Terms
from nightout.compare.survey import Survey, compare_survey
from nightout.compare.survey_change import SurveyChange, SurveyTotal
from nightout.compare.survey_file import Answer, SurveyTable, read_survey
from nightout.compare.survey_rows import as_survey_rows
from nightout.compare.windows import Windows, same_days_before, same_weekdays_before
from nightout.compare.year_end import YearEnd, YearsBefore, point_to_year_end

__all__ = [
    "WEEKDAYS",
    "AgeShare",
    "Answer",
    "Change",
    "ClockChange",
    "Comparison",
    "Curve",
    "DayCounts",
    "Delay",
    "Holiday",
    "HourGroups",
    "Hours",
    "HoursQuestion",
    "LagAnswer",
    "LagQuestion",
    "LagTerms",
    "Milestone",
    "MilestoneAnswer",
    "MilestoneQuestion",
    "Move",
    "Outlook",
    "Question",
    "Range",
    "Reached",
    "Revised",
    "Revision",
    "SpreadHours",
    "Survey",
    "SurveyChange",
    "SurveyTable",
    "SurveyTotal",
    "Terms",
    "Tried",
    "WeekCount",
    "WindowCounts",
    "Windows",
    "YearEnd",
    "YearsBefore",
    "as_curve_rows",
    "as_hour_rows",
    "as_hours_terms",
    "as_lag_rows",
    "as_lag_terms",
    "as_milestone_rows",
    "as_outlook_terms",
    "as_record_rows",
    "as_rows",
    "as_survey_rows",
    "as_terms",
    "ask_public_hours",
    "compare_city",
    "compare_counts",
    "compare_public",
    "compare_survey",
    "count_days",
    "count_windows",
    "cumulative_curve",
    "find_clock_changes",
    "find_holiday",
    "find_hours",
    "find_lag",
    "find_milestones",
    "find_revision",
    "for_public_hours",
    "for_public_outlook",
    "group_by_hours",
    "holiday_weekends",
    "lag_for_public",
    "look_ahead",
    "make_windows",
    "name_joined",
    "point_to_year_end",
    "rank_years",
    "read_dates",
    "read_survey",
    "same_days_before",
    "same_weekdays_before",
    "spread_hours",
]
