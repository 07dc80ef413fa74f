"""From what a brief knows to what it says: the list of its sections, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nightout.brief.document import Document, Section
from nightout.brief.language import Language, find_language
from nightout.brief.model import Brief
from nightout.brief.permalink import digest_of, make_command
from nightout.brief.sections.changed import tell_changes
from nightout.brief.sections.course import tell_course
from nightout.brief.sections.figures import tell_figures
from nightout.brief.sections.fresh import tell_fresh
from nightout.brief.sections.milestones import tell_milestones
from nightout.brief.sections.night import tell_night
from nightout.brief.sections.terms import OTHERWISE, tell_terms
from nightout.brief.sections.where import tell_where
from nightout.brief.sections.windows import tell_windows
from nightout.brief.wording import made_up
from nightout.units import Period

__all__ = ["SECTIONS", "compose"]

# Each tells its part of a brief, or nothing. Another section is one more line here.
SECTIONS: tuple[Callable[[Brief, Language], Section | None], ...] = (
    tell_figures,
    tell_windows,
    tell_fresh,
    tell_course,
    tell_where,
    tell_milestones,
    tell_changes,
    tell_night,
    tell_terms,
)


def compose(brief: Brief) -> Document:
    """Put a brief in words, with the command that makes exactly this page again."""
    language = find_language(brief.asked.language)
    sections = [one for tell in SECTIONS if (one := tell(brief, language))]
    banner = ("", "")
    if brief.made_up:
        banner = language.say("page.made_up_strong"), language.say("page.made_up_rest")
    through, city = brief.asked.through, made_up(language, brief, brief.city)
    document = Document(
        language=language.code,
        dated=str(brief.known_on),
        title=language.say("page.title", city=city, day=language.day(through)),
        banner=banner,
        eyebrow=language.say("page.public" if brief.asked.public else "page.private"),
        city=brief.city,
        days=language.span(Period.of(through.replace(month=1, day=1), through), title=True),
        known=_known(brief, language),
        sections=tuple(sections),
        made_with=_made_with(brief, language),
        again=language.say("page.again"),
        command="",
        independent=language.say("page.independent"),
        page_of=language.say("page.page_of", page="{page}", pages="{pages}"),
    )
    return replace(document, command=make_command(brief, digest_of(document)))


def _known(brief: Brief, language: Language) -> str:
    day = language.day(brief.known_on)
    if brief.known_basis in OTHERWISE:
        return language.say(f"page.{OTHERWISE[brief.known_basis]}", day=day)
    return language.say("page.known", day=day, load=language.day(brief.last_load))


def _made_with(brief: Brief, language: Language) -> str:
    of_map = ""
    if where := brief.where:
        kinds = {"kind": language.kind(where.kind), "kinds": language.kind(where.kind, many=True)}
        of_map = language.say("page.of_map", version=where.map_version, **kinds)
    parts = {"version": brief.version, "table": brief.table_version, "map": of_map}
    return language.say("page.made_with", **parts)
