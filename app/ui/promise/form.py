"""The form of a ticket's promises: confirms one for a day in everyday words, moves it, or ends it."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from app.desk.promise import acts as promise_acts
from app.desk.promise.rows import PromiseRow, day_words
from app.desk.ticket.rows import TicketDetail
from app.rules.promise.states import OPEN_PROMISES, PROMISE_KIND_WORDS, PROMISE_STATE_WORDS, PromiseKind, PromiseVerb
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.forms.fields import write_field
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.ticket.forms import about

_NEW = "0"
_ENDS = (
    (PromiseVerb.KEEP, "已兑现", "Alt+1"),
    (PromiseVerb.BREAK, "未兑现", "Alt+2"),
    (PromiseVerb.DROP, "不是承诺", "Alt+3"),
)


class PromiseForm(FormDialog):
    """Edits one promise at a time; opens with the next one due, else with a new one."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        super().__init__(shell, "承诺", about=about(detail), main="确认，到期提醒")
        self._ticket_id = detail.row.id
        self._open = {str(row.id): row for row in detail.promises if row.state in OPEN_PROMISES}
        which = {key: f"{PROMISE_STATE_WORDS[row.state]} · {row.said}" for key, row in self._open.items()}
        self.which = self.add_choice("promise", "哪一条", {**which, _NEW: "登记新的承诺"})
        self.add_choice("kind", "类别", {kind.value: words for kind, words in PROMISE_KIND_WORDS.items()})
        self.add_text("said", "承诺的内容", lines=2, hint="例如：商户承诺12月10日前退款")
        self.add_line("due_at", "到期", hint="12月10日、三个工作日内、明天 18:00")
        self.add_line("note", "说明", hint="未兑现时必填，例如：商户失联")
        for verb, words, key in _ENDS:
            button = KeyButton(shell.theme, f"{words}　{key}")
            button.setAccessibleName(words)
            button.setAutoDefault(False)
            button.clicked.connect(Call(button, self.end, verb).run)
            QShortcut(QKeySequence(key), self, button.click)
            button.setVisible(bool(self._open))
            self.buttons.insertWidget(self.buttons.count() - 2, button)
        self.which.currentIndexChanged.connect(self._show)
        self._show()
        self.size_to(640)

    @property
    def promise(self) -> PromiseRow | None:
        """The edited promise; None for a new one."""
        return self._open.get(str(self.which.currentData()))

    def submit(self) -> None:
        """Confirms it for the typed day, or saves the new one."""
        values, row = self.values(), self.promise
        self.send(
            promise_acts.settle_day,
            ticket_id=self._ticket_id,
            promise_id=row.id if row is not None else 0,
            kind=PromiseKind(values["kind"]),
            said=values["said"],
            due_at=values["due_at"],
            version=row.version if row is not None else 0,
        )

    def end(self, verb: PromiseVerb) -> None:
        """Records how it ended."""
        row = self.promise
        if row is not None:
            note = self.values()["note"]
            self.send(promise_acts.end, promise_id=row.id, verb=verb, note=note, version=row.version)

    def _show(self) -> None:
        row = self.promise
        self.fields["said"].setEnabled(row is None)
        self.fields["kind"].setEnabled(row is None)
        write_field(self.fields["kind"], (row.kind if row is not None else PromiseKind.CALL).value)
        write_field(self.fields["said"], row.said if row is not None else "")
        write_field(self.fields["due_at"], day_words(row.due_at) if row is not None else "")
