"""The code on a flyer: the address of a page as squares that a phone can read."""

from __future__ import annotations

import io

from django.utils.safestring import SafeString, mark_safe

__all__ = ["draw_code"]


def draw_code(address: str) -> SafeString:
    """Draw a QR code as SVG that stands in a page; a quarter of it may be torn or wet."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="q", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, svgclass="code", lineclass=None, omitsize=True
    )
    # Written by segno from squares alone: nothing of the address stands in it as text.
    return mark_safe(out.getvalue().decode())  # noqa: S308
