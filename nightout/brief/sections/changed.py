"""What changed since the last brief: what was added late, withdrawn, reclassified, and is new."""

from __future__ import annotations

from collections.abc import Iterator

from nightout.brief.document import Notes, Section, Table, Words
from nightout.brief.language import Language
from nightout.brief.model import Brief, Changed
from nightout.brief.wording import verdict
from nightout.compare import Revised, Revision
from nightout.records import RECONSTRUCTED

__all__ = ["tell_changes"]

COLUMNS = (
    "measure",
    "then",
    "late",
    "withdrawn",
    "reclassified",
    "redated",
    "same_days",
    "new_days",
    "known_now",
)
# Moves in these two are told apart by their direction, in words.
BOTH_WAYS = ("reclassified", "redated")


def tell_changes(brief: Brief, language: Language) -> Section:
    """Tell how the counts moved since the last brief, or why nothing can be said of it."""
    heading = language.say("changed.heading")
    if brief.asked.since is None or brief.last_known is None:
        why = "rebuilt" if brief.known_basis == RECONSTRUCTED else "none_before"
        return Section("changed", heading, (Words(language.say(f"changed.{why}")),))
    lead = language.say(
        "changed.lead",
        day=language.day(brief.asked.since),
        load=language.day(brief.last_known),
    )
    said = tuple((_say(one, language), "") for one in brief.changed)
    rows = tuple(
        _cells(one.revised, one.revised.now, language)
        for one in brief.changed
        if one.revised and one.revised.now
    )
    table = Table(
        language.say("changed.table"),
        tuple(language.say(f"column.{name}") for name in COLUMNS),
        rows,
        is_stacked=True,
    )
    told = (table, Words(language.say("changed.reading"), "reading")) if rows else ()
    return Section("changed", heading, (Words(lead, "lead"), Notes("", said), *told))


def _say(one: Changed, language: Language) -> str:
    title, revised = language.of(one.measure).title, one.revised
    number = language.numerals.number
    if revised is None:
        return language.say("changed.hidden", title=title)
    if revised.now is None:
        return language.say("changed.told_new_year", title=title, n=number(revised.n))
    said = [
        language.say(
            "changed.told",
            title=title,
            then=number(revised.now.n_then),
            day=language.day(revised.now.period.through),
            now=number(revised.now.n_now),
            why=_why(revised.now, language),
            new=_new(revised, revised.now, language),
        ),
        *_before(revised, language),
        *_words(one, language),
    ]
    return " ".join(said)


def _new(revised: Revised, now: Revision, language: Language) -> str:
    if now.period == revised.terms.window:
        return language.say("changed.all_told")
    number = language.numerals.number
    if not revised.n_new:
        return language.say("changed.new_none", n=number(revised.n))
    new, n = number(revised.n_new), number(revised.n)
    return language.choose("changed.new", revised.n_new, new=new, n=n)


def _before(revised: Revised, language: Language) -> Iterator[str]:
    """Say how last year's days moved, if they did."""
    before, number = revised.before, language.numerals.number
    if before and before.moves:
        then, now = number(before.n_then), number(before.n_now)
        parts = {"then": then, "now": now, "why": _why(before, language)}
        yield language.say("changed.before", year=before.period.through.year, **parts)


def _words(one: Changed, language: Language) -> Iterator[str]:
    """Say whether the plain word is another than in the last brief."""
    if one.then is None or one.then.hidden:
        return
    then, now = (verdict(language, each.change) for each in (one.then, one.now))
    if then == now:
        yield language.say("changed.word_same", word=now)
    else:
        yield language.say("changed.word_other", then=then, now=now)


def _why(revision: Revision, language: Language) -> str:
    moves = language.join(list(_moves(revision, language)))
    return language.say("changed.why", moves=moves) if moves else ""


def _moves(revision: Revision, language: Language) -> Iterator[str]:
    numerals = language.numerals
    for move in revision.moves:
        if move.reason == "recounted":
            yield language.say("changed.recounted", said=numerals.signed(move.up - move.down))
            continue
        for way, n in (("_in", move.up), ("_out", move.down)):
            if n:
                place = f"changed.{move.reason}{way if move.reason in BOTH_WAYS else ''}"
                yield language.choose(place, n, n=numerals.number(n))


def _cells(revised: Revised, now: Revision, language: Language) -> tuple[str, ...]:
    numerals = language.numerals
    net = {one.reason: one.up - one.down for one in now.moves}
    other = net.get("redated", 0) + net.get("recounted", 0)
    steps = [net.get("late", 0), net.get("withdrawn", 0), net.get("reclassified", 0), other]
    return (
        language.of(revised.terms.measure).title,
        numerals.number(now.n_then),
        *(numerals.signed(step) for step in steps),
        numerals.number(now.n_now),
        numerals.signed(revised.n_new),
        numerals.number(revised.n),
    )
