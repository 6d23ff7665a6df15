"""The coded reasons of a bad answer: number keys toggle them, several may be chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.ui.kit.forms.answer_row import AnswerRow
from app.ui.look.theme import Theme


class ReasonCodes(AnswerRow):
    """A question with several answers at once; `stepped` is emitted when the choice changes."""

    def __init__(self, theme: Theme, reasons: Sequence[str]) -> None:
        super().__init__(theme, "", "为什么？数字键可选多项，回车写原话", reasons)
        self.setAccessibleName("不满意的原因")

    @property
    def codes(self) -> tuple[str, ...]:
        """The chosen reasons."""
        return tuple(button.text() for button in self.buttons if button.isChecked())

    def show_codes(self, codes: Collection[str]) -> None:
        """Shows these as chosen, without a signal."""
        for button in self.buttons:
            button.setChecked(button.text() in codes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number key toggles a reason; every other key goes on to the form."""
        typed = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and typed in tuple("123456789") and int(typed) <= len(self.buttons):
            self.buttons[int(typed) - 1].click()
        else:
            event.ignore()

    def _take(self, key: int) -> None:
        self.stepped.emit()
