"""An attacker who has every public answer, and asks what each hidden count may still be.

It knows the map, which days each answer is about, and nothing of the rule by which answers are
made. Each answer is an equation over cells: the count of a smallest part, in a stretch of days
that no answer cuts, as known on some day. Integer programs then find the least and the most that
any sum of cells can be.
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import bmat, coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from nightout.units import Period

NOWHERE = ""
Cell = tuple[str, Period, dt.date]


@dataclass(frozen=True)
class Told:
    """One number that was published: of these parts (all if empty), days, and day of knowledge.

    Without `known_on` each quarter is as known on the day that it came out.
    """

    parts: frozenset[str]
    spans: tuple[Period, ...]
    known_on: dt.date | None
    n: int


@dataclass
class Attack:
    """Everything that was told, and what follows from it.

    Parameters
    ----------
    parts
        The smallest parts of the city, with that of what lies nowhere.
    editions
        On which day each quarter came out: the attacker reads it off the answers.
    """

    parts: Sequence[str]
    editions: Mapping[Period, dt.date]
    told: list[Told] = field(default_factory=list)

    def prepare(self) -> None:
        """Cut the days at every border that was told of, and set up the equations."""
        borders = {day for one in self.told for span in one.spans for day in (span.start, span.end)}
        borders |= {day for quarter in self.editions for day in (quarter.start, quarter.end)}
        days = sorted(borders)
        self.stretches = [Period(*pair) for pair in itertools.pairwise(days)]
        self.number: dict[Cell, int] = {}
        rows, columns, sums = [], [], []
        for i, one in enumerate(dict.fromkeys(self.told)):
            for cell in self.cells(one.parts or self.parts, one.spans, one.known_on):
                rows.append(i)
                columns.append(self.number.setdefault(cell, len(self.number)))
            sums.append(one.n)
        shape = (len(sums), len(self.number))
        self.equations = coo_matrix((np.ones(len(rows)), (rows, columns)), shape).tocsr()
        self.sums = np.array(sums, float)
        # Cells that no chain of equations ties together are solved apart.
        ties = bmat([[None, self.equations], [self.equations.T, None]])
        self.island = connected_components(ties, directed=False)[1][len(sums) :]

    def cells(
        self, parts: Iterable[str], spans: Iterable[Period], known_on: dt.date | None
    ) -> Iterable[Cell]:
        """Give the cells that a number is the sum of."""
        held = [s for s in self.stretches for span in spans if _within(s, span)]
        for stretch in held:
            day = known_on or self._out(stretch)
            for part in parts:
                yield part, stretch, day

    def bounds(self, part: str, span: Period) -> tuple[float, float]:
        """Find the least and the most that a part may count in a span, as it came out."""
        wanted = [self.number.get(cell) for cell in self.cells([part], [span], None)]
        if None in wanted:
            return 0.0, np.inf
        held = np.isin(self.island, self.island[wanted])
        columns = np.flatnonzero(held)
        tight = self.equations[:, columns]
        rows = np.flatnonzero(tight.getnnz(axis=1))
        aim = np.isin(columns, wanted).astype(float)
        least = _solve(aim, tight[rows], self.sums[rows])
        return least, -_solve(-aim, tight[rows], self.sums[rows])

    def _out(self, stretch: Period) -> dt.date:
        return next(day for quarter, day in self.editions.items() if _within(stretch, quarter))


def _within(stretch: Period, span: Period) -> bool:
    return span.start <= stretch.start and stretch.end <= span.end


def _solve(aim: np.ndarray, equations: csr_matrix, sums: np.ndarray) -> float:
    found = milp(
        aim,
        constraints=LinearConstraint(equations, sums, sums),
        bounds=Bounds(0, np.inf),
        integrality=np.ones(len(aim)),
    )
    if found.status == 3:
        return -np.inf
    if found.x is None:
        raise AssertionError(f"what was published contradicts itself: {found.message}")
    return float(round(found.fun))


def read_rows(rows: Iterable[Mapping[str, object]], whole: str) -> Iterable[Told]:
    """Read rows of `nightout compare` as equations; hidden ones tell nothing."""
    for row in rows:
        if row["word"] == "hidden":
            told = {name for name in DERIVED if row.get(name) is not None}
            assert not told, f"a hidden row tells {told}"
            continue
        parts = frozenset() if row["place"] == whole else frozenset(read_place(str(row["place"])))
        out = str(row["known_basis"]).startswith("editions")
        known_on = None if out else dt.date.fromisoformat(str(row["known_on"]))
        now = _period(row["start"], row["through"])
        yield Told(parts, (now,), known_on, int(row["n"]))
        if row["n_before"] is None:
            continue
        assert abs(float(row["n"]) - float(row["n_before"]) - float(row["difference"])) < 1e-9
        before = _period(row["start_before"], row["through_before"])
        spans = (before,) if before.n_days <= 366 else tuple(_each_year(before, now))
        if spans:
            n = float(row["n_before"]) * len(spans)
            assert abs(n - round(n)) < 1e-6
            yield Told(parts, spans, known_on, round(n))


DERIVED = (
    "n", "n_before", "difference", "percent", "ratio", "ratio_low", "ratio_high", "dispersion",
    "wide_low", "wide_high", "p_exact", "p_midp", "p_etest", "p_wide", "z", "q",
)  # fmt: skip


def read_place(place: str) -> list[str]:
    """Read `beats 11, 12 and no beat` as its parts."""
    names = re.split(r", | and ", re.sub(r"^(?!no )\w+? ", "", place, count=1))
    return [NOWHERE if name.startswith("no ") else name for name in names]


def _period(start: object, through: object) -> Period:
    return Period.of(dt.date.fromisoformat(str(start)), dt.date.fromisoformat(str(through)))


def _each_year(before: Period, now: Period) -> Iterable[Period]:
    """Cut a mean's days, from the first year's to the last's, into the window of each year.

    Nothing where the same dates do not fill them: by weekdays, each year is asked for by itself.
    """
    turn = before.start.year - now.start.year
    years = range(now.end.year + turn, before.end.year + 1)
    moved = [
        Period(*(day.replace(year=day.year + back) for day in (now.start, now.end)))
        for back in range(turn, turn + len(years))
    ]
    return moved if (moved[0].start, moved[-1].end) == (before.start, before.end) else ()
