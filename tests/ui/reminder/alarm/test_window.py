"""The alarm window as a person meets it: what it takes, what it refuses, how it comes back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.rules.law.clocks import ClockName
from app.ui.look.theme import Theme, ThemeMode
from app.ui.reminder.alarm.board import gather
from app.ui.reminder.alarm.line import LAST_KEY, AlarmLine, Entry
from app.ui.reminder.alarm.lines import AlarmLines
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
        self.window.history_requested.connect(lambda ids: self.asked.append(("history", ids)))
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
    guarded.press(Key.Key_1, Key.Key_Return, Key.Key_H, Key.Key_A, Key.Key_S, Key.Key_O, Key.Key_Escape)
    QTest.keyClick(guarded.window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
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


def test_no_button_is_the_default_and_space_does_nothing(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    alarm.press(Key.Key_Space)
    assert alarm.asked == []
    assert not any(button.isDefault() or button.autoDefault() for button in alarm.window.body.buttons)


def test_enter_answers_the_chosen_line(alarm: Watched) -> None:
    alarm.show(alarm.row(1), alarm.row(2, 600, clock=ClockName.DAY5, slot="16:00"))
    alarm.press(Key.Key_Down, Key.Key_Return, Key.Key_Up, Key.Key_Enter)
    assert alarm.asked == [("known", [2]), ("sign", [1], "")]


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
    alarm.press(Key.Key_2)
    reason = alarm.window.body.reason
    assert reason.open
    assert reason.question.text() == "热线-261123-000001 已超过签收时限，请写明原因"
    QTest.keyClick(reason.field, Key.Key_Return)
    assert reason.question.text() == "请先写明超时原因"
    QTest.keyClicks(reason.field, "at 2 a s o")
    QTest.keyClick(reason.field, Key.Key_Return)
    assert alarm.asked == [("sign", [1], "at 2 a s o")]
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
    assert (head.words, head.aside, head.pressing) == ("还能救的 1 件", "最近 11:00 后超时", False)
    assert line.item.left(alarm.clock.now()) == "剩 11:00"
    assert head.colour == alarm.theme.tokens.badge_amber
    alarm.live(61)
    assert (head.aside, head.note, head.pressing) == ("最近 09:59 后超时", "已 1 分钟无人应答", True)
    alarm.qtbot.waitUntil(lambda: head.height() == head.sizeHint().height())  # the second line is not cut off
    assert head.clock == "02:42:01"
    assert head.colour == alarm.theme.tokens.badge_red
    assert "剩 09:59" in line.accessibleName()


def test_after_a_gap_the_head_says_what_fell_due_until_all_are_answered(alarm: Watched) -> None:
    alarm.show(alarm.row(1), alarm.row(2))
    alarm.window.show_gap("01:41–02:41 程序未运行，其间 4 条提醒到时")
    head = alarm.window.body.head
    assert (head.words, head.note) == ("还能救的 2 件", "01:41–02:41 程序未运行，其间 4 条提醒到时")
    alarm.show(alarm.row(2), wait=False)
    assert (head.words, head.note) == ("还能救的 1 件", "01:41–02:41 程序未运行，其间 4 条提醒到时")
    alarm.show(wait=False)
    alarm.show(alarm.row(3))
    assert (head.words, head.note) == ("还能救的 1 件", "")


def test_an_urgent_alarm_nobody_answers_says_for_how_long_and_goes_a_channel_further_each_minute(
    alarm: Watched,
) -> None:
    alarm.show(alarm.row(1, 50, level=URGENT_LEVEL))
    alarm.live(121)
    assert [turn for _, turn in alarm.rings if turn != -1] == [0, 1, 2]
    assert alarm.window.body.head.note == "已 2 分钟无人应答"
    alarm.show(alarm.row(1, 48, level=URGENT_LEVEL), alarm.row(2, 90))
    assert (alarm.window.body.head.words, alarm.window.body.head.note) == ("还能救的 2 件", "")


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
    assert [line.isVisible() for line in alarm.window.body.findChildren(AlarmLine)] == [True] + [False] * 8


def test_o_opens_the_chosen_line_and_arrows_choose(alarm: Watched) -> None:
    alarm.show(*[alarm.row(n, n) for n in (1, 2, 3)])
    alarm.press(Key.Key_O, Key.Key_Down, Key.Key_O, Key.Key_Down, Key.Key_Down, Key.Key_O, Key.Key_Up, Key.Key_O)
    assert [ticket for _, ticket in alarm.asked] == [1, 2, 3, 2]


def test_new_alarms_begin_with_what_runs_out_first_unless_somebody_is_in_the_list(
    alarm: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [alarm.row(n, 20 + n) for n in range(10, 30)]
    lines = alarm.window.body.list
    monkeypatch.setattr(alarm.window, "isActiveWindow", lambda: True)
    alarm.show(*rows)
    alarm.press(Key.Key_End)
    alarm.show(alarm.row(1), *rows)
    assert (lines.chosen.leading.ticket_id, lines.top > 0) == (29, True)
    monkeypatch.setattr(alarm.window, "isActiveWindow", lambda: False)
    alarm.show(alarm.row(1), alarm.row(2), *rows)
    assert (lines.chosen.leading.ticket_id, lines.top) == (1, 0)


def test_the_keyboard_is_given_back_while_the_window_still_stands(
    alarm: Watched, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    back, stood = QWidget(), []
    qtbot.addWidget(back)
    back.show()
    monkeypatch.setattr(back, "activateWindow", lambda: stood.append(alarm.window.isVisible()))
    monkeypatch.setattr(alarm.window, "isActiveWindow", lambda: True)
    alarm.show(alarm.row(1))
    alarm.window.borrowed._windows = (back,)
    alarm.show(wait=False)
    assert stood == [True]
    assert not alarm.window.isVisible()


def test_what_stands_in_view_is_told_and_walking_tells_the_rest(alarm: Watched) -> None:
    rows = [alarm.row(n, n) for n in range(1, 26)]
    alarm.show(*rows)
    size = len(alarm.window.body.lines)
    assert 2 <= size <= LAST_KEY
    assert alarm.shown[-1] == list(range(1, size + 1))
    assert alarm.window.body.place.text() == f"第 1–{size} 件，共 25 件"
    alarm.press(Key.Key_PageDown)
    assert alarm.shown[-1] == list(range(size + 1, 2 * size + 1))
    alarm.press(Key.Key_End)
    assert alarm.shown[-1][-1] == 25


def test_acknowledging_all_means_everything_that_rings_with_its_number(alarm: Watched) -> None:
    old = [alarm.row(n, -60 * 24 * n, planned=alarm.clock.now() - 60 * 24 * n * MINUTE) for n in range(30, 40)]
    alarm.show(*[alarm.row(n, n) for n in range(1, 26)], *old)
    body = alarm.window.body
    assert body.know_all.text() == "确认全部 35 件　A"
    alarm.press(Key.Key_A)
    assert [sorted(ask[1]) for ask in alarm.asked] == [[*range(1, 26), *range(30, 40)]]


def test_the_first_two_hundred_of_338_lines_are_walked_with_nine_widgets(alarm: Watched) -> None:
    rows = [alarm.row(n, n) for n in range(1, 339)]
    alarm.show(*rows)
    body = alarm.window.body
    widgets = body.findChildren(AlarmLine)
    seen: set[int] = set()
    for _ in range(200):
        seen.update(item.key for item in body.list.shown_items)
        assert body.list.chosen is not None
        assert any(line.item is body.list.chosen for line in body.lines)
        alarm.press(Key.Key_Down)
    assert seen == set(range(1, 201))
    assert body.place.text().endswith("共 200 件，另有 138 件在这些之后列出")
    assert body.findChildren(AlarmLine) == widgets
    assert len(widgets) == LAST_KEY
    for key, place in ((Key.Key_Home, 1), (Key.Key_End, 200)):
        alarm.press(key, Key.Key_O)
        assert alarm.asked[-1] == ("open", place)
    alarm.press(Key.Key_Home)
    pages = 0
    while body.list.top + len(body.lines) < 200:
        alarm.press(Key.Key_PageDown)
        pages += 1
    assert pages <= 200 // 2
    alarm.press(Key.Key_PageUp, Key.Key_PageUp, Key.Key_1)
    assert alarm.asked[-1] == ("sign", [body.list.top + 1], "")


def test_old_ones_stand_in_one_line_with_their_number_age_and_one_act(alarm: Watched) -> None:
    def old(number: int, days: int) -> Any:
        return alarm.row(number, -60 * 24 * days, planned=alarm.clock.now() - timedelta(days=days))

    now = alarm.clock.now()
    rows = [alarm.row(1, 3), old(2, 40), old(3, 20)]
    alarm.window.show_board(gather(rows, now=now, came_old=[2, 3]))
    alarm.qtbot.waitUntil(lambda: not alarm.window.answers.locked)
    line = alarm.window.body.old
    assert [one.item.key for one in alarm.window.body.lines] == [1]
    assert line.words.text() == "早已超期 2 件，最久 40 天"
    assert line.button.accessibleName() == "归入历史未结 2 件"
    alarm.press(Key.Key_H)
    assert alarm.asked == [("history", [2, 3])]
    alarm.window.show_board(gather(rows, now=now))
    assert line.button.accessibleName() == "确认这 2 件"
    alarm.live(5)
    QTest.mouseClick(line.button, Qt.MouseButton.LeftButton)
    assert sorted(alarm.asked[-1][1]) == [2, 3]


def test_when_only_old_ones_ring_they_are_shown_once_and_do_not_ring_again(alarm: Watched) -> None:
    due = alarm.clock.now() - timedelta(days=9)
    alarm.show(alarm.row(1, -60 * 24 * 9, planned=due))
    assert alarm.window.isVisible()
    alarm.press(Key.Key_Escape)
    alarm.live(200)
    assert not alarm.window.isVisible()
    assert alarm.rings == []
    assert alarm.shown[-1] == [1]


def test_ctrl_enter_signs_for_all_in_time_and_asks_one_reason_for_all_that_are_late(alarm: Watched) -> None:
    alarm.show(alarm.row(1, 5), alarm.row(2, 9), alarm.row(3, -2), alarm.row(4, -70))
    body = alarm.window.body
    body.reason.offer(["first", "second"])
    assert body.sign_all.text() == "全部签收 4 件　Ctrl+回车"
    QTest.keyClick(alarm.window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert alarm.asked == [("sign", [1, 2], "")]
    assert body.reason.question.text() == "2 件 已超过签收时限，请写明原因"
    QTest.keyClick(body.reason.field, Key.Key_2)
    assert alarm.asked[1:] == [("sign", [3, 4], "second")]


def test_a_digit_within_a_reason_that_is_typed_stays_text(alarm: Watched) -> None:
    alarm.show(alarm.row(1, -2))
    alarm.window.body.reason.offer(["first", "second"])
    alarm.press(Key.Key_1)
    field = alarm.window.body.reason.field
    QTest.keyClicks(field, "at 2")
    assert (field.text(), alarm.asked) == ("at 2", [])
    QTest.keyClick(field, Key.Key_Return)
    assert alarm.asked == [("sign", [1], "at 2")]


def test_when_all_in_view_are_answered_the_next_follow_and_the_keys_wait_a_second(guarded: Watched) -> None:
    rows = [guarded.row(n, n) for n in range(1, 21)]
    guarded.show(*rows, wait=False)
    guarded.window.answers.stop()
    size = len(guarded.window.body.lines)
    guarded.show(*rows[size:], wait=False)
    assert guarded.window.body.list.shown_items[0].key == size + 1
    assert guarded.window.answers.locked


def test_one_button_is_filled(alarm: Watched) -> None:
    def filled() -> list[str]:
        buttons = alarm.window.body.findChildren(QPushButton)
        return [one.accessibleName() for one in buttons if one.property("primary") and one.isVisible()]

    alarm.show(alarm.row(1), alarm.row(2))
    assert filled() == ["全部签收 2 件"]
    alarm.show(alarm.row(3, 600, clock=ClockName.DAY5, slot="16:00"))
    assert filled() == ["确认全部 1 件"]


def test_buttons_can_be_clicked_and_are_named(alarm: Watched) -> None:
    alarm.show(alarm.row(1))
    body = alarm.window.body
    names = ["全部签收 1 件", "确认全部 1 件", "5 分钟后", "通话中", "打开工单"]
    assert [button.accessibleName() for button in body.buttons] == names
    assert body.lines[0].button.accessibleName() == "签收 热线-261123-000001"
    QTest.mouseClick(body.lines[0].button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(body.open, Qt.MouseButton.LeftButton)
    assert alarm.asked == [("sign", [1], ""), ("open", 1)]


def test_the_button_says_what_is_opened(alarm: Watched) -> None:
    task = replace(alarm.row(2, 600, clock=ClockName.TASK, slot="2h"), ticket_id=-1_000_000_007)
    alarm.show(alarm.row(1), task)
    body = alarm.window.body
    named = {}
    for place in (0, 1):
        body.list.end(last=bool(place))
        named[body.list.chosen.key] = body.open.accessibleName()  # type: ignore[union-attr]
    assert named == {1: "打开工单", -1_000_000_007: "打开任务"}


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
            alarm.row(n, -n / 3, clock=ClockName.DEADLINE, slot="due"),
            alarm.row(n + 2000, -n / 3, ticket=n, clock=ClockName.DAY5, slot="22:00"),
        )
    ]
    alarm.show(alarm.row(9000, -9))
    costs: list[float] = []
    for left_out in range(2, 12, 2):  # gathered elsewhere: the window's own thread takes the board as it is
        board = gather(rows[left_out:], now=alarm.clock.now())
        begun = time.thread_time()
        alarm.window.show_board(board)
        alarm.window.beat()
        costs.append(time.thread_time() - begun)
    assert alarm.window.body.head.words == "刚刚超时 1,495 件"
    assert len(alarm.window.body.lines) <= LAST_KEY
    assert min(costs) < 0.020


@pytest.mark.parametrize("scale", [100, 150])
def test_a_head_too_long_for_one_line_wraps_and_loses_no_word(alarm: Watched, scale: int) -> None:
    alarm.theme.choose(scale=scale, now=alarm.clock.now())
    alarm.show(alarm.row(1))
    head = alarm.window.body.head
    one_line = head.sizeHint().height()
    words, aside = (
        "还能救的 40 件，刚刚超时 12 件，早已超期的 1,338 件，历史未结 2,000 件",
        "第一件 03:12 后超时，请先签收",
    )
    head.show_words(words, aside, "", "02:41:00", pressing=True)
    lines = [text for text, _bold in head.lines]
    assert "".join(lines) == words + aside
    assert len(lines) >= 2
    assert head.sizeHint().height() > one_line
    head.show_words("还能救的 1 件", "", "", "02:41:00", pressing=True)
    assert head.sizeHint().height() == one_line
    alarm.theme.choose(scale=100, now=alarm.clock.now())


def test_the_line_stays_whole_above_a_question_with_two_rows_of_reasons(alarm: Watched) -> None:
    body = alarm.window.body
    body.reason.offer([f"超时原因的第 {number} 种说法" for number in range(1, 8)])
    alarm.show(alarm.row(1, -2))
    alarm.press(Key.Key_1)
    alarm.qtbot.waitUntil(lambda: body.reason.geometry().height() > 0)
    assert body.list.lines[0].geometry().bottom() < body.list.height()


def test_a_list_that_grows_shows_every_line_for_which_there_is_room(alarm: Watched, qtbot: QtBot) -> None:
    lines = AlarmLines(alarm.theme)
    qtbot.addWidget(lines)
    lines.show()
    lines.resize(640, 90)  # before its window has its size there is room for one
    board = gather([alarm.row(1), alarm.row(2, minutes=6), alarm.row(3, minutes=7)], now=alarm.clock.now())
    lines.build([Entry(item) for item in board.listed], alarm.clock.now())
    lines.walk(1)
    assert [line.item.key for line in lines.lines] == [2]
    lines.resize(640, lines.wanted_height())
    assert [line.item.key for line in lines.lines] == [1, 2, 3]
    lines.resize(640, 160)
    assert [line.item.key for line in lines.lines] == [1, 2]
