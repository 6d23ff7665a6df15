"""Where the keyboard goes when a dialog closes: back to the dialog it stood over."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget


class FocusReturn(QObject):
    """Gives the keyboard back to the dialog under one that has closed, whatever the window manager chose.

    xfwm4 gives it to the main window when the lower dialog is not modal: after a file was chosen for an import, Esc and
    Ctrl+Enter reached the list behind the import. Widgets are asked for what they stand over, not their QWindows: the
    object that QWindow.transientParent() returns becomes invalid together with the window that was asked.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._last: QWidget | None = None
        self._under_last: tuple[QWidget, ...] = ()
        application.focusWindowChanged.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Notes which window has the keyboard; a list of proposals of a line that is typed in counts as its dialog."""
        self.note(QApplication.activeWindow())

    def note(self, window: QWidget | None) -> None:
        """Takes notice that a window has the keyboard; none has it while windows change."""
        if window is None:
            return
        last, under = self._last, self._under_last
        self._last, self._under_last = window, tuple(windows_under(window))
        if last is None or stands(last):
            return
        below = next((one for one in under if stands(one)), None)
        if below is not None and window in set(windows_under(below)):
            below.activateWindow()


def form_over(window: QWidget) -> QDialog | None:
    """A form that stands over this window and leaves it usable."""
    dialogs = (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    return next((one for one in dialogs if one.parentWidget() is window and not one.isModal()), None)


def stands(window: QWidget) -> bool:
    """Whether a window is still there and shown."""
    return shiboken6.isValid(window) and window.isVisible()


def windows_under(window: QWidget) -> Iterator[QWidget]:
    """The windows that this one stands over, the nearest first."""
    under: QWidget | None = window.parentWidget()
    while under is not None:
        yield under.window()
        under = under.window().parentWidget()
