"""The panel of a page that is one scrolled body of lines: heading, summary, body, and its buttons below."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.ui.kit.action_buttons import PageTools
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import label


class LinesPanel(QFrame):
    """Holds the parts of such a page; `body` takes the lines, `column` further parts."""

    def __init__(
        self, title: str, body_name: str, summary: QLabel, tools: PageTools, below: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.body = QScrollArea()
        self.body.setWidgetResizable(True)
        self.body.setFrameShape(QFrame.Shape.NoFrame)
        self.body.setAccessibleName(body_name)
        self.body.setProperty("stop", True)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading"))
        head.addWidget(summary, 1)
        bar = QWidget()
        flow = FlowLayout(bar, gap=8)
        for button in tools.buttons.values():
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        if below is not None:
            column.addWidget(below)
        column.addWidget(bar)

    def fill(self, page: QWidget) -> None:
        """Makes this panel the whole of a page."""
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self)
