"""The dashboard in the window: every cell opens its tickets by key and by mouse, the meeting mode, what failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.base.clock import StillClock
from app.desk.dashboard import reads as dashboard_reads
from app.desk.queue.rows import QueueQuery
from app.desk.shared.context import Desk
from app.desk.warning import follow
from app.rules.figures.fields import Caliber, Field
from app.rules.queue.names import QueueName
from app.rules.ticket.states import TicketStatus
from app.ui.dashboard.page import DashboardPage
from app.ui.frame.application import OpenWindow
from app.ui.warning.page import WarningsPage


@pytest.fixture
def page(opened: OpenWindow, take_in: Callable[..., int], desk: Desk, still: StillClock) -> DashboardPage:
    said = {"platform_valid": "是", "platform_contacted": "是", "platform_solved": "是", "platform_satisfied": "满意"}
    closed = {"status": TicketStatus.CLOSED, "closed_at": desk.now()}
    take_in("甲", category_1="市场", category_2="预付卡", street="霍营街道", **closed, **said)
    take_in("乙", category_1="市场", category_2="预付卡", street="沙河镇", status=TicketStatus.HANDLING)
    take_in("丙", category_1="居民", category_2="家政", street="霍营街道")
    still.advance(timedelta(minutes=1))
    opened.window.show_page("dashboard")
    made = opened.window.current_page()
    assert isinstance(made, DashboardPage)
    return made


@pytest.fixture
def queries(opened: OpenWindow) -> list[QueueQuery]:
    asked: list[QueueQuery] = []

    def keep(query: QueueQuery, _title: str) -> None:
        asked.append(query)

    opened.shell.queue_requested.connect(keep)
    return asked


def ids(query: QueueQuery) -> int:
    return len(query.only or ())


def test_every_part_opens_its_tickets(opened: OpenWindow, page: DashboardPage, queries: list[QueueQuery]) -> None:
    view = page.view
    assert view.today["received"].face.figure == "3"
    assert view.period[Field.SCORE].face.figure == "100.0"
    assert view.period[Field.SCORE].face.pale  # one valid callback says little
    QTest.keyClick(view.today["received"], Qt.Key.Key_Return)
    QTest.mouseClick(view.period[Field.RESPONSE], Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.today["to-sign"], Qt.MouseButton.LeftButton)
    assert [ids(query) for query in queries[:2]] == [3, 1]
    assert queries[2].queue is QueueName.TO_SIGN
    assert "预付卡" in view.heat.words()
    QTest.keyClick(view.heat, Qt.Key.Key_Return)
    QTest.keyClick(view.heat, Qt.Key.Key_Right)
    QTest.keyClick(view.heat, Qt.Key.Key_Right)
    QTest.keyClick(view.heat, Qt.Key.Key_Return)  # the sum of the row
    middle = view.heat._box(1, 0).center().toPoint()
    QTest.mouseClick(view.heat, Qt.MouseButton.LeftButton, pos=middle)
    assert [ids(query) for query in queries[3:]] == [1, 2, 1]
    QTest.keyClick(view.risks, Qt.Key.Key_Return)
    assert opened.shell.selection.current is not None


def test_the_caliber_the_trend_and_what_failed(
    opened: OpenWindow, page: DashboardPage, queries: list[QueueQuery], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.shell.commands.run("dashboard-caliber")
    assert page.board is not None
    assert page.board.caliber is Caliber.GROSS
    QTest.keyClick(page.view.trend, Qt.Key.Key_Left)
    QTest.keyClick(page.view.trend, Qt.Key.Key_Return)
    QTest.mouseClick(page.view.trend, Qt.MouseButton.LeftButton, pos=QPoint(page.view.trend.width() // 2, 40))
    assert [ids(query) for query in queries] == [1, 1]
    assert page.trouble.isHidden()

    def fail(_desk: Desk, **_arguments: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(dashboard_reads, "board", fail)
    page.refresh()
    assert not page.trouble.isHidden()
    assert "此前的数" in page.trouble.text()
    assert page.view.today["received"].face.figure == "3"
    fresh = DashboardPage(opened.shell)
    fresh.refresh()
    assert fresh.view.isHidden()  # nothing was ever read: no figures, no empty lists
    assert "此前" not in fresh.trouble.text()
    fresh.deleteLater()


def test_the_meeting_mode_fills_the_screen_and_leaves_by_esc(opened: OpenWindow, page: DashboardPage) -> None:
    opened.shell.commands.run("dashboard-meeting")
    meeting = page.meeting
    assert meeting is not None
    assert meeting.isWindow()
    assert meeting.height() >= meeting.screen().geometry().height()
    assert meeting.view.today["received"].face == page.view.today["received"].face
    # 52 px at 96 dots an inch are 14 mm: read at 2 m, and larger where the screen is.
    assert meeting.view.ink.px(52) >= 52
    QTest.keyClick(meeting, Qt.Key.Key_Escape)
    assert not meeting.isVisible()


def test_a_warning_opens_its_card(
    opened: OpenWindow, page: DashboardPage, desk: Desk, take_in: Callable[..., int]
) -> None:
    for place in range(3):
        take_in(merchant="悦动云健身有限公司", phones=f"1380000000{place}", content="健身房停业，要求退费2000元")
    for place in range(2):
        take_in(merchant="净衣坊洗衣有限公司", title="洗坏衣服", content="要求赔偿", phones=f"1380000001{place}")
    follow.sweep(desk)
    page.refresh()
    assert [line.mark for line in page.view.warnings.lines] == ["橙", "蓝"]
    QTest.keyClick(page.view.warnings, Qt.Key.Key_Down)
    QTest.keyClick(page.view.warnings, Qt.Key.Key_Return)
    front = opened.window.current_page()
    assert isinstance(front, WarningsPage)
    assert front.card is not None
    assert "净衣坊" in front.card.row.name
