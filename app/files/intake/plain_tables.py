"""Reads the sheets of a small workbook, or pasted text, as the texts of their cells."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from app.base.errors import FileRefused
from app.files.readers.pasted import pasted_cells
from app.files.readers.sheets import open_sheets
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.rows import Sheet
from app.rules.shared.text_tables import TextTable

_ROWS_AT_MOST = 5_000
_CELLS_AT_MOST = 200


def read_plain_tables(path: Path | None, *, text: str = "") -> list[TextTable]:
    """The sheets of a file, without a path those of a text, blank rows left out; 5,000 rows of a sheet at most.

    Raises:
        FileRefused: the file cannot be read, or holds nothing.

    """
    found = [_table(sheet) for sheet in (open_sheets(path) if path is not None else pasted_cells(text))]
    if not any(table.rows for table in found):
        raise FileRefused("没有内容，未导入", hint="请核对文件或重新复制")
    return found


def _table(sheet: Sheet) -> TextTable:
    rows = (
        (number, tuple(map(cell_text, cells[:_CELLS_AT_MOST]))) for number, cells in sheet.rows if not is_blank(cells)
    )
    return TextTable(sheet.name, tuple(islice(rows, _ROWS_AT_MOST)))
