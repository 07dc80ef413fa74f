"""`nightout visits capacity`: what is possible, and what a little more would buy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightout.cli.options import Format, FormatOption
from nightout.cli.visits_files import Files, StreetFiles

if TYPE_CHECKING:
    from nightout.visits import Capacity, FittedSpeed

__all__ = ["add_to", "capacity"]


def capacity(
    files: Files,
    streets: StreetFiles = None,
    trips: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Trips that were driven: lon, lat, to_lon, to_lat, "
                     "seconds. Says which speed_kmh they mean."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the quick search.")] = 1,
    form: FormatOption = Format.TEXT,
) -> None:  # fmt: skip
    """Say how many gatherings the units can reach, and what one more unit or minute would buy.

    Before anything is planned, and roughly: a search of a moment, from which each change is tried
    by itself. Promises can only lower it. No plan can exceed the bound.
    """
    from dataclasses import asdict

    from nightout.cli.extras import need_extra

    need_extra("solve", "numba")
    import numpy as np

    from nightout.cli.output import Sheet, show
    from nightout.cli.progress import progress_bar
    from nightout.cli.visits_files import read_request, read_the_travel, sort_out
    from nightout.cli.visits_text import night_terms
    from nightout.visits import measure_capacity
    from nightout.visits.wishes import tell_unknown_kinds

    paths = sort_out(files)
    request = read_request(paths)
    travel = read_the_travel(paths, request, streets)
    fitted = _fit(trips, request.rules.circuity) if trips else None
    with progress_bar() as watch:
        found = measure_capacity(
            request, travel, rng=np.random.default_rng(seed),
            on_progress=lambda share: watch("trying changes", share),
        )  # fmt: skip
    terms = night_terms(request, travel) | {
        "seed": seed,
        "can_be_visited": found.n_open,
        "reach": found.reach,
        "bound": found.bound,
        "wanted": found.wanted,
        "wishes": found.wishes,
        **{f"visits_each_{kind}": round(n, 1) for kind, n in found.visits_each.items()},
        **({"fitted_speed_kmh": round(fitted.speed_kmh, 1)} if fitted else {}),
    }
    rows = [asdict(one) for one in found.what_if]
    text = as_capacity_text(found, fitted, request.rules.speed_kmh)
    notes = (*tell_unknown_kinds(request), *travel.notes)
    show(Sheet("visits capacity", terms, rows, notes, text), form)


def as_capacity_text(found: Capacity, fitted: FittedSpeed | None, speed_kmh: float) -> str:
    """Say in words what is possible."""
    from nightout.cli.output import layout
    from nightout.cli.visits_text import wrap

    missing = found.n_gatherings - found.n_open
    lines = [
        wrap(
            f"{found.n_units:,} units reach about {found.reach:,} of {found.n_gatherings:,} "
            f"gatherings, and meet {found.wishes:,} of {found.wanted:,} wishes. No plan can reach "
            f"more than {found.bound:,} gatherings."
        )
    ]
    if missing:
        what = f"{'has' if missing == 1 else 'have'} no place, or no time for a visit"
        lines.append(wrap(f"{missing:,} of them {what}: `nightout visits explain` says which."))
    each = ", ".join(f"{kind} {n:.1f}" for kind, n in found.visits_each.items())
    lines += [wrap(f"Visits of each unit: {each}.")] if each else []
    rows = [
        {"what if": one.change, "visited": f"{one.visited:+,}", "wishes": f"{one.wishes:+,}"}
        for one in found.what_if
    ]
    if rows:
        told = "Each by itself; a few more or less is chance."
        lines += ["", *layout(rows).splitlines(), "", told]
    if fitted:
        lines += ["", wrap(
            f"{fitted.n_trips:,} trips mean speed_kmh = {fitted.speed_kmh:.1f} (the middle half "
            f"from {fitted.low_kmh:.1f} to {fitted.high_kmh:.1f}); the rules say {speed_kmh:g}."
        )]  # fmt: skip
    return "\n".join([*lines, ""])


def _fit(path: Path, circuity: float) -> FittedSpeed:
    import numpy as np

    from nightout.errors import BadSetting, MissingColumn
    from nightout.visits import fit_speed
    from nightout.visits.cells import read_number
    from nightout.visits.read_request import read_table
    from nightout.visits.travel import distances_m

    needed = ("lon", "lat", "to_lon", "to_lat", "seconds")
    columns, rows = read_table(path)
    missing = [name for name in needed if name not in columns]
    if missing:
        raise MissingColumn(
            f"{path.name} has no column {missing[0]}", f"Trips have {', '.join(needed)}."
        )
    cells = [[read_number(row[name]) for name in needed] for row in rows]
    if any(None in row for row in cells):
        raise BadSetting(f"{path.name} has an empty cell", "Remove trips that are not whole.")
    trips = np.array(cells, np.float64).reshape(-1, len(needed))
    length = [float(distances_m(one[None, :2], one[None, 2:4])[0, 0]) for one in trips]
    return fit_speed(np.array(length), trips[:, 4], circuity=circuity)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("capacity")(capacity)
