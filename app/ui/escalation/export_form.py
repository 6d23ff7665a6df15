"""Exports the escalations as they are listed, with their figures by unit and street."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.base.changes import Outcome
from app.base.clock import local_day
from app.desk.escalation import reads as escalation_reads
from app.desk.escalation.rows import EscalationRow
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm


class EscalationsExport(ExportForm):
    """Writes the given rows, in the order of the list."""

    def __init__(self, shell: Shell, rows: tuple[EscalationRow, ...], *, period: str) -> None:
        about = f"列出的 {len(rows):,} 条（时段：{period}），另附按承办单位、按街乡镇的统计，导出为 Excel 工作簿。"
        super().__init__(shell, "导出到期上报", about=about)
        self._rows = rows
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """到期上报_2026-11-23.xlsx"""
        return f"到期上报_{local_day(self.shell.now()).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the rows."""
        return escalation_reads.export, {"rows": self._rows}

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 42 / 42 条"""
        return f"已导出 {outcome.result:,} / {len(self._rows):,} 条", ()
