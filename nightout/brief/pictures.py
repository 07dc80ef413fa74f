"""The pictures of a brief as SVG, drawn without a browser."""

from __future__ import annotations

import json
import re
from typing import Any

from nightout.brief.labels import Label, curve_labels
from nightout.brief.language import Language
from nightout.brief.model import CountMap
from nightout.brief.palette import LIGHT, SCALE
from nightout.compare import Curve, YearEnd

__all__ = ["draw_curve", "draw_map"]

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path d="M0 0V6" stroke="{0}" stroke-width="1.6"/>'
    "</pattern></defs>"
)


def draw_curve(
    curve: Curve, language: Language, size: tuple[int, int], year_end: YearEnd | None = None
) -> str:
    """Draw the year so far as a strong line over the band and the mean of earlier years.

    Every line is named where it ends. A bar at the end of the year spans the year's ends that the
    curve points to. The picture is `size` wide and high and meant to be shown at about that size: a
    phone gets a narrow one rather than a small one.
    """
    import altair as alt

    width, height = size
    top = year_end.high if year_end else 0
    layers = [*_earlier(alt, curve, language), _now(alt, curve, language)]
    layers += [_end(alt, curve, language, year_end)] if year_end else []
    layers += [_text(alt, label) for label in curve_labels(curve, language, height=height, top=top)]
    chart = alt.layer(*layers).properties(
        width=width, height=height, padding={"left": 4, "right": 12, "top": 18, "bottom": 4}
    )
    return _to_svg(chart.properties(autosize=alt.AutoSizeParams(type="fit", contains="padding")))


def _earlier(alt: Any, curve: Curve, language: Language) -> list[Any]:
    """Draw the band from the lowest to the highest of earlier years, and their mean."""
    if not curve.years:
        return []
    columns = zip(curve.low.tolist(), curve.high.tolist(), curve.mean.tolist(), strict=True)
    rows = [{"x": x, "low": a, "high": b, "mean": c} for x, (a, b, c) in enumerate(columns)]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=_days(alt, curve, language))
    band = base.mark_area(color=LIGHT["band"], interpolate="step-after")
    mean = base.mark_line(color=LIGHT["mean"], strokeWidth=1.6, strokeDash=[5, 4])
    return [
        band.encode(y=alt.Y("low:Q", axis=_counts(alt, language)), y2="high:Q"),
        mean.encode(y=alt.Y("mean:Q")),
    ]


def _now(alt: Any, curve: Curve, language: Language) -> Any:
    rows = [{"x": x, "n": n} for x, n in enumerate(curve.now.tolist())]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=_days(alt, curve, language), y=alt.Y("n:Q", axis=_counts(alt, language))
    )
    line = base.mark_line(color=LIGHT["now"], strokeWidth=3, interpolate="step-after")
    end = alt.Chart(alt.InlineData(values=rows[-1:])).encode(x=_days(alt, curve, language), y="n:Q")
    return line + end.mark_point(
        filled=True, size=95, opacity=1, color=LIGHT["lamp"], stroke=LIGHT["now"], strokeWidth=2
    )


def _end(alt: Any, curve: Curve, language: Language, year_end: YearEnd) -> Any:
    """Draw the range of year's ends as a bar, and the one that is expected as a ring."""
    row = {"x": len(curve.days) - 1, "n": year_end.expected}
    row |= {"low": year_end.low, "high": year_end.high}
    base = alt.Chart(alt.InlineData(values=[row])).encode(x=_days(alt, curve, language))
    bar = base.mark_rule(color=LIGHT["now"], strokeWidth=3, opacity=1)
    ring = base.mark_point(size=60, fill=LIGHT["card"], stroke=LIGHT["now"], strokeWidth=2)
    axis = alt.Y("low:Q", axis=_counts(alt, language))
    return bar.encode(y=axis, y2="high:Q") + ring.encode(y="n:Q")


