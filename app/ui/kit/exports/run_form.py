"""A form whose work runs on a reader thread: Enter starts, Esc stops it, and it counts what is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent

from app.base.errors import DeskError
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import POLL_MS
from app.ui.kit.exports.job import Job, run_export
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label


class RunForm(FormDialog):
    """Each form says how far it is, what starts, and what its answer means; `add_status` comes after its fields."""

    def __init__(self, shell: Shell, title: str, *, about: str, main: str) -> None:
        super().__init__(shell, title, about=about, main=main)
        self.job: Job | None = None
        self.status = label("", "strong", wrap=True, selectable=True)
        self._look = QTimer(self)
        self._look.setInterval(POLL_MS)
        self._look.timeout.connect(self._show_rows)

    def far_words(self, count: int) -> str:
        """How far the work is."""
        raise NotImplementedError

    def take(self, answer: Any) -> None:
        """Shows the answer of the work."""
        raise NotImplementedError

    def take_fault(self, error: DeskError) -> None:
        """Shows why the work was not done."""
        self.show_failed(error)

    def add_status(self) -> None:
        """Adds the line that says how far the work is."""
        self.form.addRow(self.status)

    def start(self, use_case: Callable[..., Any], make: Callable[[Job], dict[str, Any]]) -> None:
        """Starts the work with the arguments that `make` gives for its job; while it runs, does nothing."""
        if self.job is not None:
            return
        self.job = Job()
        self.clear_errors()
        self.main.setEnabled(False)
        self.cancel.setText("停止　Esc")
        self._show_rows()
        self._look.start()
        self.shell.gateway.read(
            run_export, self._take, on_failed=self._end, use_case=use_case, arguments=make(self.job)
        )

    def reject(self) -> None:
        """Esc: stops running work, else closes."""
        if self.job is not None:
            self.job.stop = True
            self.status.setText("正在停止…")
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing by the frame stops the work."""
        if self.job is not None:
            self.job.stop = True
        self._look.stop()
        super().closeEvent(event)

    def _show_rows(self) -> None:
        if self.job is not None and not self.job.stop:
            self.status.setText(self.far_words(self.job.rows))

    def _end(self, error: Exception | None) -> None:
        """Ends the work, and shows the fault of the program that ended it."""
        self.job = None
        self._look.stop()
        self.main.setEnabled(True)
        self.cancel.setText("关闭　Esc")
        if error is not None:
            self.status.setText("")
            self.show_failed(error)

    def _take(self, answer: Any) -> None:
        self._end(None)
        if isinstance(answer, DeskError):
            self.status.setText("")
            self.take_fault(answer)
            return
        self.take(answer)
