"""A curve as SVG for a page: this year, every earlier one, and the range of year's ends."""

from __future__ import annotations

import re
from typing import Any

from nightout.cli.curve_text import say_range_of_ends, say_record
from nightout.compare import Outlook

__all__ = ["draw_outlook", "explain_outlook"]

WIDTH, HEIGHT = 860, 430
INK, NOW, LAMP, BAND, YEAR, MEAN = (
    "#1b2443", "#23346a", "#f0b43c", "#e8ebf5", "#aab2cf", "#66719a",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


def explain_outlook(outlook: Outlook) -> str:
    """Say in words what the picture shows, for those who cannot see it."""
    curve = outlook.curve
    parts = [f"The strong line is {curve.terms.window.start.year}."]
    if curve.years:
        span = f"{curve.years[0]} to {curve.years[-1]}"
        parts.append(f"Thin lines are the years {span}, the dashed one is their mean.")
    if outlook.year_end:
        parts.append("The bar at the right is the range of year's ends.")
    parts.append(say_range_of_ends(outlook))
    return " ".join([*parts, say_record(outlook)] if outlook.record else parts)


def draw_outlook(outlook: Outlook) -> str:
    """Draw the outlook without a browser; every line is named where it ends."""
    import altair as alt
    import vl_convert

    layers = [*_earlier(alt, outlook), *_range(alt, outlook), *_now(alt, outlook)]
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, padding={"left": 4, "right": 110, "top": 18, "bottom": 4}
    )
    axis = {"labelColor": MEAN, "domainColor": YEAR, "tickColor": YEAR, "labelFontSize": 13}
    look = {"font": FONT, "background": None, "axis": axis, "view": {"stroke": None}}
    svg = str(vl_convert.vegalite_to_svg(chart.to_dict() | {"config": look}))
    title = f'<svg role="img" aria-label="{_escape(explain_outlook(outlook))}"'
    return re.sub(
        r"<svg", title, re.sub(r' width="[\d.]+" height="[\d.]+"', "", svg, count=1), count=1
    )


def _earlier(alt: Any, outlook: Outlook) -> list[Any]:
    curve = outlook.curve
    if not curve.years:
        return []
    rows = [
        {"x": x, "n": n, "year": str(year)}
        for year, sums in zip(curve.years, curve.earlier.tolist(), strict=True)
        for x, n in enumerate(sums)
    ]
    mean = [{"x": x, "n": n} for x, n in enumerate(curve.mean.tolist())]
    lines = _base(alt, outlook, rows).mark_line(color=YEAR, strokeWidth=1).encode(detail="year:N")
    dashed = _base(alt, outlook, mean).mark_line(color=MEAN, strokeWidth=1.8, strokeDash=[5, 4])
    return [lines, dashed]


def _range(alt: Any, outlook: Outlook) -> list[Any]:
    """Draw what lies between today and the year's end, and the range with its numbers."""
    curve, end = outlook.curve, outlook.year_end
    if end is None:
        return []
    at, last = len(curve.now) - 1, len(curve.days) - 1
    fan = [
        {"x": at, "n": end.so_far, "high": end.so_far},
        {"x": last, "n": end.low, "high": end.high},
    ]
    bar = [{"x": last, "n": end.low, "high": end.high}]
    area = _base(alt, outlook, fan).mark_area(color=LAMP, opacity=0.22).encode(y2="high:Q")
    rule = _base(alt, outlook, bar).mark_rule(color=NOW, strokeWidth=5).encode(y2="high:Q")
    told = ((end.high, f"{end.high:,}"), (end.expected, f"about {end.expected:,.0f}"),
            (end.low, f"{end.low:,}"))  # fmt: skip
    names = [_text(alt, outlook, last, value, text, dx=9) for value, text in told]
    return [area, rule, *names]


def _now(alt: Any, outlook: Outlook) -> list[Any]:
    curve = outlook.curve
    rows = [{"x": x, "n": n} for x, n in enumerate(curve.now.tolist())]
    line = _base(alt, outlook, rows).mark_line(color=NOW, strokeWidth=3.2)
    point = _base(alt, outlook, rows[-1:]).mark_point(
        filled=True, size=95, opacity=1, color=LAMP, stroke=NOW, strokeWidth=2
    )
    name = f"{curve.terms.window.start.year}: {curve.now[-1]:,}"
    is_early = len(curve.now) < len(curve.days) / 4
    where = {"dx": 0, "dy": -16} if is_early else {"dx": -12, "dy": -8, "align": "right"}
    return [line, point, _text(alt, outlook, len(curve.now) - 1, curve.now[-1], name, **where)]


def _text(alt: Any, outlook: Outlook, x: int, n: float, text: str, **where: Any) -> Any:
    base = _base(alt, outlook, [{"x": x, "n": float(n)}])
    common = {"text": text, "fontSize": 14, "fontWeight": "bold", "align": "left", "dy": 4} | where
    halo = base.mark_text(stroke="#fff", strokeWidth=4, strokeJoin="round", **common)
    return halo + base.mark_text(color=INK, **common)


def _base(alt: Any, outlook: Outlook, rows: list[dict[str, Any]]) -> Any:
    days = outlook.curve.days
    months = {i: MONTHS[day.month - 1] for i, day in enumerate(days) if day.day == 1}
    axis = alt.Axis(
        values=list(months), labelExpr=f"({months})[datum.value]", labelAlign="left",
        labelOverlap="parity", grid=False, title=None,
    )  # fmt: skip
    x = alt.X("x:Q", axis=axis, scale=alt.Scale(domain=[0, len(days) - 1], nice=False))
    y = alt.Y(
        "n:Q", axis=alt.Axis(title=None, tickCount=5, tickMinStep=1, domain=False, format=",d")
    )
    return alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
