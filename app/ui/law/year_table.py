"""The holidays of one year in a table: name, days off, how many, and the weekend days worked for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.rules.law.calendar import WEEKDAYS
from app.rules.law.holiday_notice import Holiday

_HEADINGS = ("节日", "放假", "天数", "补班（调休上班）")


class YearView(QTableWidget):
    """A read-only table, one line for each holiday."""

    def __init__(self) -> None:
        super().__init__(0, len(_HEADINGS))
        self.setHorizontalHeaderLabels(_HEADINGS)
        self.setAccessibleName("一年的节假日")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def show_holidays(self, holidays: Sequence[Holiday]) -> None:
        """Lists the holidays."""
        self.setRowCount(len(holidays))
        for row, holiday in enumerate(holidays):
            count = (holiday.last - holiday.first).days + 1
            span = _day(holiday.first) + (f" 至 {_day(holiday.last)}" if count > 1 else "")
            work = "、".join(map(_day, holiday.work)) or "—"
            for column, words in enumerate((holiday.name, span, f"{count} 天", work)):
                self.setItem(row, column, QTableWidgetItem(words))


def _day(day: date) -> str:
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}"
