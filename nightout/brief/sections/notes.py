"""Everything else there is to know, once, and where it can be in the page's language."""

from __future__ import annotations

from collections.abc import Iterator

from nightout.brief.language import Language
from nightout.brief.model import Brief, LeftOut, Spans

__all__ = ["list_notes"]

Told = tuple[str, str]


def list_notes(brief: Brief, language: Language) -> Iterator[Told]:
    """Give each note and its language where that is not the page's.

    A note of some figures only names them.
    """
    titles: dict[str, list[str]] = {}
    for figure in brief.figures:
        for note in figure.notes:
            titles.setdefault(note, []).append(language.of(figure.terms.measure).title)
    for note, named in titles.items():
        yield _note(language, note, "" if len(named) == len(brief.figures) else ", ".join(named))
    yield from _of_spans(brief, language, told=set(titles))
    yield from _of_pictures(brief, language, told=set(titles))
    for one in brief.left_out:
        yield _left_out(language, one)


def _of_spans(brief: Brief, language: Language, *, told: set[str]) -> Iterator[Told]:
    """Give the notes that windows have and the year to date has not."""
    titles: dict[tuple[str, str], list[str]] = {}
    for spans in brief.spans:
        for note in spans.notes:
            windows, text = _part(note, spans, language)
            if text not in told:
                title = language.of(spans.terms.measure).title
                titles.setdefault((windows, text), []).append(title)
    for (windows, text), named in titles.items():
        measures = [] if len(named) == len(brief.spans) else named
        which = windows or language.say("windows.heading")
        yield _note(language, text, ", ".join([which, *measures]))


def _part(note: str, spans: Spans, language: Language) -> tuple[str, str]:
    """Part a note such as `7d, 28d: ...` into the names of its windows and what it says."""
    names, colon, text = note.partition(": ")
    known = {one.name: language.window(one.name, one.window) for one in spans.changes}
    parts = names.split(", ")
    if not colon or not set(parts) <= known.keys():
        return "", note
    return ", ".join(known[one] for one in parts), text


def _of_pictures(brief: Brief, language: Language, *, told: set[str]) -> Iterator[Told]:
    """Give the notes of the curve, the map and the milestones that the figures do not have."""
    named = [("notes.curve", brief.curve), ("notes.map", brief.where)]
    notes = [(name, note) for name, part in named for note in (part.notes if part else ())]
    end = brief.outlook
    notes += [("notes.curve", note) for note in (end.notes if end and brief.curve else ())]
    notes += [("fresh.heading", note) for one in brief.fresh for note in one.notes]
    notes += [("milestones.heading", note) for one in brief.milestones for note in one.notes]
    for name, note in dict.fromkeys(notes):
        if note not in told:
            yield _note(language, note, language.say(name))


def _note(language: Language, note: str, names: str) -> Told:
    said = language.note(note)
    text = language.say("notes.of", names=names, note=said.text) if names else said.text
    return text, said.language


def _left_out(language: Language, one: LeftOut) -> Told:
    why, title = language.note(one.why), language.of(one.measure).title
    if not one.window:
        return language.say("notes.left_out", title=title, why=why.text), why.language
    window = language.name_window(one.window)
    said = language.say("notes.windows_left_out", window=window, title=title, why=why.text)
    return said, why.language
