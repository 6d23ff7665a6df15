"""The meeting mode: the board alone on the whole screen, so large that it is read from two metres."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.dashboard.rows import Board
from app.ui.dashboard.board import BoardView
from app.ui.dashboard.words import when
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label

# The board needs so much room at its usual size.
_WIDE, _HIGH = 1150, 640
_LARGEST = 2.5
_LEAVE = (Qt.Key.Key_Escape, Qt.Key.Key_F)


class MeetingWindow(QWidget):
    """A window of its own; Esc, F or the button leaves it."""

    def __init__(self, shell: Shell, board: Board) -> None:
        super().__init__(shell.window, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setWindowTitle("看板 · 会议模式")
        room = (shell.window.screen() if shell.window is not None else self.screen()).geometry()
        scale = shell.theme.scale / 100
        factor = min(room.width() / _WIDE, room.height() / _HIGH) / scale
        self.view = BoardView(shell, max(1.0, min(_LARGEST, factor)))
        self.when = label("", "title")
        self.leave = KeyButton(shell.theme, "退出会议模式　Esc")
        self.leave.setAccessibleName("退出会议模式")
        self.leave.clicked.connect(self.close)
        head = QHBoxLayout()
        head.addWidget(self.when, 1)
        head.addWidget(self.leave)
        px = self.view.ink.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(8), px(16), px(10))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.setAutoFillBackground(True)
        self.setGeometry(room)
        self.show_board(board)

    def show_board(self, board: Board) -> None:
        """Shows other numbers."""
        self.when.setText(when(board.at))
        self.view.show_board(board)

    def event(self, event: QEvent) -> bool:
        """Keeps its keys from the shortcuts of the window behind."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _LEAVE:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and F leave it."""
        if event.key() in _LEAVE and not event.modifiers():
            self.close()
        else:
            super().keyPressEvent(event)
