"""Year to date against five earlier years, held against SQL written by hand for the purpose.

Both read the same Parquet files, in turns, each in a fresh process. The peer is told which files;
we find them in the table's log. Its answer has to be ours, or there is no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.city_table import LAST_DAY, write_city
from benchmarks.measure import Line, Run, Settings, median_run, run_fresh

__all__ = ["measure_year_to_date"]

PROMISED_MB = 1_000.0
N_YEARS = 5
QUESTIONS = (("robbery", ""), ("homicide", ""), ("robbery", "beat"), ("homicide", "beat"))
BEAT = "nullif(regexp_extract(stated_areas, '(?:^|;)beat=([^;]*)', 1), '')"
VALUE = {"robbery": "1", "homicide": "coalesce(victims, 1)"}


def measure_year_to_date(settings: Settings) -> Iterator[Line]:
    """Measure each question, ours and by hand in turns, and a bare count of everything."""
    n_rows = settings.rows or 10_000_000
    city = write_city(settings.data / f"city-{n_rows}", n_rows, settings.seed)
    files = _files(city)
    counts = [run_fresh(f"{__name__}:bare_job", files=files) for _ in range(settings.repeats)]
    bare = median_run(counts)
    for measure, by in QUESTIONS:
        ours, counting, hand = _in_turns(settings.repeats, city, files, measure, by)
        name = f"{measure}{' by ' + by if by else ''}, year to date"
        instance = f"{n_rows:,} versions in {len(files)} files"
        yield Line(name, instance, ours.cpu_s, "CPU s", "SQL by hand", hand.cpu_s)
        yield Line(name, instance, ours.cpu_s, "CPU s", "count(*) of all", bare.cpu_s)
        yield Line(f"{name}: counting", instance, counting.cpu_s, "CPU s",
                   "SQL by hand", hand.cpu_s)  # fmt: skip
        yield Line(f"{name}: process with imports", instance, ours.whole_cpu_s, "CPU s",
                   "SQL by hand", hand.whole_cpu_s)  # fmt: skip
        yield Line(f"{name}: wall", instance, ours.wall_s, "s", "SQL by hand", hand.wall_s)
        yield Line(f"{name}: memory", instance, ours.peak_mb, "MB", "promise", PROMISED_MB)


def _in_turns(
    repeats: int, city: Path, files: list[str], measure: str, by: str
) -> tuple[Run, Run, Run]:
    """Run ours, our counting and the SQL by hand in turns; their counts have to be the same."""
    ours, counting, hand = [], [], []
    for _ in range(repeats):
        asked = {"measure": measure, "by": by}
        ours.append(run_fresh(f"{__name__}:our_job", city=city, **asked))
        counting.append(run_fresh(f"{__name__}:count_job", city=city, **asked))
        hand.append(run_fresh(f"{__name__}:hand_job", files=files, **asked))
    told = hand[0].answer
    if counting[0].answer != told or ours[0].answer != [row[:3] for row in told]:
        raise RuntimeError(f"{measure} by {by}: ours is not what the SQL by hand tells")
    return median_run(ours), median_run(counting), median_run(hand)


def _files(city: Path) -> list[str]:
    from nightout.records import open_city
    from nightout.records.store import table_files

    return table_files(open_city(city))


def our_job(city: str, measure: str, by: str) -> Callable[[], Any]:
    """Give the question to nightout as the work to measure."""
    # Imports are told apart.
    import deltalake  # noqa: F401
    import narwhals._duckdb.dataframe  # noqa: F401
    import scipy.special  # noqa: F401

    from nightout.compare import Question, compare_city
    from nightout.records import find_measure, open_city

    opened = open_city(Path(city))
    question = Question(find_measure(measure), LAST_DAY, n_years=N_YEARS, by=(by,) if by else ())

    def work() -> list[list[Any]]:
        answer = compare_city(opened, question)
        rows = answer.parts if by else answer.whole
        return sorted([one.group[0] if by else "", one.n, one.n_before] for one in rows)

    return work


def count_job(city: str, measure: str, by: str) -> Callable[[], Any]:
    """Give the counting alone, without intervals and words: what the SQL by hand does."""
    import deltalake  # noqa: F401
    import narwhals._duckdb.dataframe  # noqa: F401

    from nightout.compare import Question
    from nightout.compare.comparison import count_parts
    from nightout.compare.count import count_windows
    from nightout.compare.settled import settle_question
    from nightout.records import find_measure, open_city

    opened = open_city(Path(city))
    question = Question(find_measure(measure), LAST_DAY, n_years=N_YEARS, by=(by,) if by else ())

    def work() -> list[list[Any]]:
        settled = settle_question(opened, question)
        if by:
            counts, _ = count_parts(opened, question, settled)
        else:
            counts = count_windows(settled.records, settled.terms.measure, settled.windows.all)
        groups = [group[0] if by else "" for group in counts.groups]
        return sorted(map(list, zip(groups, *counts.values.T.tolist(), strict=True)))

    return work


def hand_job(files: list[str], measure: str, by: str) -> Callable[[], Any]:
    """Give the SQL that somebody would write for this question alone."""
    import duckdb

    def work() -> list[list[Any]]:
        rows = duckdb.connect().execute(write_sql(files, measure, by)).fetchall()
        return sorted([group, *map(int, counts)] for group, *counts in rows)

    return work


def write_sql(files: list[str], measure: str, by: str) -> str:
    """Write the question for DuckDB: the same rows, one conditional sum a year."""
    years = [LAST_DAY.year - back for back in range(N_YEARS + 1)]
    end = f"-{LAST_DAY.month:02}-{LAST_DAY.day:02}'::DATE + 1"
    sums = ", ".join(
        f"sum(case when occurred_at >= '{y}-01-01' and occurred_at < '{y}{end} "
        f"then {VALUE[measure]} else 0 end)"
        for y in years
    )
    return f"""
        select {f"coalesce({BEAT}, '')" if by else "''"} as place, {sums}
        from read_parquet({files})
        where offense = '{measure}' and known_from <= '{LAST_DAY}'
            and (known_until is null or known_until > '{LAST_DAY}')
            and occurred_at >= '{years[-1]}-01-01' and occurred_at < '{years[0]}{end}
            {"and part = 1" if measure == "robbery" else ""}
        group by all"""


def bare_job(files: list[str]) -> Callable[[], Any]:
    """Give a bare count of everything by agency, offense and year."""
    import duckdb

    query = (
        "select agency, offense, year(occurred_at), count(*) "
        f"from read_parquet({files}) group by all"
    )
    return lambda: len(duckdb.connect().execute(query).fetchall())
