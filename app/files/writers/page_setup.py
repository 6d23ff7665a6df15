"""The look of a sheet on screen and on paper: faces, formats, and which columns a printed page takes.

A page takes the leading columns as far as they stay readable, and leaves the rest to the screen. So nothing is hidden
from who works with the file, no sheet is written twice, and one who wants other columns on paper moves the print area.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.base.table import Column, Kind, Table
from app.files.writers.sheet_rows import Looks as RowLooks

_A4 = 9
# 仿宋 for text and 黑体 for headings, as in official papers; the charset lets a PC without them take a Chinese face.
_GB2312 = 134
_TEXT = {"font_name": "仿宋", "font_size": 11, "font_charset": _GB2312, "font_family": 1}
_BOLD = {"font_name": "黑体", "font_size": 11, "font_charset": _GB2312, "font_family": 2}
_CELL = {**_TEXT, "valign": "top"}
_FORMATS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {"num_format": "@"},
    Kind.LONG_TEXT: {"num_format": "@", "text_wrap": True},
    Kind.INTEGER: {"num_format": "#,##0"},
    Kind.DECIMAL: {"num_format": "0.0"},
    Kind.PERCENT: {"num_format": "0.0%"},
    Kind.TIME: {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "center"},
    Kind.DUE: {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "center"},
    Kind.DAY: {"num_format": "yyyy-mm-dd", "align": "center"},
}
_MIDNIGHT = {"num_format": 'yyyy-mm-dd "24:00"', "align": "center"}
_HEADING = {**_BOLD, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E7ECF3", "border": 1}
# Widths are counted in digits of the default face, which another, wider one replaces where Calibri is missing: a
# landscape A4 page with margins of 10 mm has room for 126 of them at 9 points in DejaVu Sans, at 11 points in Calibri.
PRINTED_WIDTH = 126
_HEADING_HEIGHT = 18.0
_MARGIN, _FOOT = 0.39, 0.6


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook."""

    of_rows: RowLooks
    heading: Any
    title: Any
    line: Any
    rule: Any


def add_looks(book: Any) -> Looks:
    """Adds every format to a workbook."""
    by_kind = {kind: book.add_format({**_CELL, **look}) for kind, look in _FORMATS.items()}
    return Looks(
        of_rows=RowLooks(by_kind, book.add_format({**_CELL, **_MIDNIGHT})),
        heading=book.add_format(_HEADING),
        title=book.add_format({**_BOLD, "font_size": 16}),
        line=book.add_format(_TEXT),
        rule=book.add_format({"border": 1, "border_color": "#A8B0BC"}),
    )


def printed_columns(columns: Sequence[Column]) -> int:
    """How many of the first columns a page takes; at least one."""
    width = 0
    for at, column in enumerate(columns):
        width += column.width
        if width > PRINTED_WIDTH:
            return max(at, 1)
    return len(columns)


def _heading_lines(column: Column) -> int:
    """How many lines a heading takes; a Chinese character is as wide as two others."""
    return -(-2 * len(column.heading) // max(1, column.width))


def set_up_page(sheet: Any, table: Table, looks: Looks, *, heading: int) -> None:
    """Sets widths, frozen heading and the printed page: landscape A4, whole rows, headings and numbers on each page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading)
    sheet.freeze_panes(heading + 1, 0)
    sheet.set_margins(left=_MARGIN, right=_MARGIN, top=_FOOT, bottom=_FOOT)
    sheet.set_row(heading, _HEADING_HEIGHT * max(1, *map(_heading_lines, table.columns)))
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, looks.of_rows.by_kind[column.kind])
    printed = printed_columns(table.columns)
    left_out = len(table.columns) - printed
    words = f"其余 {left_out} 列见电子表" if left_out else ""
    sheet.set_footer(f"&L{words}&C&A　第 &P 页，共 &N 页")


def rule_lines(sheet: Any, table: Table, looks: Looks, *, heading: int, last: int) -> None:
    """Rules the table from its heading to row `last`, both from 0, empty cells too, without writing any of them."""
    if table.columns and last > heading:
        rule = {"type": "formula", "criteria": "=TRUE", "format": looks.rule}
        sheet.conditional_format(heading + 1, 0, last, len(table.columns) - 1, rule)


def set_print_area(sheet: Any, table: Table, *, last: int) -> None:
    """Prints the leading columns down to row `last`, from 0; a sheet that fits as it is needs no such limit."""
    printed = printed_columns(table.columns)
    if printed < len(table.columns):
        sheet.print_area(0, 0, last, printed - 1)
