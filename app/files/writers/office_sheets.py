"""Writes the sheet for an office: protected but for the four columns that it fills in, ready to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.base.errors import EnvironmentFault
from app.files.shared.aside import written_aside
from app.rules.office import CONTACTED_AT, FILLED, HEADINGS, LOCKED, SOLVED, SOLVED_CHOICES

_WIDTHS = (5, 21, 26, 44, 12, 15, 15, 10, 17, 30, 40, 10)
_FACE = {"font_name": "仿宋", "font_size": 11, "font_charset": 134, "font_family": 1}
_CELL = {**_FACE, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#A8B0BC", "num_format": "@"}
_HEAD = {
    "font_name": "黑体",
    "font_size": 11,
    "font_charset": 134,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "border": 1,
    "border_color": "#A8B0BC",
}
# What an office may still do on a protected sheet: choose, copy and widen, but neither add nor delete rows.
_ALLOWED = {"select_locked_cells": True, "select_unlocked_cells": True, "format_columns": True, "format_rows": True}
_A4, _TITLE_ROW, _NOTE_ROW, _HEAD_ROW = 9, 0, 1, 2


def write_office_sheet(path: Path, *, title: str, note: str, rows: Sequence[Sequence[str]]) -> None:
    """Writes the rows with the cells of LOCKED; `note` holds the sheet's code and stands under the title.

    Raises:
        EnvironmentFault: the folder is missing, the disk full, or the target open in another program.

    """
    with written_aside(path) as aside:
        try:
            _write(aside, title, note, rows)
        except XlsxWriterException as error:
            raise EnvironmentFault(f"{path.name} 无法写入", hint=str(error)) from error


def _write(aside: Path, title: str, note: str, rows: Sequence[Sequence[str]]) -> None:
    book = xlsxwriter.Workbook(str(aside), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("科室表")
    locked = book.add_format(_CELL)
    free = book.add_format({**_CELL, "locked": False, "bg_color": "#FFF8E1"})
    sheet.merge_range(
        _TITLE_ROW, 0, _TITLE_ROW, len(HEADINGS) - 1, title, book.add_format({**_HEAD, "font_size": 16, "border": 0})
    )
    sheet.merge_range(_NOTE_ROW, 0, _NOTE_ROW, len(HEADINGS) - 1, note, book.add_format({**_FACE, "text_wrap": True}))
    sheet.set_row(_TITLE_ROW, 28)
    sheet.set_row(_NOTE_ROW, 34)
    head = book.add_format({**_HEAD, "bg_color": "#E7ECF3"})
    to_fill = book.add_format({**_HEAD, "bg_color": "#FFE9A8"})
    for at, heading in enumerate(HEADINGS):
        sheet.write_string(_HEAD_ROW, at, heading, to_fill if heading in FILLED else head)
        sheet.set_column(at, at, _WIDTHS[at])
    for place, cells in enumerate(rows, start=_HEAD_ROW + 1):
        for at, text in enumerate(cells):
            sheet.write_string(place, at, text, locked)
        for at in range(len(LOCKED), len(HEADINGS)):
            sheet.write_blank(place, at, None, free)
    _finish(sheet, len(rows))
    book.close()


def _finish(sheet: Any, count: int) -> None:
    """Adds the choices, the protection and the set-up of the page."""
    last = _HEAD_ROW + max(count, 1)
    solved, contacted = HEADINGS.index(SOLVED), HEADINGS.index(CONTACTED_AT)
    sheet.data_validation(
        _HEAD_ROW + 1,
        solved,
        last,
        solved,
        {
            "validate": "list",
            "source": list(SOLVED_CHOICES),
            "error_title": "是否解决",
            "error_message": "请从列表中选择",
        },
    )
    sheet.write_comment(_HEAD_ROW, contacted, "例如 2026-11-23 10:05")
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.protect("", _ALLOWED)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")
