"""A part of a page that stands behind one line until a person unfolds it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.frame.shell import Shell
from app.ui.look.icons import icon


class Folded(QWidget):
    """One line with an arrow, by mouse and keyboard; below it the part, once unfolded."""

    def __init__(self, shell: Shell, words: str, part: QWidget) -> None:
        super().__init__()
        self._shell = shell
        self.part = part
        self.line = QPushButton(words)
        self.line.setProperty("link", True)
        self.line.setCheckable(True)
        self.line.setCursor(Qt.CursorShape.PointingHandCursor)
        self.line.toggled.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(part)
        self._turn(False)

    def _turn(self, unfolded: bool) -> None:
        self.part.setVisible(unfolded)
        theme = self._shell.theme
        name = "chevron-down" if unfolded else "chevron-right"
        self.line.setIcon(icon(name, theme.tokens.accent, theme.px(16)))
        self.line.setAccessibleDescription("已展开" if unfolded else "已收起")
