"""The two halves of a register page: the list, and the details of the chosen row."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.list_panel import ListPanel

_GAP = 12


def beside(page: QWidget, listing: QWidget, detail: QWidget, sizes: tuple[int, int]) -> None:
    """Lays the two halves out on the page; the person may move the border, neither half can vanish.

    The menu of the rows offers the buttons of a detail panel too.
    """
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
    if isinstance(detail, DetailPanel):
        lists: Iterable[ListPanel] = [listing] if isinstance(listing, ListPanel) else listing.findChildren(ListPanel)
        for panel in lists:
            detail.serve_menu(panel.view)
