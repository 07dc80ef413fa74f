"""The words of the sheets: clock times, languages, kinds of unit, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from unicodedata import category

__all__ = [
    "clock",
    "day",
    "first_name",
    "host_reason",
    "hours",
    "joined",
    "kind_word",
    "language",
    "plural",
    "tidy",
]

#: How kinds are called where nobody says otherwise.
KINDS = {
    "police": "Police",
    "fire": "Fire engine",
    "k9": "K-9 team",
    "mcgruff": "McGruff",
    "mayor": "Mayor",
}
#: Languages by their code in ISO 639; others are shown as they are written.
LANGUAGES = {
    "am": "Amharic", "ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French",
    "hmn": "Hmong", "ht": "Haitian Creole", "ko": "Korean", "om": "Oromo", "pt": "Portuguese",
    "ru": "Russian", "so": "Somali", "tl": "Tagalog", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
#: What a host is told, by the reason of an explanation.
HOST_REASONS = {
    "no place": "We do not know where you meet: please send your address.",
    "not on the map": "We could not find your address on the map: please tell us where it is.",
    "hours too short": "Your hours are too short for a visit.",
    "no such unit": "There is no such visitor that night.",
    "declined": "You asked those that could come to stay away.",
    "no unit in time": "No unit is on the road near you in your hours.",
}
FIRM = "\N{NO-BREAK SPACE}"
STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")


def clock(moment: dt.datetime) -> str:
    """Write a time as 6:05 PM, which no line end tears apart."""
    return f"{(moment.hour - 1) % 12 + 1}:{moment:%M}{FIRM}{'AM' if moment.hour < 12 else 'PM'}"


def hours(start: dt.datetime, end: dt.datetime) -> str:
    """Write a span as 6:05 to 6:20 PM."""
    first = clock(start)
    same = (start.hour < 12) == (end.hour < 12)
    return f"{first[:-3] if same else first} to {clock(end)}"


def day(date: dt.date) -> str:
    """Write a day as Tuesday, August 3, 2021."""
    return f"{date:%A}, {date:%B} {date.day}, {date.year}"


def kind_word(kind: str) -> str:
    """Say what a kind of unit is called."""
    return KINDS.get(kind.casefold(), kind.replace("_", " "))


def language(code: str) -> str:
    """Name a language."""
    return LANGUAGES.get(code.casefold(), code)


def tidy(text: str) -> str:
    """Lay a text on one line, without what steers a terminal, a calendar or a line's direction.

    Line ends become blanks; control and format characters (a reversal of the line, a byte order
    mark) go. The joiners that some scripts and emoji are written with stay.
    """
    lines = " ".join(text.split())
    plain = "".join(one for one in lines if one in JOINERS or category(one) not in STEERING)
    # Where one of them stood between two blanks, two are left.
    return " ".join(plain.split())


def first_name(host: str) -> str:
    """Give the first name alone: a sheet that is left in a car tells no more."""
    words = tidy(host).split()
    return words[0].strip(",;") if words and "@" not in words[0] else ""


def host_reason(reason: str) -> str:
    """Say to a host why nobody comes; not what a coordinator could still do about it."""
    return HOST_REASONS.get(reason, "There are more gatherings that night than units can reach.")


def joined(words: Iterable[str]) -> str:
    """Join words as English does."""
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def plural(n: int, one: str, many: str = "") -> str:
    """Count things: 1 visit, 2 visits."""
    return f"{n:,}{FIRM}{one if n == 1 else many or one + 's'}"
