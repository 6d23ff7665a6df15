"""The list of a page takes the keyboard, also when its rows come after the page."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.rules.urge.steps import PastRound, figures_of
from app.ui.figures.urged import URGED
from app.ui.frame.application import OpenWindow
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

EMPTY = ("没有", "")


@pytest.fixture
def rows(opened: OpenWindow, qtbot):
    """A page with a tool, a field and a list, shown before anything was read; and the rows that come."""
    shell = opened.shell
    page = QWidget()
    view = RowsView(shell, RowsModel(URGED, lambda row: row.unit, shell.now, page), "列表")
    panel = ListPanel("列表", view)
    panel.add_tool(QPushButton("做"))
    field = QLineEdit()
    column = QVBoxLayout(page)
    column.addWidget(panel)
    column.addWidget(field)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page, panel, field
    page.close()
    page.deleteLater()


def some_rows():
    return figures_of([PastRound("甲科", None, None)])


def test_the_keyboard_comes_to_the_list_with_its_first_rows(rows) -> None:
    page, panel, _ = rows
    assert page.focusWidget() is not panel.view
    panel.show_rows(some_rows(), EMPTY)
    assert page.focusWidget() is panel.view


def test_whoever_began_to_type_meanwhile_keeps_it(rows) -> None:
    page, panel, field = rows
    field.setFocus()
    panel.show_rows(some_rows(), EMPTY)
    assert page.focusWidget() is field


def test_rows_that_come_later_take_nothing(rows) -> None:
    page, panel, _ = rows
    panel.show_rows([], EMPTY)
    before = page.focusWidget()
    panel.show_rows(some_rows(), EMPTY)
    assert page.focusWidget() is before
