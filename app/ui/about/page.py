"""The page 关于: version, build, and every component with its version and licence."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout

from app.base.installation import installation
from app.ui.about.words import PARTS, QT_DUTY, TITLE, build_words
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label
from app.ui.kit.scrolling import ScrollPage


class AboutPage(Page):
    """Shows what is installed here; nothing on it changes while the desk runs."""

    name = "about"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAccessibleName(TITLE)
        self.installed = installation()
        body = ScrollPage()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addWidget(label("接诉值守台", "title"))
        column.addLayout(self._head())
        column.addWidget(label(QT_DUTY, "second", wrap=True))
        column.addWidget(label(f"{PARTS}（{len(self.installed.components)} 项）", "heading"))
        column.addLayout(self._parts())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(PARTS)
        scroll.setProperty("stop", True)
        scroll.setWidget(body)
        panel = QFrame()
        panel.setObjectName("panel")
        QVBoxLayout(panel).addWidget(scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)

    def refresh(self) -> None:
        """Nothing to read again."""

    def _head(self) -> QGridLayout:
        grid = _grid()
        for row, (word, value) in enumerate(build_words(self.installed)):
            grid.addWidget(label(word, "hint"), row, 0)
            grid.addWidget(label(value, selectable=True), row, 1)
        return grid

    def _parts(self) -> QGridLayout:
        grid = _grid()
        for row, part in enumerate(self.installed.components):
            grid.addWidget(label(part.name), row, 0)
            grid.addWidget(label(part.version, "second"), row, 1)
            grid.addWidget(label(part.licence, "second", selectable=True), row, 2)
        return grid


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(2, 1)
    return grid
