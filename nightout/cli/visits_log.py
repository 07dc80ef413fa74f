"""The log of a night on the command line: where it lies, and what an answer has seen of it."""

from __future__ import annotations

from pathlib import Path

from nightout.errors import UnreadableFile

__all__ = ["as_after", "find_log", "log_beside", "need_log"]


def log_beside(plan: Path) -> Path:
    """Give where `visits repair` keeps the log of a plan unless told otherwise."""
    return plan.with_suffix(".log.jsonl")


def need_log(log: Path) -> None:
    """Refuse a log that is not there.

    Raises
    ------
    UnreadableFile
        If there is no such file.
    """
    if not log.is_file():
        raise UnreadableFile(f"there is no file {log}", "`nightout visits repair` writes it.")


def find_log(named: Path | None, plan: Path | None) -> Path | None:
    """Find the log of the night: as named, or beside the plan if it is there.

    Raises
    ------
    UnreadableFile
        If the one that was named is not there.
    """
    if named is not None:
        need_log(named)
        return named
    beside = log_beside(plan) if plan else None
    return beside if beside and beside.is_file() else None


def as_after(n_changes: int, log: Path) -> str:
    """Say how many changes of a log an answer has seen."""
    return f"As after {n_changes} change{'' if n_changes == 1 else 's'} in {log.name}."
