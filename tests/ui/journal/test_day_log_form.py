"""The day's log: Ctrl+E and Enter write it, it is counted, errors stand at the path, cancelling leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.base.people import Person
from app.desk import draft, setting
from app.desk.shared.context import Desk
from app.rules.draft import FOLDER_KEY
from app.ui.frame.application import OpenWindow
from app.ui.frame.gateway import Gateway
from app.ui.frame.runners import ThreadRunner
from app.ui.frame.shell import Shell
from app.ui.journal.day_log_form import DayLogForm
from app.ui.kit.exports.job import Job
from app.ui.look.theme import Theme
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")


@pytest.fixture
def form(opened: OpenWindow, desk: Desk, tmp_path: Path, take_in: Callable[..., int]) -> DayLogForm:
    draft.save(desk, key=FOLDER_KEY, text=str(tmp_path))
    take_in()
    opened.shell.commands.run("day-log")
    return next(iter(opened.window.findChildren(DayLogForm)))


def test_enter_at_once_writes_todays_log_and_says_the_count(form: DayLogForm, tmp_path: Path) -> None:
    assert form.focusWidget() is form.main
    QTest.keyClick(form.main, Qt.Key.Key_Return)
    written = tmp_path / "当日日志_2026-11-23.xlsx"
    book = openpyxl.load_workbook(written)
    rows = sum(len(table_of(sheet)) - 1 for sheet in book)
    sheets = book.sheetnames
    book.close()
    assert form.ending.counted.text() == f"✓ 清点 {rows:,} / {rows:,} 行"
    assert sheets == ["概况", "工单流水", "签收", "提醒与升级", "催办", "回访", "联系核查", "退单", "值班日志", "日志"]
    assert "工单流水 1" in form.ending.lines.text()
    assert not form.open_file.isHidden()
    assert not form.open_folder.isHidden()
    form.close()


def test_the_export_is_journalled_and_the_folder_is_kept(form: DayLogForm, desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "日志"
    other.mkdir()
    form.fields["path"].setText(str(other / "今天"))
    form.submit()
    assert (other / "今天.xlsx").is_file()
    assert draft.load(desk, key=FOLDER_KEY) == str(other)
    form.close()


def test_another_day_changes_the_offered_name(form: DayLogForm, tmp_path: Path) -> None:
    form.day.setDate(QDate(2026, 11, 22))
    assert form.chosen_day == date(2026, 11, 22)
    assert form.values()["path"] == str(tmp_path / "当日日志_2026-11-22.xlsx")
    assert form.span.text() == "周日　2026-11-22 00:00 至 2026-11-22 24:00"
    form.close()


def test_a_typed_path_is_not_overwritten_by_another_day(form: DayLogForm) -> None:
    form.fields["path"].setText("/tmp/我的日志.xlsx")
    form.day.setDate(QDate(2026, 11, 22))
    assert form.values()["path"] == "/tmp/我的日志.xlsx"
    form.close()


def test_the_noon_window_is_said(opened: OpenWindow, desk: Desk) -> None:
    setting.change(desk, person=OPERATOR, name="day_window", value="noon")
    opened.shell.commands.run("day-log")
    form = next(iter(opened.window.findChildren(DayLogForm)))
    assert form.span.text().startswith("周一　2026-11-22 12:00 至 2026-11-23 12:00")
    form.close()


def test_a_missing_folder_is_said_at_the_path(form: DayLogForm) -> None:
    form.fields["path"].setText("/nowhere/log.xlsx")
    form.submit()
    assert form.fields["path"].property("wrong")
    assert "文件夹不存在" in form._errors["path"].text()
    assert form.main.isEnabled()
    form.close()


def test_an_empty_path_and_a_half_path_are_refused(form: DayLogForm) -> None:
    form.fields["path"].setText("")
    form.submit()
    assert form._errors["path"].text() == "请填写保存位置"
    form.fields["path"].setText("log.xlsx")
    form.submit()
    assert "完整的路径" in form._errors["path"].text()
    form.close()


def test_an_old_file_of_the_name_is_announced(form: DayLogForm, tmp_path: Path) -> None:
    assert form.replaces.isHidden()
    (tmp_path / "旧.xlsx").write_bytes(b"old")
    form.fields["path"].setText(str(tmp_path / "旧.xlsx"))
    assert not form.replaces.isHidden()
    form.close()


def test_a_stopped_export_says_that_nothing_was_left(
    form: DayLogForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "当日日志_2026-11-23.xlsx"
    monkeypatch.setattr("app.files.writers.tables._STEP", 1)
    monkeypatch.setattr(Job, "is_stopped", lambda job: setattr(job, "stop", True) or True)
    form.submit()
    assert form.error.text() == "已取消，没有留下文件"
    assert not path.exists()
    assert form.main.isEnabled()
    form.close()


@pytest.fixture
def threaded(qapp: object, desk: Desk) -> Iterator[Shell]:
    gateway = Gateway(desk, ThreadRunner(), OPERATOR)
    yield Shell(gateway, Theme(), desk.clock)
    gateway.close()


def test_the_desk_thread_is_free_while_the_log_is_written(
    threaded: Shell, desk: Desk, tmp_path: Path, qtbot: QtBot, take_in: Callable[..., int]
) -> None:
    take_in()
    form = DayLogForm(threaded)
    form.open_form()
    form.fields["path"].setText(str(tmp_path / "log.xlsx"))
    form.submit()
    done: list[Any] = []
    threaded.gateway.submit(setting.change, on_done=done.append, person=OPERATOR, name="sound", value="no")
    assert form.job is not None
    assert form.cancel.accessibleName() == "取消导出"
    qtbot.waitUntil(lambda: form.written is not None and bool(done))
    assert form.ending.counted.text().startswith("✓ 清点 ")
    qtbot.waitUntil(lambda: draft.load(desk, key=FOLDER_KEY) == str(tmp_path))
    form.close()
