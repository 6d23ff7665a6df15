"""Exports a table as shown: its columns and rows in the shown order, however long the list is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.base.changes import Outcome
from app.base.clock import local_day
from app.reports.listing import write_listing
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.table.sheet import Sheet


class ListExport(ExportForm):
    """Writes one sheet of rows and one that describes them."""

    def __init__(self, shell: Shell, sheet: Sheet) -> None:
        shown = "、".join(column.heading for column in sheet.columns)
        about = f"{sheet.title}所列的 {sheet.count:,} 行，导出为 Excel 工作簿；号码隐去，行数写后清点。列：{shown}。"
        super().__init__(shell, "导出所列", about=about)
        self._sheet = sheet
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """退单登记簿_所列_2026-11-23.xlsx"""
        title = "".join("_" if sign in '\\/:*?"<>|' else sign for sign in self._sheet.title)
        return f"{title}_所列_{local_day(self.shell.now()).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the rows."""
        arguments: dict[str, Any] = {"table_of": self._sheet.table, "about": self._sheet.about}
        if self.job is not None:
            arguments |= {"progress": self.job.note, "cancelled": self.job.is_stopped}
        return write_listing, arguments

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """清点 8,319 / 8,319 行"""
        words = f"清点 {outcome.result:,} / {outcome.result:,} 行"
        missing = self._sheet.count - outcome.result
        return words, (f"另有 {missing:,} 行在导出时已不在登记中",) if missing > 0 else ()
