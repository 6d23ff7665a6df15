"""The panel shows the whole ticket, explains its clocks, and keeps numbers masked until they are revealed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.base.changes import Change
from app.desk.ticket import acts as ticket_acts
from app.rules.ticket.states import TicketStatus
from app.ui.kit.folded import Folded
from app.ui.ticket.action_bar import actions_for
from app.ui.ticket.panel import TicketPanel
from tests.support.levels import URGENT
from tests.ui.conftest import OPERATOR


def whole(opened) -> TicketPanel:
    """The panel, once all its parts stand."""
    panel = opened.window.panel
    while not panel.is_whole:
        opened.application.processEvents()
    return panel


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.text())


def show(opened, ticket_id: int) -> None:
    opened.gateway.announce(Change.TICKETS)
    opened.shell.open_ticket(ticket_id)


def test_everything_known_is_shown_and_unknown_columns_too(opened, take_in) -> None:
    show(opened, take_in("热线-261123-004417", merchant="某某店", place="云趣园三区", extra={"督办人": "李某"}))
    told = words(whole(opened))
    for part in (
        "热线-261123-004417",
        "健身房闭店，年卡无法退费",
        "某某店",
        "回龙观街道 · 云趣园三区",
        "督办人",
        "李某",
    ):
        assert part in told


def test_what_the_citizen_says_comes_right_after_the_clocks_and_the_file_s_own_columns_last(opened, take_in) -> None:
    show(opened, take_in("热线-261123-004417", content="年卡无法退费，多次联系无果", extra={"督办人": "李某"}))
    shown = words(whole(opened))
    assert (
        shown.index("年卡无法退费，多次联系无果")
        < shown.index("来电人")
        < shown.index("时间线")
        < shown.index("督办人")
    )


def test_the_file_s_own_columns_stand_behind_one_line(opened, take_in, qtbot) -> None:
    show(opened, take_in("热线-261123-004417", extra={"督办人": "李某"}))
    folded = whole(opened).findChild(Folded)
    assert not folded.part.isVisible()
    folded.line.setFocus()
    QTest.keyClick(folded.line, Qt.Key.Key_Space)
    assert folded.part.isVisible()
    assert folded.line.accessibleDescription() == "已展开"


def test_numbers_are_masked_until_f8_and_masked_again_on_the_next_ticket(opened, take_in, desk) -> None:
    first, second = take_in("甲"), take_in("乙")
    show(opened, first)
    assert "13800000001" not in words(whole(opened))
    opened.shell.commands.run("reveal")
    assert "13800000001" in words(whole(opened))
    with desk.register.reading() as stores:
        assert "reveal" in [line.verb for line in stores.journal.of_ticket(first)]
    opened.shell.open_ticket(second)
    opened.shell.open_ticket(first)
    assert "13800000001" not in words(whole(opened))


def test_revealed_numbers_stay_while_nothing_new_is_known_of_the_ticket(opened, take_in, desk) -> None:
    ticket = take_in("甲")
    show(opened, ticket)
    opened.shell.commands.run("reveal")
    opened.gateway.announce(Change.EVERYTHING)
    assert "13800000001" in words(whole(opened))
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text="已致电")
    opened.gateway.announce(Change.EVERYTHING)
    assert "13800000001" not in words(whole(opened))
    assert "已致电" in words(whole(opened))


def test_every_clock_says_why(opened, take_in) -> None:
    show(opened, take_in(urgency=URGENT))
    panel = whole(opened)
    assert "10 分钟" in panel.explained()
    cards = panel._cards
    cards.cards[2].clicked.emit()
    assert "前办结" in panel.explained()
    assert "· →" not in panel.explained()


def test_the_cards_run_on_without_a_new_read(opened, take_in, still) -> None:
    show(opened, take_in(urgency=URGENT))
    cards = opened.window.panel._cards
    assert cards.cards[0].words() == "剩 10:00"
    still.advance(timedelta(seconds=70))
    opened.window.panel.tick(still.now())
    assert opened.window.panel._cards is cards
    assert cards.cards[0].words() == "剩 08:50"
    still.advance(timedelta(minutes=10))
    opened.window.panel.tick(still.now())
    assert cards.cards[0].words() == "已超 1 分"
    assert cards.cards[0].property("tone") == "red"


def test_an_estimated_dispatch_time_is_marked_and_can_be_corrected(opened, take_in) -> None:
    show(opened, take_in(dispatched_basis="编号日期"))
    panel = whole(opened)
    assert "估算" in words(panel)
    assert "依据编号日期" in words(panel)
    assert [b for b in panel.findChildren(QPushButton) if "更正" in b.text()]


def test_the_timeline_tells_old_and_new(opened, take_in, desk) -> None:
    ticket = take_in(status=TicketStatus.HANDLING)
    ticket_acts.dispatch(desk, person=OPERATOR, ticket_id=ticket, unit="预付费专班")
    show(opened, ticket)
    told = words(whole(opened))
    assert "承办单位：（空） → 预付费专班" in told
    assert "将提醒：" in told


@pytest.mark.parametrize(
    ("status", "main", "filled"),
    [
        (TicketStatus.TO_SIGN, "sign", True),
        (TicketStatus.HANDLING, "contact", True),
        (TicketStatus.TO_REVIEW, "pass-reply", True),
        (TicketStatus.TO_CALL_BACK, "call-back", True),
        (TicketStatus.CLOSED, "reopen", False),
    ],
)
def test_the_action_of_the_moment_comes_first(opened, take_in, status, main, filled) -> None:
    show(opened, take_in(status=status))
    assert actions_for(opened.shell, opened.shell.selection.detail)[0][0] == main
    assert actions_for(opened.shell, opened.shell.selection.detail)[1] is filled


def test_only_one_button_is_filled(opened, take_in) -> None:
    show(opened, take_in())
    filled = [name for name, b in whole(opened).bar.buttons.items() if b.property("primary")]
    assert filled == ["sign"]
    assert "dispatch" not in opened.window.panel.bar.buttons


def test_texts_can_be_selected(opened, take_in) -> None:
    from app.ui.kit.labels import SELECTABLE

    show(opened, take_in("热线-261123-000001"))
    labels = {label.text(): label for label in whole(opened).findChildren(QLabel)}
    for text in ("热线-261123-000001", "健身房闭店，年卡无法退费", "市民反映某健身中心张贴停业通知，要求退费。"):
        assert labels[text].textInteractionFlags() & SELECTABLE


def test_a_ticket_that_is_built_anew_keeps_the_place_read(opened, take_in, desk) -> None:
    ticket = take_in("甲", content="市民反映健身房闭店。\n" * 80)
    show(opened, ticket)
    bar = whole(opened)._scroll.verticalScrollBar()
    bar.setValue(120)
    ticket_acts.add_note(desk, person=OPERATOR, ticket_id=ticket, text="已致电")
    opened.gateway.announce(Change.EVERYTHING)
    assert "已致电" in words(whole(opened))
    assert bar.value() == 120


def test_nothing_is_added_to_a_ticket_that_is_no_longer_chosen(opened, take_in) -> None:
    show(opened, take_in("甲"))
    opened.shell.select(None, ())
    assert "选择一件工单" in words(whole(opened))
    assert not opened.window.panel.bar.isVisible()


def test_the_platforms_first_answers_stand_above_the_last_where_they_differ(opened, take_in) -> None:
    show(opened, take_in("热线-261123-004417", platform_satisfied="满意", platform_first_satisfied="不满意"))
    shown = words(whole(opened))
    assert "首次是否满意\n不满意" in shown
    assert "最终是否满意\n满意" in shown
    show(opened, take_in("热线-261123-004418", platform_satisfied="满意"))
    assert "首次是否" not in words(whole(opened))
