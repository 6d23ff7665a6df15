"""The form that sends a reply back: one or more reasons chosen by number keys, and a text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.desk.reply import acts as reply_acts
from app.rules.reply.form import send_back_reasons
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_row import AnswerRow
from app.ui.kit.forms.form import FormDialog


class ReasonRow(AnswerRow):
    """A row of reasons, several of which may be chosen: a number key toggles one."""

    @property
    def keys(self) -> tuple[int, ...]:
        """The numbers of the chosen reasons, from 1."""
        return tuple(key for key, button in enumerate(self.buttons, start=1) if button.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number key toggles its reason; every other key goes on to the form."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.text() in tuple("123456789") and int(event.text()) <= len(self.buttons):
            self.buttons[int(event.text()) - 1].click()
        else:
            event.ignore()

    def _take(self, key: int) -> None:
        """Takes a click, which has toggled the button already."""
        self.answered.emit(key)


class SendBackForm(FormDialog):
    """Asks for at least one reason or a text."""

    def __init__(self, shell: Shell, *, ticket_id: int, about: str, version: int | None = None) -> None:
        super().__init__(shell, "退回修改", about=about, draft_key=f"send_back_reply:{ticket_id}", main="退回")
        self._ticket_id, self._version = ticket_id, version
        words = list(send_back_reasons().values())
        self.reasons = ReasonRow(shell.theme, "", f"按数字键 1–{len(words)} 选原因，可选几项", words)
        self.add_text("reason", "说明", lines=4, hint="存在问题及修改要求；选了原因可不填")
        self.form.insertRow(0, self.reasons)
        self.size_to(620)

    def take_keyboard(self) -> None:
        """Focuses the reasons."""
        self.reasons.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Sends it back."""
        codes = list(send_back_reasons())
        self.send(
            reply_acts.send_back,
            ticket_id=self._ticket_id,
            codes=[codes[key - 1] for key in self.reasons.keys],
            text=self.values()["reason"],
            version=self._version,
        )
