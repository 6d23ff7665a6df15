"""Records a call to the caller in seconds: the number, how it ended by a number key, a note when there is one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk.contact import acts as contact_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.ui.contact.call_details import ContactDetails
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_row import AnswerRow
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.forms.number_list import NumberList
from app.ui.kit.labels import label
from app.ui.kit.words import deadline
from app.ui.ticket.facts import event_block
from app.ui.ticket.forms import about

_OUTCOMES = tuple(ATTEMPT_WORDS)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ContactForm(FormDialog):
    """A number key chooses how the call ended and focuses the note; Enter saves."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        super().__init__(
            shell, "联系诉求人", about=about(detail), draft_key=f"contact:{detail.row.id}", main="记录联系"
        )
        shell.calling.watch(self)
        self._detail = detail
        self.numbers = NumberList(shell)
        self.numbers.show_numbers(detail.phones)
        self.reveal = QPushButton("显示号码　F8")
        self.reveal.setAccessibleName("显示号码")
        self.reveal.setProperty("link", True)
        self.reveal.setAutoDefault(False)
        self.reveal.setVisible(False)
        self.reveal.clicked.connect(self.show_numbers)
        self.outcomes = AnswerRow(shell.theme, "", "本次通话结果", [ATTEMPT_WORDS[outcome] for outcome in _OUTCOMES])
        self.outcomes.answered.connect(self._go_to_note)
        self.outcomes.installEventFilter(self)
        self.outcome_error = label("", "error", wrap=True)
        self.outcome_error.hide()
        dial = QWidget()
        row = QHBoxLayout(dial)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.numbers, 1)
        row.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignTop)
        self.form.addRow(label(f"来电人　{detail.ticket.caller or '未登记姓名'}", "strong"))
        self.form.addRow(dial)
        event = event_block(detail)
        if event is not None:
            self.form.addRow(event)
        self.form.addRow(self.outcomes)
        self.form.addRow(self.outcome_error)
        self.note = self.add_line("note", "备注", hint="可不填，如：约明天上午再打")
        self.form.addRow(label("数字键选结果，↑ ↓ 选号码，回车保存；其余都可不填", "hint", wrap=True))
        self.details = ContactDetails(shell, self, detail.row.id, self._grow)
        self.reach = label("", "second", wrap=True)
        self.reach.hide()
        self.form.addRow(self.reach)
        self.reveal.setVisible(bool(detail.phones) and not detail.revealed)
        self.size_to(720)

    @property
    def outcome(self) -> AttemptOutcome | None:
        """How the call ended, as chosen."""
        return None if self.outcomes.key is None else _OUTCOMES[self.outcomes.key - 1]

    def take_keyboard(self) -> None:
        """Begins with how the call ended."""
        self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shell.gateway.read(
            contact_acts.reach, self._show_reach, key="contact-reach", ticket_id=self._detail.row.id
        )

    def submit(self) -> None:
        """Records the call."""
        if self.outcome is None:
            self.outcome_error.setText("请按数字键选择这次电话的结果")
            self.outcome_error.show()
            self._grow()
            self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            details = self.details.read(self.shell.now())
        except Refused as refused:
            self.show_refused(refused)
            return
        self.send(
            contact_acts.add_attempt,
            ticket_id=self._detail.row.id,
            number_index=None if details["typed"] else self.numbers.chosen,
            outcome=self.outcome,
            note=self.note.text(),
            **details,
        )

    def show_numbers(self) -> None:
        """Shows the numbers in full, on the record."""
        if self._detail.revealed:
            return
        self.shell.gateway.submit(
            ticket_reads.reveal, on_done=self._shown, person=self.shell.person, ticket_id=self._detail.row.id
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and a number choose the number to dial, Backspace goes back, Enter goes on or saves."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _ENTER:
            self._enter()
        elif plain and key == Qt.Key.Key_Backspace:
            self.outcomes.setFocus(Qt.FocusReason.OtherFocusReason)
        elif plain and key == Qt.Key.Key_F8:
            self.show_numbers()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.numbers.pick(key - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down choose the number to dial; the dialog would scroll otherwise."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            self.numbers.step(_STEPS[Qt.Key(event.key())])
            return True
        return False

    def _enter(self) -> None:
        if self.outcomes.hasFocus() and self.outcome is not None:
            self._go_to_note()
        else:
            self.submit()

    def _go_to_note(self, _key: int = 0) -> None:
        self.outcome_error.hide()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reach(self, reach: contact_acts.Reach) -> None:
        """Shows what the rule of reach still requires, once a call was tried."""
        if reach.next_call_at is not None and self._detail.attempts:
            when = deadline(reach.next_call_at, self.shell.now())
            self.reach.setText(f"若打不通：{'；'.join(reach.missing)}。下次宜在 {when} 后拨打")
        elif reach.allowed:
            self.reach.setText("拨打次数、日期和时段已符合“无法联系”的规则")
        self.reach.setVisible(bool(self.reach.text()))
        self._grow()

    def _shown(self, outcome: Outcome[TicketDetail]) -> None:
        self._detail = outcome.result
        self.numbers.show_numbers(self._detail.phones)
        self.reveal.hide()
