"""Where the lines of the curve are named: at their ends, and never over each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nightout.brief.language import Language
from nightout.compare import Curve

__all__ = ["Label", "curve_labels"]

# Two lines of 13 point text need so much room between them.
LINE = 17
# What axis and padding take from the height of the picture.
AROUND = 46
# So far above the axis a name fits below a point.
LOW = 40


@dataclass(frozen=True)
class Label:
    """A text at a point of the plot, moved by `dx` and `dy` pixels."""

    x: float
    y: float
    text: str
    colour: str
    align: str = "left"
    dx: float = 7
    dy: float = 4
    strong: bool = False


def curve_labels(curve: Curve, language: Language, *, height: int, top: int = 0) -> list[Label]:
    """Name this year's line at its point, and the earlier years' at the end of the year.

    `top` is the highest count that is drawn besides.
    """
    top = max(int(curve.now[-1]), int(curve.high[-1]) if curve.years else 0, top, 1)
    per_pixel = top / (height - AROUND)
    return [*_ends(curve, language, per_pixel), _now_label(curve, language, per_pixel)]


def _ends(curve: Curve, language: Language, per_pixel: float) -> list[Label]:
    """Place the labels at the right, pushed apart from below upwards where they would touch."""
    if not curve.years:
        return []
    last = len(curve.days) - 1
    labels = [Label(last, y, text, colour) for y, text, colour in _earlier(curve, language)]
    placed: list[Label] = []
    for label in sorted(labels, key=lambda one: one.y):
        at = label.y / per_pixel
        floor = placed[-1].y / per_pixel - (placed[-1].dy - 4) + LINE if placed else at
        placed.append(replace(label, dy=4 - max(floor - at, 0.0)))
    return placed


def _earlier(curve: Curve, language: Language) -> list[tuple[float, str, str]]:
    ends = curve.earlier[:, -1].tolist()
    by_year = dict(zip(curve.years, ends, strict=True))
    if len(by_year) == 1:
        ((year, end),) = by_year.items()
        return [(end, _say(language, "year_label", end, year), "mean")]
    highest = max(by_year, key=lambda year: by_year[year])
    lowest = min(by_year, key=lambda year: by_year[year])
    mean = float(curve.mean[-1])
    return [
        (by_year[highest], _say(language, "most", by_year[highest], highest), "muted"),
        (mean, _say(language, "mean_label", round(mean), 0), "mean"),
        (by_year[lowest], _say(language, "least", by_year[lowest], lowest), "muted"),
    ]


def _say(language: Language, what: str, n: int, year: int) -> str:
    return language.say(f"course.{what}", n=language.numerals.number(n), year=year)


def _now_label(curve: Curve, language: Language, per_pixel: float) -> Label:
    """Name this year's line where it ends: above it, or below where it runs under the others."""
    x, y = len(curve.now) - 1, int(curve.now[-1])
    text = _say(language, "year_label", y, curve.terms.window.through.year)
    is_above = not curve.years or y >= curve.mean[x] or y / per_pixel < LOW
    if x < len(curve.days) / 4:
        # Early in the year there is no room at the left, nor below.
        return Label(x, y, text, "now", dx=-4, dy=-14, strong=True)
    if is_above:
        return Label(x, y, text, "now", align="right", dx=-9, dy=-10, strong=True)
    return Label(x, y, text, "now", align="left", dx=9, dy=18, strong=True)
