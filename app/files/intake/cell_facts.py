"""Small facts about cells: their texts, whether they say anything, whether they name only a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.files.shared.cells import cell_text
from app.rules.shared.folding import says_nothing

_LONGEST_NOTHING = 8


def take_texts(columns: Sequence[tuple[int, str]], cells: Sequence[object], into: dict[str, Any]) -> None:
    """Takes the texts of some columns, by name; an empty cell leaves nothing."""
    for at, name in columns:
        cell = cells[at]
        text = cell.strip() if type(cell) is str else cell_text(cell)
        if text:
            into[name] = text


def is_nothing(cell: object) -> bool:
    """Whether a cell is empty, or says that it is (无, —, null)."""
    return cell is None or (
        isinstance(cell, str) and (not cell or (len(cell) <= _LONGEST_NOTHING and says_nothing(cell)))
    )


def is_day_only(value: object) -> bool:
    """A deadline that names only a day lasts to its end (Civil Code art. 203)."""
    if isinstance(value, str):
        text = value.strip()
        return len(text) <= len("2026年11月28日") and not any(sign in text for sign in ":：时点時")
    return isinstance(value, date) and not isinstance(value, datetime)
