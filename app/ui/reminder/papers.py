"""The ledger as a workbook, or printed as listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from app.base.changes import Outcome
from app.base.clock import local_day, to_local
from app.base.people import Person
from app.base.table import Cell
from app.desk.reminder.query import LedgerQuery
from app.desk.shared.context import Desk
from app.reports.reminder_ledger import HEADINGS, WIDTHS, about_lines, line_cells, write_ledger
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.table.printing import PRINT_ROWS, Paper


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
        arguments: dict[str, Any] = {"query": self._query, "about": self._about}
        if self.job is not None:
            arguments |= {"progress": self.job.note, "cancelled": self.job.is_stopped}
        return write_ledger, arguments

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """清点 8,319 / 8,319 条"""
        return f"清点 {outcome.result:,} / {outcome.result:,} 条", ()


def paper(desk: Desk, *, person: Person, query: LedgerQuery, about: str) -> Paper:
    """The listed slots on paper: description, equation and slots; at most 500, with a note."""
    facts = about_lines(desk, person, query, about)
    rows = list(islice(line_cells(desk, query), PRINT_ROWS + 1))
    if len(rows) > PRINT_ROWS:
        facts.append(("说明", f"只印最早的 {PRINT_ROWS} 条，全部见导出的工作簿"))
    lines = tuple(tuple(map(_words, row)) for row in rows[:PRINT_ROWS])
    return Paper("提醒台账", tuple(facts), HEADINGS, WIDTHS, lines)


def _words(value: Cell) -> str:
    return f"{to_local(value):%m-%d %H:%M:%S}" if isinstance(value, datetime) else "" if value is None else str(value)
