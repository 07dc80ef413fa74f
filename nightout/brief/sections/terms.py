"""What each figure rests on, and everything else there is to know."""

from __future__ import annotations

from collections.abc import Mapping

from nightout.brief.document import Card, Cards, Notes, Section, Words
from nightout.brief.language import Language
from nightout.brief.model import Brief, Figure
from nightout.brief.sections.notes import list_notes
from nightout.brief.wording import usual
from nightout.compare import Terms
from nightout.records.known import EDITIONS, RECONSTRUCTED, Basis

__all__ = ["OTHERWISE", "say_known", "tell_terms"]

# How it is said that a day is not known by versions.
OTHERWISE: Mapping[Basis, str] = {RECONSTRUCTED: "known_rebuilt", EDITIONS: "known_editions"}


def tell_terms(brief: Brief, language: Language) -> Section:
    """Tell the terms of every figure, and the notes that they bring."""
    cards = Cards(tuple(_card(one, language) for one in brief.figures))
    notes = tuple(list_notes(brief, language))
    listed = (Notes(language.say("notes.heading"), notes),) if notes else ()
    lead = Words(language.say("terms.lead"), "lead")
    return Section("terms", language.say("terms.heading"), (lead, cards, *listed))


def say_known(terms: Terms, language: Language) -> str:
    """Say as known on which day, and how that is known."""
    day = language.day(terms.known_on)
    if terms.known_basis in OTHERWISE:
        return language.say(f"terms.{OTHERWISE[terms.known_basis]}", day=day)
    return language.say("terms.known_versions", day=day, load=language.day(terms.last_load))


def _card(figure: Figure, language: Language) -> Card:
    terms = figure.terms
    measure, words = terms.measure, language.of(terms.measure)
    unit = language.say(f"unit.{measure.counts}")
    told = {
        "counted": language.say("terms.counted_in", definition=words.definition, unit=unit),
        "definition": words.whose,
        "dated": _dated(figure, language),
        "known": say_known(terms, language),
        "source": ", ".join(terms.sources),
        "usual": usual(language, figure),
        "cannot_show": words.cannot_show,
    }
    pairs = tuple((language.say(f"terms.{name}"), said) for name, said in told.items())
    return Card(f"of-{measure.slug}", words.title, pairs)


def _dated(figure: Figure, language: Language) -> str:
    terms, before = figure.terms, figure.change.before
    basis = f"terms.dated_{terms.measure.date_basis}"
    said = language.say(basis, span=language.span(terms.window))
    if before is None:
        return said
    return language.say("terms.dated_beside", said=said, before=language.span(before))
