"""The third guard: warns within seconds when the register's file or folder is gone, replaced or found damaged."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.base.errors import EnvironmentFault
from app.desk.upkeep import reads
from app.rules.upkeep.states import STATE_TEXTS, RegisterFault, RegisterState
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label, restyle

LOOK_EVERY_MS = 2000
# States that the place of the file shows, and that end by themselves when it is put back.
_OF_PLACE = {RegisterState.GONE, RegisterState.MISSING, RegisterState.REPLACED, RegisterState.NOT_A_FILE}


class RegisterGuard(QFrame):
    """A red banner over the window; what is typed stays in the forms, and nothing is written meanwhile.

    It looks through a reader, never on the GUI thread. `rescue_requested` asks to leave for the rescue screen.
    """

    rescue_requested = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, every_ms: int = LOOK_EVERY_MS) -> None:
        super().__init__(parent)
        self._shell = shell
        self.state: RegisterState | None = None
        self.setObjectName("guard")
        self.words = label("", "guard", wrap=True)
        self.rescue_button = QPushButton("关闭窗口并恢复")
        self.rescue_button.clicked.connect(self.rescue_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        row.addWidget(self.words, 1)
        row.addWidget(self.rescue_button)
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.look)
        shell.gateway.fault.connect(self._take_fault)
        self.hide()

    def start(self) -> None:
        """Starts to look, every two seconds."""
        self._timer.start()

    def stop(self) -> None:
        """Stops looking."""
        self._timer.stop()

    def look(self) -> None:
        """Looks at the register's place."""
        self._shell.gateway.read(reads.lost_register, self._take, key="register-place")

    def _take(self, found: RegisterState | None) -> None:
        if found is not None:
            self._warn(found)
        elif self.state in _OF_PLACE:
            self.state = None
            self.hide()
            self._shell.say("登记库已接回，可以继续工作")

    def _take_fault(self, fault: EnvironmentFault) -> None:
        if isinstance(fault, RegisterFault) and (fault.state in _OF_PLACE or STATE_TEXTS[fault.state].salvageable):
            self._warn(fault.state)

    def _warn(self, state: RegisterState) -> None:
        if state is self.state:
            return
        self.state = state
        text = STATE_TEXTS[state]
        words = f"{text.opening}，现在的改动不会保存。{text.advice}"
        self.words.setText(f"⚠ {words}")
        self.setAccessibleName(words)
        self.rescue_button.setVisible(text.restorable or state is RegisterState.REPLACED)
        restyle(self, tone="red")
        self.show()
