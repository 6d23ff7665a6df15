"""The form that saves a version: the differences, from when it counts and why; its effect stands on top in red."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import TypedDict

from app.base.clock import local_day
from app.base.errors import Refused
from app.rules.shared.differences import TextDifference
from app.rules.shared.starts import read_hour
from app.rules.shared.times import BadTime
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label, restyle
from app.ui.kit.versions.differences import DifferenceTable, count_words


class Start(TypedDict):
    """From when a version counts, by the names that the use cases have."""

    effective_from: date
    effective_time: time


class SaveVersionForm(FormDialog):
    """While it is open its page is locked, so that nothing typed behind it is lost; the alarm's key goes on working.

    A subclass adds its fields and defines `submit`.
    """

    def __init__(self, shell: Shell, title: str, about: str, *, main: str = "保存新版本") -> None:
        super().__init__(shell, title, about=about, main=main)
        self.alarm = label("", "strong", wrap=True)
        self.alarm.setAccessibleName("马上超时")
        self.alarm.setContentsMargins(10, 8, 10, 8)
        restyle(self.alarm, tone="red")
        self.alarm.hide()
        self._column.insertWidget(1, self.alarm)
        self.effect = label("", "second", wrap=True, selectable=True)
        self.difference_count = label("", "strong")
        self.differences = DifferenceTable()
        for part in (self.effect, self.difference_count, self.differences):
            part.hide()

    def add_when(self, *, since: str = "") -> None:
        """Adds the fields that every version has: its first day and hour and its note, which together are its name."""
        today = local_day(self.shell.now()).isoformat()
        self.add_line("effective_from", "自哪天起", text=since or today, hint="2026-11-24")
        self.add_line("effective_time", "几点起", text="00:00", hint="18:00")
        self.beside("effective_from", "effective_time", heading_width=0)
        self.add_note()

    def add_note(self) -> None:
        """Adds the field that says why."""
        self.add_line("note", "说明", hint="可不填：为什么改、依据的文件；列在版本名称里")

    def show_differences(self, differences: Sequence[TextDifference]) -> None:
        """Lists what the new version changes; without a change nothing can be saved."""
        self.difference_count.setText(f"与现行版相比：{count_words(differences)}")
        self.difference_count.setVisible(True)
        self.differences.show_differences(differences)
        self.differences.setVisible(bool(differences))

    def show_alarm(self, words: str) -> None:
        """Shows in red and on top what becomes late at once; nothing without words."""
        self.alarm.setText(f"⚠ {words}" if words else "")
        self.alarm.setVisible(bool(words))
        self._grow()

    def show_effect(self, words: str) -> None:
        """Shows what the change does to the tickets."""
        self.effect.setText(words)
        self.effect.setVisible(bool(words))

    def finish_layout(self) -> None:
        """Puts effect and differences under the fields."""
        for part in (self.effect, self.difference_count):
            self._column.addWidget(part)
        self._column.addWidget(self.differences, 100)
        self.size_to(900, 560)

    def since(self) -> Start | None:
        """The typed first day and hour; None after a refusal was shown at its field."""
        self.clear_errors()
        values = self.values()
        try:
            day = date.fromisoformat(values["effective_from"].strip())
        except ValueError:
            self.show_refused(Refused("日期读不懂，请写成 2026-11-24", field="effective_from"))
            return None
        try:
            return {"effective_from": day, "effective_time": read_hour(values["effective_time"])}
        except BadTime as error:
            self.show_refused(Refused(str(error), field="effective_time"))
            return None
