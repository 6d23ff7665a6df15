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
            cells = (holiday.name, span_words(holiday), f"{_count(holiday)} 天", work_words(holiday) or "—")
            for column, words in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(words))


def span_words(holiday: Holiday) -> str:
    """02-15 周日 至 02-23 周一, or one day."""
    return _day(holiday.first) + (f" 至 {_day(holiday.last)}" if _count(holiday) > 1 else "")


def work_words(holiday: Holiday) -> str:
    """The weekend days worked for it; empty without any."""
    return "、".join(map(_day, holiday.work))


def _count(holiday: Holiday) -> int:
    return (holiday.last - holiday.first).days + 1


def _day(day: date) -> str:
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}"
