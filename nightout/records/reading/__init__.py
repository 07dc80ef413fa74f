"""Files that users bring, checked and turned into rows of text."""

from nightout.records.reading.limits import DEFAULT_LIMITS, Limits
from nightout.records.reading.persons import refuse_person_columns
from nightout.records.reading.rows import open_rows
from nightout.records.reading.safety import FileKind, check_safe
from nightout.records.reading.staging import RawRows, drop_rows

__all__ = [
    "DEFAULT_LIMITS",
    "FileKind",
    "Limits",
    "RawRows",
    "check_safe",
    "drop_rows",
    "open_rows",
    "refuse_person_columns",
]
