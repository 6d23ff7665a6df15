"""The form that saves the format as a new version: its changes and why; and the form that exports it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.base.changes import Outcome
from app.base.clock import local_day
from app.desk.intake import formats
from app.rules.shared.differences import TextDifference
from app.ui.frame.shell import Shell
from app.ui.intake.format_draft import Draft
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.versions.save_form import SaveVersionForm

_ABOUT = "存为新版本，下一个导入的文件起照此识别；已经入库的工单不变。以前的版本都留着，可以对照，也可以恢复。"


class SaveFormatForm(SaveVersionForm):
    """Saves the rows as a new version."""

    def __init__(
        self, shell: Shell, draft: Draft, differences: Sequence[TextDifference], *, on_saved: Callable[[], None]
    ) -> None:
        super().__init__(shell, "保存导入格式", _ABOUT)
        self._lines = [list(cells) for cells in draft]
        self._on_saved = on_saved
        self.add_note()
        self.show_differences(differences)
        self.finish_layout()

    def submit(self) -> None:
        """Saves the version."""
        self.send(formats.save, lambda _outcome: self._on_saved(), lines=self._lines, note=self.values()["note"])


class ExportFormatForm(ExportForm):
    """Writes the format in force as one small file for another office."""

    ending_of_name = ".toml"
    kind_of_file = "导入格式 (*.toml)"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "导出导入格式", about="现行的导入格式写成一个小文件，别的单位可在同一页导入。")
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """导入格式_2026-11-23.toml"""
        return f"导入格式_{local_day(self.shell.now()).isoformat()}.toml"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the file."""
        return formats.export, {}

    def summary(self, outcome: Outcome[int]) -> tuple[str, Sequence[str]]:
        """已导出 12 个写法"""
        return f"已导出 {outcome.result} 个写法", ("只有栏目名称和答案写法，没有工单内容",)
