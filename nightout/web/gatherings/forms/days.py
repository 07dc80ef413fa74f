"""Days as people pick and type them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

__all__ = ["DayField"]

# At the ends of the calendar a night has no next day, nor a time in UTC.
FIRST, LAST = dt.date(1970, 1, 1), dt.date(2199, 12, 31)


class DayField(forms.DateField):
    """A day that has a day before it and one after it, wherever it is asked for."""

    def __init__(self, **how: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
            **how,
        )
