"""Writing a plan whole or not at all, and never one that its checker refuses."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nightout.cli.options import Format
from nightout.cli.output import Sheet, render
from nightout.errors import BadSetting

if TYPE_CHECKING:
    from nightout.visits import Fault, NightState, Plan, Request, Travel

__all__ = [
    "check_out",
    "check_place",
    "count_rules",
    "raise_faults",
    "refuse_faults",
    "refuse_unsound",
    "write_plan",
    "write_whole",
]

MOST_FAULTS = 5
OTHER_WAYS = "Give the same --streets, table of travel and rules as to `nightout visits plan`. "
FORMS = {".csv": Format.CSV, ".json": Format.JSON, ".parquet": Format.PARQUET}


def check_out(path: Path | None) -> None:
    """Check before the work that its answer can be written there.

    Raises
    ------
    BadSetting
        If the name ends in none of .csv, .json and .parquet, or as `check_place`.
    """
    if path is not None and path.suffix not in FORMS:
        raise BadSetting(f"--out is {path}", f"Let it end in {', '.join(FORMS)}.")
    check_place("--out", path)


def check_place(option: str, path: Path | None) -> None:
    """Check before the work that a file can be written there.

    Raises
    ------
    BadSetting
        If its folder is not there or takes no files, or a folder lies in its place.
    """
    if path is None:
        return
    if not path.parent.is_dir():
        raise BadSetting(
            f"{option} is {path}, and there is no folder {path.parent}", "Make it, or name another."
        )
    if path.is_dir():
        raise BadSetting(f"{option} is {path}, which is a folder", "Name a file in it.")
    if not os.access(path.parent, os.W_OK):
        raise BadSetting(
            f"{option} is {path}, and nothing may be written into {path.parent}",
            "Name another folder, or let yourself write there.",
        )


def write_plan(path: Path, sheet: Sheet) -> None:
    """Write a plan as its file's name says, so that the old file stays until the new is whole."""
    write_whole(path, render(sheet, FORMS[path.suffix]))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and swap it in."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp's files are for their owner alone; others may read what they could before.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def refuse_faults(request: Request, plan: Plan, travel: Travel) -> None:
    """Refuse to give a plan that breaks a rule: that is our fault, and nobody should drive it."""
    from nightout.visits import check_plan

    raise_faults(check_plan(request, plan, travel))


def raise_faults(faults: Sequence[Fault]) -> None:
    """Stop where a plan of ours breaks a rule."""
    if faults:
        said = "; ".join(map(str, faults[:MOST_FAULTS]))
        raise RuntimeError(f"the plan breaks {count_rules(len(faults))}, please report it: {said}")


def refuse_unsound(state: NightState) -> None:
    """Refuse to mend a plan that breaks a rule before anything happens to it.

    Raises
    ------
    BadSetting
        Naming the first rules that it breaks.
    """
    from nightout.visits import check_night

    # Hosts were told its times: that a unit waits for one is no fault.
    faults = check_night(state.night, state.plan, state.travel, announced=state.plan)
    if faults:
        more = f"; and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise BadSetting(
            f"the plan breaks {count_rules(len(faults))} from the start, before this happened: "
            f"{'; '.join(map(str, faults[:MOST_FAULTS]))}{more}",
            f"{OTHER_WAYS if any(one.rule == 'travel' for one in faults) else ''}"
            "Of a night that has begun, give the plan that it began with: its log knows the rest. "
            "`nightout visits check` lists all: correct the plan, or make it anew with "
            "`nightout visits plan`.",
        )


def count_rules(n: int) -> str:
    """Say how many rules: 1 rule, 2 rules."""
    return f"{n:,} rule{'' if n == 1 else 's'}"
