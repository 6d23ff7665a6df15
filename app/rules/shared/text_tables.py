"""A sheet as the texts of its cells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextTable:
    """One sheet: its name, and its rows that are not blank, each with its number in the file."""

    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
