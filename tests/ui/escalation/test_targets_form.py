"""The table of people to report to: typed or pasted, every fault at its cell, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.base.people import Person
from app.desk.escalation import targets as escalation_targets
from app.desk.shared.context import Desk
from app.rules.escalation.targets import NAME, PHONE
from app.ui.escalation.page import EscalationsPage
from app.ui.escalation.targets_form import TargetsForm
from app.ui.frame.application import OpenWindow

OPERATOR = Person("值班员甲")
LINES = [["一级", "街乡镇", "回龙观街道", "张三", "13900000001", "", "", ""]]


@pytest.fixture
def form(opened: OpenWindow, desk: Desk) -> TargetsForm:
    escalation_targets.save(desk, person=OPERATOR, lines=LINES, seen=())
    opened.window.show_page("escalations")
    page = opened.window.current_page()
    assert isinstance(page, EscalationsPage)
    opened.shell.commands.run("report-targets")
    assert isinstance(page.shell.last_form, TargetsForm)
    return page.shell.last_form


def test_it_opens_with_what_is_saved(form: TargetsForm) -> None:
    assert form.table.lines() == [[*line, *[""] * 6] for line in LINES]
    form.reject()


def test_a_block_from_a_spreadsheet_goes_in_where_the_cursor_stands(form: TargetsForm, desk: Desk) -> None:
    block = "级别\t依据\t街乡镇/单位\t姓名\r\n二级\t值班表\t\t李四\r\n一级\t承办单位\t某某执法队\t王五\r\n"
    QGuiApplication.clipboard().setText(block)
    QTest.keyClick(form.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    form.submit()
    assert [target.name for target in escalation_targets.listing(desk)] == ["张三", "李四", "王五"]
    assert not form.isVisible()


def test_a_wrong_cell_is_marked_and_named_and_nothing_is_saved(form: TargetsForm, desk: Desk) -> None:
    form.table.paste("一级\t值班表\t\t\t12")
    assert form.problems.text().splitlines() == ["第 2 行 姓名：请填写姓名", "第 2 行 电话：“12”不是电话号码"]
    assert form.table.item(1, PHONE).toolTip() == "“12”不是电话号码"
    assert form.table.item(1, NAME).data(Qt.ItemDataRole.DecorationRole) is not None
    form.submit()
    assert form.isVisible()
    assert len(escalation_targets.listing(desk)) == 1
    form.table.setCurrentCell(1, 0)
    form.table.selectRow(1)
    QTest.keyClick(form.table, Qt.Key.Key_Delete)
    assert form.problems.isHidden()
    assert form.table.item(1, PHONE).toolTip() == ""
    form.reject()


def test_what_was_typed_and_not_saved_stands_there_again(form: TargetsForm, opened: OpenWindow, qtbot: object) -> None:
    form.table.item(0, NAME).setText("赵六")
    form.reject()
    opened.shell.commands.run("report-targets")
    page = opened.window.current_page()
    assert isinstance(page, EscalationsPage)
    assert page.shell.last_form.table.lines()[0][NAME] == "赵六"
    assert page.shell.last_form.saved.text() == "已恢复上次未保存的内容"
    page.shell.last_form.reject()


def test_somebody_elses_save_is_not_overwritten(form: TargetsForm, desk: Desk) -> None:
    escalation_targets.save(desk, person=OPERATOR, lines=[], seen=escalation_targets.listing(desk))
    form.submit()
    assert "刚被别人改过" in form.error.text()
    form.reject()


def test_a_cell_that_is_being_typed_in_is_saved_too(form: TargetsForm, desk: Desk) -> None:
    form.table.setCurrentCell(0, NAME)
    form.table.editItem(form.table.item(0, NAME))
    editor = form.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("赵六")
    form.submit()
    assert [target.name for target in escalation_targets.listing(desk)] == ["赵六"]
