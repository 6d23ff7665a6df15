"""The form of an own entry: its kind by digit, its text, and for an order who gave it to whom until when."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.base.errors import Refused
from app.desk.duty_log import acts as duty_acts
from app.desk.duty_log.rows import EntryRow, WantedEntry
from app.rules.duty_log.entries import EntryKind
from app.ui.frame.shell import Shell
from app.ui.kit.forms import typed_hours
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.fields import write_field
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.words import full, full_deadline

_OF_ORDERS = ("ordered_by", "ordered_to", "due_at")


class EntryForm(FormDialog):
    """Asks for an entry, or for the correction of one with its reason."""

    def __init__(self, shell: Shell, row: EntryRow | None = None) -> None:
        title, key = ("记值班日志", "duty-entry") if row is None else ("更正值班日志", f"duty-correct:{row.id}")
        about = "" if row is None else "原来的内容和更正原因都会保留。"
        super().__init__(shell, title, about=about, draft_key=key, main="记下" if row is None else "更正")
        self._row = row
        kinds = {kind.value: kind.word for kind in EntryKind}
        self.kinds = AnswerField(self, "kind", "类别", kinds, hint="按数字键选择", then="text")
        self.add_text("text", "事由", lines=3, hint="谁、什么事、怎样处理的")
        self.add_line("ordered_by", "谁交办", hint="姓名和职务")
        self.add_line("ordered_to", "交办给", hint="姓名或单位，可不填")
        self.add_line("due_at", "何时前办结", hint="8:00、明天 9:00；填写后列入任务并提醒")
        self.add_line("at", "时间", hint="不填为现在；补记写 22:40、昨天 23:50")
        if row is not None:
            self.add_line("reason", "更正原因", hint="例如：听错、写错")
            self._fill(row)
        self.kinds.chosen.connect(self._show_orders)
        self._show_orders()
        self.size_to(600, 0 if row is not None else 470)

    def take_keyboard(self) -> None:
        """Begins with the digits; a correction with the text."""
        if self._row is None:
            self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fields["text"].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Writes or corrects it."""
        try:
            wanted = self._wanted()
        except Refused as refused:
            self.show_refused(refused)
            return
        if self._row is None:
            self.send(duty_acts.write, wanted=wanted)
            return
        reason = self.values()["reason"]
        self.send(duty_acts.correct, entry_id=self._row.id, wanted=wanted, reason=reason, version=self._row.version)

    def _wanted(self) -> WantedEntry:
        values, row = self.values(), self._row
        if not values["kind"]:
            raise Refused("请按 1–5 选择类别", field="kind")
        kind = EntryKind(values["kind"])
        same_time = row is not None and values["at"] == full(row.at)
        at = row.at if same_time and row is not None else typed_hours.past(self, "at")
        if kind is not EntryKind.ORDER:
            return WantedEntry(kind, values["text"], at)
        same_due = row is not None and row.due_at is not None and values["due_at"] == full_deadline(row.due_at)
        due_at = row.due_at if same_due and row is not None else typed_hours.ahead(self, "due_at")
        return WantedEntry(kind, values["text"], at, values["ordered_by"], values["ordered_to"], due_at)

    def _show_orders(self) -> None:
        """The lines of an order stand only in the form of one."""
        is_order = self.values()["kind"] == EntryKind.ORDER.value
        for name in _OF_ORDERS:
            self.form.setRowVisible(self.fields[name].parentWidget(), is_order)

    def _fill(self, row: EntryRow) -> None:
        texts = {
            "kind": row.kind.value,
            "text": row.text,
            "ordered_by": row.ordered_by,
            "ordered_to": row.ordered_to,
            "due_at": full_deadline(row.due_at) if row.due_at is not None else "",
            "at": full(row.at),
        }
        for name, text in texts.items():
            write_field(self.fields[name], text)
