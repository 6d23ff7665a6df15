"""The dialogs with many fields: edit a ticket with old → new, and type in a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.base.changes import Outcome
from app.desk.queue import reads as queue_reads
from app.desk.ticket import editing
from app.desk.ticket.rows import TicketDetail
from app.desk.ticket.words import field_text
from app.rules.law.urgency import UrgencyLevel
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import ASKED_OF_NEW, BY_NAME, EDITABLE, FIELD_WORDS, fields_of, masked
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import bounded, label
from app.ui.owner.line import OwnerLine
from app.ui.ticket.forms import about

# The fields whose words may name the owner of a demand.
_SPEAKS = ("title", "content", "merchant", "category_1", "category_2", "category_3")
# The fields with suggestions, each with the filter that supplies them.
_OFFERED = {
    name: one.name for name in EDITABLE if (one := BY_NAME[name].filter) is not None and len(fields_of(one)) == 1
}

_OLD_AND_NEW, _LISTED = 60, 400  # characters of a text, and of all of them, in the line of changes


def edited_values(detail: TicketDetail) -> dict[str, str]:
    """The current fields of a ticket, by field name."""
    return {name: getattr(detail.ticket, name) for name in EDITABLE}


class EditForm(FormDialog):
    """Edits fields and lists the changes below, old → new. Masked fields wait for a reveal."""

    def __init__(self, shell: Shell, detail: TicketDetail) -> None:
        key = f"edit:{detail.row.id}:{detail.row.version}"
        super().__init__(shell, "修改工单", about=about(detail), draft_key=key, main="保存")
        self._detail = detail
        self._before = edited_values(detail)
        _add_fields(self, EDITABLE, self._before, _with_present(detail))
        # A field of one line shows a title of two lines in one: that alone is no change.
        self._shown: dict[str, str] = self.values()
        self._lock_masked()
        self.changes_line = label("", "second", wrap=True, selectable=True)
        self.outer.insertWidget(1, self.changes_line)
        self.owner = _add_owner(self)
        for field in self.fields.values():
            _on_change(field, self._show_changes)
        self._show_changes()
        self.size_to(680)
        shell.gateway.read(queue_reads.choices, lambda choices: _offer(self, choices))

    def changes(self) -> dict[str, str]:
        """The fields that differ from the ticket."""
        return {name: text for name, text in self.values().items() if text.strip() != self._shown[name].strip()}

    def submit(self) -> None:
        """Saves the changes, or shows that there are none."""
        changes = self.changes()
        if not changes:
            self.error.setText("没有改动")
            self.error.show()
            return
        row = self._detail.row
        self.send(editing.edit, ticket_id=row.id, changes=changes, version=row.version)

    def _lock_masked(self) -> None:
        if self._detail.revealed:
            return
        for name in EDITABLE:
            if masked(name) and "*" in self._before[name]:
                self.fields[name].setEnabled(False)
                self.fields[name].setToolTip("含隐去的号码；先按 F8 显示号码再修改")

    def _show_changes(self) -> None:
        lines = [
            f"{FIELD_WORDS[name]}：{self._words(name, self._before[name])} → {self._words(name, text)}"
            for name, text in self.changes().items()
        ]
        self.changes_line.setText(bounded("将改为　" + "；".join(lines), _LISTED) if lines else "还没有改动")

    def _words(self, name: str, text: str) -> str:
        return bounded(field_text(name, text, self.shell.levels), _OLD_AND_NEW) or "（空）"


class NewTicketForm(FormDialog):
    """Creates a ticket that came by no file; it is dispatched now."""

    def __init__(self, shell: Shell, created: Callable[[Outcome[int]], None]) -> None:
        super().__init__(
            shell, "新建工单", about="派单时间按现在计，签收与办理时限随之开始。", draft_key="new-ticket", main="新建"
        )
        self._created = created
        self.add_line("number", "工单编号", hint="例如 热线-261123-004417；未知可不填，先用临时编号")
        first = {name: BY_NAME[name].first for name in ASKED_OF_NEW}
        _add_fields(self, ASKED_OF_NEW, first, shell.levels.in_force(shell.now()))
        self.owner = _add_owner(self)
        self.size_to(680)
        shell.gateway.read(queue_reads.choices, lambda choices: _offer(self, choices))

    def submit(self) -> None:
        """Creates the ticket."""
        filled = {name: text for name, text in self.values().items() if text.strip() or name == "number"}
        self.send(editing.create, self._created, values=filled)


def _with_present(detail: TicketDetail) -> tuple[UrgencyLevel, ...]:
    """The levels to choose from: those of the ticket's rules, and its current one."""
    present = detail.row.level
    return detail.levels if present in detail.levels else (present, *detail.levels)


def _add_fields(
    form: FormDialog, names: tuple[str, ...], values: Mapping[str, str], levels: Sequence[UrgencyLevel]
) -> None:
    for name in names:
        one, words, text = BY_NAME[name], FIELD_WORDS[name], values.get(name, "")
        choices = (
            {str(level.code): level.word for level in levels}
            if one.kind is Kind.LEVEL
            else {str(code): word for code, word in one.words.items()}
        )
        if choices:
            form.add_choice(name, words, choices, value=text)
        elif one.kind is Kind.LONG_TEXT:
            form.add_text(name, words, text=text, lines=4)
        elif name in _OFFERED:
            form.add_offered(name, words, text=text)
        else:
            form.add_line(name, words.removesuffix("（原文）"), text=text)


def _add_owner(form: FormDialog) -> OwnerLine:
    """Adds under the fields the likely owner of the demand by its current words."""
    line = OwnerLine(form.shell)
    form.form.addRow(line)

    def ask() -> None:
        values = form.values()
        category = "->".join(filter(None, (values[f"category_{level}"] for level in (1, 2, 3))))
        line.ask(f"{values['title']}，{values['content']}", category, values["merchant"])

    for name in _SPEAKS:
        _on_change(form.fields[name], ask)
    ask()
    return line


def _offer(form: FormDialog, choices: dict[str, list[str]]) -> None:
    for name, kind in _OFFERED.items():
        form.offer(name, choices[kind])


def _on_change(field: object, act: Callable[[], None]) -> None:
    for name in ("textChanged", "editTextChanged", "currentIndexChanged"):
        signal = getattr(field, name, None)
        if signal is not None:
            signal.connect(act)
