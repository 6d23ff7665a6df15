"""Exports the dossier of one return as a Word file, and shows what was verified in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.base.changes import Outcome
from app.desk.returns.dossier import Dossier, export_dossier
from app.desk.returns.rows import ReturnRow
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.returns.words import which


class DossierForm(ExportForm):
    """Writes the case with its time line and the list of its evidence, ready to be printed."""

    ending_of_name = ".docx"
    kind_of_file = "Word 文档 (*.docx)"

    def __init__(self, shell: Shell, case: ReturnRow) -> None:
        about = f"{case.ticket_number} · {which(case)}\n依据、步骤、材料清单和时间线，写成可打印的 Word 文件。"
        super().__init__(shell, "导出个案材料", about=about)
        self._case = case
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """退单个案_热线-261123-000001_第1次.docx"""
        number = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in self._case.ticket_number)
        return f"退单个案_{number}_第{self._case.round}次.docx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the dossier."""
        return export_dossier, {"return_id": self._case.id}

    def summary(self, outcome: Outcome[Dossier]) -> tuple[str, Sequence[str]]:
        """已导出：步骤 4 步，材料 2 个"""
        dossier = outcome.result
        return f"已导出：步骤 {dossier.steps} 步，材料 {dossier.files} 个", (
            f"写入后重新打开，核对 {dossier.texts} 处文字无误",
        )
