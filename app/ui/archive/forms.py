"""The forms of the service's end: make the archive, and check one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app.base.changes import Outcome
from app.base.clock import to_local
from app.base.errors import DeskError, Refused
from app.base.people import Person
from app.desk.archive import checking
from app.desk.archive.checking import Checked
from app.desk.shared.context import Desk
from app.reports.archive.layout import INDEX, Watch
from app.reports.archive.making import DEFAULT_REASON, Made, make_archive
from app.ui.archive.words import ABOUT, CHECK_ABOUT
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.exports.job import Job
from app.ui.kit.exports.run_form import RunForm
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.forms.fields import put_beside
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import restyle


def write_archive(desk: Desk, *, person: Person, path: Path, replace: bool, reason: str, watch: Watch) -> Outcome[Made]:
    """Writes the archive into the new folder `path`; one that stands is never replaced."""
    del replace
    return make_archive(desk, person=person, folder=path, reason=reason, watch=watch)


class ArchiveForm(ExportForm):
    """Asks for the reason and the new folder; Esc cancels and leaves nothing."""

    ending_of_name = ""
    kind_of_file = "新文件夹 (*)"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "服务终止归档", about=ABOUT)
        self.add_line("reason", "归档原因", text=DEFAULT_REASON)
        self.add_place()
        self.main.setText("开始归档　回车")
        self.open_file.setText("打开首页　回车")
        self.size_to(WIDTH)

    def _open(self, path: Path) -> None:
        super()._open(path / INDEX if path == self.written else path)

    def file_name(self) -> str:
        """服务终止归档-20270131-1420"""
        return f"服务终止归档-{to_local(self.shell.now()):%Y%m%d-%H%M}"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Makes the archive."""
        job = self.job
        if job is None:
            raise Refused("没有正在进行的归档")
        watch = Watch(job.note, job.is_stopped)
        return write_archive, {"reason": self.values()["reason"], "watch": watch}

    def summary(self, outcome: Outcome[Made]) -> tuple[str, Sequence[str]]:
        """工单 8,319 件，共 98,000 行, then the hash of the list."""
        made = outcome.result
        counts = f"工单 {made.holds.tickets:,} 件，各类记录 {made.holds.rows:,} 行，文件 {made.files:,} 个，写后已核对"
        missing = f"缺失或已损坏的材料 {len(made.holds.missing)} 份，已在移交清单注明" if made.holds.missing else ""
        return counts, tuple(filter(None, (missing, f"校验清单 SHA-256：{made.list_hash}")))


class CheckForm(RunForm):
    """Reads a whole archive again; Esc stops."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "核对归档", about=CHECK_ABOUT, main="开始核对")
        field = self.add_line("path", "归档文件夹")
        browse = KeyButton(shell.theme, "选择…　Alt+B")
        browse.setAccessibleName("选择归档文件夹")
        browse.setShortcut("Alt+B")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        put_beside(field, browse)
        self.add_status()
        self.size_to(WIDTH)

    def submit(self) -> None:
        """Starts the check."""
        if not self.values()["path"].strip():
            self.show_refused(Refused("请选择归档文件夹", field="path"))
            return
        restyle(self.status, tone="")
        self.start(_check, self._arguments)

    def far_words(self, count: int) -> str:
        """The number of files so far."""
        return f"已核对 {count:,} 个文件…"

    def take(self, answer: Checked) -> None:
        """Says that the archive is whole, and what it holds."""
        self.status.setText(
            f"✓ 归档完整：{answer.desk}，工单 {answer.tickets:,} 件，{answer.made_by} 归档\n"
            f"校验清单 SHA-256：{answer.list_hash}"
        )
        restyle(self.status, tone="green")

    def take_fault(self, error: DeskError) -> None:
        """Shows at the folder what is wrong with it."""
        self.show_refused(Refused(error.message, field="path", hint=error.hint))

    def _arguments(self, job: Job) -> dict[str, Any]:
        return {"folder": Path(self.values()["path"].strip()), "watch": Watch(job.note, job.is_stopped)}

    def _browse(self) -> None:
        dialog = file_dialog(self, "选择归档文件夹", start=self.values()["path"], mode=QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.fields["path"].setText)  # type: ignore[union-attr]  # a line, made above
        dialog.open()


def _check(_desk: Desk, *, folder: Path, watch: Watch) -> Checked:
    return checking.check(folder, pause=watch.step)
