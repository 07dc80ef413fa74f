"""Commands that need libraries which not everybody installs."""

from __future__ import annotations

import importlib.util

from nightout.errors import BadSetting

__all__ = ["need_extra"]


def need_extra(extra: str, *modules: str) -> None:
    """Say which extra to install, if one of its libraries is not there."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise BadSetting(
                f"this command needs {module}, which is not installed",
                f"Install it with: pip install 'nightout[{extra}]'",
            )
