"""Scans the whole register for wrong contacts in the background."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent

from app.base.changes import Outcome
from app.base.errors import DeskError
from app.desk.finding import acts as finding_acts
from app.desk.finding.acts import Scanned
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import POLL_MS
from app.ui.kit.exports.job import Job, run_export
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label


class ScanForm(FormDialog):
    """Enter starts, Esc stops; findings made until then are kept."""

    def __init__(self, shell: Shell) -> None:
        about = "逐件核对工单的号码、联系时间、派单、答复、办结和回访；期间可以照常办公。"
        super().__init__(shell, "全面核查", about=about, main="开始核查")
        self.job: Job | None = None
        self.status = label("", "strong", wrap=True)
        self.form.addRow(self.status)
        self._look = QTimer(self)
        self._look.setInterval(POLL_MS)
        self._look.timeout.connect(self._show_rows)
        self.decide_by_enter()
        self.size_to(520)

    def submit(self) -> None:
        """Starts the scan."""
        if self.job is not None:
            return
        self.job = Job()
        self.clear_errors()
        self.main.setEnabled(False)
        self.cancel.setText("停止　Esc")
        self._show_rows()
        self._look.start()
        arguments = {"progress": self.job.note, "cancelled": self.job.is_stopped}
        self.shell.gateway.read(
            run_export, self._take, on_failed=self._end, use_case=finding_acts.scan, arguments=arguments
        )

    def reject(self) -> None:
        """Esc: stops a running scan, else closes."""
        if self.job is not None:
            self.job.stop = True
            self.status.setText("正在停止…")
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing by the frame stops the scan."""
        if self.job is not None:
            self.job.stop = True
        self._look.stop()
        super().closeEvent(event)

    def _show_rows(self) -> None:
        if self.job is not None and not self.job.stop:
            self.status.setText(f"已核查 {self.job.rows:,} 件…")

    def _end(self, error: Exception | None) -> None:
        """Ends the scan, and shows the fault that ended it."""
        self.job = None
        self._look.stop()
        self.main.setEnabled(True)
        self.cancel.setText("关闭　Esc")
        if error is not None:
            self.status.setText("")
            self.show_failed(error)

    def _take(self, answer: Outcome[Scanned] | DeskError | Any) -> None:
        if isinstance(answer, DeskError):
            self._end(answer)
            return
        self._end(None)
        self.status.setText(answer.message)
        self.shell.gateway.announce(answer.changes)
