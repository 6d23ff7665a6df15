"""Previews and prints a table as shown on the screen; a long list is cut at 500 rows, with a note on the paper."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.base.clock import to_local
from app.ui.frame.shell import Shell
from app.ui.kit.printing.preview import PrintPreview
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.printing import PRINT_ROWS, Paper
from app.ui.kit.table.sheet import Sheet

# A landscape page has room for so many pixels of a list's columns: 87 Chinese characters of 9 points, 14 px on screen.
_PAGE_WIDTH = 1_220

if TYPE_CHECKING:
    from app.desk.shared.context import Desk


class ListPrint(QObject):
    """Reads the rows of a list on a reader thread and previews them."""

    def __init__(self, shell: Shell, sheet: Sheet, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        shell.gateway.read(paper_of, self._take, key="list-print", sheet=sheet, who=shell.person.name)

    def _take(self, paper: Paper) -> None:
        PrintPreview(self._shell, paper).open_form()
        self.deleteLater()


def paper_of(desk: Desk, *, sheet: Sheet, who: str) -> Paper:
    """The shown cells as a paper: what it is, who printed it when, the first 500 rows."""
    columns = printed_columns(sheet)
    printed = replace(sheet, columns=columns)
    rows = tuple(tuple(_words(cell) for cell in cells) for cells in islice(printed.cells(desk), PRINT_ROWS))
    facts = [
        ("范围与次序", sheet.about),
        ("打印", f"{who} {to_local(sheet.now):%Y-%m-%d %H:%M}"),
        ("行数", f"{sheet.count:,}"),
    ]
    if sheet.count > PRINT_ROWS:
        facts.append(("说明", f"只印前 {PRINT_ROWS} 行，全部见“导出所列”的工作簿"))
    left_out = sheet.columns[len(columns) :]
    if left_out:
        names = "、".join(column.heading for column in left_out)
        facts.append(("未印的列", f"{names}（在列表里把要印的列移到前面）"))
    shares = tuple(column.width for column in columns)
    return Paper(sheet.title, tuple(facts), tuple(column.heading for column in columns), shares, rows)


def printed_columns(sheet: Sheet) -> tuple[Column, ...]:
    """The first columns, as many as can be read beside each other on a page; at least one."""
    width, kept = 0, 0
    for column in sheet.columns:
        width += column.width
        if kept and width > _PAGE_WIDTH:
            break
        kept += 1
    return sheet.columns[:kept]


def _words(cell: Cell) -> str:
    return "\n".join(part for part in (cell.text, cell.second) if part and part != "—")
