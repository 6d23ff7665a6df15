"""Where the keyboard goes when a dialog closes: back to the dialog it stood over."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication, QWindow


class FocusReturn(QObject):
    """Gives the keyboard back to the dialog under one that has closed, whatever the window manager chose.

    xfwm4 gives it to the main window when the lower dialog is not modal: after a file was chosen for an import, Esc and
    Ctrl+Enter reached the list behind the import.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._last: QWindow | None = None
        self._under_last: tuple[QWindow, ...] = ()
        application.focusWindowChanged.connect(self.note)

    @Slot(QWindow)
    def note(self, window: QWindow | None) -> None:
        """Takes notice that a window has the keyboard; none has it while windows change."""
        if window is None:
            return
        last, under = self._last, self._under_last
        self._last, self._under_last = window, tuple(_under(window))
        if last is None:
            return
        if window.type() == Qt.WindowType.Popup and not self._under_last:
            # The list of proposals of a name of a file belongs to no window, and closes together with the dialog.
            self._under_last = (last, *under)
        if _stands(last):
            return
        below = next((one for one in under if _stands(one)), None)
        if below is not None and window in set(_under(below)):
            below.requestActivate()


def _stands(window: QWindow) -> bool:
    return shiboken6.isValid(window) and window.isVisible()


def _under(window: QWindow) -> Iterator[QWindow]:
    """The windows that this one stands over, the nearest first."""
    under: QWindow | None = window.transientParent()
    while under is not None:
        yield under
        under = under.transientParent()
