"""The form of every export: Enter writes, Esc stops, then it shows the count and opens the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.base.changes import WAITING_WORDS, Outcome
from app.base.errors import DeskError, Refused
from app.desk import draft
from app.rules.draft import FOLDER_KEY
from app.ui.frame.shell import Shell
from app.ui.kit.exports.job import Job, run_export
from app.ui.kit.exports.parts import ResultPart, WorkPart
from app.ui.kit.exports.places import folder_to_offer, is_there, whole_path
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.forms.fields import put_beside
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label

POLL_MS = 100
WIDTH = 640


class ExportForm(FormDialog):
    """Each export defines its use case, its file name and its summary; one that writes no workbook, its kind too."""

    ending_of_name = ".xlsx"
    kind_of_file = "Excel 工作簿 (*.xlsx)"

    def __init__(self, shell: Shell, title: str, *, about: str) -> None:
        super().__init__(shell, title, about=about, main="导出")
        self.job: Job | None = None
        self.written: Path | None = None
        self._named = ""
        self._folder: Path | None = None
        least = shell.theme.px(380)
        self.work = WorkPart(least)
        self.ending = ResultPart(least)
        self.replaces = label("同名文件已存在，导出后会被替换", "second", wrap=True)
        self.open_file = KeyButton(shell.theme, "打开文件　回车")
        self.open_folder = KeyButton(shell.theme, "打开所在文件夹　Alt+D")
        self.replaces.setMinimumWidth(least)
        self._look = QTimer(self)
        self._look.setInterval(POLL_MS)
        self._look.timeout.connect(self._show_rows)
        self.decide_by_enter()

    def file_name(self) -> str:
        """The name that is offered."""
        raise NotImplementedError

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The use case that writes, and its arguments; `person` and `path` are added."""
        raise NotImplementedError

    def summary(self, outcome: Outcome[Any]) -> tuple[str, Sequence[str]]:
        """The headline with the count, and further lines."""
        raise NotImplementedError

    def progress_words(self, done: int) -> str:
        """What is said while it writes, of so many rows done."""
        return f"{f'已写 {done:,} 行' if done else '正在读取登记数据'}，写完后逐行清点…"

    def add_place(self) -> None:
        """Adds the path with its browse button, and the rows that are shown while and after writing."""
        field = self.add_line("path", "保存到")
        browse = KeyButton(self.shell.theme, "选择…　Alt+B")
        browse.setAccessibleName("选择保存位置")
        browse.setShortcut("Alt+B")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        put_beside(field, browse)
        field.parentWidget().layout().addWidget(self.replaces)
        self.replaces.hide()
        field.textChanged.connect(self._look_for_old)
        self.form.addRow(self.work)
        self.form.addRow(self.ending)
        self._dress_buttons()
        self.shell.gateway.read(folder_to_offer, self._take_folder, key="export-folder")

    def offer_name(self) -> None:
        """Updates the offered name, unless a person typed another path."""
        field = self.fields["path"]
        if self._folder is not None and self.values()["path"] == self._named:
            self._named = str(self._folder / self.file_name())
            field.setText(self._named)  # type: ignore[union-attr]  # add_place made it a line

    def submit(self) -> None:
        """Starts writing, or opens the written file."""
        if self.job is not None:
            return
        if self.written is not None:
            self._open(self.written)
            return
        if not self.values()["path"].strip():
            self.show_refused(Refused("请填写保存位置", field="path"))
            return
        path = whole_path(self.values()["path"], self.ending_of_name)
        if not path.is_absolute():
            self.show_refused(Refused("请写完整的路径，或点“选择…”", field="path"))
            return
        self.clear_errors()
        self.job = Job()
        try:
            use_case, arguments = self.use_case()
        except BaseException:
            self.job = None
            raise
        self._show_state()
        self.size_to(WIDTH)
        arguments = {"person": self.shell.person, "path": path, "replace": True, **arguments}
        self.shell.gateway.read(
            run_export, self._take, on_failed=self._end_failed, use_case=use_case, arguments=arguments
        )

    def reject(self) -> None:
        """Esc: stops writing, else closes."""
        if self.job is not None:
            self.stop()
            self.work.say("正在取消…")
            return
        super().reject()

    def stop(self) -> None:
        """Makes the thread stop writing; no partial file remains."""
        if self.job is not None:
            self.job.stop = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing by the frame stops the writing."""
        self.stop()
        self._look.stop()
        super().closeEvent(event)

    def _take(self, answer: Outcome[Any] | DeskError) -> None:
        job, self.job = self.job, None
        if isinstance(answer, DeskError):
            self._show_state()
            if job is not None and job.stop:
                self.error.setText("已取消，没有留下文件")
                self.error.show()
            else:
                field = getattr(answer, "field", "") or "path"
                self.show_refused(Refused(answer.message, field=field, hint=answer.hint))
            return
        self._show_written(answer)

    def _end_failed(self, _error: Exception) -> None:
        """Ends the writing after a fault of the program, which the window reports besides."""
        self.job = None
        self._show_state()
        self.error.setText("程序出错，没有导出，也没有留下文件。可以再试一次。")
        self.error.show()

    def _show_written(self, outcome: Outcome[Any]) -> None:
        self.written = whole_path(self.values()["path"], self.ending_of_name)
        self.ending.show_result(*self.summary(outcome))
        self._show_state()
        self.size_to(WIDTH)
        self.open_file.setFocus(Qt.FocusReason.OtherFocusReason)
        gateway = self.shell.gateway
        gateway.submit(draft.save, key=FOLDER_KEY, text=str(self.written.parent), quiet=True)
        if outcome.undo is not None:
            gateway.announce_outcome(outcome)
        else:
            gateway.announce(outcome.changes)

    def _show_state(self) -> None:
        """Shows only the widgets of the current state: form, writing, or written."""
        writing, written = self.job is not None, self.written is not None
        for field in self.fields.values():
            field.setEnabled(not writing and not written)
        self.form.setRowVisible(self.work, writing)
        self.form.setRowVisible(self.ending, written)
        self.main.setVisible(not written)
        self.main.setEnabled(not writing)
        for button in (self.open_file, self.open_folder):
            button.setVisible(written)
        self.cancel.setText("取消导出　Esc" if writing else "关闭　Esc" if written else "取消　Esc")
        self.cancel.setAccessibleName("取消导出" if writing else "关闭" if written else "取消")
        if writing:
            self.replaces.hide()
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_rows()
            self._look.start()
        else:
            self._look.stop()

    def _show_rows(self) -> None:
        if self.job is not None and self.shell.gateway.is_waiting:
            self.work.say(WAITING_WORDS)
        elif self.job is not None and not self.job.stop:
            self.work.say(self.progress_words(self.job.rows))

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self.offer_name()

    def _look_for_old(self, text: str) -> None:
        self.replaces.hide()
        if text.strip() and Path(text.strip()).is_absolute():
            self.shell.gateway.read(
                is_there, self._show_replaced, key="export-there", path=whole_path(text, self.ending_of_name)
            )

    def _show_replaced(self, there: bool) -> None:
        self.replaces.setVisible(there and self.written is None and self.job is None)

    def _browse(self) -> None:
        dialog = file_dialog(
            self,
            "保存到",
            start=self.values()["path"],
            kinds=self.kind_of_file,
            mode=QFileDialog.FileMode.AnyFile,
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(self.ending_of_name.removeprefix("."))
        dialog.setOption(
            QFileDialog.Option.DontConfirmOverwrite
        )  # the form itself warns of a file that will be replaced
        dialog.fileSelected.connect(self.fields["path"].setText)  # type: ignore[union-attr]  # a line
        dialog.open()

    def _open_written(self) -> None:
        self._open(self.written or Path())

    def _open_folder(self) -> None:
        self._open((self.written or Path()).parent)

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.error.setText(f"没有程序能打开，请到文件夹中查看：{path}")
            self.error.show()

    def _dress_buttons(self) -> None:
        for button, name in ((self.open_file, "打开文件"), (self.open_folder, "打开所在文件夹")):
            button.setAccessibleName(name)
            button.setAutoDefault(button is self.open_file)
        self.open_file.setProperty("primary", True)
        self.open_folder.setShortcut("Alt+D")
        self.open_file.clicked.connect(self._open_written)
        self.open_folder.clicked.connect(self._open_folder)
        self.buttons.insertWidget(1, self.open_folder)
        self.buttons.addWidget(self.open_file)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)
        self._show_state()
