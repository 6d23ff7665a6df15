"""Reads a small table as texts, cell by cell, for lists whose layout only their own rules know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from pathlib import Path

from app.base.errors import FileRefused
from app.files.readers.pasted import pasted_cells
from app.files.readers.sheets import open_sheets
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.rows import BrokenRow

_ROWS_AT_MOST, _COLUMNS_AT_MOST, _LONGEST = 2_000, 100, 500


@dataclass(frozen=True, slots=True)
class TextGrid:
    """The name of a sheet and its rows; `first_row` is the number that the file gives to the first of them."""

    title: str
    first_row: int
    rows: tuple[tuple[str, ...], ...]


def read_grid(path: Path | None, *, text: str = "") -> TextGrid:
    """The first sheet with anything on it, without a path the pasted cells; days stand without their 0:00.

    Raises:
        FileRefused: the file cannot be read, is empty, or is larger than 2,000 rows, 100 columns, 500 signs a cell.

    """
    for sheet in open_sheets(path) if path is not None else pasted_cells(text):
        numbered = [(at, cells) for at, cells in islice(sheet.rows, _ROWS_AT_MOST + 1) if not is_blank(cells)]
        if not numbered:
            continue
        if len(numbered) > _ROWS_AT_MOST:
            raise FileRefused(f"超过 {_ROWS_AT_MOST:,} 行，未导入", hint="请选择值班表本身")
        for at, cells in numbered:
            if isinstance(cells, BrokenRow):
                raise FileRefused(f"{sheet.name} 第 {at} 行读不出（{cells.reason}），未导入", hint="请另存后再试")
        first = numbered[0][0]
        by_row = {at: tuple(_text(cell) for cell in cells) for at, cells in numbered}
        rows = tuple(by_row.get(at, ()) for at in range(first, numbered[-1][0] + 1))
        _check(rows)
        return TextGrid(sheet.name, first, rows)
    raise FileRefused("文件里没有内容，未导入", hint="请选择值班表")


def _text(cell: object) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell_text(cell)


def _check(rows: tuple[tuple[str, ...], ...]) -> None:
    if len(rows) > _ROWS_AT_MOST or any(len(row) > _COLUMNS_AT_MOST for row in rows):
        raise FileRefused(f"超过 {_ROWS_AT_MOST:,} 行或 {_COLUMNS_AT_MOST} 列，未导入", hint="请选择值班表本身")
    if any(len(text) > _LONGEST for row in rows for text in row):
        raise FileRefused(f"有超过 {_LONGEST} 字的单元格，未导入", hint="请选择值班表本身")
