"""Selects what a form has put into a line when a person comes to it, so that typing replaces the suggestion."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLineEdit


class PrefilledLine(QObject):
    """Watches one line. Its text is selected with every way in, by mouse too, until a person has typed in it.

    A second click puts the cursor between the characters as usual.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._clicked = False
        line.installEventFilter(self)
        if isinstance(line.parent(), QComboBox):
            line.parent().installEventFilter(self)  # it takes the focus for the line inside it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Selects at the focus, or at the end of the click that brought it."""
        line = self._line
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._clicked = event.reason() is Qt.FocusReason.MouseFocusReason
            if not self._clicked and not line.isModified():
                line.selectAll()
        elif event.type() == QEvent.Type.MouseButtonRelease and self._clicked:
            self._clicked = False
            if not line.isModified() and not line.hasSelectedText():
                line.selectAll()
        return False
