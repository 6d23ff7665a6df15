"""Compares an edited file with its draft: shows how far it is, Esc stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from app.base.changes import Outcome
from app.base.errors import DeskError
from app.desk.paper import drop_back
from app.desk.paper.rows import Compared, PaperRow
from app.desk.paper.steps import Steps
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import POLL_MS
from app.ui.kit.exports.job import Job, run_export
from app.ui.kit.exports.parts import WorkPart
from app.ui.kit.forms.form import FormDialog


class CompareForm(FormDialog):
    """Closes when the file is compared, and hands the list of its changed numbers on."""

    def __init__(self, shell: Shell, row: PaperRow, path: Path, use: Callable[[Outcome[Compared]], None]) -> None:
        super().__init__(
            shell, f"核对改稿：{row.words}", about=f"{path.name}：逐个数与草稿和台账比对。", main="再试一次"
        )
        self._row, self._path, self._use = row, path, use
        self.job = Job()
        self.work = WorkPart(shell.theme.px(380))
        self.form.addRow(self.work)
        self._look = QTimer(self)
        self._look.setInterval(POLL_MS)
        self._look.timeout.connect(self._show_steps)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)
        self.size_to(520)

    def submit(self) -> None:
        """Begins, or begins anew after a refusal."""
        if self._sending or self._row.draft is None:
            return
        self.clear_errors()
        self.job = Job()
        self._wait_for_answer(True)
        self.work.show()
        self._show_steps()
        self._look.start()
        arguments = {
            "person": self.shell.person,
            "draft_id": self._row.draft.id,
            "path": self._path,
            "steps": Steps(self.job.note, self.job.is_stopped),
        }
        self.shell.gateway.read(
            run_export, self._take, on_failed=self._end_failed, use_case=drop_back.drop_back, arguments=arguments
        )

    def stop(self) -> None:
        """Makes the thread stop; nothing is kept of the file."""
        self.job.stop = True

    def reject(self) -> None:
        """Esc: stops it, else closes."""
        if self._sending:
            self.stop()
            self.work.say("正在取消…")
            return
        super().reject()

    def _take(self, answer: Outcome[Compared] | DeskError) -> None:
        self._end()
        if not isinstance(answer, DeskError):
            self.finish()
            self.shell.say(answer.message, "amber" if answer.result.changes else "green")
            self.shell.gateway.announce(answer.changes)
            self._use(answer)
        elif self.job.stop:
            super().reject()
            self.shell.say("已取消，没有放回改稿", "blue")
        else:
            self.error.setText(str(answer))
            self.error.show()
            self._grow()

    def _end_failed(self, _error: Exception) -> None:
        self._end()
        self.error.setText("程序出错，没有放回改稿。可以再试一次。")
        self.error.show()

    def _end(self) -> None:
        self._look.stop()
        self.work.hide()
        self._wait_for_answer(False)

    def _show_steps(self) -> None:
        if not self.job.stop:
            self.work.say(f"正在按台账重算，已完成 {self.job.rows} 步…")
