"""Exports a paper with the proof of each of its figures as a .zip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.base.changes import Outcome
from app.desk.paper.rows import PaperRow
from app.desk.proof.reads import Whose
from app.reports.paper.proofs import export_proofs
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm


class ProofExport(ExportForm):
    """Writes the .zip; Esc stops it."""

    ending_of_name = ".zip"
    kind_of_file = "压缩包 (*.zip)"

    def __init__(self, shell: Shell, row: PaperRow, whose: Whose) -> None:
        about = "报表文件，和每个数的公式、规则、重算、工单、来源文件和行、改动过它的日志。"
        super().__init__(shell, f"连同依据导出：{row.words}", about=about)
        self._row, self._whose = row, whose
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """月报11月_依据.zip"""
        return f"{self._row.words.replace(' ', '')}_依据.zip"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes it."""
        job = self.job
        extra = {} if job is None else {"progress": job.note, "cancelled": job.is_stopped}
        return export_proofs, {"whose": self._whose, **extra}

    def progress_words(self, done: int) -> str:
        """正在核对第 12 个数的依据…"""
        return f"正在核对第 {done + 1:,} 个数的依据…"

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 42 个数的依据"""
        return f"已导出 {outcome.result:,} 个数的依据", ()
