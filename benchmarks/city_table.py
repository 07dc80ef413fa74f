"""A made-up city folder of any size, its incident table written without loading files.

One commit per year from `FIRST_YEAR`, each with its load's report, as loads make them. A share of
the records was changed by the load of the following year: two versions, the first closed.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.instances import OFFENSES, PEOPLE, WEAPONS, Draw, draw_batches, list_beats, names

__all__ = ["LAST_DAY", "write_city"]

FIRST_YEAR, N_YEARS = 2017, 10
LAST_DAY = dt.date(2026, 10, 31)
CHANGED = 0.04
AGENCIES = [f"Agency {i:02}" for i in range(1, 21)]
SOURCE = "made-up"


def write_city(folder: Path, n_rows: int, seed: int, *, spans: float = 0.0) -> Path:
    """Write the city, unless one of the same size and seed stands there whole.

    Parameters
    ----------
    folder
        Where; what else stands there is replaced.
    n_rows, seed
        Versions of incidents, all years together, and what they are drawn from.
    spans
        The share of incidents known only between two times, some hours apart.
    """
    from deltalake import CommitProperties, write_deltalake

    from nightout.records import create_city
    from nightout.records.store import CONFIGURATION, REPORT
    from nightout.records.tables import INCIDENT

    mark, wanted = folder / "whole.json", {"rows": n_rows, "seed": seed, "spans": spans}
    if mark.exists() and json.loads(mark.read_text()) == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    city = create_city(folder, name="Benchmark", zone="UTC", made_up=True)
    rng, schema = np.random.default_rng(seed), INCIDENT.arrow_schema()
    n_incidents = round(n_rows / (1 + CHANGED)) // N_YEARS
    for i in range(N_YEARS):
        first = 1 + i * n_incidents
        drawn = _draw_year(rng, first, n_incidents, FIRST_YEAR + i, spans)
        report = json.dumps(_report(FIRST_YEAR + i, n_incidents))
        write_deltalake(
            city.incidents,
            pa.RecordBatchReader.from_batches(schema, (b.cast(schema) for b in drawn)),
            mode="append",
            configuration=CONFIGURATION if i == 0 else None,
            commit_properties=CommitProperties(custom_metadata={REPORT: report}),
        )
    mark.write_text(json.dumps(wanted))
    return folder


def _known_on(year: int) -> dt.date:
    return min(dt.date(year + 1, 1, 10), LAST_DAY)


def _draw_year(
    rng: np.random.Generator, first: int, n_rows: int, year: int, spans: float
) -> Iterator[pa.RecordBatch]:
    start = dt.date(year, 1, 1)
    n_days = (min(dt.date(year, 12, 31), LAST_DAY) - start).days + 1
    for draw in draw_batches(rng, first, n_rows, (start, n_days)):
        known = _with_spans(rng, _as_table(draw, year), spans)
        if year == FIRST_YEAR + N_YEARS - 1:
            yield known
            continue
        changed = pa.array(rng.random(known.num_rows) < CHANGED)
        later = pa.scalar(_known_on(year + 1))
        until = pc.if_else(changed, later, pa.scalar(None, pa.date32()))
        yield known.set_column(known.schema.get_field_index("known_until"), "known_until", until)
        again = known.filter(changed)
        since = pa.repeat(later, again.num_rows)
        yield again.set_column(again.schema.get_field_index("known_from"), "known_from", since)


def _with_spans(rng: np.random.Generator, known: pa.RecordBatch, spans: float) -> pa.RecordBatch:
    if not spans:
        return known
    minutes = rng.exponential(9 * 60, known.num_rows).astype("timedelta64[m]")
    until = known["occurred_at"].to_numpy(zero_copy_only=False) + minutes
    moments = pa.array(until, mask=rng.random(known.num_rows) >= spans)
    at = known.schema.get_field_index("occurred_until")
    return known.set_column(at, "occurred_until", moments.cast(pa.timestamp("us")))


def _as_table(draw: Draw, year: int) -> pa.RecordBatch:
    n, beats, slugs = len(draw.number), list_beats(), list(OFFENSES)
    harmed = np.isin(draw.offense, [slugs.index(slug) for slug in PEOPLE])
    killed = draw.offense == slugs.index("homicide")
    areas = [f"beat={beat};district={beat[:2]}" for beat in beats]
    columns = {
        "agency": names(AGENCIES, draw.agency),
        "incident_id": pc.binary_join_element_wise(
            "HZ", pc.utf8_lpad(pa.array(draw.number).cast(pa.string()), 9, "0"), ""
        ),
        "offense": names(slugs, draw.offense),
        "part": pa.repeat(pa.scalar(1, pa.int32()), n),
        "known_from": pa.repeat(pa.scalar(_known_on(year)), n),
        "known_until": pa.nulls(n, pa.date32()),
        "load_id": pa.repeat(f"{_known_on(year)}-{year:08}", n),
        "occurred_at": pa.array(draw.occurred.astype("datetime64[us]")),
        "occurred_until": pa.nulls(n, pa.timestamp("us")),
        "reported_at": pa.array(draw.reported.astype("datetime64[us]")),
        "ruled_at": pa.nulls(n, pa.timestamp("us")),
        "lon": pa.array(draw.lon, mask=~draw.placed),
        "lat": pa.array(draw.lat, mask=~draw.placed),
        "victims": pa.array(draw.victims.astype(np.int32), mask=~harmed),
        "killed": pa.array(draw.victims.astype(np.int32), mask=~killed),
        "injured": pa.array(np.where(killed, 0, draw.victims).astype(np.int32), mask=~harmed),
        "weapon": names(list(WEAPONS), draw.weapon),
        "domestic": pa.array(draw.domestic),
        "stated_areas": names(areas, draw.beat),
        "source": pa.repeat(SOURCE, n),
    }
    return pa.RecordBatch.from_pydict(columns)


def _report(year: int, n_rows: int) -> dict[str, object]:
    from nightout.records.report import LoadReport
    from nightout.units import Period

    known_on = _known_on(year)
    days = Period.of(dt.date(year, 1, 1), min(dt.date(year, 12, 31), LAST_DAY))
    counts = {name: 0 for name in LoadReport.__dataclass_fields__ if name.startswith("n_")}
    counts |= {"n_rows": n_rows, "n_incidents": n_rows, "n_kept": n_rows, "n_new": n_rows}
    return LoadReport(
        load_id=f"{known_on}-{year:08}", known_on=known_on, source=SOURCE, files=(),
        **counts, offenses=tuple(OFFENSES), spans=(days,), span_basis="occurred_at",
        date_bases=("occurred", "reported"), agencies=tuple(AGENCIES),
    ).as_json()  # fmt: skip
