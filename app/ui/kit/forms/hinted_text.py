"""A text of several lines whose hint gives way to what an input method composes."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit


class HintedText(QPlainTextEdit):
    """Hides its hint while a composition stands in it: Qt paints one over the other."""

    def __init__(self, text: str = "", hint: str = "") -> None:
        super().__init__(text)
        self._hint = ""
        self.set_hint(hint)

    def set_hint(self, hint: str) -> None:
        """Sets the hint that stands in the empty field."""
        self._hint = hint
        self.setPlaceholderText(hint)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Takes the composition."""
        super().inputMethodEvent(event)
        self.setPlaceholderText("" if event.preeditString() else self._hint)
