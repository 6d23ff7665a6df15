"""The parts of a paper, as a Word document is written from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the paper, centred."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, e.g. 一、申请理由."""

    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """Running text; each line is a paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Lines at the right: who and when."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, two pairs a line; a pair with a long value takes a whole line."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A ruled table under a heading line that is repeated on each page; `widths` are shares of the text's width."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Block = Title | Heading | Body | Closing | Facts | Listing
