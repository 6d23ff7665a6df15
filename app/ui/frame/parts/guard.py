"""The second guard: checks every minute that every due reminder has rung, and warns when one has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.desk.reminder import acts as reminder_acts
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label, restyle
from app.ui.kit.words import moment

if TYPE_CHECKING:
    from app.desk.upkeep.rows import Unraised

LOOK_EVERY_MS = 60_000


class Guard(QFrame):
    """A red banner over the window while a due reminder has not rung; hidden once it has.

    It has its own timer and checks through a reader, so that neither the clockwork nor the desk thread can silence it.
    A check without an answer until the next one warns like a missed reminder. `missed` requests a tick at once.
    """

    missed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, every_ms: int = LOOK_EVERY_MS) -> None:
        super().__init__(parent)
        self._shell = shell
        self._waiting = False
        self.setObjectName("guard")
        self.words = label("", "guard", wrap=True)
        self.ring_button = self._button("立即补响", self.missed.emit)
        self.ledger_button = self._button("打开提醒台账", lambda: shell.commands.run("page:reminders"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        row.addWidget(self.ring_button)
        row.addWidget(self.ledger_button)
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)
        self.hide()

    def start(self) -> None:
        """Starts the checks; the first one runs after a minute, since due reminders are being raised now."""
        self._timer.start()

    def stop(self) -> None:
        """Stops the checks."""
        self._timer.stop()

    def look(self) -> None:
        """Compares the due reminders with the raised ones."""
        if self._waiting:
            self._warn("提醒检查没有回应，提醒可能不会响。请立即查看待签收队列，并重新启动程序")
        self._waiting = True
        self._shell.gateway.read(reminder_acts.unraised, self._take, key="guard")

    def _take(self, found: Unraised) -> None:
        self._waiting = False
        if not found.count or found.first_at is None:
            self.hide()
            return
        first = moment(found.first_at, self._shell.now())
        self._warn(
            f"有 {found.count:,} 条提醒到时未响，最早的应在 {first}。"
            "请先查看待签收和今日到期的工单；一分钟后仍在，请重新启动程序"
        )
        self.missed.emit()

    def _warn(self, words: str) -> None:
        self.words.setText(f"⚠ {words}")
        self.setAccessibleName(words)
        restyle(self, tone="red")
        self.show()

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(act)
        return button
