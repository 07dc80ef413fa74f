"""From rows of files to one row per incident and offense.

Rows per victim are summed, identical rows being separate victims; where they give the victims
different days, each day is a part. Other repeated rows are one incident told twice: the last is
kept. Where an incident stands in several files of one load, the
later file is kept, for portals' exports overlap.
"""

from __future__ import annotations

from nightout.records.engine import text

__all__ = ["fold_rows"]

# What several rows of one incident say together. Rows of victims agree on all but the count, or
# differ in a time: the earliest beginning and report, the latest end.
EARLIEST = ("occurred_at", "reported_at", "ruled_at")
FIRST = ("lon", "lat", "weapon", "domestic", "stated_areas")


def fold_rows(staged: str, *, source: str) -> str:
    """Write the query that folds the table `staged` to one row per incident and offense.

    `staged` holds cleaned rows with `file_no` beside `source_row`. The rows that come back hold
    our content columns and the key, and what was folded: `n_rows`, `victim_rows` (whether rows were
    victims) and `in_several_files`.
    """
    victims = "coalesce(sum(victims), count(*) filter (where victim_row))"
    folded = f"""
        select agency, incident_id, offense, file_no,
            case when victim_row then occurred_at::DATE end as victim_day,
            {", ".join(_fold(name, f"min({name})") for name in EARLIEST)},
            {_fold("occurred_until", "max(occurred_until)")},
            {", ".join(_fold(name, f"arg_min({name}, source_row)") for name in FIRST)},
            {_fold("victims", victims)}, {_fold("killed", "sum(killed)")},
            {_fold("injured", "sum(injured)")},
            count(*) as n_rows, bool_or(victim_row) as victim_rows
        from {staged} where reason is null
        group by agency, incident_id, offense, file_no, victim_day"""
    return f"""
        select * exclude (file_no, newest_file, oldest_file, victim_day, victims, killed, injured),
            (row_number() over (
                partition by agency, incident_id, offense order by victim_day nulls first
            ))::INTEGER as part,
            newest_file > oldest_file as in_several_files,
            {_people()}, {text(source)} as source
        from (
            select *, max(file_no) over same as newest_file, min(file_no) over same as oldest_file
            from ({folded}) window same as (partition by agency, incident_id, offense)
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
