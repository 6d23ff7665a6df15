"""The menu of a row offers the buttons of its page with their keys, enabled only while they are allowed."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.actions.action import Group
from app.ui.actions.targets import WindowAction
from app.ui.frame.shell import Shell
from app.ui.kit.beside import beside
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.menu import LinesMenu
from app.ui.kit.table.view import RowsView


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def sent() -> list[str]:
    """The actions that were run."""
    return []


@pytest.fixture
def detail(page: QWidget, view: RowsView, shell: Shell, sent: list[str]) -> DetailPanel:
    """Fills the page with a list, a tool and two buttons, the first of them allowed."""
    for name, text, key in (("try-send", "提交退单", "Alt+S"), ("try-accept", "同意退单", "Alt+Y")):
        note = partial(sent.append, name)
        entry = WindowAction(name, text, (key,), "send", Group.REGISTERS, "", do=lambda _shell, note=note: note())
        shell.commands.add(entry)
    shell.commands.show_parts()
    panel, made = ListPanel("通话", view), DetailPanel(shell, "没有选择")
    panel.add_tool(QPushButton("导出通话　Alt+E"))
    made.add_action("try-send")
    made.add_action("try-accept")
    beside(page, panel, made, (400, 300))
    page.resize(800, 400)
    page.show()
    made.show_parts([label("一次通话")], keep_place=False)
    made.show_buttons(("try-send",))
    view.choose(1)
    return made


def menu_of(view: RowsView) -> LinesMenu:
    menu = view.menus.menu
    assert menu is not None
    return menu


def test_the_menu_lists_buttons_copies_tools_and_what_every_list_can_do(view: RowsView, detail: DetailPanel) -> None:
    view.menus.open_row()
    texts = [action.text() for action in menu_of(view).actions() if not action.isSeparator()]
    assert texts == [
        "提交退单\tAlt+S",
        "同意退单\tAlt+Y",
        "复制\tCtrl+C",
        "复制（含表头）",
        "复制单元格（单位）",
        "全选\tCtrl+A",
        "导出通话\tAlt+E",
        "导出所列\tCtrl+Shift+X",
        "打印所列\tCtrl+Shift+Y",
        "排序…\tCtrl+Shift+O",
        "选择列…\tCtrl+Shift+H",
    ]
    assert menu_of(view).line("提交退单").isEnabled()
    assert not menu_of(view).line("同意退单").isEnabled()


def test_what_becomes_known_while_the_menu_is_open_is_allowed_at_once(view: RowsView, detail: DetailPanel) -> None:
    view.menus.open_row()
    detail.show_buttons(("try-accept",))
    assert not menu_of(view).line("提交退单").isEnabled()
    assert menu_of(view).line("同意退单").isEnabled()


def test_a_chosen_line_presses_the_button(view: RowsView, detail: DetailPanel, sent: list[str]) -> None:
    view.menus.open_row()
    menu_of(view).line("提交退单").trigger()
    assert sent == ["try-send"]


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_the_menu_key_and_shift_f10_open_it_once(
    view: RowsView, detail: DetailPanel, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    QTest.keyClick(view, key, modifier)
    opened = menu_of(view)
    assert opened.isVisible()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, QPoint(5, 5), QPoint(5, 5)))
    assert menu_of(view) is opened


def test_the_right_button_opens_the_menu_of_the_row_under_it(view: RowsView, detail: DetailPanel) -> None:
    port = view.viewport()
    place = view.visualRect(view.rows.index(3, 1)).center()
    QTest.mouseClick(port, Qt.MouseButton.RightButton, pos=place)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(port, QContextMenuEvent(reason, place, port.mapToGlobal(place)))
    assert view.current.id == 4
    assert "复制单元格（时长）" in menu_of(view).words()


def test_a_list_without_a_panel_beside_it_offers_what_enter_does(view: RowsView) -> None:
    opened: list[object] = []
    view.entered_row.connect(opened.append)
    view.opens = "打开工单"
    view.menus.open_row()
    assert menu_of(view).words()[0] == "打开工单"
    menu_of(view).line("打开工单").trigger()
    assert opened == [view.current]
