"""The base of the forms that correct a record: what stays empty is not changed, and a reason is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.base.errors import Refused
from app.desk.shared.corrections import CorrectionRow, corrections
from app.rules.shared.time_left import clock_time
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_past
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label

MARK = "更正"


class CorrectionForm(FormDialog):
    """Shows what is on record as hints, and under the fields how it was corrected before.

    A subclass adds its fields, calls `finish_layout`, and defines `submit`.
    """

    def __init__(self, shell: Shell, title: str, about: str, key: str, lines: Sequence[int]) -> None:
        super().__init__(
            shell, title, about=f"{about}\n只填记错的；不填的不变。原来的内容留在操作日志里。", draft_key=key, main=MARK
        )
        self._lines = tuple(lines)
        self.before = label("", "second", wrap=True, selectable=True)
        self.before.setAccessibleName("以前的更正")
        self.before.hide()

    def add_value(self, name: str, words: str, now: str) -> None:
        """Adds a line for the right value; what is on record stands in it as a hint."""
        self.add_line(name, words, hint=f"现为：{now}" if now else "原来没有填")

    def add_values(self, name: str, words: str, now: str, choices: Mapping[str, str]) -> None:
        """Adds a choice that begins with leaving everything as it is."""
        self.add_choice(name, words, {"": f"不改（{now}）" if now else "不改", **choices})

    def finish_layout(self) -> None:
        """Adds the reason, and reads the earlier corrections."""
        self.add_line("reason", "更正原因", hint="如：登记时记错了人")
        self._column.addWidget(self.before)
        self.size_to(580)
        if self._lines:
            self.shell.gateway.read(corrections, self._show, key=("corrections", id(self)), line_ids=self._lines)

    def moment(self, name: str) -> tuple[bool, datetime | None]:
        """Whether the hour of a field can be read, and the hour; a refusal is shown at the field."""
        self.clear_errors()
        try:
            return True, read_past(self.values()[name], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field=name))
            return False, None

    def _show(self, rows: tuple[CorrectionRow, ...]) -> None:
        self.before.setText("以前的更正：\n" + "\n".join(map(correction_words, rows)))
        self.before.show()
        self._grow()


def correction_words(row: CorrectionRow) -> str:
    """11-23 02:41 值班员甲：向谁上报 李班长 → 王副局长（记错了人）."""
    changed = "；".join(f"{word} {old or '—'} → {new or '—'}" for word, (old, new) in row.changes.items())
    return f"{clock_time(row.at)} {row.who}：{changed}（{row.reason}）"
