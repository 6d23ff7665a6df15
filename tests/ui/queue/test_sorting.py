"""The ticket list is sorted in SQL by heading and menu; parts are hidden, resized, copied, exported."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery, Sorting
from app.models.queue import orders
from app.rules.queue.names import QueueName
from app.rules.queue.orders import ListOrder
from app.ui.frame.window_memory import WindowMemory
from app.ui.queue.columns import HEADINGS
from app.ui.queue.page import TicketPage
from app.ui.queue.parts import PartLayout
from tests.support.levels import URGENT
from tests.support.workbooks import table_of
from tests.ui.queue.test_page import refresh, settle, shown


@pytest.fixture
def page(opened: Any, take_in: Any, desk: Any, qtbot: Any) -> TicketPage:
    """Three tickets to be signed for."""
    take_in(
        "甲", street="沙河镇", unit="二科", title="电话13800000001失联", dispatched_at=desk.now() - timedelta(minutes=3)
    )
    take_in("乙", street="南口镇", unit="", dispatched_at=desk.now() - timedelta(minutes=2))
    take_in("丙", street="", unit="一科", urgency=URGENT, dispatched_at=desk.now() - timedelta(minutes=1))
    opened.window.resize(1920, 1080)
    refresh(opened, qtbot)
    made: TicketPage = opened.window.tickets
    return made


def click(page: TicketPage, part: str) -> None:
    span = page.view.parts.plan(page.view.viewport().width()).span(part)
    QTest.mouseClick(page.head, Qt.MouseButton.LeftButton, pos=QPoint(span.x + 10, 12))


def test_clicks_on_a_heading_sort_turn_and_lead_back(page: TicketPage, opened: Any, qtbot: Any) -> None:
    page.view.choose(1)
    chosen = opened.shell.selection.current
    told = []
    for _ in range(3):
        click(page, "unit")
        settle(opened, qtbot)
        told.append((shown(opened), page.top.count.text(), page.foot.order.text().strip()))
    assert told == [
        (["丙", "甲", "乙"], "3 件 · 按承办单位升序", "按承办单位升序"),
        (["甲", "丙", "乙"], "3 件 · 按承办单位降序", "按承办单位降序"),
        (["丙", "甲", "乙"], "3 件 · 按下一时限", "按下一时限"),
    ]
    assert opened.shell.selection.current == chosen


def test_the_menu_offers_every_order_by_key(page: TicketPage, opened: Any, qtbot: Any) -> None:
    opened.shell.commands.run("list-sort")
    menu = page.view.menus.menu
    assert menu is not None
    menu.setActiveAction(menu.line("街乡镇"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(opened, qtbot)
    assert shown(opened) == ["乙", "甲", "丙"]
    assert "街乡镇 ↑" in menu.words()
    menu.close()


def test_another_queue_stands_in_its_own_order(page: TicketPage, opened: Any, qtbot: Any) -> None:
    click(page, "unit")
    opened.window.show_queue(QueueQuery(queue=QueueName.ALL), "全部")
    settle(opened, qtbot)
    assert page.foot.order.text().strip() == "按派单时间"


def test_a_long_list_offers_its_clocks_and_instants_only(
    page: TicketPage, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "SORTED_AT_MOST", 2)
    page.view.menus.open_orders()
    menu = page.view.menus.menu
    assert menu is not None
    assert not menu.line("街乡镇").isEnabled()
    assert menu.line("办理时限").isEnabled()
    menu.close()
    click(page, "unit")
    assert page.query.sorting is None
    assert "列表超过 5,000 件" in opened.window.messages.text
    click(page, "clock")
    assert page.query.sorting == Sorting(ListOrder.NEXT)


def test_an_order_that_became_too_dear_is_not_said_to_stand(
    page: TicketPage, opened: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(page, "unit")
    monkeypatch.setattr(orders, "SORTED_AT_MOST", 2)
    refresh(opened, qtbot)
    assert page.foot.order.text().strip() == "按下一时限"


def test_hits_of_a_search_are_sorted_too(page: TicketPage, opened: Any, qtbot: Any) -> None:
    page.search("停业")
    settle(opened, qtbot)
    click(page, "number")
    settle(opened, qtbot)
    assert shown(opened) == sorted(["甲", "乙", "丙"])
    assert page.top.count.text() == "共 3 件，按工单编号升序"


def test_parts_are_hidden_and_called_back_and_the_number_moves_to_the_second_line(page: TicketPage) -> None:
    view = page.view
    assert view.sheet().columns[1].heading == "工单编号"
    view.parts.show_part("number", False)
    headings = [column.heading for column in view.sheet().columns]
    assert headings == ["紧急", "诉求", "下一时限", "状态", "承办"]
    assert view.sheet().columns[1].values[0].heading == "工单编号"
    view.parts.reset()
    assert len(view.sheet().columns) == len(HEADINGS)


def test_an_edge_of_a_heading_resizes_its_part(page: TicketPage) -> None:
    view, head = page.view, page.head
    before = view.parts.plan(view.viewport().width())
    for part, edge, step in (
        ("number", before.number.x + before.number.width + 5, 30),
        ("unit", before.unit.x - 5, -30),
    ):
        QTest.mousePress(head, Qt.MouseButton.LeftButton, pos=QPoint(edge, 10))
        QTest.mouseMove(head, QPoint(edge + step, 10))
        QTest.mouseRelease(head, Qt.MouseButton.LeftButton, pos=QPoint(edge + step, 10))
        after = view.parts.plan(view.viewport().width())
        assert abs(after.span(part).width - before.span(part).width - 30) <= 6
    assert page.query.sorting is None


def test_the_parts_survive_a_restart(page: TicketPage, opened: Any) -> None:
    page.view.parts.show_part("unit", False)
    page.view.parts.resize("number", 220)
    page.view.parts.flush()
    memory = opened.shell.memory
    opened.shell.memory = WindowMemory(memory.path)
    again = PartLayout(opened.shell, page)
    assert again.choices == page.view.parts.choices
    assert not again.plan(1200).unit.width


def test_rows_and_one_part_are_copied_as_they_are_shown(page: TicketPage) -> None:
    view = page.view
    view.choose(1)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    words = QGuiApplication.clipboard().text().split("\t")
    assert words[:2] == ["一般", "甲"]
    assert "13800000001" not in words[2]
    assert words[2].endswith("某某健身有限公司 · 沙河镇")
    QTest.keyClick(view, Qt.Key.Key_Left)
    view.copier.copy_cell()
    assert QGuiApplication.clipboard().text() == "甲"


def test_the_menu_of_a_row_offers_what_the_state_allows(page: TicketPage, opened: Any) -> None:
    page.view.choose(0)
    QTest.keyClick(page.view, Qt.Key.Key_Menu)
    menu = page.view.menus.menu
    assert menu is not None
    texts = {action.text(): action.isEnabled() for action in menu.actions()}
    assert texts["签收\tF2"]
    assert "重开\tCtrl+Shift+D" not in texts
    menu.line("签收").trigger()
    assert "已签收 1 件" in opened.window.messages.text


def test_the_list_is_exported_as_it_is_sorted_and_streamed_in_pieces(
    page: TicketPage, opened: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces: list[int] = []
    read = queue_reads.rows

    def rows(desk: Any, *, ids: list[int]) -> Any:
        pieces.append(len(ids))
        return read(desk, ids=ids)

    click(page, "number")
    settle(opened, qtbot)
    monkeypatch.setattr("app.ui.queue.fields._CHUNK", 2)
    monkeypatch.setattr(queue_reads, "rows", rows)
    opened.shell.commands.run("list-export")
    form = opened.shell.last_form
    path = tmp_path / "工单.xlsx"
    form.fields["path"].setText(str(path))
    form.submit()
    qtbot.waitUntil(lambda: form.written is not None)
    lines = [list(row) for row in table_of(openpyxl.load_workbook(path).worksheets[0])]
    assert lines[0] == [
        "紧急程度", "工单编号", "标题", "时限", "下一时限", "状态", "承办单位", "商户", "街乡镇", "办结时间",
    ]  # fmt: skip
    assert [line[1] for line in lines[1:]] == sorted(["甲", "乙", "丙"])
    assert "13800000001" not in str(lines)
    assert pieces == [2, 1]
