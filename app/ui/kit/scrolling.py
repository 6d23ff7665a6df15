"""A column inside a scroll area that asks for no more height than its words need at the width they have."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class ScrollPage(QWidget):
    """Wrapped labels ask for the height of their narrowest form; the scroll area asks for the true one by width."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")

    def minimumSizeHint(self) -> QSize:
        """None of its own."""
        return QSize(0, 0)
