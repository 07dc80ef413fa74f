"""A progress bar on standard error, where a person is looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

__all__ = ["progress_bar"]


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """Show how far each named step has come; nothing where nobody looks.

    What draws it is loaded at the first step: a command that needs none answers sooner.
    """
    with ExitStack() as shown:
        tasks: dict[str, Callable[[float], None]] = {}
        add: list[Callable[[str], Callable[[float], None]]] = []

        def watch(step: str, share: float) -> None:
            if not add:
                add.append(_open_bar(shown))
            if step not in tasks:
                tasks[step] = add[0](step)
            tasks[step](share)

        yield watch


def _open_bar(shown: ExitStack) -> Callable[[str], Callable[[float], None]]:
    """Open the bar until `shown` ends, and give what adds a step to it."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    progress = shown.enter_context(
        Progress(*columns, console=console, disable=not console.is_terminal)
    )

    def add(step: str) -> Callable[[float], None]:
        task = progress.add_task(step, total=1.0)
        return lambda share: progress.update(task, completed=share)

    return add
