"""What a load changes: incoming incidents held against what is known.

Five things can happen to a version of a record, keyed by agency, incident, offense and the day
from which it was known:

`insert`   a version that begins today;
`close`    a version that ends today: replaced, reclassified or withdrawn;
`replace`  today's own version gets other content: two loads on a day leave the later;
`remove`   today's own version goes: it was brought and taken back on one day;
`reopen`   a version that was closed today stands again: the day ends as it began.
"""

from __future__ import annotations

import datetime as dt

from nightout.records.engine import text
from nightout.records.tables import CONTENT, INCIDENT_KEY

__all__ = ["find_changes"]

KEY = ", ".join(INCIDENT_KEY)
CONTENTS = ", ".join(CONTENT)


def find_changes(
    *, today: dt.date, load_id: str, withdrawn: str, share: tuple[int, int] = (0, 1)
) -> list[str]:
    """Write the statements that leave the changes in the table `changes`.

    They read three tables: `incoming`, the folded incidents of a load; `unread`, incidents with a
    row that could not be read; and `known`, versions that are current or were closed today.

    Parameters
    ----------
    today
        The day of this load.
    load_id
        Stamped on every version that this load brings.
    withdrawn
        SQL condition on `s`, a known version, for incidents that this load takes back because its
        files should hold them and do not; `false` for none.
    share
        Which share of all incidents to look at, of how many: the first makes the table, the others
        add to it. An incident's versions and offenses lie in one share.

    Returns
    -------
    Statements that create `changes`: `op`, `why`, the key, `known_from`, `known_until` and the
    content, one row per version that is to change.
    """
    day = f"{text(str(today))}::DATE"
    at, n_shares = share
    held = f"(hash(agency, incident_id) % {n_shares} = {at})" if n_shares > 1 else "true"
    return [
        f"""create or replace temp table standing as
            select * from known where known_until is null and {held}""",
        f"""create or replace temp table compared as
            select i.*, s.known_from as since,
                s.known_from is not null and ({_row("i")}) is not distinct from ({_row("s")})
                    as same
            from (select * from incoming where {held}) i left join standing s using ({KEY})""",
        f"""create or replace temp table absent as
            select * from standing
            anti join (select {KEY} from incoming where {held}) using ({KEY})
            anti join unread using (agency, incident_id)""",
        f"""create or replace temp table gone as
            select s.*, case when i.incident_id is not null then 'reclassified' else 'withdrawn' end
                as why
            from absent s
            left join (
                select distinct agency, incident_id, source from incoming
                semi join absent using (agency, incident_id, source)
            ) i using (agency, incident_id, source)
            where i.incident_id is not null or ({withdrawn})""",
        f"""create or replace temp table restored as
            select c.*, k.known_from as former from compared c
            join known k using ({KEY})
            where not c.same and k.known_until = {day}
                and ({_row("c")}) is not distinct from ({_row("k")})""",
        f"""{"insert into changes by name" if at else "create or replace table changes as"}
            {_changes("compared c", day, load_id)}
            union all by name
            select case when known_from = {day} then 'remove' else 'close' end as op, why,
                {KEY}, known_from, {day} as known_until, load_id, {CONTENTS} from gone
            union all by name
            select 'reopen' as op, 'changed' as why, {KEY}, former as known_from,
                NULL::DATE as known_until, {text(load_id)} as load_id, {CONTENTS} from restored
            union all by name
            select 'remove' as op, 'changed' as why, {KEY}, since as known_from,
                {day} as known_until, {text(load_id)} as load_id, {CONTENTS} from restored
            where since = {day}""",
    ]


def _row(alias: str) -> str:
    return "row(" + ", ".join(f"{alias}.{name}" for name in CONTENT) + ")"


def _changes(compared: str, day: str, load_id: str) -> str:
    """Write the query for new and changed incidents: what begins today, and what ends for it."""
    open_now = f"""
        from {compared} anti join restored using ({KEY}) where not same"""
    return f"""
        select case when since = {day} then 'replace' else 'insert' end as op,
            case when since is null then 'new' else 'changed' end as why,
            {KEY}, {day} as known_from, NULL::DATE as known_until,
            {text(load_id)} as load_id, {CONTENTS} {open_now}
        union all by name
        select 'close' as op, 'changed' as why, {KEY}, since as known_from, {day} as known_until,
            {text(load_id)} as load_id, {CONTENTS} {open_now} and since < {day}"""
