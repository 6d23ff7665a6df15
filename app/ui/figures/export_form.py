"""Exports the quality figures as they are chosen on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.base.changes import Outcome
from app.base.clock import local_day
from app.reports.quality import period_words, write_quality
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm


class QualityExport(ExportForm):
    """Writes the table, the kinds and the comparison of one period."""

    def __init__(self, shell: Shell, chosen: Mapping[str, Any]) -> None:
        about = f"{period_words(chosen['window'])}：质量表、退回与问题、与平台结果对比，共三张表。"
        super().__init__(shell, "导出回访质量", about=about)
        self._chosen = dict(chosen)
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """回访质量_2026-11-19.xlsx"""
        return f"回访质量_{local_day(self._chosen['window'].start).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the figures."""
        return write_quality, self._chosen

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 42 行"""
        return f"已导出 {outcome.result:,} 行", ()
