"""A column that holds several words out of a list, and can be asked for one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

__all__ = ["WordsField"]


class WordsField(models.CharField):
    """Several words in one column, each between spaces: ` parade youth `.

    A table beside would cost a join or a query in every list; SQLite and PostgreSQL both find a
    word between spaces, and cities have few enough rows to look through.
    """

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str]:  # noqa: ARG002
        """Give the words."""
        return (value or "").split()

    def to_python(self, value: Any) -> list[str]:
        """Give the words, however they were given."""
        if value is None:
            return []
        return value.split() if isinstance(value, str) else list(value)

    def get_prep_value(self, value: str | Iterable[str] | None) -> str:
        """Write the words, each once and in their order."""
        words = self.to_python(value)
        return f" {' '.join(dict.fromkeys(words))} " if words else ""

    def value_to_string(self, obj: Any) -> str:
        """Write the words for a dump."""
        return self.get_prep_value(self.value_from_object(obj))


@WordsField.register_lookup
class HasWord(models.Lookup):
    """`kinds__has="parade"`."""

    lookup_name = "has"

    def get_prep_lookup(self) -> str:
        """Look for the word between spaces; signs that LIKE gives a meaning have none here."""
        word = "".join(sign for sign in str(self.rhs) if sign.isalnum() or sign == "_")
        return f"% {word.replace('_', chr(92) + '_')} %"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Write the condition."""
        column, params = self.process_lhs(compiler, connection)
        value, more = self.process_rhs(compiler, connection)
        return f"{column} LIKE {value} ESCAPE '\\'", [*params, *more]
