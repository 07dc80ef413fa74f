"""How the sheets say what they say, in English and in Spanish; the texts stand in `texts.py`.

What hosts and crews hold is written by `Words`; the coordinator's pages are in English.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import category

from nightout.errors import BadSetting
from nightout.visits.sheets.texts import ENGLISH, SPANISH

__all__ = [
    "Words",
    "clock",
    "day",
    "find_words",
    "first_name",
    "hours",
    "joined",
    "kind_word",
    "plural",
    "tidy",
]

FIRM = "\N{NO-BREAK SPACE}"
STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# "hielo" begins with another sound.
SOUNDS_I = re.compile(r"h?[ií](?!e)", re.IGNORECASE)
JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one language, and how it writes times, days and lists.

    Parameters
    ----------
    code
        As `en` or `es`.
    texts
        Each text by its name.
    """

    code: str
    texts: Mapping[str, str]

    def say(self, text: str, /, **parts: object) -> str:
        """Give a text with its parts put in."""
        return self.texts[text].format(**parts)

    def some(self, prefix: str) -> dict[str, str]:
        """Give all texts whose name begins so, by the rest of their name."""
        length = len(prefix) + 1
        return {
            name[length:]: text
            for name, text in self.texts.items()
            if name.startswith(f"{prefix}.")
        }

    def clock(self, moment: dt.datetime) -> str:
        """Write a time as 6:05 PM, which no line end tears apart."""
        return f"{_digits(moment)}{FIRM}{self._half(moment)}"

    def hours(self, start: dt.datetime, end: dt.datetime) -> str:
        """Write a span as 6:05 to 6:20 PM."""
        same = self._half(start) == self._half(end)
        first = _digits(start) if same else self.clock(start)
        return self.say("hours", first=first, last=self.clock(end))

    def _half(self, moment: dt.datetime) -> str:
        return self.texts["am" if moment.hour < 12 else "pm"].replace(" ", FIRM)

    def day(self, date: dt.date) -> str:
        """Write a day as Tuesday, August 3, 2021."""
        weekday = self.texts["weekdays"].split()[date.weekday()]
        month = self.texts["months"].split()[date.month - 1]
        return self.say("day", weekday=weekday, month=month, day=date.day, year=date.year)

    def kind(self, kind: str) -> str:
        """Say what a kind of unit is called."""
        return self.texts.get(f"kind.{kind.casefold()}", kind.replace("_", " "))

    def language(self, code: str) -> str:
        """Name a language; one that we do not know as it is written."""
        return self.texts.get(f"language.{code.casefold()}", code)

    def host_reason(self, reason: str) -> str:
        """Say to a host why nobody comes; not what a coordinator could still do about it."""
        return self.texts.get(f"reason.{reason}", self.texts["reason"])

    def joined(self, words: Iterable[str]) -> str:
        """Join words as the language does."""
        *first, last = [*words] or [""]
        if not first:
            return last
        # Spanish avoids two like sounds in a row: español e inglés.
        link = self.texts["and.i" if SOUNDS_I.match(last) else "and"]
        return f"{', '.join(first)} {link} {last}"

    def count(self, n: int, what: str) -> str:
        """Count things by their name among the texts: 1 visit, 2 visits."""
        one, many = self.texts[f"count.{what}"].split("|")
        return f"{n:,}{FIRM}{one if n == 1 else many}"


WORDS = {"en": Words("en", ENGLISH), "es": Words("es", SPANISH)}
# The coordinator's pages read so.
clock, day, hours = WORDS["en"].clock, WORDS["en"].day, WORDS["en"].hours
joined, kind_word = WORDS["en"].joined, WORDS["en"].kind


def find_words(code: str) -> Words:
    """Find the words of a language.

    Raises
    ------
    BadSetting
        If the sheets do not speak it.
    """
    if code not in WORDS:
        raise BadSetting(f"the language is {code!r}", f"Choose among {', '.join(WORDS)}.")
    return WORDS[code]


def _digits(moment: dt.datetime) -> str:
    return f"{(moment.hour - 1) % 12 + 1}:{moment:%M}"


def plural(n: int, one: str, many: str = "") -> str:
    """Count things in English: 1 visit, 2 visits."""
    return f"{n:,}{FIRM}{one if n == 1 else many or one + 's'}"


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
