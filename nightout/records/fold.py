"""From rows of files to one row per incident and offense.

Rows per victim are summed, identical rows being separate victims; where they give the victims
different days, each day is a part. Other repeated rows are one incident told twice: the last is
kept. Where an incident stands in several files of one load, the later file is kept, for portals'
exports overlap.
"""

from __future__ import annotations

from nightout.records.engine import text

__all__ = ["fold_rows"]

KEY = "agency, incident_id, offense"
# What several rows of one incident say together. Rows of victims agree on all but the count, or
# differ in a time: the earliest beginning and report, the latest end.
EARLIEST = ("occurred_at", "reported_at", "ruled_at")
FIRST = ("lon", "lat", "weapon", "domestic", "stated_areas")


def fold_rows(*, source: str) -> list[str]:
    """Write the statements that fold the table `staged` into the table `incoming`.

    `staged` holds cleaned rows with `file_no` beside `source_row`. `incoming` holds the key, our
    content columns, and what was folded into each row: `n_rows`, `victim_rows` (whether these
    were victims) and `in_several_files`.
    """
    # Of an incident with a row that cannot be read, nothing is taken: what was known stands.
    good = "select * from staged anti join unread using (agency, incident_id) where reason is null"
    return [
        """create or replace temp table unread as
            select distinct agency, incident_id from staged
            where reason is not null and agency is not null and incident_id is not null""",
        # Most incidents have one row, which passes as it is: folding all took six times as long.
        f"""create or replace temp table repeated as
            select {KEY} from ({good}) group by {KEY} having count(*) > 1""",
        f"""create or replace table incoming as
            select * exclude (victims, killed, injured), {_people()}, {text(source)} as source
            from (
                {_single(f"({good}) anti join repeated using ({KEY})")}
                union all by name
                {_folded(f"({good}) semi join repeated using ({KEY})")}
            )""",
    ]


def _single(rows: str) -> str:
    """Write the query that takes incidents of one row as they are."""
    return f"""
        select * exclude (file_no, source_row, reason, victim_row, victims),
            coalesce(victims, case when victim_row then 1 end) as victims,
            1 as part, 1 as n_rows, victim_row as victim_rows, false as in_several_files
        from {rows}"""


def _folded(rows: str) -> str:
    """Write the query that folds incidents of several rows."""
    victims = "coalesce(sum(victims), count(*) filter (where victim_row))"
    folded = f"""
        select {KEY}, file_no, case when victim_row then occurred_at::DATE end as victim_day,
            {", ".join(_fold(name, f"min({name})") for name in EARLIEST)},
            {_fold("occurred_until", "max(occurred_until)")},
            {", ".join(_fold(name, f"arg_min({name}, source_row)") for name in FIRST)},
            {_fold("victims", victims)}, {_fold("killed", "sum(killed)")},
            {_fold("injured", "sum(injured)")},
            count(*) as n_rows, bool_or(victim_row) as victim_rows
        from {rows} group by {KEY}, file_no, victim_day"""
    return f"""
        select * exclude (file_no, newest_file, oldest_file, victim_day),
            (row_number() over (
                partition by {KEY} order by victim_day nulls first
            ))::INTEGER as part,
            newest_file > oldest_file as in_several_files
        from (
            select *, max(file_no) over same as newest_file, min(file_no) over same as oldest_file
            from ({folded}) window same as (partition by {KEY})
        ) where file_no = newest_file"""


def _fold(name: str, of_victims: str) -> str:
    """Write SQL for one column: `of_victims` where rows are victims, else the last row's word."""
    last = f"arg_max_null({name}, source_row)"
    return f"case when bool_or(victim_row) then {of_victims} else {last} end as {name}"


def _people() -> str:
    """Write SQL for the counts of people that follow from those the source gives.

    Victims of homicide are killed. Where the source tells two of the three, the third follows.
    """
    killed = "case when offense = 'homicide' then coalesce(killed, victims) else killed end"
    total = "coalesce(victims, killed + injured)"
    return f"""
        ({total})::INTEGER as victims, ({killed})::INTEGER as killed,
        coalesce(injured, victims - ({killed}))::INTEGER as injured"""
