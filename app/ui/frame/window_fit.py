"""Shares the width of the window: the navigation's words shrink to icons first, the panel keeps its part."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QWidget

from app.ui.frame.parts.navigation import Navigation
from app.ui.frame.shell import Shell

WITHOUT_WORDS = 1040  # below this width the navigation shows icons and numbers only
PANEL_SHARE, PANEL_LEAST, PANEL_MOST = 0.45, 300, 440
EDGES = 40


class WindowFit:
    """Fits the parts at every change of size or font; a splitter that a person dragged keeps its place."""

    def __init__(self, shell: Shell, window: QWidget, navigation: Navigation, split: QSplitter) -> None:
        self._shell = shell
        self._window = window
        self._navigation = navigation
        self._split = split
        self._dragged = False
        split.splitterMoved.connect(self._note_drag)

    def fit(self) -> None:
        """Shares the current width of the window."""
        width, theme = self._window.width(), self._shell.theme
        self._navigation.set_compact(width < theme.px(WITHOUT_WORDS))
        if not self._dragged:
            room = width - self._navigation.width() - EDGES
            panel = max(PANEL_LEAST, min(theme.px(PANEL_MOST), round(room * PANEL_SHARE)))
            self._split.setSizes([room - panel, panel])

    def _note_drag(self, *_: int) -> None:
        self._dragged = True
