"""The ledger on paper: exported as a workbook, or printed as it is listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape
from itertools import islice
from typing import Any

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.base.changes import Outcome
from app.base.clock import local_day, to_local
from app.base.table import Cell
from app.desk.context import Desk
from app.desk.ledger import LedgerQuery
from app.reports.reminder_ledger import HEADINGS, about_lines, line_cells, write_ledger
from app.ui.exports.form import WIDTH, ExportForm
from app.ui.shell import Shell

PRINT_ROWS = 500


class LedgerExport(ExportForm):
    """Writes every slot of a query, however many pages it has."""

    def __init__(self, shell: Shell, query: LedgerQuery, about: str, total: int) -> None:
        super().__init__(shell, "导出提醒台账", about=f"{about} {total:,} 条提醒，导出为 Excel 工作簿。")
        self._query, self._about = query, about
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """提醒台账_2026-11-23.xlsx"""
        return f"提醒台账_{local_day(self.shell.now()).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the slots."""
        told: dict[str, Any] = {"query": self._query, "about": self._about}
        if self.job is not None:
            told |= {"progress": self.job.note, "cancelled": self.job.is_stopped}
        return write_ledger, told

    def told(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """清点 8,319 / 8,319 条"""
        return f"清点 {outcome.result:,} / {outcome.result:,} 条", ()


def paper(desk: Desk, *, person: Any, query: LedgerQuery, about: str) -> str:
    """The listed slots as a page of HTML: what it is, the equation, the slots; at most 500, and it says so."""
    head = about_lines(desk, person, query, about)
    rows = list(islice(line_cells(desk, query), PRINT_ROWS + 1))
    cut = f"<p>只印最早的 {PRINT_ROWS} 条，全部见导出的工作簿。</p>" if len(rows) > PRINT_ROWS else ""
    facts = "".join(f"<tr><td><b>{escape(name)}</b></td><td>{escape(words)}</td></tr>" for name, words in head)
    titles = "".join(f"<th>{escape(title)}</th>" for title in HEADINGS)
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:PRINT_ROWS])
    return (
        f"<h2>提醒台账</h2><table cellpadding='2'>{facts}</table>{cut}"
        "<table border='1' cellspacing='0' cellpadding='3' width='100%'>"
        f"<thead><tr>{titles}</tr></thead><tbody>{lines}</tbody></table>"
    )


def print_paper(words: str, parent: QWidget) -> bool:
    """Asks for the printer and prints; False when the person thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印提醒台账")
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    put_on(printer, words)
    return True


def put_on(printer: QPrinter, words: str) -> None:
    """Lays the page out on this printer."""
    printer.setPageMargins(QMarginsF(10, 10, 10, 10))
    document = QTextDocument()
    font = document.defaultFont()
    font.setPointSize(8)
    document.setDefaultFont(font)
    document.setHtml(words)
    document.print_(printer)


def _cell(value: Cell) -> str:
    words = f"{to_local(value):%m-%d %H:%M:%S}" if isinstance(value, datetime) else "" if value is None else str(value)
    return f"<td>{escape(words)}</td>"
