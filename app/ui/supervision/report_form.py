"""Records that an expired ticket was reported: to whom, how, with what answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.desk import escalation
from app.desk.rows import EscalationRow
from app.ui.answer_row import AnswerRow
from app.ui.dialogs.form import FormDialog
from app.ui.shell import Shell


class ReportForm(FormDialog):
    """To whom, then the way by number key, then what was said."""

    def __init__(self, shell: Shell, row: EscalationRow, text: str, *, offered: list[str]) -> None:
        super().__init__(shell, "记录上报", about=text, draft_key=f"escalation:{row.id}", main="记录上报")
        self._escalation_id = row.id
        self.to = self.add_offered("to", "向谁上报")
        self.to.addItems(offered)
        self.to.setCurrentText(offered[0] if offered else "")
        choices = {"": "", **{word: word for word in escalation.CHANNELS}}
        self._channel = self.add_choice("channel", "上报方式", choices)
        self.channels = AnswerRow(shell.theme, "", "按数字键选择方式", escalation.CHANNELS)
        self._channel.hide()
        self._channel.setFocusProxy(self.channels)
        box = self._channel.parentWidget().layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(0, self.channels)
        self.channels.answered.connect(self._take_channel)
        self.channels.stepped.connect(lambda: self._channel.setCurrentIndex(self.channels.key or 0))
        self._channel.currentIndexChanged.connect(lambda place: self.channels.choose(place or None))
        self.add_text("note", "对方意见", lines=2, hint="可不填：要求、安排、下次报告时间")
        line = self.to.lineEdit()
        line.returnPressed.connect(lambda: self.channels.setFocus(Qt.FocusReason.TabFocusReason))
        self.size_to(560)

    def submit(self) -> None:
        """Records it."""
        self.send(escalation.report, escalation_id=self._escalation_id, **self.values())

    def _take_channel(self, key: int) -> None:
        self._channel.setCurrentIndex(key)
        self.fields["note"].setFocus(Qt.FocusReason.TabFocusReason)
