"""A register page's two halves: the list, and beside it what is known of the chosen row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

_GAP = 12


def beside(page: QWidget, listing: QWidget, detail: QWidget, sizes: tuple[int, int]) -> None:
    """Lays the two halves out on the page; the person may move the border, neither half can vanish."""
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setHandleWidth(_GAP)
    split.setChildrenCollapsible(False)
    split.addWidget(listing)
    split.addWidget(detail)
    split.setStretchFactor(0, 1)
    split.setSizes(list(sizes))
    outer = QHBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(split)
