"""Text as people type and paste it: one line stays one line, and no sign hides in it."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

__all__ = ["LineField", "TextField", "WebAddressField", "clean_line"]

# Controls, and the marks that turn the direction of text around and so hide what it says.
HIDDEN = {"Cc", "Cs", "Co", "Cn"}
TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff\u2028\u2029")


def clean_line(text: str) -> str:
    """Make one line of a text: breaks and runs of blanks become one blank, hidden signs go."""
    bare = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    kept = (sign for sign in bare if sign not in TURNS and unicodedata.category(sign) not in HIDDEN)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


class LineField(forms.CharField):
    """One line."""

    def to_python(self, value: Any) -> str:
        """Clean it."""
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        """Clean each of its lines; no more than one empty line follows another."""
        text = super().to_python(value) or ""
        lines = [
            clean_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        ]
        kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
        return "\n".join(kept).strip()


class WebAddressField(LineField):
    """An address of the web, and of nothing else: no script, no file, no password in it."""

    check = URLValidator(schemes=["http", "https"])

    def clean(self, value: Any) -> str:
        """Check it; what says no scheme is taken for https."""
        text = str(super().clean(value))
        if not text:
            return ""
        address = text if ":" in text.partition("/")[0] else f"https://{text}"
        try:
            self.check(address)
        except ValidationError:
            raise ValidationError(
                _("Write a web address that begins with https://, or leave it empty.")
            ) from None
        if "@" in address.partition("//")[2].partition("/")[0]:
            raise ValidationError(_("Leave out the name and password in the address."))
        return address
