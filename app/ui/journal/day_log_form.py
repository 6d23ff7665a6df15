"""The form of the day's log: Ctrl+E, Enter; shows the rows counted in the written file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit

from app.base.changes import Outcome
from app.base.clock import local_day
from app.base.errors import Refused
from app.desk import setting
from app.reports.day_log import DayLog, write_day_log
from app.reports.periods import day_window
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.labels import label
from app.ui.kit.words import full

ABOUT = "概况、工单流水、签收、提醒与升级、催办、回访、联系核查、退单、日志，共九张；号码隐去，行数写后清点。"


class DayLogForm(ExportForm):
    """Asks for the day; today is offered."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "当日日志", about=ABOUT)
        today = local_day(shell.now())
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(self.day.date())
        self.day.setAccessibleName("日期")
        heading = label("日期", "second")
        heading.setBuddy(self.day)
        self.form.addRow(heading, self.day)
        self.span = label("", "second", wrap=True)
        self.span.setMinimumWidth(shell.theme.px(380))
        self.form.addRow("", self.span)
        self._mode = "midnight"
        self.add_place()
        self.day.dateChanged.connect(self._turn_to_day)
        shell.gateway.read(setting.get, self._take_mode, key="day-window", name="day_window")
        self._turn_to_day()
        self.size_to(WIDTH)

    @property
    def chosen_day(self) -> date:
        """The day whose log is written."""
        value = self.day.date()
        return date(value.year(), value.month(), value.day())

    def file_name(self) -> str:
        """当日日志_2026-11-23.xlsx"""
        return f"当日日志_{self.chosen_day.isoformat()}.xlsx"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the log of the chosen day."""
        job = self.job
        if job is None:
            raise Refused("没有正在进行的导出")
        return write_day_log, {"day": self.chosen_day, "progress": job.note, "cancelled": job.is_stopped}

    def summary(self, outcome: Outcome[DayLog]) -> tuple[str, Sequence[str]]:
        """清点 8,319 / 8,319 行, then the sheets with their rows."""
        log = outcome.result
        found, whole = sum(log.counted.values()), sum(log.rows.values())
        sheets = "　".join(f"{name} {count:,}" for name, count in log.counted.items())
        return f"清点 {found:,} / {whole:,} 行", (sheets,)

    def take_keyboard(self) -> None:
        """Puts the keyboard where Enter writes."""
        self.main.setFocus()

    def _show_state(self) -> None:
        super()._show_state()
        self.day.setEnabled(self.job is None and self.written is None)

    def _take_mode(self, mode: str) -> None:
        self._mode = mode
        self._turn_to_day()

    def _turn_to_day(self) -> None:
        window = day_window(self.chosen_day, self._mode)
        last_minute = window.end - timedelta(minutes=1)
        ends = f"{full(last_minute)[:10]} 24:00" if self._mode == "midnight" else full(window.end)
        so_far = "（今天还没过完，只含到现在的记录）" if window.end > self.shell.now() else ""
        weekday = "一二三四五六日"[self.chosen_day.weekday()]
        self.span.setText(f"周{weekday}　{full(window.start)} 至 {ends}{so_far}")
        self.offer_name()
