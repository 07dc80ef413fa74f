"""Notes that figures bring with them, put into another language by their patterns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Note", "NotePattern", "read_patterns", "translate"]

# What the records write their notes in.
OWN = "en"
HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Note:
    """A note, and the language it is in where that is not the page's."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class NotePattern:
    """What a note looks like in the records' words, and how it reads in another language."""

    like: re.Pattern[str]
    reads: str


def read_patterns(pairs: Iterable[Mapping[str, str]]) -> tuple[NotePattern, ...]:
    """Read patterns from pairs of sentences with `{...}` in the same places."""
    return tuple(NotePattern(_compile(" ".join(one["note"].split())), one["said"]) for one in pairs)


def translate(text: str, patterns: Sequence[NotePattern], name: Callable[[str, str], str]) -> Note:
    """Put a note into the patterns' language; `name` puts what its holes name."""
    for one in patterns:
        if found := one.like.fullmatch(text):
            return Note(one.reads.format(**{k: name(k, v) for k, v in found.groupdict().items()}))
    return Note(text, OWN)


def _compile(sentence: str) -> re.Pattern[str]:
    parts = HOLE.split(sentence)
    written = [f"(?P<{part}>.+?)" if i % 2 else re.escape(part) for i, part in enumerate(parts)]
    return re.compile("".join(written), re.DOTALL)