def _text(alt: Any, label: Label) -> Any:
    """Write a label on its halo, so that it reads over lines."""
    point = alt.InlineData(values=[{"x": label.x, "y": label.y}])
    chart = alt.Chart(point).encode(x="x:Q", y="y:Q")
    common = {"text": label.text, "align": label.align, "dx": label.dx, "dy": label.dy}
    common |= {"baseline": "alphabetic", "fontSize": 13}
    common |= {"fontWeight": "bold" if label.strong else "normal"}
    halo = chart.mark_text(stroke=LIGHT["card"], strokeWidth=4, strokeJoin="round", **common)
    return halo + chart.mark_text(color=LIGHT[label.colour], **common)


def _days(alt: Any, curve: Curve, language: Language) -> Any:
    """Give the axis of days, each month named where it begins."""
    names = language.lists["months_short"]
    months = {i: names[day.month - 1] for i, day in enumerate(curve.days) if day.day == 1}
    axis = alt.Axis(
        values=list(months),
        labelExpr=f"({json.dumps(months)})[datum.value]",
        labelAlign="left",
        labelOverlap="parity",
        labelPadding=4,
        grid=False,
        title=None,
        tickSize=6,
    )
    return alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[0, len(curve.days) - 1], nice=False))


def _counts(alt: Any, language: Language) -> Any:
    numerals = language.numerals
    group = json.dumps(numerals.thousands)
    grouped = f"replace(replace(format(datum.value, ',d'), ',', {group}), ',', {group})"
    label = f"datum.value < {numerals.group_from} ? format(datum.value, 'd') : {grouped}"
    return alt.Axis(
        title=None, tickCount=4, tickMinStep=1, domain=False, ticks=False, labelExpr=label
    )


def draw_map(shown: CountMap) -> str:
    """Draw areas by class, hidden ones hatched, those without a case plain."""
    import altair as alt
    import shapely

    west, north, east, south = shapely.total_bounds([area.outline for area in shown.areas])
    width, height = (round((side or 1.0) / 1000 * 560) for side in (east - west, south - north))
    rows = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(shapely.set_precision(area.outline, 0.1))),
            "properties": {"fill": _fill(shown, area.n)},
        }
        for area in shown.areas
    ]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_geoshape(stroke=LIGHT["edge"], strokeWidth=0.6)
        .encode(color=alt.Color("properties.fill:N", scale=None, legend=None))
        .project(type="identity")
        .properties(width=max(width, 40), height=max(height, 40), padding=2)
    )
    svg = _to_svg(chart)
    hatched = svg.replace(f'fill="{LIGHT["hatch"]}"', 'fill="url(#hatch)"')
    return hatched.replace(">", f">{HATCH.format(LIGHT['hatch'])}", 1)


def _fill(shown: CountMap, n: int | None) -> str:
    if n is None:
        return LIGHT["hatch"]
    return LIGHT[SCALE[_step(shown, n)]] if n else LIGHT["none"]


def _step(shown: CountMap, n: int) -> int:
    """Give the colour of a class: with fewer classes than colours, the strong ones are used."""
    return shown.class_of(n) + len(SCALE) - len(shown.classes)


def _to_svg(chart: Any) -> str:
    """Turn a chart into SVG that takes the width it is given."""
    import vl_convert

    axis = {
        "labelColor": LIGHT["muted"],
        "gridColor": LIGHT["rule"],
        "domainColor": LIGHT["edge"],
        "tickColor": LIGHT["edge"],
        "labelFontSize": 13,
    }
    look = {"font": FONT, "background": None, "aria": False, "axis": axis, "view": {"stroke": None}}
    svg = str(vl_convert.vegalite_to_svg(chart.to_dict() | {"config": look}))
    # The page says what a picture shows; its parts have no names of their own.
    svg = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", svg)
    return re.sub(r'<svg([^>]*?) width="[\d.]+" height="[\d.]+"', r"<svg\1", svg, count=1)
