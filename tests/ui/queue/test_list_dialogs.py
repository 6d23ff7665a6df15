"""A list is kept under a name, and narrowed to a period that runs forward."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import Filters
from app.ui.queue.list_dialogs import NameQueueDialog, PeriodDialog


def test_enter_keeps_the_list_under_its_name_and_an_empty_name_is_refused(opened, desk) -> None:
    opened.shell.commands.run("save-queue")
    dialog = opened.shell.last_form
    assert isinstance(dialog, NameQueueDialog)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog._errors["name"].text() == "请给队列起个名字"
    dialog.name.setText("回龙观退费")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert [kept.name for kept in queue_reads.saved(desk)] == ["回龙观退费"]


def test_a_period_must_run_forward(opened) -> None:
    taken: list[Filters] = []
    dialog = PeriodDialog(opened.shell, Filters())
    dialog.chosen.connect(taken.append)
    dialog.open_form()
    dialog.first.setDate(QDate(2026, 11, 23))
    dialog.last.setDate(QDate(2026, 11, 1))
    dialog.submit()
    assert dialog.error.text() == "“从”不能晚于“到”"
    assert taken == []
    dialog.first.setDate(QDate(2026, 11, 1))
    dialog.last.setDate(QDate(2026, 11, 23))
    dialog.submit()
    assert [(each.first_day, each.last_day) for each in taken] == [(date(2026, 11, 1), date(2026, 11, 23))]
