"""Who is on duty is asked by name, remembered, and acts from then on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.base.people import Person, Role
from app.desk.roster import people
from app.ui.frame.session.sign_in import SignInDialog


def test_a_name_is_needed(qtbot) -> None:
    dialog = SignInDialog([])
    qtbot.addWidget(dialog)
    dialog.begin.click()
    assert dialog.person is None
    assert dialog.error.text() == "请填写姓名"
    assert not dialog.error.isHidden()


def test_a_known_name_brings_its_role(qtbot) -> None:
    dialog = SignInDialog([Person("值班员甲"), Person("班长乙", Role.SHIFT_LEAD)])
    qtbot.addWidget(dialog)
    assert dialog.name.currentText() == "值班员甲"
    dialog.name.setCurrentText("班长乙")
    dialog.begin.click()
    assert dialog.person == Person("班长乙", Role.SHIFT_LEAD)


def test_whoever_signs_in_acts_and_is_remembered(opened, desk, qtbot) -> None:
    opened.shell.commands.run("sign-in")
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog) and w.isVisible())
    dialog.name.setCurrentText("分析员丙")
    dialog.role.setCurrentIndex(dialog.role.findData(Role.ANALYST))
    dialog.begin.click()
    assert opened.shell.person == Person("分析员丙", Role.ANALYST)
    assert opened.window.foot.person.text() == "值班：分析员丙（分析员）"
    assert people.known(desk)[0] == Person("分析员丙", Role.ANALYST)


def test_enter_on_the_name_that_stands_there_begins_the_duty(qtbot) -> None:
    dialog = SignInDialog([Person("值班员甲"), Person("班长乙")])
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.name.lineEdit(), Qt.Key.Key_Return)
    assert dialog.person == Person("值班员甲")


def test_a_short_name_is_not_made_a_longer_one_that_is_known(qtbot) -> None:
    dialog = SignInDialog([Person("Zhang Sanfeng")])
    qtbot.addWidget(dialog)
    dialog.show()
    line = dialog.name.lineEdit()
    line.selectAll()
    QTest.keyClicks(line, "Zhang San")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.person == Person("Zhang San")


def test_two_tabs_lead_from_the_name_to_the_button_that_begins(qtbot) -> None:
    dialog = SignInDialog([Person("值班员甲")])
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.name, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.role
    QTest.keyClick(dialog.role, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.begin
