"""Where the keyboard goes when a dialog closes: back to the dialog it stood over."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QWindow


class FocusReturn(QObject):
    """Gives the keyboard back to the dialog under one that has closed, whatever the window manager chose.

    xfwm4 gives it to the main window when the lower dialog is not modal: after a file was chosen for an import, Esc and
    Ctrl+Enter reached the list behind the import.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._last: QWindow | None = None
        self._below: QWindow | None = None
        application.focusWindowChanged.connect(self.note)

    @Slot(QWindow)
    def note(self, window: QWindow | None) -> None:
        """Takes notice that a window has the keyboard; none has it while windows change."""
        if window is None:
            return
        last, below = self._last, self._below
        self._last, self._below = window, window.transientParent()
        if last is None or _stands(last) or below is None or not _stands(below):
            return
        if window in set(_under(below)):
            below.requestActivate()


def _stands(window: QWindow) -> bool:
    return shiboken6.isValid(window) and window.isVisible()


def _under(window: QWindow) -> Iterator[QWindow]:
    """The windows that this one stands over, the nearest first."""
    under: QWindow | None = window.transientParent()
    while under is not None:
        yield under
        under = under.transientParent()
