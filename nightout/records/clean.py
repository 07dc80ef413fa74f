"""From a file's text to typed rows: each cell read, each row kept or told why not.

Everything is one DuckDB expression per column, so a file is read once, streaming, on all cores.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from nightout.errors import MissingColumn
from nightout.records.engine import quote, text
from nightout.records.mapping import Count, Moment, Names, SourceMapping, Text

__all__ = ["Columns", "clean_rows", "need_columns"]

HAS_OFFSET = r"[0-9]:[0-9]{2}(:[0-9.]+)?\s?(Z|[+-][0-9]{2}(:?[0-9]{2})?)$"


@dataclass(frozen=True)
class Columns:
    """The columns of one file, by our lower-case spelling of their names."""

    names: frozenset[str]

    def first(self, alternatives: Names) -> str | None:
        """Find the first of several names that the file has, or nothing."""
        return next((name for name in alternatives if name in self.names), None)

    def cell(self, alternatives: Names) -> str:
        """Write SQL for the text in the first of these columns, blank cells missing."""
        found = self.first(alternatives)
        return f"nullif(trim({quote(found)}), '')" if found else "NULL::VARCHAR"


def need_columns(mapping: SourceMapping, columns: Columns, *, file: str) -> None:
    """Refuse a file that lacks a column without which it cannot be read.

    Raises
    ------
    MissingColumn
        Naming what is missing and what the file has.
    """
    wanted: dict[str, Names] = {"incident_id": mapping.incident_id}
    if mapping.offense.column:
        wanted["offense"] = mapping.offense.column
    for ours in sorted(mapping.needs):
        named = getattr(mapping, ours, None)
        wanted[ours] = named if isinstance(named, tuple) else getattr(named, "column", ())
    wanted |= {f"areas: {kind}": names for kind, names in mapping.areas.items() if mapping.needs}
    missing = {ours: names for ours, names in wanted.items() if names and not columns.first(names)}
    dates = [moment.column for moment in mapping.moments.values()]
    if not any(columns.first(names) for names in dates):
        missing["a date"] = tuple(name for names in dates for name in names)
    if missing:
        asked = "; ".join(f"{ours} (looked for {' or '.join(n)})" for ours, n in missing.items())
        raise MissingColumn(
            f"{file} has no column for {asked}",
            f"Its columns are {', '.join(sorted(columns.names)) or 'none'}. Rename one, choose "
            "another preset, or describe the file with --mapping FILE.yaml.",
        )


def clean_rows(
    mapping: SourceMapping, columns: Columns, *, zone: ZoneInfo, known_on: dt.date, raw: str
) -> str:
    """Write the query that reads every row of the table `raw` in our columns.

    Returns
    -------
    SQL whose rows hold our content columns, `source_row`, `victim_row` (whether the row stands for
    one victim) and `reason`: empty for a row to keep, else why it cannot be.
    """
    moments = [_read_moment(name, one, columns, zone) for name, one in mapping.moments.items()]
    absent = {"occurred_at", "occurred_until", "reported_at", "ruled_at"} - set(mapping.moments)
    read = f"""
        select source_row, {_text(mapping.agency, columns)} as agency,
            {_number_as_text(columns.cell(mapping.incident_id))} as incident_id,
            {_offense(mapping)} as offense,
            {", ".join(moments)},
            {"".join(f"NULL::TIMESTAMP as {name}, " for name in sorted(absent))}
            {_degrees(mapping.lon, columns, 180)} as lon,
            {_degrees(mapping.lat, columns, 90)} as lat,
            {_count("victims", mapping.victims, columns)},
            {_count("killed", mapping.killed, columns)},
            {_count("injured", mapping.injured, columns)},
            {f"lower({_text(mapping.weapon, columns)})" if mapping.weapon else "NULL::VARCHAR"}
                as weapon,
            {_yes(mapping, columns)} as domestic, {_areas(mapping, columns)} as stated_areas
        from {raw} {_join_offenses(mapping, columns, raw)}"""
    return f"""
        select * exclude ({", ".join(_leftovers(mapping))}) replace (
                case when lon = 0 and lat = 0 or lat is null then NULL else lon end as lon,
                case when lon = 0 and lat = 0 or lon is null then NULL else lat end as lat,
                case when occurred_until > occurred_at then occurred_until end as occurred_until),
            {_victim_row(mapping)} as victim_row, {_reason(mapping, known_on)} as reason
        from ({read})"""


def _text(column: Text, columns: Columns) -> str:
    return text(column.constant) if column.constant is not None else columns.cell(column.column)


def _read_moment(name: str, moment: Moment, columns: Columns, zone: ZoneInfo) -> str:
    written = columns.cell(moment.column)
    if columns.first(moment.time):
        written = f"concat_ws(' ', {written}, {columns.cell(moment.time)})"
    if moment.missing:
        missing = ", ".join(text(one) for one in moment.missing)
        written = f"case when {written} not in ({missing}) then {written} end"
    formats = ", ".join(text(one) for one in moment.formats)
    read = f"try_strptime({name}_text, [{formats}])"
    local = text(zone.key)
    if moment.clock == "utc":
        read = f"timezone({local}, timezone('UTC', {read}))"
    if moment.clock == "stated":
        offset = f"timezone({local}, try_cast({name}_text as TIMESTAMPTZ))"
        stated = f"regexp_matches({name}_text, {text(HAS_OFFSET)})"
        read = f"case when {stated} then {offset} else {read} end"
    return f"{written} as {name}_text, {read} as {name}"


def _offense(mapping: SourceMapping) -> str:
    constant = mapping.offense.constant
    return text(constant) if constant is not None else "slug_of_word"


def _join_offenses(mapping: SourceMapping, columns: Columns, raw: str) -> str:
    """Write the join that gives each row the slug of its word for the offense.

    Each distinct word is turned into a slug once: row by row it took 0.8 s a million rows.
    """
    offense = mapping.offense
    if offense.constant is not None:
        return ""
    word = columns.cell(offense.column)
    # Words of other alphabets have no slug, and stay as they are.
    slug = "trim(regexp_replace(lower(word), '[^a-z0-9]+', '_', 'g'), '_')"
    slug = f"coalesce(nullif({slug}, ''), lower(word))"
    if offense.values:
        listed = " ".join(
            f"when {text(word.upper())} then {text(slug)}" for word, slug in offense.values.items()
        )
        slug = f"case upper(word) {listed} else {slug} end"
    words = f"select distinct {word} as word from {raw}"
    return f"left join (select word, {slug} as slug_of_word from ({words})) on word = {word}"


def _number_as_text(cell: str) -> str:
    """Write SQL that takes 1125.0, as a spreadsheet writes numbers that are names, for 1125."""
    # Few cells end so, and asking that first takes a tenth of the pattern's time.
    number = f"regexp_replace({cell}, '^([0-9]+)\\.0$', '\\1')"
    return f"case when ends_with({cell}, '.0') then {number} else {cell} end"


def _degrees(names: Names, columns: Columns, limit: int) -> str:
    number = f"try_cast({columns.cell(names)} as DOUBLE)"
    return f"case when {number} between -{limit} and {limit} then {number} end"


def _count(name: str, count: Count | None, columns: Columns) -> str:
    written = columns.cell(count.column) if count else "NULL::VARCHAR"
    if count and count.yes:
        yes = ", ".join(text(one) for one in count.yes)
        read = (
            f"case when {name}_text is not null then (lower({name}_text) in ({yes}))::INTEGER end"
        )
    else:
        # A spreadsheet's 2.0 is 2; 2.5 people are a mistake.
        whole = f"regexp_full_match({name}_text, '[+-]?[0-9]+(\\.0+)?')"
        read = f"case when {whole} then try_cast({name}_text as INTEGER) end"
    return f"{written} as {name}_text, {read} as {name}"


def _yes(mapping: SourceMapping, columns: Columns) -> str:
    if mapping.domestic is None or not columns.first(mapping.domestic.column):
        return "NULL::BOOLEAN"
    cell = columns.cell(mapping.domestic.column)
    yes = ", ".join(text(one) for one in mapping.domestic.yes)
    return f"lower({cell}) in ({yes})"


def _areas(mapping: SourceMapping, columns: Columns) -> str:
    pairs = [
        f"{text(kind + '=')} || replace({_number_as_text(columns.cell(names))}, ';', ',')"
        for kind, names in sorted(mapping.areas.items())
        if columns.first(names)
    ]
    return f"nullif(concat_ws(';', {', '.join(pairs)}), '')" if pairs else "NULL::VARCHAR"


def _victim_row(mapping: SourceMapping) -> str:
    if "*" in mapping.victim_rows:
        return "true"
    offenses = ", ".join(text(one) for one in sorted(mapping.victim_rows))
    return f"offense in ({offenses})" if offenses else "false"


def _leftovers(mapping: SourceMapping) -> list[str]:
    return [f"{name}_text" for name in (*mapping.moments, "victims", "killed", "injured")]


def _reason(mapping: SourceMapping, known_on: dt.date) -> str:
    """Write SQL for why a row cannot be kept, the first reason that applies."""
    tomorrow = text(str(known_on + dt.timedelta(days=1)))
    checks = [
        ("incident_id is null", "'incident_id is empty'"),
        ("agency is null", "'agency is empty'"),
        ("coalesce(offense, '') = ''", "'offense is empty'"),
    ]
    checks += [
        (f"{name}_text is not null and {name} is null", _unreadable(name))
        for name in (*mapping.moments, "victims", "killed", "injured")
    ]
    checks += [
        ("occurred_at is null and reported_at is null", "'neither occurred_at nor reported_at'"),
        (
            f"coalesce(occurred_at, reported_at) >= {tomorrow}::TIMESTAMP",
            "'it happened after the day it was known: ' || coalesce(occurred_at, reported_at)",
        ),
        ("least(victims, killed, injured) < 0", "'a number of victims is below zero'"),
    ]
    return f"case {' '.join(f'when {test} then {why}' for test, why in checks)} end"


def _unreadable(name: str) -> str:
    return f"'{name} cannot be read: ' || {name}_text"
