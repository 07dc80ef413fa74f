"""The map: one measure's counts by area, small ones hidden."""

from __future__ import annotations

from nightout.brief.document import Drawing, Key, KeyItem, Picture, Section, Table, Words
from nightout.brief.language import Language
from nightout.brief.model import Area, Brief, Class, CountMap
from nightout.brief.palette import SCALE
from nightout.brief.pictures import draw_map
from nightout.brief.sections.terms import say_known
from nightout.brief.tables import area_rows
from nightout.brief.wording import made_up
from nightout.records.known import EDITIONS

__all__ = ["tell_where"]


def tell_where(brief: Brief, language: Language) -> Section:
    """Tell the counts by area, drawn and in numbers, or why there is no map."""
    where = brief.where
    if where is None:
        said = language.say(f"where.{brief.no_map}", kind=language.kind(brief.map_kind))
        return Section("where", language.say("where.heading_none"), (Words(said),))
    title, kind = language.of(where.terms.measure).lower, language.kind(where.kind)
    city = made_up(language, brief, brief.city)
    picture = Picture(
        (Drawing(draw_map(where)),),
        language.say("where.drawn", city=city, title=title, kind=kind),
        _caption(brief, where, language),
        _key(where, language),
    )
    heading = language.say("where.heading", title=title, kind=kind)
    return Section("where", heading, (picture, _table(where, language)))


def _caption(brief: Brief, where: CountMap, language: Language) -> str:
    number, kind = language.numerals.number, language.kind(where.kind)
    title = language.of(where.terms.measure).lower
    said = [
        language.say(
            "where.caption",
            title=made_up(language, brief, title),
            kind=kind,
            span=language.span(where.terms.window),
            version=where.map_version,
        ),
        language.say(f"where.{where.why}", title=title),
    ]
    if where.n_hidden:
        kinds, threshold = language.kind(where.kind, many=True), where.terms.measure.threshold
        of_all = {"n": where.n_hidden, "all": len(where.areas)}
        said.append(language.say("where.hidden", kinds=kinds, threshold=threshold, **of_all))
    joined = [len(area.members) for area in where.areas if len(area.members) > 1]
    if joined:
        kinds, n_all = language.kind(where.kind, many=True), where.n_areas
        said.append(language.say("where.joined", n=sum(joined), all=n_all, kinds=kinds))
    if where.terms.known_basis == EDITIONS:
        said.append(language.say("where.known", known=say_known(where.terms, language)))
    if where.unplaced:
        said.append(language.say("where.unplaced", n=number(where.unplaced), kind=kind))
    return " ".join([*said, language.say("where.not_rates", kind=kind)])


def _key(where: CountMap, language: Language) -> Key:
    # With fewer classes than colours, the strong ones are used.
    colours = SCALE[len(SCALE) - len(where.classes) :]
    pairs = list(zip(colours, where.classes, strict=True))
    items = [KeyItem(colour, _range(one, language)) for colour, one in reversed(pairs)]
    items.append(KeyItem("none", language.numerals.number(0)))
    if where.n_hidden:
        items.append(KeyItem("hidden", language.say("where.hidden_class")))
    return Key(language.say("where.scale"), tuple(items))


def _range(one: Class, language: Language) -> str:
    number = language.numerals.number
    if one.low == one.high:
        return number(one.low)
    return language.say("where.class", low=number(one.low), high=number(one.high))


def _table(where: CountMap, language: Language) -> Table:
    hidden, kind = language.say("where.hidden_row"), language.kind(where.kind)
    return Table(
        language.say("where.table"),
        (language.say("column.number"), f"{kind[:1].upper()}{kind[1:]}"),
        tuple(
            (
                hidden if row.n is None else language.numerals.number(row.n),
                "; ".join(_name(area, kind, language) for area in row.areas),
            )
            for row in area_rows(where)
        ),
        word_columns=(1,),
        is_wide=True,
    )


def _name(area: Area, kind: str, language: Language) -> str:
    """Name an area, or the several that are told as one."""
    members = area.members or ((area.area_id, area.name),)
    names = [
        f"{name} ({area_id})" if name else area_id or language.say("where.no_area", kind=kind)
        for area_id, name in members
    ]
    if len(names) == 1:
        return names[0]
    return language.say("where.together", areas=language.join(names))
