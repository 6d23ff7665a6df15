"""Exports the register as listed, and shows how many returns the file holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.base.changes import Outcome
from app.base.clock import local_day
from app.desk.returns import reads as returns_reads
from app.desk.returns.rows import ReturnRow
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm


class ReturnsExport(ExportForm):
    """Writes the given rows, in the order of the list."""

    def __init__(self, shell: Shell, rows: tuple[ReturnRow, ...], *, whole: bool) -> None:
        which = "全部" if whole else "当前筛选出的"
        super().__init__(shell, "导出退单登记簿", about=f"{which} {len(rows):,} 条退单，导出为 Excel 工作簿。")
        self._rows = rows
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """退单登记簿_2026-11-23.xlsx"""
        return f"退单登记簿_{local_day(self.shell.now()).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the rows."""
        return returns_reads.export, {"rows": self._rows}

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 42 / 42 条"""
        return f"已导出 {outcome.result:,} / {len(self._rows):,} 条", ()
