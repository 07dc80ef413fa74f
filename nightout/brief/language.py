"""A language of the brief: its catalogue of words, and how it writes numbers, days and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from nightout.brief.notes import Note, NotePattern, read_patterns, translate
from nightout.brief.numerals import Numerals
from nightout.errors import UnknownName
from nightout.records import Measure
from nightout.units import Period

__all__ = ["FIRM", "LANGUAGES", "Language", "MeasureWords", "find_language"]

LANGUAGES = ("en", "es")
# A space at which no line ends.
FIRM = "\u00a0"


@dataclass(frozen=True)
class MeasureWords:
    """What a measure says of itself, in one language."""

    title: str
    definition: str
    whose: str
    cannot_show: str

    @property
    def lower(self) -> str:
        """The title inside a sentence."""
        return self.title.lower()


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language.

    Parameters
    ----------
    code
        As `en` or `es`.
    texts
        Each text by its place in the catalogue, such as `figures.heading`.
    lists
        The names of months.
    numerals
        How numbers are written.
    measures
        What measures say of themselves, by slug; their own words where one is absent.
    patterns
        How notes of the records read in this language; none where they are written in it.
    """

    code: str
    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]
    numerals: Numerals
    measures: Mapping[str, MeasureWords]
    patterns: tuple[NotePattern, ...]

    def say(self, place: str, **parts: object) -> str:
        """Give the text at a place of the catalogue, filled in."""
        return self.texts[place].format(**parts)

    def choose(self, place: str, count: int, **parts: object) -> str:
        """Give the text for one or for many."""
        return self.say(f"{place}.{'one' if count == 1 else 'many'}", **parts)

    def day(self, value: dt.date) -> str:
        """Write a day as 28 July 2021."""
        month = self.lists["months"][value.month - 1]
        return self.say("day", day=value.day, month=month, year=value.year)

    def day_of_year(self, value: dt.date, *, short: bool = False) -> str:
        """Write a day without its year."""
        months = self.lists["months_short" if short else "months"]
        place = "day_short" if short else "day_of_year"
        return self.say(place, day=value.day, month=months[value.month - 1])

    def span(self, period: Period, *, title: bool = False) -> str:
        """Write a span of days, both ends included: the year once where it is the same."""
        start, through = period.start, period.through
        if start == through:
            return self.day(start)
        is_one_year = start.year == through.year
        first = self.day_of_year(start) if is_one_year else self.day(start)
        return self.say("span_title" if title else "span", start=first, through=self.day(through))

    def join(self, parts: Sequence[str]) -> str:
        """Write parts as one, two and three."""
        if len(parts) < 2:
            return "".join(parts)
        return self.texts["join.and"].join([self.texts["join.comma"].join(parts[:-1]), parts[-1]])

    def count(self, n: int) -> str:
        """Write a small number as a word."""
        words = self.lists["small"]
        return words[n] if n < len(words) else self.numerals.number(n)

    def years(self, years: Sequence[int]) -> str:
        """Name years in order, runs of three and more by their ends."""
        runs: list[list[int]] = []
        for year in sorted(years):
            if runs and year == runs[-1][-1] + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        return self.join([part for run in runs for part in self._run(run)])

    def kind(self, name: str, *, many: bool = False) -> str:
        """Name a kind of area; one that the catalogue does not hold stays as the city calls it."""
        known = self.texts.get(f"kind.{name}.{'many' if many else 'one'}")
        return known or (f"{name}s" if many else name)

    def window(self, name: str, period: Period) -> str:
        """Name a window; one that its days name is named by them."""
        return self.span(period, title=True) if ".." in name else self.name_window(name)

    def name_window(self, name: str) -> str:
        """Name a window by what people call it."""
        if name.removesuffix("d").isdecimal():
            n = int(name.removesuffix("d"))
            return self.choose("window.days", n, n=n)
        if f"holiday.{name}" in self.texts:
            return self.say("window.holiday", title=self.texts[f"holiday.{name}"])
        return self.texts.get(f"window.{name}", name)

    def of(self, measure: Measure) -> MeasureWords:
        """Say what a measure is."""
        return self.measures.get(measure.slug) or MeasureWords(
            measure.title, measure.definition, measure.whose, measure.cannot_show
        )

    def note(self, text: str) -> Note:
        """Put a note of the records into this language; one that it lacks says what it is in."""
        return translate(text, self.patterns, self._name) if self.patterns else Note(text)

    def _name(self, what: str, value: str) -> str:
        """Put into this language what a placeholder of a note names."""
        from nightout.records import list_measures

        if what == "measure":
            named = (m for m in list_measures().values() if m.title.lower() == value)
            return next((self.of(m).lower for m in named), value)
        if what == "kind":
            return self.kind(value)
        return self.texts.get(f"{what}.{value}", value)

    def _run(self, run: list[int]) -> list[str]:
        if len(run) < 3:
            return [str(year) for year in run]
        return [self.say("years_run", first=run[0], last=run[-1])]


@cache
def find_language(code: str) -> Language:
    """Find a language by its code.

    Raises
    ------
    UnknownName
        If the brief does not speak it.
    """
    if code not in LANGUAGES:
        raise UnknownName(
            f"the brief has no words in {code!r}", f"Use one of {', '.join(LANGUAGES)}."
        )
    page = _read(code, "page")
    texts = {place: one for place, one in _flat(page) if isinstance(one, str)}
    lists = {place: one for place, one in _flat(page) if isinstance(one, list)}
    measures = {slug: MeasureWords(**said) for slug, said in _read(code, "measures").items()}
    numerals = Numerals(**page["numbers"])
    return Language(code, texts, lists, numerals, measures, read_patterns(_read(code, "notes")))


def _read(code: str, name: str) -> Any:
    path = files("nightout.brief") / "words" / code / f"{name}.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, one in tree.items():
        if isinstance(one, dict):
            yield from _flat(one, f"{above}{name}.")
        else:
            yield f"{above}{name}", one
