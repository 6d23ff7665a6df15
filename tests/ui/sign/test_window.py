"""The cockpit as a person meets it: keys, clicks, what it refuses, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.desk.sign import Waiting
from app.desk.ticket.row import TicketRow
from app.ui.frame.window_memory import WindowMemory
from app.ui.look.theme import Theme, ThemeMode
from app.ui.sign.window import CockpitWindow

Key = Qt.Key


class Strip:
    """A cockpit with everything it asked for."""

    def __init__(self, qtbot: QtBot, clock: StillClock, folder: Path, settle_ms: int = 5) -> None:
        self.qtbot, self.clock = qtbot, clock
        self.theme = Theme(mode=ThemeMode.LIGHT)
        self.theme.apply(clock.now())
        self.memory = WindowMemory(folder / "window.ini")
        self.settle_ms = settle_ms
        self.asked: list[tuple[Any, ...]] = []
        self.window = self.make()

    def make(self) -> CockpitWindow:
        window = CockpitWindow(self.theme, self.clock, self.memory, settle_ms=self.settle_ms)
        self.qtbot.addWidget(window)
        window.sign_requested.connect(lambda ticket, reason: self.asked.append(("sign", ticket, reason)))
        window.open_requested.connect(lambda ticket: self.asked.append(("open", ticket)))
        window.put_away.connect(lambda: self.asked.append(("away",)))
        return window

    def show(self, *minutes: float, total: int | None = None, first: int = 1, wait: bool = True) -> None:
        rows = tuple(self.row(number, left) for number, left in enumerate(minutes, start=first))
        self.window.show()
        self.window.show_waiting(Waiting(len(rows) if total is None else total, rows))
        if wait:
            self.qtbot.waitUntil(lambda: not self.window.settling)

    def row(self, number: int, left: float) -> TicketRow:
        due = self.clock.now() + timedelta(minutes=left)
        return TicketRow.of(
            id=number,
            number=f"热线-261123-{number:06}",
            title="健身房闭店，年卡无法退费",
            urgency="urgent",
            sign_due_at=due,
            dispatched_at=due - timedelta(minutes=10),
        )

    def press(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)


@pytest.fixture
def strip(qtbot: QtBot, clock: StillClock, tmp_path: Path) -> Iterator[Strip]:
    made = Strip(qtbot, clock, tmp_path)
    yield made
    made.window.hide()


def test_number_keys_sign_for_the_nth_ticket(strip: Strip) -> None:
    strip.show(2, 5, 9)
    strip.press(Key.Key_2, Key.Key_4, Key.Key_0)
    QTest.keyClick(strip.window, Key.Key_3, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(strip.window, Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    QTest.simulateEvent(strip.window, True, Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
    assert strip.asked == [("sign", 2, ""), ("sign", 3, "")]


def test_a_click_on_the_keys_words_signs_and_one_beside_them_does_not(strip: Strip) -> None:
    strip.show(5)
    card = strip.window.body.cards[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, card.height() // 2))
    assert strip.asked == []
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card._key_box().center())
    assert strip.asked == [("sign", 1, "")]
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert strip.asked[1:] == [("open", 1)]


def test_a_late_sign_asks_for_its_reason_in_the_strip(strip: Strip) -> None:
    strip.show(-2, 5)
    strip.press(Key.Key_1)
    reason = strip.window.body.reason
    assert reason.open
    assert reason.question.text() == "热线-261123-000001 已超过签收时限，请写明原因"
    strip.press(Key.Key_2)
    QTest.keyClicks(reason.field, "2 line down")
    QTest.keyClick(reason.field, Key.Key_Return)
    assert strip.asked == [("sign", 1, "2 line down")]
    strip.show(5, first=2)
    assert not reason.open


def test_a_key_is_not_taken_just_after_the_cards_changed_their_places(
    qtbot: QtBot, clock: StillClock, tmp_path: Path
) -> None:
    strip = Strip(qtbot, clock, tmp_path, settle_ms=60_000)
    strip.show(5, 9, wait=False)
    strip.press(Key.Key_1)
    strip.show(1, 5, 9, first=0, wait=False)
    strip.press(Key.Key_1)
    assert strip.asked == [("sign", 1, "")]
    assert strip.window.body.notice.text() == "次序刚有变化，请看清后再按"


def test_a_ticket_that_joins_at_the_end_moves_nobody(strip: Strip) -> None:
    strip.show(5)
    strip.show(5, 9, wait=False)
    assert not strip.window.settling


def test_an_empty_strip_is_green_says_so_and_costs_no_second(strip: Strip) -> None:
    strip.show(5)
    assert strip.window.running
    strip.show()
    window = strip.window
    assert (window.running, window.accessibleName(), window.body.nothing.text()) == (
        False,
        "签收台，无待签收",
        "✓ 无待签收",
    )
    ground = window.grab().toImage().pixelColor(window.width() // 2, 6)
    assert ground == QColor(strip.theme.tokens.green_soft)


def test_a_hidden_strip_costs_no_second(strip: Strip) -> None:
    strip.show(5)
    strip.window.hide()
    assert not strip.window.running
    strip.window.show()
    assert strip.window.running


def test_times_left_live_and_the_card_says_them(strip: Strip) -> None:
    strip.show(5)
    strip.clock.advance(timedelta(seconds=61))
    strip.window.tick()
    words = strip.window.body.cards[0].words
    assert words is not None
    assert words.ring == "03:59"
    assert "剩 03:59" in strip.window.body.cards[0].accessibleName()


def test_what_half_a_screen_does_not_hold_is_counted(strip: Strip) -> None:
    strip.show(*range(1, 10), total=14)
    body = strip.window.body
    shown = len(body.standing())
    assert shown >= 8
    assert [card.isVisible() for card in body.cards] == [True] * shown + [False] * (9 - shown)
    assert (body.count.text(), body.more.text()) == ("14 件", f"另有 {14 - shown} 件")
    assert strip.window.accessibleName() == "签收台，14 件待签收"


@pytest.mark.parametrize("scale", [100, 150])
def test_it_fits_the_screen_at_every_size_of_letters(strip: Strip, scale: int) -> None:
    strip.theme.choose(mode=ThemeMode.DARK, scale=scale, now=strip.clock.now())
    strip.show(-3, *range(1, 9), total=14)
    strip.press(Key.Key_1)
    room = strip.window.screen().availableGeometry()
    assert room.contains(strip.window.geometry())
    body = strip.window.body
    inside, shown = strip.window.rect(), [card for card in body.cards if card.row is not None]
    assert shown
    for card in shown:
        assert inside.contains(card.geometry())
        assert card.size() == card.sizeHint()
    assert body.more.text() == f"另有 {14 - len(shown)} 件"
    if len(shown) < 9:
        strip.press(Key.Key_9)
        assert strip.asked == []


def test_its_place_is_remembered_and_a_place_outside_every_screen_comes_back(strip: Strip) -> None:
    strip.show(5)
    window = strip.window
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    window.move(40, 50)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    again = strip.make()
    again.show()
    assert again.pos() == QPoint(40, 50)
    strip.memory.keep("cockpit-place", QByteArray(b"9000,-9000"))
    lost = strip.make()
    lost.show()
    assert lost.screen().availableGeometry().contains(lost.geometry())
    strip.memory.keep("cockpit-place", QByteArray(b"no place"))
    fresh = strip.make()
    fresh.show()
    assert fresh.screen().availableGeometry().contains(fresh.geometry())


def test_closing_puts_it_away_by_the_controller(strip: Strip) -> None:
    strip.show(5)
    strip.window.close()
    strip.window.body.close_button.click()
    assert strip.asked == [("away",), ("away",)]
    assert strip.window.isVisible()


def test_it_takes_no_keys_by_itself_and_stays_on_top(strip: Strip) -> None:
    assert strip.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert strip.window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
