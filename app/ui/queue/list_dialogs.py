"""The dialogs of the list: naming a queue, and choosing a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit

from app.base.clock import local_day
from app.base.errors import Refused
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters, QueueQuery
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label


class NameQueueDialog(FormDialog):
    """Asks for the name under which the list is saved in the navigation."""

    def __init__(self, shell: Shell, query: QueueQuery) -> None:
        super().__init__(shell, "保存为队列", about="把当前筛选保存为自己的队列", main="保存")
        self._query = query
        self.name = self.add_line("name", "队列名称")
        self.name.setMaxLength(20)
        self.decide_by_enter()
        self.size_to(420)

    def submit(self) -> None:
        """Saves the queue; shows a refusal at the field."""
        self.send(queue_reads.save_queue, query=self._query, **self.values())


class PeriodDialog(FormDialog):
    """Asks for first and last dispatch day."""

    chosen = Signal(object)

    def __init__(self, shell: Shell, filters: Filters) -> None:
        super().__init__(shell, "派单日期", about="按派单日期筛选（起止日均含）", main="应用")
        self._filters = filters
        today = local_day(shell.now())
        self.first = _day_field("从", filters.first_day or today.replace(day=1))
        self.last = _day_field("到", filters.last_day or today)
        for field in (self.first, self.last):
            self.form.addRow(label(field.accessibleName(), "second"), field)
        self.decide_by_enter()
        self.size_to(360)

    def take_keyboard(self) -> None:
        """Focuses the first day."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Passes the period on when its days are in order."""
        first, last = _day(self.first), _day(self.last)
        if first > last:
            self.show_refused(Refused("“从”不能晚于“到”"))
            return
        self.finish()
        self.chosen.emit(replace(self._filters, first_day=first, last_day=last))


def _day_field(name: str, day: date) -> QDateEdit:
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setDisplayFormat("yyyy-MM-dd")
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    return field


def _day(field: QDateEdit) -> date:
    value = field.date()
    return date(value.year(), value.month(), value.day())
