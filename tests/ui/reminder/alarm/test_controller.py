"""Reminders from the desk through the window and back, with notices and sound."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.errors import EnvironmentFault
from app.base.people import Person
from app.desk import outage, sign
from app.desk.journal import reads as journal
from app.desk.journal.rows import JournalRow
from app.desk.law import versions as law_versions
from app.desk.reminder import acts as reminder_acts
from app.desk.reminder import ringing
from app.desk.shared.context import Desk
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.outage import OutageKind
from app.rules.reminder.states import ReminderChannel, ReminderState
from app.ui.frame.shell import Shell
from app.ui.reminder.alarm import board
from app.ui.reminder.alarm.controller import AlarmController
from app.ui.reminder.alarm.items import NoticeWords
from app.ui.reminder.alarm.window import AlarmWindow
from tests.support.levels import URGENT
from tests.ui.conftest import OPERATOR

MINUTE = timedelta(minutes=1)
OTHER = Person("值班员乙")


class Duty:
    """A controller on a real desk, with what went out of it."""

    def __init__(self, qtbot: QtBot, shell: Shell, desk: Desk, still: StillClock) -> None:
        self.qtbot, self.shell, self.desk, self.clock = qtbot, shell, desk, still
        self.notices: list[NoticeWords] = []
        self.sounds: list[bool] = []
        self.turns: list[int] = []
        self.counts: list[tuple[int, bool]] = []
        self.opened: list[int] = []
        self.window = AlarmWindow(shell.theme, still, guard_ms=5)
        qtbot.addWidget(self.window)
        self.controller = AlarmController(shell, self.window, notify=self.take, sound=self.play)
        self.controller.rows_changed.connect(lambda count, pressing: self.counts.append((count, pressing)))
        shell.ticket_requested.connect(self.opened.append)

    def take(self, notices: Sequence[NoticeWords]) -> None:
        self.notices.extend(notices)

    def play(self, urgent: bool, turn: int) -> bool:
        self.sounds.append(urgent)
        self.turns.append(turn)
        return True

    def pass_time(self, minutes: float) -> None:
        self.clock.advance(minutes * MINUTE)
        self.controller.tick()

    def press(self, *keys: Qt.Key) -> None:
        self.qtbot.waitUntil(lambda: not self.window.answers.locked)
        for key in keys:
            QTest.keyClick(self.window, key)

    def states(self, ticket: int) -> dict[str, ReminderState]:
        rows = reminder_acts.ledger(self.desk, ticket_id=ticket)
        return {row.slot: row.state for row in rows if row.clock == "sign"}


@pytest.fixture
def duty(qtbot: QtBot, shell: Shell, desk: Desk, still: StillClock) -> Iterator[Duty]:
    made = Duty(qtbot, shell, desk, still)
    made.controller.start()
    yield made
    made.controller.stop()


def test_what_falls_due_is_raised_noticed_shown_and_sounded_once(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.pass_time(0.1)
    number = ticket_reads.detail(duty.desk, ticket_id=ticket).row.number
    told = [(notice.title, notice.text) for notice in duty.notices]
    assert told == [("新到工单，请立即签收", f"健身房闭店，年卡无法退费 · 回龙观街道\n{number} 剩 09:54")]
    assert duty.sounds == [True]
    assert duty.window.isVisible()
    assert duty.states(ticket)["arrival"] is ReminderState.SHOWN
    assert duty.counts[-1] == (1, True)


def test_it_rings_again_as_soon_as_the_rules_in_force_say(duty: Duty, take_in: Callable[..., int]) -> None:
    now = duty.desk.now()
    form = law_versions.draft_of(duty.desk, duty.desk.rules_for(now)) | {"ring_again_seconds": 90}
    law_versions.save(duty.desk, person=Person("班组长甲"), form=form)
    duty.clock.advance(timedelta(seconds=1))
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    for second in (89, 1):
        before = len(duty.turns)
        duty.clock.advance(timedelta(seconds=second))
        duty.window.beat()
        assert [turn for turn in duty.turns[before:] if turn > 0] == ([1] if second == 1 else [])
    assert duty.window.body.head.note.startswith("已 1 分钟无人应答")


def test_signing_in_the_window_signs_the_ticket_and_ends_the_ringing(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.press(Qt.Key.Key_1)
    assert ticket_reads.detail(duty.desk, ticket_id=ticket).ticket.signed_by == OPERATOR.name
    assert not duty.window.isVisible()
    assert duty.counts[-1] == (0, False)


def test_a_late_sign_takes_its_reason_along(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(11)
    duty.press(Qt.Key.Key_1)
    field = duty.window.body.reason.field
    QTest.keyClicks(field, "line down")
    QTest.keyClick(field, Qt.Key.Key_Return)
    detail = ticket_reads.detail(duty.desk, ticket_id=ticket)
    assert (detail.ticket.sign_late, detail.ticket.sign_late_reason) == (True, "line down")
    assert not duty.window.isVisible()


@pytest.mark.parametrize(("late", "keys"), [(0, 1), (15, 2)])
def test_forty_urgent_tickets_take_one_key_and_when_late_one_more_for_one_reason(
    duty: Duty, take_in: Callable[..., int], late: float, keys: int
) -> None:
    tickets = [take_in(urgency=URGENT) for _ in range(40)]
    duty.pass_time(0.1 + late)
    duty.qtbot.waitUntil(lambda: not duty.window.answers.locked)
    begun = time.monotonic()
    pressed = 1
    QTest.keyClick(duty.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if duty.window.body.reason.open:
        pressed += 1
        QTest.keyClick(duty.window.body.reason.field, Qt.Key.Key_2)
    assert pressed == keys
    assert time.monotonic() - begun < 30
    details = [ticket_reads.detail(duty.desk, ticket_id=ticket).ticket for ticket in tickets]
    assert {one.signed_by for one in details} == {OPERATOR.name}
    assert {one.sign_late_reason for one in details} == ({"同时到达工单较多"} if late else {""})
    assert not duty.window.isVisible()
    assert duty.shell.undo is not None


def test_t_begins_a_call_that_keeps_the_alarm_a_strip_until_it_ends(duty: Duty, take_in: Callable[..., int]) -> None:
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.window.take_focus()
    duty.qtbot.waitUntil(duty.window.isActiveWindow)
    duty.press(Qt.Key.Key_T)
    assert duty.shell.calling.active
    assert (duty.window.isVisible(), duty.window.strip.isVisible()) == (False, True)
    assert duty.window.body.call.accessibleName() == "结束通话"
    duty.shell.calling.toggle()
    assert (duty.window.isVisible(), duty.window.strip.isVisible()) == (True, False)


def test_what_came_in_old_goes_to_history_by_one_key_and_stays_quiet(duty: Duty, take_in: Callable[..., int]) -> None:
    old = [take_in(dispatched_at=duty.desk.now() - timedelta(days=40)) for _ in range(3)]
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.pass_time(70)  # the second level of the old deadlines has come
    assert {item.key for item in duty.window.board.old} == set(old)
    assert duty.window.body.old.button.accessibleName() == "归入历史未结 3 件"
    duty.press(Qt.Key.Key_H)
    assert duty.window.board.old == ()
    assert all(ticket_reads.detail(duty.desk, ticket_id=ticket).row.backlog for ticket in old)


def test_signing_for_all_passes_over_what_somebody_else_has_signed_for(duty: Duty, take_in: Callable[..., int]) -> None:
    first, second = take_in(urgency=URGENT), take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.qtbot.waitUntil(lambda: not duty.window.answers.locked)
    sign.sign(duty.desk, person=OTHER, ticket_ids=[first])
    QTest.keyClick(duty.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert ticket_reads.detail(duty.desk, ticket_id=second).ticket.signed_by == OPERATOR.name
    assert ticket_reads.detail(duty.desk, ticket_id=first).ticket.signed_by == OTHER.name


def test_a_sign_that_became_late_on_its_way_asks_for_the_reason(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(9)
    duty.clock.advance(2 * MINUTE)
    duty.window.sign_requested.emit([ticket], "")
    assert duty.window.body.reason.open
    assert "请写明原因" in duty.window.body.reason.question.text()


def test_an_acknowledged_sign_reminder_comes_back_while_the_ticket_waits(
    duty: Duty, take_in: Callable[..., int]
) -> None:
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.press(Qt.Key.Key_A)
    assert not duty.window.isVisible()
    duty.pass_time(3.1)
    assert duty.window.isVisible()
    assert len(duty.notices) == 2


def test_a_snoozed_reminder_comes_back_after_five_minutes(duty: Duty, take_in: Callable[..., int]) -> None:
    take_in()
    duty.pass_time(91)
    duty.press(Qt.Key.Key_S)
    duty.pass_time(4)
    assert not duty.window.isVisible()
    duty.pass_time(1.1)
    assert duty.window.isVisible()


def test_what_another_process_acknowledged_disappears(duty: Duty, take_in: Callable[..., int]) -> None:
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    ids = [row.id for row in reminder_acts.ringing(duty.desk)]
    outcome = reminder_acts.acknowledge(duty.desk, person=OTHER, ids=ids)
    duty.shell.gateway.announce(outcome.changes)
    assert not duty.window.isVisible()


def test_a_ticket_signed_elsewhere_leaves_the_window(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(0.1)
    outcome = sign.sign(duty.desk, person=OTHER, ticket_ids=[ticket])
    duty.shell.gateway.announce(outcome.changes)
    assert not duty.window.isVisible()


def test_a_sign_for_that_is_undone_sounds_and_shows_again_what_rang(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(8)
    duty.qtbot.waitUntil(duty.window.isVisible)
    outcome = sign.sign(duty.desk, person=OPERATOR, ticket_ids=[ticket])
    duty.controller.refresh()
    duty.qtbot.waitUntil(lambda: not duty.window.isVisible())
    sounded = len(duty.turns)
    assert outcome.undo is not None
    duty.shell.gateway.submit(outcome.undo.use_case)
    duty.qtbot.waitUntil(duty.window.isVisible)
    assert duty.turns[sounded:] == [0]


def test_without_a_person_on_duty_the_refusal_stands_in_the_window(duty: Duty, take_in: Callable[..., int]) -> None:
    duty.shell.gateway.person = Person("")
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.press(Qt.Key.Key_1)
    assert duty.window.body.hint.text() == "请先登记值班人员，再签收"
    assert duty.window.isVisible()


def test_an_unanswered_urgent_alarm_goes_to_the_desktop_again_after_a_minute(
    duty: Duty, take_in: Callable[..., int]
) -> None:
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    for _ in range(60):
        duty.clock.advance(timedelta(seconds=1))
        duty.window.beat()
    assert len(duty.notices) == 2
    assert duty.turns == [0, -1, -1, -1, -1, -1, 1]
    assert all(duty.sounds)


def test_after_a_start_what_still_rings_is_shown_and_the_gap_is_told(
    qtbot: QtBot, shell: Shell, desk: Desk, still: StillClock, take_in: Callable[..., int]
) -> None:
    reminder_acts.raise_due(desk)
    ticket = take_in(urgency=URGENT)
    still.advance(timedelta(hours=9))
    duty = Duty(qtbot, shell, desk, still)
    duty.controller.start()
    assert duty.window.body.head.note == "02:41–11:41 程序未运行，其间 4 条提醒到时，其中 3 条错过"
    assert duty.states(ticket)["overdue"] is ReminderState.SHOWN
    journal = [line.text for line in desk_journal(desk)]
    assert any("提醒中断 540 分钟：程序未运行" in text for text in journal)
    duty.controller.stop()


def test_a_gap_told_by_the_heartbeat_is_kept_and_said(duty: Duty, take_in: Callable[..., int]) -> None:
    take_in(urgency=URGENT)
    since = duty.clock.now()
    duty.clock.advance(60 * MINUTE)
    duty.controller.gap(since, duty.clock.now(), OutageKind.ASLEEP)
    duty.controller.tick()
    assert duty.window.body.head.note.startswith("02:41–03:41 电脑休眠或系统时间被调快，其间")
    assert any("电脑休眠" in line.text for line in desk_journal(duty.desk))


def test_a_tick_may_come_from_any_thread(duty: Duty, take_in: Callable[..., int]) -> None:
    take_in(urgency=URGENT)
    duty.clock.advance(MINUTE / 10)
    thread = threading.Thread(target=duty.controller.tick)
    thread.start()
    thread.join()
    duty.qtbot.waitUntil(duty.window.isVisible)
    assert len(duty.notices) == 1


def test_the_last_tick_is_noted_each_minute(duty: Duty) -> None:
    begun = duty.clock.now()
    duty.pass_time(0.5)
    assert outage.last_tick(duty.desk) == begun
    duty.pass_time(0.6)
    assert outage.last_tick(duty.desk) == duty.clock.now()


def test_a_failed_raise_is_tried_again(duty: Duty, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def fail(_desk: Desk, **_said: object) -> None:
        asked.append(1)
        raise OSError("disk")

    monkeypatch.setattr(reminder_acts, "raise_due", fail)
    crashes: list[BaseException] = []
    duty.shell.gateway.crashed.connect(crashes.append)
    duty.pass_time(0.1)
    duty.pass_time(0.1)
    duty.pass_time(0.6)
    assert len(asked) == 2


def test_what_could_not_be_read_is_read_at_the_next_tick(
    duty: Duty, take_in: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(urgency=URGENT)

    def fail(_desk: Desk) -> None:
        raise EnvironmentFault("数据库正忙")

    with monkeypatch.context() as broken:
        broken.setattr(ringing, "slots", fail)
        duty.pass_time(0.1)
    assert not duty.window.isVisible()
    duty.pass_time(0.1)
    assert duty.window.isVisible()


def test_a_test_alarm_runs_the_chain_and_touches_no_ticket(duty: Duty) -> None:
    duty.controller.test_alarm()
    assert duty.window.isVisible()
    assert duty.window.body.head.words == "试响提醒：报警窗工作正常"
    assert [notice.title for notice in duty.notices] == ["试响提醒"]
    assert duty.sounds == [False]
    duty.press(Qt.Key.Key_O, Qt.Key.Key_1)
    assert duty.opened == []
    assert not duty.window.isVisible()
    assert not any("确认：" in line.text for line in desk_journal(duty.desk))


def test_o_opens_the_ticket_in_the_main_window(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.press(Qt.Key.Key_O)
    assert duty.opened == [ticket]


def test_closing_the_ticket_elsewhere_ends_its_day_reminders(duty: Duty, take_in: Callable[..., int]) -> None:
    ticket = take_in()
    sign.sign(duty.desk, person=OPERATOR, ticket_ids=[ticket])
    duty.pass_time((5 * 24 + 7) * 60)
    assert duty.window.isVisible()
    outcome = ticket_acts.close(duty.desk, person=OTHER, ticket_id=ticket, reason="已解决")
    duty.shell.gateway.announce(outcome.changes)
    assert [item.key for item in duty.window.items_shown() if item.key > 0] == []  # due papers ring on


def desk_journal(desk: Desk) -> list[JournalRow]:
    now = desk.now()
    return list(journal.between(desk, start=now - timedelta(days=9), end=now + MINUTE))


def test_the_keyboard_comes_to_the_alarm_window_when_something_rings(duty: Duty, take_in: Callable[..., int]) -> None:
    said: list[str] = []
    duty.shell.message.connect(lambda _tone, text: said.append(text))
    duty.controller.bring_back()
    assert said == ["现在没有要处理的提醒"]
    assert not duty.window.isVisible()
    take_in(urgency=URGENT)
    duty.pass_time(0.1)
    duty.press(Qt.Key.Key_Escape)
    assert not duty.window.isVisible()
    duty.controller.bring_back()
    assert duty.window.isVisible()
    assert len(said) == 1


def test_what_rings_in_several_turns_is_noticed_in_one_go_and_listed_in_parts(
    duty: Duty, take_in: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminder_acts, "TICKETS_AT_ONCE", 2)
    monkeypatch.setattr(board, "LISTED_AT_MOST", 3)
    tickets = [take_in(urgency=URGENT) for _ in range(5)]
    calls: list[int] = []
    monkeypatch.setattr(duty.controller.channels, "_notify", lambda notices: calls.append(len(notices)))
    duty.pass_time(0.1)
    assert calls == [5]
    assert len(duty.window.board.by_ticket) == len(tickets)
    titles = [item.title for item in duty.window.board.items]
    assert titles == [*["健身房闭店，年卡无法退费 · 回龙观街道"] * 3, *["（无标题）"] * 2]
    assert duty.window.board.urgent(duty.desk.now())
    duty.press(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
    duty.qtbot.waitUntil(lambda: len(duty.window.board.items) == 2)
    assert [entry.item.title for entry in duty.window.body.list.entries] == [
        "健身房闭店，年卡无法退费 · 回龙观街道"
    ] * 2


def test_receipts_do_not_make_the_alarm_read_what_rings_again(
    duty: Duty, take_in: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = take_in(urgency=URGENT)
    duty.pass_time(0.1)
    reads: list[int] = []
    real = ringing.slots
    monkeypatch.setattr(ringing, "slots", lambda desk: reads.append(1) or real(desk))
    for _ in range(20):
        duty.pass_time(0.05)
        duty.window.beat()
    duty.controller.window.shown.emit([row.id for row in reminder_acts.ringing(duty.desk)])
    reminder_acts.note_receipts(duty.desk, ids=[1], channel=ReminderChannel.SOUND, delivered=True)
    assert reads == []
    assert duty.states(ticket)["arrival"] is ReminderState.SHOWN
