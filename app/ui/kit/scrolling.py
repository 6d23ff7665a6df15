"""A column inside a scroll area that needs no more height than its words at the current width."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class ScrollPage(QWidget):
    """Ignores the minimal height of wrapped labels at their narrowest; the scroll area asks for height by width."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")

    def minimumSizeHint(self) -> QSize:
        """No minimal size; see the class."""
        return QSize(0, 0)
