"""Exports: the papers of one application into a folder, and the register with its figures as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.base.changes import Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.desk import draft
from app.desk.exclusion.figures import ExclusionFigures
from app.desk.exclusion.rows import ExclusionDetail, ExclusionRow
from app.reports import exclusion_register
from app.reports.dossier import Papers, export_papers
from app.rules.draft import FOLDER_KEY
from app.ui.exclusion.words import report_words
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.exports.places import folder_to_offer
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.forms.fields import put_beside
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton


class PapersForm(FormDialog):
    """Writes form and package into a folder, shows what was compared, and opens the folder."""

    def __init__(self, shell: Shell, detail: ExclusionDetail) -> None:
        about = (
            f"{detail.row.ticket_number} · {detail.row.ticket_title}\n"
            f"申请表（.docx）和 {len(detail.files)} 份证据的压缩包（.zip，内附清单和校验码），写后重新打开核对。\n"
            f"材料核验：{report_words(detail.report)}。"
        )
        super().__init__(shell, "导出申请材料", about=about, main="导出")
        self._id = detail.row.id
        self.papers: Papers | None = None
        field = self.add_line("folder", "保存到文件夹")
        browse = KeyButton(shell.theme, "选择…　Alt+B")
        browse.setAccessibleName("选择文件夹")
        browse.setShortcut("Alt+B")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        put_beside(field, browse)
        self.size_to(640)
        shell.gateway.read(folder_to_offer, self._take_folder, key="papers-folder")

    def submit(self) -> None:
        """Writes both, and remembers the folder for the next time."""
        folder = Path(self.values()["folder"].strip())
        if not self.values()["folder"].strip() or not folder.is_absolute():
            self.show_refused(Refused("请写完整的文件夹路径，或点“选择…”", field="folder"))
            return
        self.send(export_papers, self._open_folder, exclusion_id=self._id, folder=folder, replace=True)

    def _open_folder(self, outcome: Outcome[Papers]) -> None:
        self.papers = outcome.result
        folder = self.papers.form.parent
        self.shell.gateway.submit(draft.save, key=FOLDER_KEY, text=str(folder), quiet=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _take_folder(self, folder: Path) -> None:
        if not self.values()["folder"]:
            self.fields["folder"].setText(str(folder))  # type: ignore[union-attr]  # a line
            self._untouched = self._as_text()

    def _browse(self) -> None:
        dialog = file_dialog(self, "保存到文件夹", start=self.values()["folder"], mode=QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.fields["folder"].setText)  # type: ignore[union-attr]  # a line
        dialog.open()


class RegisterExport(ExportForm):
    """Writes the given rows, in the order of the list, with the figures by type and unit."""

    def __init__(self, shell: Shell, rows: tuple[ExclusionRow, ...]) -> None:
        about = f"列出的 {len(rows):,} 条申请，另附按类型、按单位的统计，导出为 Excel 工作簿。"
        super().__init__(shell, "导出不纳入考核", about=about)
        self._rows = rows
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """不纳入考核_2026-11-23.xlsx"""
        return f"不纳入考核_{local_day(self.shell.now()).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the rows."""
        return exclusion_register.export, {"rows": self._rows}

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 42 / 42 条"""
        return f"已导出 {outcome.result:,} / {len(self._rows):,} 条", ()


class FiguresExport(ExportForm):
    """Writes the figures shown on the page."""

    def __init__(self, shell: Shell, figures: ExclusionFigures, *, month: str, period: str) -> None:
        about = f"目录月份：{month or '全部'}；三率时段：{period}。\n按类型、按单位、未通过原因、三率影响各一张表。"
        super().__init__(shell, "导出不纳入考核统计", about=about)
        self._arguments = {"figures": figures, "month": month, "period": period}
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """不纳入考核统计_2026-11-23.xlsx"""
        return f"不纳入考核统计_{local_day(self.shell.now()).isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the figures."""
        return exclusion_register.export_figures, self._arguments

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """申请 42 件的统计已导出"""
        return f"申请 {outcome.result:,} 件的统计已导出，写后已清点", ()
