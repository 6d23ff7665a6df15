"""Converts rows into the XML of a sheet: the same as XlsxWriter's cell calls, a whole row at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite

from xlsxwriter.utility import xl_col_to_name

from app.base.clock import SHANGHAI
from app.base.table import Cell, Figure, Kind

_TEXT_LIMIT = 32_767
COLUMNS_AT_MOST = 16_384
_CLIPPED = "…（过长，已截断）"
_EPOCH = datetime(1899, 12, 30, tzinfo=SHANGHAI).timestamp()
_DAY_SECONDS = 86_400
_LINE_POINTS, _HIGHEST_ROW = 16, 400
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
# Characters that must be escaped in XML, and white space that a reader would strip.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s$")
# What Office reads as an escaped sign is escaped itself; signs that XML forbids are written as such.
_ESCAPE = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


class RowMarks:
    """The rows of one sheet.

    `kinds` are those of the columns, `looks` the numbers of the workbook's formats; `midnight` is the format of a
    deadline at the end of a day. `widths` are those of the columns: a row whose long texts wrap is written as high as
    they need, since not every program measures rows when it opens a file.
    """

    def __init__(
        self, kinds: Sequence[Kind], looks: Mapping[Kind, int], midnight: int, widths: Sequence[int] = ()
    ) -> None:
        self._wrapped = wrapped_columns(kinds, widths)
        self._looks = {kind: f'" s="{look}"' for kind, look in looks.items()}
        self._midnight = f'" s="{midnight}"'
        self._columns = [
            (f'<c r="{xl_col_to_name(at)}', self._looks[kind], kind in _TEXTS, kind is Kind.DUE)
            for at, kind in enumerate(kinds)
        ]

    @property
    def width(self) -> int:
        """The number of columns so far."""
        return min(len(self._columns), COLUMNS_AT_MOST)

    def row(self, number: int, cells: Sequence[Cell]) -> str:
        """The row that stands at `number`, counted from 1; empty cells are left out, surplus ones are plain text.

        Raises:
            ValueError: a number is infinite or none.

        """
        while len(self._columns) < len(cells):
            self._columns.append((f'<c r="{xl_col_to_name(len(self._columns))}', '"', True, False))
        height = row_height(cells, self._wrapped)
        marks = [f'<row r="{number}" ht="{height}" customHeight="1">' if height else f'<row r="{number}">']
        for value, (place, look, of_text, due) in zip(cells, self._columns[:COLUMNS_AT_MOST], strict=False):
            if value is None or value == "":
                continue
            if type(value) is Figure:
                marks.append(f"{place}{number}{self._looks[value.kind]}><v>{as_number(value.value):.16G}</v></c>")
            elif due and ends_day(value):
                marks.append(f"{place}{number}{self._midnight}><v>{as_midnight(value):.16G}</v></c>")
            elif of_text or type(value) is str:
                text, keep = value if type(value) is str else _shown(value), ""
                if _SPECIAL.search(text) or len(text) > _TEXT_LIMIT // 2:
                    text, keep = _marked(_clipped(text))
                marks.append(f'{place}{number}{look} t="inlineStr"><is><t{keep}>{text}</t></is></c>')
            else:
                marks.append(f"{place}{number}{look}><v>{as_number(value):.16G}</v></c>")
        marks.append("</row>")
        return "".join(marks)


def is_text(kind: Kind, value: Cell) -> bool:
    """Whether a value is written as text in a column of this kind."""
    return isinstance(value, str) or (kind in _TEXTS and not isinstance(value, Figure))


def as_text(value: Cell) -> str:
    """A value as the text of a cell, cut to what a cell holds."""
    text = value if isinstance(value, str) else _shown(value)
    return _clipped(text) if len(text) > _TEXT_LIMIT // 2 else text


def as_number(value: Cell) -> float:
    """A number unchanged; an instant in days of Beijing's wall clock since the day from which Excel counts.

    Raises:
        ValueError: the value is no number, or an infinite one.

    """
    if isinstance(value, datetime):
        return (value.timestamp() - _EPOCH) / _DAY_SECONDS
    if not isinstance(value, (int, float)) or not isfinite(value):
        raise ValueError(value)
    return value


def wrapped_columns(kinds: Sequence[Kind], widths: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The places and widths of the columns whose texts wrap."""
    return tuple(
        (at, width) for at, (kind, width) in enumerate(zip(kinds, widths, strict=False)) if kind is Kind.LONG_TEXT
    )


def row_height(cells: Sequence[Cell], wrapped: Sequence[tuple[int, int]]) -> int:
    """The height in points that the wrapped texts of a row need; 0 when all of them fit on one line."""
    most = 1
    for at, width in wrapped:
        if at < len(cells):
            text = cells[at]
            if type(text) is str and (2 * len(text) > width or "\n" in text):
                most = max(most, _lines(text, width))
    return min(most * _LINE_POINTS, _HIGHEST_ROW) if most > 1 else 0


def _lines(text: str, width: int) -> int:
    """The lines that a text takes; in GB 18030 a Chinese character is two bytes, as it is two digits wide."""
    parts = text[:_TEXT_LIMIT].split("\n")
    return sum(max(1, -(-len(part.encode("gb18030", "replace")) // max(1, width - 1))) for part in parts)


def ends_day(value: Cell) -> bool:
    """Whether a deadline is the midnight that ends a day in Beijing."""
    return isinstance(value, datetime) and (value.timestamp() - _EPOCH) % _DAY_SECONDS == 0


def as_midnight(value: Cell) -> float:
    """The last second of the day that a midnight ends: its format writes 24:00, and it sorts before the next day."""
    return as_number(value) - 1 / _DAY_SECONDS


def _clipped(text: str) -> str:
    """A text cut to the limit of a cell, which is counted in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) < 2 * _TEXT_LIMIT:
        return text
    return units[: 2 * (_TEXT_LIMIT - len(_CLIPPED) - 1)].decode("utf-16-le", "ignore") + _CLIPPED


def _marked(text: str) -> tuple[str, str]:
    """The escaped text, and the attribute that keeps its outer white space."""
    text = _ESCAPE.sub(r"_x005F\1", text)
    text = _CONTROL.sub(_control_mark, text)
    keep = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), keep


def _control_mark(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _shown(value: Cell) -> str:
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Figure):
        return str(value.value)
    return str(value)
