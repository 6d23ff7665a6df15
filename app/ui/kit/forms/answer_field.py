"""A choice field of a form that number keys answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal

from app.ui.kit.forms.answer_row import AnswerRow
from app.ui.kit.forms.form import FormDialog


class AnswerField(AnswerRow):
    """Replaces the choice `name`, which holds the value; once answered, the focus moves to `then`."""

    chosen = Signal()  # another answer, or none

    def __init__(
        self, form: FormDialog, name: str, words: str, choices: Mapping[str, str], *, hint: str, then: str
    ) -> None:
        super().__init__(form.shell.theme, "", hint, list(choices.values()))
        self._form, self._then = form, then
        self._choice = form.add_choice(name, words, {"": "", **choices})
        form.stand_in(name, self)
        self.answered.connect(self._take_answer)
        self.stepped.connect(self._follow_step)
        self._choice.currentIndexChanged.connect(self._show_choice)

    def _take_answer(self, key: int) -> None:
        self._choice.setCurrentIndex(key)
        self._form.fields[self._then].setFocus(Qt.FocusReason.TabFocusReason)

    def _follow_step(self) -> None:
        self._choice.setCurrentIndex(self.key or 0)

    def _show_choice(self, place: int) -> None:
        self.choose(place or None)
        self.chosen.emit()
