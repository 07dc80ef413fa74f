"""Hours of the week as SVG for a page: a heat table that can be read as numbers too."""

from __future__ import annotations

import html

from nightout.compare import WEEKDAYS, Hours, as_hour_rows

__all__ = ["draw_hours", "explain_hours"]

LEFT, TOP, HOUR, DAY = 92, 26, 38, 34
# From light to dark by lift; dark enough from the third on that white figures read.
COLOURS = (
    (0.0, "#fdfbf6"),
    (0.5, "#f9e3b0"),
    (0.8, "#f2bf6a"),
    (1.25, "#b8553f"),
    (2.0, "#5b1f4a"),
)
INK, WHITE = "#1b2443", "#ffffff"


def explain_hours(hours: Hours) -> str:
    """Say in words what the picture shows, for those who cannot see it."""
    terms = hours.terms
    shown = [row for row in as_hour_rows(hours) if row["n"]]
    what = (
        f"{terms.measure.title} by hour of the week; the darker, the more over the average hour: "
        "from half, 0.8, 1.25 and 2 times on another colour."
    )
    if not shown:
        return f"{what} Nothing is shown."
    top = max(shown, key=lambda row: row["lift"] or 0)
    return (
        f"{what} Fullest: {top['weekday']} from {top['hour']:02}:00, {top['n']:,.0f} "
        f"({top['n_low']:,.0f} to {top['n_high']:,.0f}), {top['lift']:.1f} times the average."
    )


def draw_hours(hours: Hours) -> str:
    """Draw seven days of blocks with their counts."""
    per_day = 24 // hours.block_hours
    width, height = LEFT + 24 * HOUR + 2, TOP + 7 * DAY + 2
    head = (
        f'<svg role="img" aria-label="{html.escape(explain_hours(hours), quote=True)}" '
        f'viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" '
        'font-family="system-ui,sans-serif" font-size="13">'
    )
    parts = [head]
    for hour in range(0, 24, hours.block_hours):
        parts.append(_text(LEFT + hour * HOUR + 3, TOP - 9, f"{hour:02}", INK))
    for day, name in enumerate(WEEKDAYS):
        parts.append(_text(0, TOP + day * DAY + 22, name, INK))
    for i, row in enumerate(as_hour_rows(hours)):
        x, y = LEFT + i % per_day * hours.block_hours * HOUR, TOP + i // per_day * DAY
        parts.append(_cell(x, y, hours.block_hours * HOUR, row["n"], row["lift"]))
    return "".join([*parts, "</svg>"])


def _cell(x: int, y: int, width: int, n: float | None, lift: float | None) -> str:
    colour = COLOURS[0][1] if lift is None else [c for bound, c in COLOURS if lift >= bound][-1]
    ink = WHITE if lift is not None and lift >= COLOURS[3][0] else INK
    hidden = "hidden" if width > HOUR else "?"
    told = _text(x + width / 2, y + 22, hidden if n is None else f"{n:,.0f}", ink, "middle")
    box = f'<rect x="{x}" y="{y}" width="{width}" height="{DAY}" fill="{colour}" stroke="#fff"/>'
    return box + told


def _text(x: float, y: float, text: str, colour: str, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y}" fill="{colour}" text-anchor="{anchor}">{text}</text>'
