"""Merchants in the window: listed, doubts answered by single keys, merged, split, taken back; the ticket's line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.frame.application import OpenWindow
from app.ui.merchant.line import MerchantLine
from app.ui.merchant.page import MerchantsPage

PLACE = "西大街35号"


@pytest.fixture
def page(opened: OpenWindow) -> MerchantsPage:
    opened.window.show_page("merchants")
    made = opened.window.current_page()
    assert isinstance(made, MerchantsPage)
    return made


def names(page: MerchantsPage) -> list[str]:
    return [row.name for row in page.model.rows]


def lines(page: MerchantsPage) -> list[str]:
    return [line.key.split()[0] for line in page.line_model.rows]


def test_a_doubt_is_answered_by_a_key_names_are_merged_split_and_each_is_taken_back(
    page: MerchantsPage, take_in: Callable[..., int], opened: OpenWindow, qtbot: QtBot
) -> None:
    assert page.list.empty_title.text() == "还没有商户"
    told = ("北京锦云健身有限公司", "锦云健身（龙腾苑店）", "锦芸健身", "碧泉洗衣")
    ids = [take_in(merchant=name, place=PLACE, content="要求处理", title="") for name in told]
    page.refresh()
    assert [row.in_30_days for row in page.model.rows] == [2, 1, 1]
    page.view.choose(0)
    assert lines(page) == ["proposal", "name", "name"]
    page.lines.choose(0)
    page.shell.settling.end()
    QTest.keyClick(page.lines, Qt.Key.Key_2)
    assert lines(page) == ["name", "name", "decision"]
    page.shell.commands.run("undo")
    page.lines.choose(0)
    page.shell.settling.end()
    QTest.keyClick(page.lines, Qt.Key.Key_1)
    assert [row.tickets for row in page.model.rows] == [3, 1]
    page.lines.choose(lines(page).index("decision"))
    page.shell.settling.end()
    page.shell.commands.run("merchant-take-back")
    assert [row.tickets for row in page.model.rows] == [2, 1, 1]
    page.view.selectAll()
    page.shell.commands.run("merchant-merge")
    assert [row.tickets for row in page.model.rows] == [4]
    page.shell.commands.run("undo")
    page.view.choose(0)
    page.lines.choose(1)
    page.shell.settling.end()
    page.shell.commands.run("merchant-split")
    assert [row.tickets for row in page.model.rows] == [1, 1, 1, 1]
    page.search.setText("碧泉")
    assert names(page) == ["碧泉洗衣"]
    assert page.back()
    opened.shell.open_ticket(ids[0])
    qtbot.waitUntil(lambda: bool(opened.window.findChildren(MerchantLine)))
    line = opened.window.findChild(MerchantLine)
    assert isinstance(line, MerchantLine)
    assert line.text().startswith("同一商户近 30 天 1 件")
