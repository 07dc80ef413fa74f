"""The presets: one file per source, found by being in this folder."""

from __future__ import annotations

import importlib
import pkgutil

from nightout.errors import UnknownName
from nightout.records.mapping import SourceMapping

__all__ = ["find_preset", "list_presets"]


def list_presets() -> dict[str, SourceMapping]:
    """Give every preset by name, in alphabetical order."""
    modules = (
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
    )
    presets = (module.PRESET for module in modules)
    return {preset.source: preset for preset in sorted(presets, key=lambda one: one.source)}


def find_preset(name: str) -> SourceMapping:
    """Find a preset by name.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    presets = list_presets()
    if name not in presets:
        raise UnknownName(
            f"there is no preset {name!r}",
            f"Use one of {', '.join(presets)}, or describe your file with --mapping FILE.yaml.",
        )
    return presets[name]
