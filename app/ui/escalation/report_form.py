"""Records that expired tickets were reported: to whom, how, with what answer; one or many at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.desk.escalation import acts as escalation_acts
from app.desk.escalation.brief import Brief, Offer
from app.desk.escalation.rows import EscalationRow
from app.rules.escalation.states import ReportChannel
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label

_SHOWN_LINES = 8


class ReportForm(FormDialog):
    """Asks for the recipient, the way by number key, and the answer.

    Recipients are suggested from the table of people (`brief`), then from earlier reports (`known`); any other name may
    be typed.
    """

    def __init__(
        self, shell: Shell, rows: Sequence[EscalationRow], text: str, *, brief: Brief | None, known: Sequence[str]
    ) -> None:
        self._ids = tuple(row.id for row in rows)
        many = len(self._ids) > 1
        title = f"记录上报 {len(self._ids):,} 件" if many else "记录上报"
        key = "escalations" if many else f"escalation:{self._ids[0]}"
        super().__init__(shell, title, about=_shortened(text), draft_key=key, main="记录上报")
        self._offers = {offer.name: offer for offer in (brief.offers if brief else ())}
        names = list(dict.fromkeys((*self._offers, *known)))
        self.to = self.add_offered("to", "向谁上报")
        self.to.addItems(names)
        self.to.setCurrentText(names[0] if names else "")
        self.why = label("", "second", wrap=True)
        self._add_why()
        channels = {way.value: way.value for way in ReportChannel}
        self.channels = AnswerField(self, "channel", "上报方式", channels, hint="按数字键选择方式", then="note")
        self.add_text("note", "对方意见", lines=2, hint="可不填：要求、安排、下次报告时间")
        self.size_to(560)

    def submit(self) -> None:
        """Records it."""
        if len(self._ids) > 1:
            self.send(escalation_acts.report_many, escalation_ids=self._ids, **self.values())
        else:
            self.send(escalation_acts.report, escalation_id=self._ids[0], **self.values())

    def _add_why(self) -> None:
        box = self.to.parentWidget().layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(1, self.why)
        self.to.editTextChanged.connect(self._say_why)
        self.to.lineEdit().returnPressed.connect(self._go_to_channels)
        self._say_why(self.to.currentText())

    def _go_to_channels(self) -> None:
        self.channels.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_why(self, name: str) -> None:
        offer = self._offers.get(name.strip())
        self.why.setText(_offer_words(offer, len(self._ids)) if offer else "")
        self.why.setVisible(offer is not None)


def _offer_words(offer: Offer, tickets: int) -> str:
    covers = f"适用其中 {offer.covers} 件" if offer.covers < tickets else ""
    return " · ".join(part for part in (f"电话 {offer.phone}" if offer.phone else "", f"按{offer.why}", covers) if part)


def _shortened(text: str) -> str:
    """A long list by its beginning and its number of lines: the form must stay in sight."""
    lines = text.splitlines()
    if len(lines) <= _SHOWN_LINES:
        return text
    return "\n".join([*lines[: _SHOWN_LINES - 1], f"……共 {len(lines)} 行，Alt+C 复制全文"])
