"""Turns rows into the marks of a sheet: those that XlsxWriter would write cell by cell, made a row at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from math import isfinite

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from app.base.clock import SHANGHAI
from app.base.table import Cell, Kind

_TEXT_LIMIT = 32_767
_COLUMNS_AT_MOST = 16_384
_CLIPPED = "…（过长，已截断）"
_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI).timestamp()
_DAY_SECONDS = 86_400
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
# Signs that cannot stand in a mark as they are, and white space that a reader would strip.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$")


class RowMarks:
    """The rows of one sheet; `looks` holds for each column its kind and the number of its format in the workbook."""

    def __init__(self, looks: Sequence[tuple[Kind, int]]) -> None:
        self._columns = [
            (f'<c r="{xl_col_to_name(at)}', f'" s="{look}"', kind in _TEXTS) for at, (kind, look) in enumerate(looks)
        ]

    @property
    def width(self) -> int:
        """How many columns there are by now."""
        return min(len(self._columns), _COLUMNS_AT_MOST)

    def row(self, number: int, cells: Sequence[Cell]) -> str:
        """The row that stands at `number`, counted from 1; empty cells are left out, surplus ones are plain text.

        Raises:
            ValueError: a number is infinite or none.

        """
        while len(self._columns) < len(cells):
            self._columns.append((f'<c r="{xl_col_to_name(len(self._columns))}', '"', True))
        marks = [f'<row r="{number}">']
        for value, (place, look, as_text) in zip(cells, self._columns[:_COLUMNS_AT_MOST], strict=False):
            if value is None or value == "":
                continue
            if as_text or type(value) is str:
                text, keep = value if type(value) is str else _shown(value), ""
                if _SPECIAL.search(text) or len(text) > _TEXT_LIMIT // 2:
                    text, keep = _marked(_clipped(text))
                marks.append(f'{place}{number}{look} t="inlineStr"><is><t{keep}>{text}</t></is></c>')
            else:
                marks.append(f"{place}{number}{look}><v>{_counted(value):.16G}</v></c>")
        marks.append("</row>")
        return "".join(marks)


def _counted(value: Cell) -> float:
    """A number as it is; an instant in days of Beijing's wall clock since the day from which Excel counts."""
    if isinstance(value, datetime):
        return (value.timestamp() - _EPOCH) / _DAY_SECONDS
    if not isinstance(value, (int, float)) or not isfinite(value):
        raise ValueError(value)
    return value


def _clipped(text: str) -> str:
    """A text cut to what a cell holds, which is told in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) < 2 * _TEXT_LIMIT:
        return text
    return units[: 2 * (_TEXT_LIMIT - len(_CLIPPED) - 1)].decode("utf-16-le", "ignore") + _CLIPPED


def _marked(text: str) -> tuple[str, str]:
    """A text with its signs as marks, and the attribute that keeps its outer white space."""
    text = Worksheet._escape_control_characters(text)
    keep = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), keep


def _shown(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)
