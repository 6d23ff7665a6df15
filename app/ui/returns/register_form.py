"""Registers a return: ground by number key, basis, suggested unit, note, attachments; then sends it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout

from app.base.errors import Refused
from app.desk.queue import reads as queue_reads
from app.desk.returns import acts as returns_acts
from app.desk.returns.rows import ReturnRow
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnGround, ReturnState
from app.rules.ticket.states import TicketStatus
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.fields import write_field
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.owner.line import OwnerLine, owner_line_of
from app.ui.returns.adviser import Adviser
from app.ui.ticket.forms import about

_OPEN = frozenset({ReturnState.DRAFT, ReturnState.SENT})


class RegisterReturnForm(FormDialog):
    """One return of one ticket; the typed text is saved as a draft of the ticket."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        text = f"{about(detail)}\n退单获同意之前，各时限继续计。"
        self._must_sign = detail.row.status is TicketStatus.TO_SIGN
        if self._must_sign:
            text += "工单还没有签收：可以先登记，签收后再提交。"
        main = "登记" if self._must_sign else "登记并提交"
        super().__init__(shell, "登记退单", about=text, draft_key=f"return:{detail.row.id}", main=main)
        self._ticket_id = detail.row.id
        choices = {ground.value: RETURN_GROUND_WORDS[ground] for ground in ReturnGround}
        self.grounds = AnswerField(self, "ground", "退单理由", choices, hint="按数字键选择理由", then="basis")
        self.add_text("basis", "退单依据", lines=2, hint="三定方案条款，或派单目录条目")
        self._unit = self.add_offered("suggested_unit", "建议承办单位")
        self.add_text("note", "说明", lines=2, hint="可不填")
        self.attachments = add_attachments(self, "attachments", "附件")
        self.adviser = Adviser(shell, detail.row.id, self._use_text)
        self._lay_beside(self.adviser, owner_line_of(shell, detail))
        self.grounds.chosen.connect(self._ask)
        self._unit.editTextChanged.connect(self._ask)
        self.only_register = self._draft_button()
        shell.gateway.read(queue_reads.choices, self._offer)
        self.size_to(1020, 560)

    def arguments(self) -> dict[str, Any]:
        """The fields as arguments of the register."""
        values = self.values()
        paths = tuple(self.attachments.paths())
        return {**values, "ground": ReturnGround(values["ground"]), "attachments": paths}

    def submit(self) -> None:
        """Registers it, and sends it at once when the ticket is signed for."""
        self._register(send=not self._must_sign)

    def _only_register(self) -> None:
        self._register(send=False)

    def _register(self, *, send: bool) -> None:
        if not self.values()["ground"]:
            self.show_refused(Refused("请按 1–6 选择退单理由", field="ground"))
            return
        self.send(returns_acts.register, ticket_id=self._ticket_id, send=send, **self.arguments())

    def _draft_button(self) -> QPushButton:
        button = KeyButton(self.shell.theme, "只登记，不提交　Ctrl+L")
        button.setAccessibleName("只登记，不提交")
        button.setAutoDefault(False)
        button.clicked.connect(self._only_register)
        QShortcut(QKeySequence("Ctrl+L"), self, self._only_register)
        self.buttons.insertWidget(1, button)
        button.setVisible(not self._must_sign)
        return button

    def _lay_beside(self, adviser: Adviser, owner: OwnerLine) -> None:
        """Lays out the adviser and the likely owner at the right of the fields, visible while typing."""
        place = QScrollArea()
        place.setWidgetResizable(True)
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        place.setWidget(adviser)
        place.setFixedWidth(self.shell.theme.px(370))
        item = self.outer.takeAt(0)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(item.widget(), 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(place, 1)
        right.addWidget(owner)
        row.addLayout(right)
        self.outer.insertLayout(0, row, 1)

    def _ask(self) -> None:
        self.adviser.ask(self._unit.currentText(), self.values()["ground"])

    def _use_text(self, text: str) -> None:
        basis, _, note = text.partition("\n")
        write_field(self.fields["basis"], basis)
        if note:
            write_field(self.fields["note"], note)

    def _offer(self, choices: dict[str, list[str]]) -> None:
        self.offer("suggested_unit", choices["units"])
        self._ask()


def open_case(detail: TicketDetail) -> ReturnRow | None:
    """The return of this ticket that is not yet sent or decided."""
    return next((case for case in reversed(detail.returns) if case.state in _OPEN), None)


def open_return_of(shell: Shell, ticket_id: int) -> None:
    """Opens the form for the next return of a ticket in the register."""
    shell.gateway.read(ticket_reads.detail, partial(open_for, shell), key="return-of", ticket_id=ticket_id)


def open_for(shell: Shell, detail: TicketDetail) -> None:
    """Opens the form for a return of the ticket, or goes to the one under way in the register."""
    if open_case(detail) is None:
        RegisterReturnForm(shell, detail).open_form()
        return
    shell.open_page("returns")
    shell.say(f"{detail.row.number} 已有退单在办，请在登记簿中提交或登记结果")
