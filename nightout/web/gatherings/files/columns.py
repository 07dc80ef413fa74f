"""The columns of a table of gatherings, the same on the way out and in."""

from __future__ import annotations

from typing import Any

from nightout.web.gatherings.models import Gathering

__all__ = ["ALIASES", "COLUMNS", "as_row", "plain", "safe_text"]

COLUMNS = (
    "gathering_id", "state", "title", "kinds", "about", "link", "address", "place", "zip_code",
    "county", "beat", "lon", "lat", "audience", "day", "starts", "ends", "rain_date", "expected",
    "languages", "visitors", "closure", "closure_from", "closure_to", "consent", "permit",
    "host_name", "host_email", "host_phone",
)  # fmt: skip
# What other tables of gatherings call them.
ALIASES = {
    "name": "title", "event": "title", "description": "about", "zip": "zip_code",
    "zipcode": "zip_code", "city": "place", "longitude": "lon", "latitude": "lat", "date": "day",
    "start": "starts", "end": "ends", "attendance": "expected", "wanted": "visitors",
    "url": "link", "kind": "kinds", "host": "host_name", "email": "host_email",
    "e_mail": "host_email", "host_e_mail": "host_email", "phone": "host_phone",
    "language": "languages",
}  # fmt: skip
# A cell that begins so is taken for a formula by spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GUARD = "'"


def safe_text(value: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would run; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return GUARD + value
    return value


def plain(cell: str) -> str:
    """Take that apostrophe off again."""
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(FORMULA) else cell


def as_row(gathering: Gathering) -> list[Any]:
    """Give a gathering's cells, in the order of the columns."""
    clock = gathering.city.clock
    starts, ends = gathering.starts_at.astimezone(clock), gathering.ends_at.astimezone(clock)
    host = getattr(gathering, "host", None)
    special = {
        "gathering_id": gathering.public_id,
        "beat": gathering.area_id,
        "day": starts.date().isoformat(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "rain_date": gathering.rain_date.isoformat() if gathering.rain_date else "",
        "closure": "yes" if gathering.closure else "",
        **{f"host_{name}": getattr(host, name, "") for name in ("name", "email", "phone")},
    }
    return [
        special[name] if name in special else _cell(getattr(gathering, name)) for name in COLUMNS
    ]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else value
