"""Who has the keyboard, and F12 from every window of the program, over modal dialogs too."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.ui.frame.calling import FORM

_TEXT = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)


def form_has_keyboard(window: QWidget | None) -> bool:
    """Whether a person is filling something in.

    The window is a dialog, or its focus stands in a form of a page or in a text field; an empty line (the search) does
    not count.
    """
    if window is None or isinstance(window, QDialog):
        return window is not None
    field = window.focusWidget()
    if isinstance(field, QLineEdit) and not field.text():
        return _is_within_form(field)
    return isinstance(field, _TEXT) or _is_within_form(field)


def _is_within_form(widget: QWidget | None) -> bool:
    while widget is not None:
        if widget.property(FORM):
            return True
        widget = widget.parentWidget()
    return False


def free_of_modal(window: QWidget) -> None:
    """Lets a window take keys and clicks beside a dialog that blocks the whole program.

    A window that belongs to such a dialog is not blocked by it.
    """
    modal = QApplication.activeModalWidget()
    blocks = modal is not None and modal.windowModality() is Qt.WindowModality.ApplicationModal
    above = modal.windowHandle() if modal is not None and blocks else None
    handle = window.windowHandle()
    if handle is not None and handle.transientParent() is not above:
        handle.setTransientParent(above)  # type: ignore[arg-type]  # None is allowed and ends the belonging


class AlarmKey(QObject):
    """F12 in every window that has the keyboard but those in `but`, which have the key themselves.

    A window's own shortcut is dead while a modal dialog is open; the key itself still reaches the dialog's window.
    """

    def __init__(self, act: Callable[[], None], but: Callable[[], tuple[QWidget | None, ...]], parent: QObject) -> None:
        super().__init__(parent)
        self._act, self._but = act, but
        self._watched: QWindow | None = None
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes F12 without modifiers."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_F12:
            if event.modifiers() == Qt.KeyboardModifier.NoModifier and not event.isAutoRepeat():
                self._act()
            return True
        return False

    def _follow(self, window: QWindow | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        own = [one.windowHandle() for one in self._but() if one is not None and shiboken6.isValid(one)]
        self._watched = None if window is None or window in own else window
        if self._watched is not None:
            self._watched.installEventFilter(self)
