"""The rescue list in the window: by gain, ticked by key and mouse, recomputed together, sent as an urging round."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desk.shared.context import Desk
from app.desk.urge import reads as urge_reads
from app.rules.ticket.states import TicketStatus
from app.ui.frame.application import OpenWindow
from app.ui.kit.table.model import CELL_ROLE
from app.ui.rescue_list.forms import UrgeForm
from app.ui.rescue_list.page import RescuePage

ANSWERS = {"platform_valid": "是", "platform_contacted": "是"}


@pytest.fixture
def page(desk: Desk, opened: OpenWindow, take_in: Callable[..., int]) -> RescuePage:
    closed = {"status": TicketStatus.CLOSED, "closed_at": desk.now(), **ANSWERS}
    take_in("满意", unit="家政专班", **closed, platform_solved="是", platform_satisfied="满意")
    take_in("失两项", unit="家政专班", **closed, platform_solved="否", platform_satisfied="不满意")
    take_in("在办", unit="预付费专班", status=TicketStatus.HANDLING)
    take_in("待回访", unit="预付费专班", status=TicketStatus.TO_CALL_BACK)
    silent = closed | {"platform_contacted": "否"}
    take_in("只失响应", unit="家政专班", **silent, platform_solved="是", platform_satisfied="满意")
    opened.window.show_page("rescue-list")
    made = opened.window.current_page()
    assert isinstance(made, RescuePage)
    return made


def shown(page: RescuePage) -> list[tuple[str, str]]:
    return [(line.number, page.model.cell(place, 3).text) for place, line in enumerate(page.model.rows)]


def test_ticked_tickets_are_recomputed_together_and_sent(desk: Desk, opened: OpenWindow, page: RescuePage) -> None:
    assert page.strip.now.text() == "66.7"
    assert page.strip.after.isHidden()
    assert shown(page) == [("失两项", "+30.00"), ("在办", "+8.33"), ("待回访", "+8.33"), ("只失响应", "+3.33")]
    page.view.choose(0)
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert page.strip.after.text() == "96.7"
    second = page.view.visualRect(page.model.index(1, 0)).center()
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert page.strip.after.text() == "97.5"
    assert "2 件" in page.strip.said.text()
    opened.shell.commands.run("rescue-urge")
    form = opened.shell.last_form
    assert isinstance(form, UrgeForm)
    form.submit()
    assert form.isVisible()  # the closed one goes back into handling for a reason
    form.fields["reason"].setPlainText("诉求人称未退费")  # type: ignore[union-attr]
    form.submit()
    assert {row.unit for row in urge_reads.board(desk).rows} == {"家政专班", "预付费专班"}
    assert opened.window.current_page().name == "urges"
    assert page.ticked == set()


def test_what_cannot_be_done_stays_with_its_reason_and_units_narrow(opened: OpenWindow, page: RescuePage) -> None:
    assert [page.units.itemText(place) for place in range(3)] == [
        "全部单位", "预付费专班 2 件，一起办成 +13.33 分", "家政专班 1 件，一起办成 +30.00 分",
    ]  # fmt: skip
    page.units.show_value("预付费专班")
    page._narrow(None)
    assert [line.number for line in page.model.rows] == ["在办", "待回访"]
    assert page.back()
    assert not page.back()
    page.view.choose(3)
    cell = page.model.data(page.model.index(3, 3), CELL_ROLE)
    assert (cell.pale, cell.second) == (True, "只失响应分，再办理不能补回")
    page.view.open_current()
    assert opened.shell.selection.current == page.model.rows[3].ticket.ticket_id
