"""The alarm window as a person meets it: what it takes, what it refuses, how it comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.rules.law.clocks import ClockName
from app.ui.look.theme import Theme, ThemeMode
from app.ui.reminder.alarm.board import gather
from app.ui.reminder.alarm.body import LINES_AT_MOST
from app.ui.reminder.alarm.line import AlarmLine
from app.ui.reminder.alarm.window import AlarmWindow
from tests.support.levels import URGENT_LEVEL
from tests.support.reminder_rows import a_row

MINUTE = timedelta(minutes=1)
Key = Qt.Key


class Watched:
    """An alarm window with everything it asked for."""

    def __init__(self, qtbot: QtBot, clock: StillClock, guard_ms: int) -> None:
        self.qtbot, self.clock = qtbot, clock
        theme = Theme(mode=ThemeMode.LIGHT)
        theme.apply(clock.now())
        self.theme = theme
        self.window = AlarmWindow(theme, clock, guard_ms=guard_ms)
        qtbot.addWidget(self.window)
        self.asked: list[tuple[Any, ...]] = []
        self.rings: list[tuple[bool, int]] = []
        self.shown: list[list[int]] = []
        self.window.sign_requested.connect(lambda ids, reason: self.asked.append(("sign", ids, reason)))
        self.window.acknowledge_requested.connect(lambda ids: self.asked.append(("known", ids)))
        self.window.snooze_requested.connect(lambda ids, minutes: self.asked.append(("later", ids, minutes)))
        self.window.open_requested.connect(lambda ticket: self.asked.append(("open", ticket)))
        self.window.rang.connect(lambda urgent, turn: self.rings.append((urgent, turn)))
        self.window.shown.connect(self.shown.append)

    def show(self, *rows: Any, wait: bool = True) -> None:
        self.window.show_rows(rows)
        if wait:
            self.qtbot.waitUntil(lambda: not self.window.answers.locked)

    def press(self, *keys: Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)

    def live(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.advance(timedelta(seconds=1))
            self.window.beat()

    def row(self, number: int, minutes: float = 5, **more: Any) -> Any:
        return a_row(number, due=self.clock.now() + minutes * MINUTE, **more)


@pytest.fixture
def alarm(qtbot: QtBot, clock: StillClock) -> Iterator[Watched]:
    made = Watched(qtbot, clock, guard_ms=5)
    yield made
    made.window.stop()


@pytest.fixture
def guarded(qtbot: QtBot, clock: StillClock) -> Iterator[Watched]:
    """With the guard of the product, which a test does not wait for."""
    made = Watched(qtbot, clock, guard_ms=60_000)
    yield made
    made.window.stop()


def test_number_keys_sign_or_acknowledge_the_line_with_that_number(alarm: Watched) -> None:
    alarm.show(alarm.row(11, 5), alarm.row(12, 9), alarm.row(13, 600, clock=ClockName.DAY5, slot="16:00"))
    alarm.press(Key.Key_2, Key.Key_3)
    assert alarm.asked == [("sign", [12], ""), ("known", [13])]


def test_a_number_without_a_line_does_nothing(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.press(Key.Key_2, Key.Key_9, Key.Key_0)
    assert alarm.asked == []


def test_all_can_be_acknowledged_or_put_off(alarm: Watched) -> None:
    alarm.show(alarm.row(1), alarm.row(2, 9))
    alarm.press(Key.Key_A)
    assert alarm.asked == [("known", [1, 2])]
    alarm.window.show_refusal("请先登记值班人员，再确认提醒")
    alarm.press(Key.Key_S)
    assert alarm.asked[1:] == [("later", [1, 2], 5)]


def test_the_same_key_twice_asks_once_until_five_seconds_passed(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.press(Key.Key_1, Key.Key_1)
    assert len(alarm.asked) == 1
    alarm.live(5)
    alarm.press(Key.Key_1)
    assert len(alarm.asked) == 2


def test_in_the_first_second_no_key_and_no_click_is_taken(guarded: Watched) -> None:
    guarded.show(guarded.row(1), wait=False)
    guarded.press(Key.Key_1, Key.Key_A, Key.Key_S, Key.Key_O, Key.Key_Escape)
    body = guarded.window.body
    for button in (*body.buttons, body.lines[0].button, body.head.close_button):
        assert not button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(body.lines[0], Qt.MouseButton.LeftButton)
    assert guarded.asked == []
    assert guarded.window.isVisible()
    assert body.hint.text() == "请先看清：1 秒后可操作"


def test_new_rows_lock_the_window_again(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.show(alarm.row(1), alarm.row(2, 1), wait=False)
    assert alarm.window.answers.locked
    assert not alarm.window.body.buttons[0].isEnabled()
    alarm.qtbot.waitUntil(alarm.window.body.buttons[0].isEnabled)


def test_rows_that_stay_the_same_do_not_lock_it_or_ring_again(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.show(alarm.row(1), wait=False)
    assert not alarm.window.answers.locked
    assert alarm.rings == [(True, 0)]


def test_no_button_is_the_default_and_enter_and_space_do_nothing(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.press(Key.Key_Return, Key.Key_Enter, Key.Key_Space)
    assert alarm.asked == []
    assert not any(button.isDefault() or button.autoDefault() for button in alarm.window.body.buttons)


def test_held_keys_and_combinations_do_nothing(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        QTest.keyClick(alarm.window, Key.Key_1, modifier)
        QTest.keyClick(alarm.window, Key.Key_A, modifier)
    QTest.simulateEvent(alarm.window, True, Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
    assert alarm.asked == []


def test_the_keypad_counts_as_number_keys(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    QTest.keyClick(alarm.window, Key.Key_1, Qt.KeyboardModifier.KeypadModifier)
    assert alarm.asked == [("sign", [1], "")]


def test_it_stays_on_top_and_asks_for_no_keys(alarm: Watched) -> None:
    flags = alarm.window.windowFlags()
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus
    assert alarm.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_answered_lines_keep_their_places_so_that_numbers_do_not_move(alarm: Watched) -> None:
    rows = [alarm.row(n, n) for n in (1, 2, 3)]
    alarm.show(*rows)
    alarm.press(Key.Key_1)
    alarm.show(*rows[1:], wait=False)
    assert [line.done for line in alarm.window.body.lines] == ["✓ 已处理", "", ""]
    alarm.press(Key.Key_1, Key.Key_2)
    assert alarm.asked == [("sign", [1], ""), ("sign", [2], "")]


def test_when_nothing_rings_any_more_the_window_goes(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.show(wait=False)
    assert not alarm.window.isVisible()
    alarm.live(200)
    assert alarm.rings == [(True, 0)]


def test_a_late_sign_asks_for_the_reason_in_the_window(alarm: Watched) -> None:
    alarm.show(alarm.row(1, -2), alarm.row(2, 5))
    alarm.press(Key.Key_1)
    reason = alarm.window.body.reason
    assert reason.open
    assert reason.question.text() == "热线-261123-000001 已超过签收时限，请写明原因"
    QTest.keyClick(reason.field, Key.Key_Return)
    assert reason.question.text() == "请先写明超时原因"
    QTest.keyClicks(reason.field, "2 a s o")
    QTest.keyClick(reason.field, Key.Key_Return)
    assert alarm.asked == [("sign", [1], "2 a s o")]
    alarm.show(alarm.row(2, 5), wait=False)
    assert not reason.open


def test_a_reason_being_typed_outlives_new_alarms_and_other_answers(alarm: Watched) -> None:
    alarm.show(alarm.row(1, -2))
    alarm.press(Key.Key_1)
    QTest.keyClicks(alarm.window.body.reason.field, "line down")
    alarm.show(alarm.row(1, -2), alarm.row(2, 5))
    assert alarm.window.body.reason.field.text() == "line down"
    alarm.window.ask_reason([1], "热线-261123-000001 已超过签收时限，请写明原因")
    assert alarm.window.body.reason.field.text() == "line down"


def test_escape_in_the_reason_gives_up_only_the_reason(alarm: Watched) -> None:
    alarm.show(alarm.row(1, -2))
    alarm.press(Key.Key_1)
    QTest.keyClick(alarm.window.body.reason.field, Key.Key_Escape)
    assert not alarm.window.body.reason.open
    assert alarm.window.isVisible()
    assert alarm.asked == []


@pytest.mark.parametrize("way", ["escape", "close", "button"])
def test_closing_answers_nothing_and_it_comes_back_after_a_minute(alarm: Watched, way: str) -> None:
    alarm.show(alarm.row(1, 50, level=URGENT_LEVEL))
    if way == "escape":
        alarm.press(Key.Key_Escape)
    elif way == "close":
        alarm.window.close()
    else:
        QTest.mouseClick(alarm.window.body.head.close_button, Qt.MouseButton.LeftButton)
    assert not alarm.window.isVisible()
    alarm.live(59)
    assert not alarm.window.isVisible()
    alarm.live(1)
    assert alarm.window.isVisible()
    assert alarm.window.answers.locked
    assert alarm.asked == []
    assert alarm.rings == [(True, 0), (True, 1)]


def test_a_new_alarm_brings_a_closed_window_back_at_once(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.window.close()
    alarm.show(alarm.row(1), alarm.row(2))
    assert alarm.window.isVisible()


def test_unanswered_urgent_alarms_sound_on_and_calm_ones_ring_each_minute(alarm: Watched) -> None:
    alarm.show(alarm.row(1, 600, clock=ClockName.DAY5, slot="09:00"))
    alarm.live(61)
    assert alarm.rings == [(False, 0), (False, 1)]
    alarm.show(alarm.row(1, 600, clock=ClockName.DAY5, slot="09:00"), alarm.row(2))
    alarm.live(20)
    assert alarm.rings[2:] == [(True, 0), (True, -1), (True, -1)]


def test_times_left_live_and_the_head_turns_red_when_a_duty_presses(alarm: Watched) -> None:
    alarm.show(alarm.row(1, 11))
    head, line = alarm.window.body.head, alarm.window.body.lines[0]
    assert (head.words, head.pressing, line.item.left(alarm.clock.now())) == ("待签收 1 件", False, "剩 11:00")
    assert head.colour == alarm.theme.tokens.badge_amber
    alarm.live(61)
    assert (head.words, head.pressing, head.clock) == ("已 1 分钟无人应答：签收将超时 1 件", True, "02:42:01")
    assert head.colour == alarm.theme.tokens.badge_red
    assert "剩 09:59" in line.accessibleName()


def test_after_a_gap_the_head_says_what_fell_due_until_all_are_answered(alarm: Watched) -> None:
    alarm.show(alarm.row(1), alarm.row(2))
    alarm.window.show_gap("01:41–02:41 程序未运行，其间 4 条提醒到时")
    head = alarm.window.body.head
    assert (head.words, head.note) == ("01:41–02:41 程序未运行，其间 4 条提醒到时", "签收将超时 2 件")
    alarm.show(alarm.row(2), wait=False)
    assert (head.words, head.note) == ("01:41–02:41 程序未运行，其间 4 条提醒到时", "签收将超时 1 件")
    alarm.show(wait=False)
    alarm.show(alarm.row(3))
    assert (head.words, head.note) == ("签收将超时 1 件", "")


def test_an_urgent_alarm_nobody_answers_says_for_how_long_and_goes_a_channel_further_each_minute(
    alarm: Watched,
) -> None:
    alarm.show(alarm.row(1, 50, level=URGENT_LEVEL))
    alarm.live(121)
    assert [turn for _, turn in alarm.rings if turn != -1] == [0, 1, 2]
    assert alarm.window.body.head.words == "已 2 分钟无人应答：待签收 1 件"
    alarm.show(alarm.row(1, 48, level=URGENT_LEVEL), alarm.row(2, 90))
    assert alarm.window.body.head.words == "待签收 2 件"


def test_a_line_that_signs_holds_only_what_signing_answers(alarm: Watched) -> None:
    series = alarm.row(2, 600, ticket=1, clock=ClockName.DAY5, slot="09:00")
    alarm.show(alarm.row(1, 30, ticket=1), series)
    alarm.press(Key.Key_1)
    alarm.show(series, wait=False)
    alarm.press(Key.Key_1)
    assert alarm.asked == [("sign", [1], ""), ("known", [2])]


def test_lines_made_ahead_stand_hidden_until_something_rings(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    assert len(alarm.window.body.lines) == 1
    assert [line.isVisible() for line in alarm.window.body.findChildren(AlarmLine)] == [True] + [False] * 19


def test_o_opens_the_chosen_line_and_arrows_choose(alarm: Watched) -> None:
    alarm.show(*[alarm.row(n, n) for n in (1, 2, 3)])
    alarm.press(Key.Key_O, Key.Key_Down, Key.Key_O, Key.Key_Down, Key.Key_Down, Key.Key_O, Key.Key_Up, Key.Key_O)
    assert [ticket for _, ticket in alarm.asked] == [1, 2, 3, 2]


def test_what_was_shown_is_told_and_the_rest_follows_when_the_first_are_done(alarm: Watched) -> None:
    rows = [alarm.row(n, n) for n in range(1, LINES_AT_MOST + 6)]
    alarm.show(*rows)
    assert alarm.shown[-1] == list(range(1, LINES_AT_MOST + 1))
    assert alarm.window.body.head.words == "签收将超时 10 件，待签收 15 件"
    assert alarm.window.body.more.text() == "另有 5 件，按剩余时间排在后面；以上处理完后显示"
    alarm.press(Key.Key_A)
    assert alarm.asked == [("known", list(range(1, LINES_AT_MOST + 1)))]
    alarm.show(*rows[LINES_AT_MOST:])
    assert alarm.shown[-1] == list(range(LINES_AT_MOST + 1, LINES_AT_MOST + 6))


def test_buttons_can_be_clicked_and_are_named(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    body = alarm.window.body
    assert [button.accessibleName() for button in body.buttons] == ["全部知道了", "稍后 5 分钟", "打开工单"]
    assert body.lines[0].button.accessibleName() == "签收 热线-261123-000001"
    QTest.mouseClick(body.lines[0].button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(body.buttons[2], Qt.MouseButton.LeftButton)
    assert alarm.asked == [("sign", [1], ""), ("open", 1)]


def test_a_refusal_is_said_in_the_window(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.window.show_refusal("请先登记值班人员，再签收")
    assert alarm.window.body.hint.text() == "请先登记值班人员，再签收"


def test_a_change_of_theme_keeps_what_stands_there(alarm: Watched) -> None:
    alarm.show(alarm.row(1), alarm.row(2, 9))
    alarm.theme.choose(mode=ThemeMode.DARK, scale=150, now=alarm.clock.now())
    assert [line.item.leading.id for line in alarm.window.body.lines] == [1, 2]
    assert alarm.window.height() <= alarm.window.screen().availableGeometry().height()


def test_fifteen_hundred_expired_tickets_cost_the_window_less_than_a_blink(alarm: Watched) -> None:
    rows = [
        row
        for n in range(1, 1501)
        for row in (
            alarm.row(n, -n, clock=ClockName.DEADLINE, slot="due"),
            alarm.row(n + 2000, -n, ticket=n, clock=ClockName.DAY5, slot="22:00"),
        )
    ]
    alarm.show(alarm.row(9000, -9000))
    costs: list[float] = []
    for left_out in range(2, 12, 2):  # gathered elsewhere: the window's own thread takes the board as it is
        board = gather(rows[left_out:])
        begun = time.thread_time()
        alarm.window.show_board(board)
        alarm.window.beat()
        costs.append(time.thread_time() - begun)
    assert alarm.window.body.head.words == "已到期须上报 1495 件"
    assert len(alarm.window.body.lines) == LINES_AT_MOST
    assert min(costs) < 0.020
