"""The frame of a page that is being built at its first visit: its title stands before its contents are there."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit.labels import label


class PageFrame(QWidget):
    """Painted at once by `stand_in`, so that a key or a click is answered while the page is built."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.title = label("", "heading")
        panel = QFrame()
        panel.setObjectName("panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(self.title)
        inside.addWidget(label("正在打开…", "second"))
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)

    def stand_in(self, stack: QStackedWidget, title: str) -> None:
        """Shows the frame of a page in the stack and paints it now, without waiting for the event loop."""
        if stack.isVisible():
            self.title.setText(title)
            stack.setCurrentWidget(self)
            stack.window().repaint()
