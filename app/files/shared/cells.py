"""Converts any cell to the text that a person would read in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

_EXACT = 1e15


def cell_text(value: object) -> str:
    """The trimmed text of a cell: whole numbers without a point, times to the second, 是/否; empty for nothing."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value)


def is_blank(cells: Sequence[object]) -> bool:
    """Whether a row holds nothing but blanks."""
    for value in cells:
        if isinstance(value, str):
            if value and not value.isspace():
                return False
        elif value is not None:
            return False
    return True
