"""Write docs/reference anew from the code: tables, measures, sources, commands, errors, names."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nightout

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by `make docs` from the code; change it there. -->\n\n"


def main() -> None:
    """Write every page, and remove pages that nothing writes any more."""
    pages = make_pages()
    for old in REFERENCE.rglob("*.md"):
        if str(old.relative_to(REFERENCE)) not in pages:
            old.unlink()
    for name, text in pages.items():
        path = REFERENCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def make_pages() -> dict[str, str]:
    """Make every page of the reference, by its file's name."""
    pages = {
        "tables.md": "".join(_tables()),
        "measures.md": "".join(_measures()),
        "sources.md": "".join(_sources()),
        "commands.md": "".join(_commands()),
        "errors.md": "".join(_errors()),
    }
    pages |= {f"python/{part}.md": "".join(_names(part)) for part in parts()}
    return {name: NOTE + text for name, text in pages.items()}


def parts() -> list[str]:
    """List the parts whose names others may use: packages with an `__all__`."""
    found = (one.name for one in pkgutil.iter_modules(nightout.__path__) if one.ispkg)
    return sorted(
        name for name in found if getattr(importlib.import_module(f"nightout.{name}"), "__all__", 0)
    )


def _tables() -> Iterator[str]:
    from nightout.records import tables

    yield "# Tables\n"
    for table in (tables.INCIDENT, tables.INCIDENT_AREA, tables.AREA, tables.ADJACENCY):
        yield f"\n## {table.name}\n\n{table.grain[0].upper()}{table.grain[1:]}.\n\n"
        yield "| column | holds | unit | meaning | caveat |\n|---|---|---|---|---|\n"
        for column in table.columns:
            name = f"**{column.name}**" if column.key else column.name
            yield (
                f"| {name} | {column.kind.words} | {column.unit} | {column.meaning} "
                f"| {column.caveat} |\n"
            )
    yield "\nColumns in bold name the row.\n"


def _measures() -> Iterator[str]:
    from nightout.records import list_measures

    yield "# Measures\n\nWhat can be counted, in whose words, and what it cannot show.\n"
    for one in list_measures().values():
        least = " and ".join(f"{name} of {n} or more" for name, n in one.at_least.items())
        yield f"\n## {one.title} (`{one.slug}`)\n\n{one.definition}\n\n"
        yield f"- Counts: {one.counts}, dated by when they {one.date_basis}"
        yield f", only incidents with {least}\n" if least else "\n"
        yield f"- Offenses: {', '.join(one.offenses)}\n- Whose definition: {one.whose}\n"
        yield f"- Why it matters: {one.why}\n- What it cannot show: {one.cannot_show}\n"
        yield f"- In public: {one.in_public}\n"
        yield f"- Reviewed {one.reviewed}; due again {one.review_due}\n"


def _sources() -> Iterator[str]:
    from nightout.records import list_presets

    yield "# Sources\n\nPresets for `nightout load --preset`. For other files write a mapping.\n"
    for one in list_presets().values():
        yield f"\n## {one.source}\n\n{one.about}\n\n"
        rows = {
            "incident": one.incident_id,
            "offense": one.offense.column or (f"always {one.offense.constant}",),
            **{name: moment.column for name, moment in one.moments.items()},
            **{f"area: {kind}": names for kind, names in one.areas.items()},
        }
        yield "| ours | the file's column |\n|---|---|\n"
        for ours, names in rows.items():
            yield f"| {ours} | {' or '.join(names)} |\n"
        whose = "all" if "*" in one.victim_rows else ", ".join(sorted(one.victim_rows))
        if whose:
            yield f"\nA row per victim for: {whose}.\n"


def _commands() -> Iterator[str]:
    import typer.main

    from nightout.cli.app import app

    group: Any = typer.main.get_command(app)
    yield "# Commands\n\n`nightout COMMAND --help` says the same.\n"
    yield from _command_pages(group, "nightout")


def _command_pages(group: Any, above: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _command_pages(command, f"{above} {name}")
            continue
        yield f"\n## {above} {name}\n\n{inspect.cleandoc(command.help or '')}\n\n"
        yield "| argument or option | what it says | default |\n|---|---|---|\n"
        for one in command.params:
            if one.name == "help":
                continue
            said = ", ".join(f"`{flag}`" for flag in one.opts)
            if one.param_type_name == "argument":
                said = f"`{one.metavar or one.name.upper()}`"
            default = "" if one.default in (None, False) or callable(one.default) else one.default
            yield f"| {said} | {getattr(one, 'help', '') or ''} | {default} |\n"


def _errors() -> Iterator[str]:
    from nightout import errors

    yield "# Errors\n\nEach is one message: what is wrong, with which value, and how to mend it. "
    yield "The command line ends with 2.\n\n| error | says |\n|---|---|\n"
    for name in errors.__all__:
        yield f"| {name} | {inspect.getdoc(getattr(errors, name)).splitlines()[0]} |\n"


def _names(part: str) -> Iterator[str]:
    module = importlib.import_module(f"nightout.{part}")
    yield f"# nightout.{part}\n\n{inspect.cleandoc(module.__doc__ or '')}\n"
    for name in sorted(module.__all__, key=str.lower):
        thing = getattr(module, name)
        if inspect.isclass(thing) or callable(thing):
            yield f"\n## {name}\n\n```\n{name}{_signature(thing)}\n```\n\n"
            yield f"{inspect.getdoc(thing) or ''}\n"
        else:
            yield f"\n## {name}\n\n`{name} = {_value(thing)}`\n"


def _value(thing: Any) -> str:
    text = repr(thing)
    return text if len(text) < 200 else f"{text[:200]}..."


def _signature(thing: Any) -> str:
    try:
        # A function as a default is told by its name, not by where it lies in memory.
        return re.sub(r"<function (\w+) at 0x\w+>", r"\1", str(inspect.signature(thing)))
    except (TypeError, ValueError):
        return ""


if __name__ == "__main__":
    sys.exit(main())
