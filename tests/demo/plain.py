"""The same answers in loops: contagion by its definition, and versions by comparing exports."""

import csv

CELLS = {
    "occurred_at": "occurred_from", "occurred_until": "occurred_to", "reported_at": "reported",
    "beat": "beat", "lon": "longitude", "lat": "latitude", "victims": "victims",
    "killed": "killed", "injured": "injured", "weapon": "weapon", "domestic": "domestic",
}  # fmt: skip


def expect_family(branching, decay_days, span_days, step=0.02):
    """Expect one point and all its descendants within a span, by the renewal equation.

    m(t) = 1 + branching * integral of f(s) m(t - s) ds, with f the exponential density, solved
    step by step.
    """
    import math

    m = [1.0]
    for n in range(1, round(span_days / step) + 1):
        total = 0.0
        for k in range(n):
            chance = math.exp(-k * step / decay_days) - math.exp(-(k + 1) * step / decay_days)
            total += chance * m[n - 1 - k]
        m.append(1.0 + branching * total)
    return m[-1]


def draw_by_thinning(rate, kernel, end_days, rng):
    """Draw event times one by one from the conditional intensity (Ogata 1981)."""
    times, now, excited = [], 0.0, 0.0
    while True:
        ceiling = rate + excited
        wait = rng.exponential(1 / ceiling)
        now += wait
        if now >= end_days:
            return times
        excited *= 2.718281828459045 ** (-wait / kernel.decay_days)
        if rng.random() * ceiling <= rate + excited:
            times.append(now)
            excited += kernel.branching / kernel.decay_days


def find_versions(paths, names):
    """Load exports one after another and note when each record's cells came and went."""
    current, closed = {}, set()
    for path in paths:
        day = path.stem.removeprefix("incidents_")
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        seen = {
            (row["case_number"], names[row["offense"]]): tuple(row[c] for c in CELLS.values())
            for row in rows
        }
        assert len(seen) == len(rows)
        for key in [key for key in current if seen.get(key) != current[key][0]]:
            cells, since = current.pop(key)
            closed.add((*key, since, day, *cells))
        for key, cells in seen.items():
            current.setdefault(key, (cells, day))
    return closed | {(*key, since, "", *cells) for key, (cells, since) in current.items()}
