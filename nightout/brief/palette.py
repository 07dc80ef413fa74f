"""The colours of a brief: a porch light at dusk, by day and by night.

Each role has a colour for light and one for dark surroundings. Pictures are drawn in the light
ones, so that they stand by themselves; the page turns each into its role, which the reader's
setting decides. The scale of the map runs from light to dark, so that it also reads in grey, and
the other way round at night.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["DARK", "LIGHT", "SCALE", "contrast"]

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#fffcf5",
        "card": "#fffffe",
        "ink": "#1b2443",
        "muted": "#545c77",
        "rule": "#e3ddd0",
        "dusk": "#24356b",
        "lamp": "#f0b43c",
        "glow": "#fff3d6",
        "band": "#dde2f1",
        "mean": "#66719a",
        "now": "#23346a",
        "bar": "#7f8cb8",
        "none": "#fdfbf6",
        "edge": "#a9a593",
        "hatch": "#8b8f9e",
        "scale1": "#f5cf7e",
        "scale2": "#d98f4e",
        "scale3": "#9a4f68",
        "scale4": "#33265c",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#11172a",
        "card": "#192140",
        "ink": "#f3eddf",
        "muted": "#b7bdd3",
        "rule": "#313b63",
        "dusk": "#0b1022",
        "lamp": "#f6c65b",
        "glow": "#33301f",
        "band": "#2c3762",
        "mean": "#98a3cb",
        "now": "#f6c65b",
        "bar": "#8793c0",
        "none": "#1d2646",
        "edge": "#5a6593",
        "hatch": "#7580a8",
        "scale1": "#4a3f78",
        "scale2": "#8f4f7d",
        "scale3": "#d98a55",
        "scale4": "#ffe08a",
    }
)
SCALE = ("scale1", "scale2", "scale3", "scale4")


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21.

    References
    ----------
    Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance".
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
