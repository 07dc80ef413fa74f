"""Which of a night's files is which: named one by one or by their folder, told by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nightout.errors import BadSetting, UnreadableFile

if TYPE_CHECKING:
    from nightout.visits import Plan, Request, Travel

__all__ = [
    "Files",
    "NightPaths",
    "StreetFiles",
    "read_request",
    "read_the_plan",
    "read_the_travel",
    "sort_out",
]

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help="Gatherings, units, and where there are some caravans, travel times, rules (TOML) and "
        "a plan; or a folder that holds them as gatherings.csv, units.csv, ...",
        show_default=False,
    ),
]
StreetFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--streets",
        metavar="FILE",
        help="Street centerlines (GeoJSON): travel goes along them; repeat. The same for all "
        "commands of a night.",
    ),
]
# What each table is told by; the first that fits.
TOLD_BY = {
    "plan": {"unit_id", "gathering_id", "arrive", "travel_s"},
    "travel": {"from", "to", "seconds"},
    "caravan": {"caravan", "gathering_id", "arrive", "leave"},
    "units": {"unit_id", "shift_start"},
    "gatherings": {"gathering_id", "starts"},
}
IN_A_FOLDER = (
    "gatherings.csv", "units.csv", "caravan.csv", "rules.toml", "travel.csv", "plan.csv",
)  # fmt: skip


@dataclass(frozen=True)
class NightPaths:
    """The files of a night; None where none was named."""

    gatherings: Path | None = None
    units: Path | None = None
    caravan: Path | None = None
    rules: Path | None = None
    plan: Path | None = None
    travel: Path | None = None


def sort_out(paths: Sequence[Path]) -> NightPaths:
    """Say which file is which.

    Raises
    ------
    UnreadableFile
        If one is not there, or is none of them.
    BadSetting
        If two are the same.
    """
    found: dict[str, Path] = {}
    for path in _each(paths):
        what = _tell(path)
        if what in found:
            raise BadSetting(
                f"{found[what]} and {path} both hold {what}", "Name one of them: it is one night."
            )
        found[what] = path
    return NightPaths(**found)


def _each(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            named = (path / name for name in IN_A_FOLDER)
            # `> night/plan.csv` makes an empty file before the command that fills it has begun.
            yield from (one for one in named if one.is_file() and one.stat().st_size)
        else:
            yield path


def _tell(path: Path) -> str:
    from nightout.visits.read_request import read_columns

    if path.suffix == ".toml":
        return "rules"
    if path.suffix == ".json":
        return "plan"
    columns = set(read_columns(path))
    for what, needed in TOLD_BY.items():
        if needed <= columns:
            return what
    raise UnreadableFile(
        f"{path.name} is no file of a night; its columns are {', '.join(sorted(columns)[:12])}",
        "Gatherings have gathering_id and starts, units have unit_id and shift_start, plans "
        "have unit_id, gathering_id, arrive and travel_s.",
    )


def read_request(paths: NightPaths) -> Request:
    """Read what a night is planned from.

    Raises
    ------
    BadSetting
        If gatherings or units are not among the files.
    """
    from nightout.visits import Request, read_caravan, read_gatherings, read_rules, read_units
    from nightout.visits.rules_file import NightRules

    rules = read_rules(paths.rules) if paths.rules else NightRules(Request((), ()).rules)
    return Request(
        read_gatherings(_need(paths, "gatherings"), date=rules.date),
        read_units(_need(paths, "units"), date=rules.date),
        rules.rules,
        read_caravan(paths.caravan, date=rules.date) if paths.caravan else (),
    )


def read_the_plan(paths: NightPaths) -> Plan:
    """Read the plan.

    Raises
    ------
    BadSetting
        If it is not among the files.
    """
    from nightout.visits import read_plan, read_rules

    date = read_rules(paths.rules).date if paths.rules else None
    return read_plan(_need(paths, "plan"), date=date)


def read_the_travel(
    paths: NightPaths,
    request: Request,
    streets: Sequence[Path] | None = None,
    *,
    keep: Path | None = None,
) -> Travel:
    """Read the table of travel, or the streets; where neither is, go by straight lines.

    What is kept beside the plan is read first. Times that had to be worked out are kept beside
    the plan that `keep` names.

    Raises
    ------
    BadSetting
        If there are both.
    """
    from nightout.cli.progress import progress_bar
    from nightout.visits.travel_store import TravelFiles, find_travel

    if streets and paths.travel:
        raise BadSetting(
            f"travel is told twice: by {paths.travel.name} and by {streets[0].name}",
            "Leave one away: plan and check must go by the same times.",
        )
    told_by = TravelFiles(paths.travel, tuple(streets or ()))
    with progress_bar() as watch:
        return find_travel(
            request, told_by, plan=keep or paths.plan, keep=keep is not None,
            on_progress=lambda share: watch("driving the streets", share),
        )  # fmt: skip


def _need(paths: NightPaths, what: str) -> Path:
    path: Path | None = getattr(paths, what)
    if path is None:
        named = [one.name for one in fields(paths) if getattr(paths, one.name)]
        raise BadSetting(
            f"no {what} are among the files; there are {', '.join(named) or 'none'}".replace(
                "no plan are", "no plan is"
            ),
            f"Name the file of the {what} too, or a folder that holds {what}.csv.",
        )
    return path
