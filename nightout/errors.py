"""What can be wrong with what a user gave us, each said in three parts.

Every error states what is wrong, the value that was given and how to mend it. The command line
prints the sentence without a trace and exits with 2; anything that is not a `NightoutError` is
our own fault and exits with 1.
"""

from __future__ import annotations

__all__ = [
    "BadSetting",
    "CityBusy",
    "LinkRefused",
    "MissingColumn",
    "NightoutError",
    "NotACity",
    "NotASite",
    "NotForPoints",
    "NotPossible",
    "NotTheSame",
    "NotYetKnown",
    "OutsideRecords",
    "Overtaken",
    "PersonColumn",
    "TooManyBadRows",
    "TooOften",
    "UnknownName",
    "UnreadableFile",
    "UnsafeFile",
]


class NightoutError(Exception):
    """The input is wrong: what, which value, and how to mend it.

    Parameters
    ----------
    what
        What is wrong, with the value that was given, as a sentence without its full stop.
    mend
        What to do about it, as a sentence or two.
    """

    exit_code = 2

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}. {mend}")
        self.what = what
        self.mend = mend


class BadSetting(NightoutError):
    """A parameter or an option has a value that it cannot have."""


class UnknownName(NightoutError):
    """A measure, a preset, a kind of area or a key is named that nobody declared."""


class MissingColumn(NightoutError):
    """A column that the work needs is not in the table or file."""


class PersonColumn(NightoutError):
    """A file holds a column that says who somebody is; crime data here hold no persons."""


class UnreadableFile(NightoutError):
    """A file is not there, is empty, or is not what its name says."""


class UnsafeFile(NightoutError):
    """A file would do harm if it were opened: a bomb, or a path that leaves its archive."""


class TooManyBadRows(NightoutError):
    """More rows could not be read than the user allows; nothing was loaded."""


class NotACity(NightoutError):
    """A folder is not a city folder, or a new one cannot be made there."""


class NotASite(NightoutError):
    """A folder is neither a site nor a city that could be served as one."""


class CityBusy(NightoutError):
    """Another process is loading into this city folder."""


class NotYetKnown(NightoutError):
    """The question is about a day before the first load: the answer is unknown, not zero."""


class OutsideRecords(NightoutError):
    """The question is about days that no loaded file covers: the answer is unknown, not zero."""


class NotForPoints(NightoutError):
    """A measure is asked for as points, each of which could be a victim's home."""


class NotPossible(NightoutError):
    """A gathering's state does not allow what was asked for."""


class Overtaken(NightoutError):
    """Somebody else changed it since the page was opened; nothing was saved."""


class LinkRefused(NightoutError):
    """A link from a letter was used before, is too old, or was altered."""


class TooOften(NightoutError):
    """The same was asked for too many times in a short span."""


class NotTheSame(NightoutError):
    """A page is to be made again as it was, and what it was made from has changed."""
