"""The two small dialogs of the list: naming a queue, and choosing a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.base.clock import local_day
from app.base.errors import Refused
from app.desk import queue
from app.desk.lists import Filters, QueueQuery
from app.ui.labels import label, restyle
from app.ui.shell import Shell


class NameQueueDialog(QDialog):
    """Asks for the name under which the list is kept in the navigation."""

    def __init__(self, shell: Shell, query: QueueQuery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("保存为队列")
        self._shell = shell
        self._query = query
        self.name = QLineEdit()
        self.name.setAccessibleName("队列名称")
        self.name.setMaxLength(20)
        self.name.setMinimumWidth(shell.theme.px(280))
        self.error = label("", "error", wrap=True)
        self.error.hide()
        form = QFormLayout()
        form.addRow("队列名称", self.name)
        _frame(self, "把当前筛选保存为自己的队列", form, self.error, self.save, "保存")

    def save(self) -> None:
        """Keeps the queue; a refusal stands at the field."""
        self._shell.gateway.submit(
            queue.save_queue,
            person=self._shell.person,
            name=self.name.text(),
            query=self._query,
            on_done=self._done,
            on_refused=self._refused,
        )

    def _done(self, _outcome: object) -> None:
        self.accept()

    def _refused(self, refused: Refused) -> None:
        self.error.setText(str(refused))
        self.error.show()
        restyle(self.name, wrong=True)


class PeriodDialog(QDialog):
    """Asks for first and last dispatch day."""

    chosen = Signal(object)

    def __init__(self, filters: Filters, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("派单日期")
        self._filters = filters
        today = local_day(now)
        self.first = _day_field("从", filters.first_day or today.replace(day=1))
        self.last = _day_field("到", filters.last_day or today)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        form = QFormLayout()
        form.addRow("从", self.first)
        form.addRow("到", self.last)
        _frame(self, "按派单日期筛选（起止日均含）", form, self.error, self.take, "应用")

    def take(self) -> None:
        """Hands the period on when it runs forward."""
        first, last = _day(self.first), _day(self.last)
        if first > last:
            self.error.setText("“从”不能晚于“到”")
            self.error.show()
            return
        self.chosen.emit(replace(self._filters, first_day=first, last_day=last))
        self.accept()


def _day_field(name: str, day: date) -> QDateEdit:
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setDisplayFormat("yyyy-MM-dd")
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    return field


def _day(field: QDateEdit) -> date:
    value = field.date()
    return date(value.year(), value.month(), value.day())


def _frame(dialog: QDialog, title: str, form: QFormLayout, error: QWidget, accept: object, words: str) -> None:
    go_on = QPushButton(words)
    go_on.setProperty("primary", True)
    go_on.setDefault(True)
    go_on.clicked.connect(accept)
    cancel = QPushButton("取消")
    cancel.clicked.connect(dialog.reject)
    buttons = QHBoxLayout()
    buttons.addStretch(1)
    buttons.addWidget(cancel)
    buttons.addWidget(go_on)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    column.addWidget(label(title, "heading"))
    column.addLayout(form)
    column.addWidget(error)
    column.addLayout(buttons)
