"""The brief in words: a list of sections, each a list of blocks, that templates only lay out.

Everything that a reader meets stands here as text in the reader's language. HTML and PDF set the
same document, so that neither can say what the other does not. A section of any other part needs
no template of its own: it is made of these blocks.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from nightout.brief.interval import Line

__all__ = [
    "Block",
    "Card",
    "Cards",
    "Document",
    "Dots",
    "Drawing",
    "Group",
    "Key",
    "KeyItem",
    "Notes",
    "Picture",
    "Row",
    "Section",
    "Table",
    "Tick",
    "Words",
    "as_plain",
]


@dataclass(frozen=True)
class Words:
    """A paragraph: the section's lead, plain text, or how to read what stands above it."""

    text: str
    role: Literal["lead", "plain", "reading"] = "plain"


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: where, in percent of its width, and what it says."""

    at: float
    label: str
    is_same: bool


@dataclass(frozen=True)
class Row:
    """One count in a line: `count` in large, what is said of it, its word, and its interval.

    `glyph` is a sign beside the word, so that no colour says anything alone. `told` says the
    picture in words. Where there is no `line` there is nothing to draw.
    """

    name: str
    count: str
    said: str
    glyph: str
    word: str
    details: tuple[str, ...]
    line: Line | None
    told: str


@dataclass(frozen=True)
class Group:
    """Rows under a heading of their own; without one they stand for themselves."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Dots:
    """Counts as dots and lines over one axis; `is_large` gives each a heading and a large count."""

    title: str
    ticks: tuple[Tick, ...]
    groups: tuple[Group, ...]
    is_large: bool


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG in the colours of day, for a phone (`narrow`), a desk, or either."""

    svg: str
    role: Literal["narrow", "wide", "only"] = "only"


@dataclass(frozen=True)
class KeyItem:
    """One entry of a picture's key: a colour's role, or `none` or `hidden`."""

    swatch: str
    label: str


@dataclass(frozen=True)
class Key:
    """What the colours of a picture mean."""

    title: str
    items: tuple[KeyItem, ...]


@dataclass(frozen=True)
class Picture:
    """A picture, what it says in words, and its caption."""

    drawings: tuple[Drawing, ...]
    told: str
    caption: str
    key: Key | None = None


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first cell of each row is its heading.

    `is_folded` tables are the numbers behind a picture: folded on a screen, laid out on paper. In
    `word_columns`, counted from 0, are words, which begin at the left; the first always does.
    `is_wide` tables take the whole width. `is_stacked` ones lie cell under cell on a phone.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_folded: bool = True
    word_columns: tuple[int, ...] = ()
    is_wide: bool = False
    is_stacked: bool = False


@dataclass(frozen=True)
class Card:
    """A heading over pairs of what and how."""

    id: str
    heading: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cards:
    """Cards beside each other."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Notes:
    """A list of sentences, each with its language where that is not the page's."""

    heading: str
    items: tuple[tuple[str, str], ...]


Block = Words | Dots | Picture | Table | Cards | Notes


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; `id` names the place in the page."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole brief in words.

    `banner` says on top of everything that a city is made up: first what stands out, then the rest;
    both are empty for a real one. `dated` is the day of knowledge, as a file's own date. `command`
    makes the page again.
    """

    language: str
    dated: str
    title: str
    banner: tuple[str, str]
    eyebrow: str
    city: str
    days: str
    known: str
    sections: tuple[Section, ...]
    made_with: str
    again: str
    command: str
    independent: str
    page_of: str


def as_plain(document: Document) -> dict[str, Any]:
    """Give the document as plain values, each block with its `kind`."""
    plain = asdict(document)
    for section, told in zip(document.sections, plain["sections"], strict=True):
        for block, values in zip(section.blocks, told["blocks"], strict=True):
            values["kind"] = type(block).__name__.lower()
    return plain
