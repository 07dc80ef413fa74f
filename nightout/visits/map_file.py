"""The features of a GeoJSON file, as they stand there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nightout.errors import UnreadableFile

__all__ = ["read_features"]


def read_features(path: Path) -> list[dict[str, Any]]:
    """Read the features of a collection.

    Raises
    ------
    UnreadableFile
        If the file is not there or is no GeoJSON.
    """
    try:
        read = json.loads(path.read_text("utf-8-sig"))
        features = read["features"]
        if not all(isinstance(one, dict) for one in features):
            raise TypeError("a feature is no object")
    except (FileNotFoundError, IsADirectoryError):
        raise UnreadableFile(f"there is no file {path}", "Check the name.") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableFile(
            f"{path.name} is no GeoJSON with features", "Export the map as a FeatureCollection."
        ) from None
    return list(features)
