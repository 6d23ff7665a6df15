"""The notifier's worker: what arrives, what fails and why, and that nothing holds it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from app.scheduler.channel import ChannelState
from app.scheduler.notices import Notice
from app.scheduler.notifier import HANGING_AT_MOST, WAITING_AT_MOST, Delivery, Notifier
from tests.support.patience import PATIENCE, Stopwatch

GOOD = ChannelState(True, "桌面通知正常")
BAD = ChannelState(False, "桌面通知未连接，请看报警窗")


class RecordingChannel:
    """A desktop that keeps what it was shown; `act` is done at each notice."""

    def __init__(self) -> None:
        self.shown: list[Notice] = []
        self.state = GOOD
        self.act: Callable[[Notice], None] = lambda _notice: None

    def send(self, notice: Notice) -> None:
        self.act(notice)
        self.shown.append(notice)

    def probe(self) -> ChannelState:
        return self.state


class Desk:
    """A notifier with what it told."""

    def __init__(self, deadline: float = PATIENCE) -> None:
        self.channel = RecordingChannel()
        self.deliveries: queue.SimpleQueue[Delivery] = queue.SimpleQueue()
        self.states: queue.SimpleQueue[ChannelState] = queue.SimpleQueue()
        self.notifier = Notifier(
            self.channel, on_delivery=self.deliveries.put, on_state=self.states.put, deadline=deadline
        )

    def next(self) -> Delivery:
        return self.deliveries.get(timeout=PATIENCE)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    made.notifier.start()
    yield made
    made.notifier.stop()


def test_the_state_of_the_desktop_is_told_at_the_start(desk: Desk) -> None:
    assert desk.states.get(timeout=PATIENCE) == GOOD


def test_a_notice_is_shown_cleaned_and_told(desk: Desk) -> None:
    desk.notifier.send([Notice("-签收剩 2 分钟", "昌平0001\0")])
    assert desk.next() == Delivery((Notice("签收剩 2 分钟", "昌平0001"),), True)
    assert desk.channel.shown == [Notice("签收剩 2 分钟", "昌平0001")]


def test_many_notices_are_shown_as_one(desk: Desk) -> None:
    desk.notifier.send([Notice(f"提醒{n}", "甲") for n in range(12)])
    assert desk.next().delivered
    assert [notice.title for notice in desk.channel.shown] == ["12 条提醒，请打开值守台处理"]


def test_no_notices_do_nothing(desk: Desk) -> None:
    desk.notifier.send([])
    desk.notifier.send([Notice("提醒", "甲")])
    assert len(desk.next().notices) == 1


def test_a_silent_failure_is_noticed(desk: Desk) -> None:
    desk.states.get(timeout=PATIENCE)
    desk.channel.state = BAD
    desk.notifier.send([Notice("提醒", "甲")])
    assert desk.next() == Delivery((Notice("提醒", "甲"),), False, BAD.words)
    assert desk.states.get(timeout=PATIENCE) == BAD


def test_a_back_end_that_throws_is_named_and_the_next_notice_is_shown(desk: Desk) -> None:
    def fail(notice: Notice) -> None:
        if notice.title == "一":
            raise NotImplementedError
        if notice.title == "二":
            raise OSError("broken")

    desk.channel.act = fail
    for title in "一二三":
        desk.notifier.send([Notice(title, "甲")])
    reasons = [desk.next().reason for _ in range(3)]
    assert reasons == ["这台电脑没有桌面通知", "桌面通知失败（OSError）", ""]


def test_a_listener_that_throws_does_not_end_the_worker() -> None:
    done = threading.Event()
    channel = RecordingChannel()

    def listener(_delivery: Delivery) -> None:
        if len(channel.shown) > 1:
            done.set()
        raise ValueError("listener")

    notifier = Notifier(channel, on_delivery=listener)
    notifier.start()
    notifier.send([Notice("一", "甲")])
    notifier.send([Notice("二", "甲")])
    assert done.wait(PATIENCE)
    notifier.stop()


def test_a_desktop_that_hangs_frees_the_worker_at_the_deadline() -> None:
    desk = Desk(deadline=1)
    gate = threading.Event()
    desk.channel.act = lambda notice: None if notice.title == "好" else (gate.wait(PATIENCE), None)[1]
    desk.notifier.start()
    watch = Stopwatch()
    desk.notifier.send([Notice("一", "甲"), Notice("不再试", "甲")])
    first = desk.next()
    assert (first.delivered, first.reason) == (False, "桌面通知没有响应")
    desk.notifier.send([Notice("好", "甲")])
    assert desk.next().delivered
    assert watch.idle_seconds() < 3
    assert [notice.title for notice in desk.channel.shown] == ["好"]
    gate.set()
    desk.notifier.stop()


def test_threads_do_not_pile_up_behind_a_desktop_that_hangs() -> None:
    desk = Desk(deadline=0.05)
    gate = threading.Event()
    desk.channel.act = lambda _notice: (gate.wait(PATIENCE), None)[1]
    desk.notifier.start()
    for number in range(HANGING_AT_MOST + 6):
        desk.notifier.send([Notice(f"提醒{number}", "甲")])
    assert {desk.next().reason for _ in range(HANGING_AT_MOST + 6)} == {"桌面通知没有响应"}
    assert sum(thread.name == "notice" for thread in threading.enumerate()) == HANGING_AT_MOST
    gate.set()
    desk.notifier.stop()


def test_a_full_queue_fails_at_once_and_stopping_gives_up_what_waits() -> None:
    desk = Desk()
    for number in range(WAITING_AT_MOST + 1):
        desk.notifier.send([Notice(f"提醒{number}", "甲")])
    assert desk.next().reason == "等待显示的通知太多"
    gate, begun = threading.Event(), threading.Event()
    desk = Desk()

    def hang(_notice: Notice) -> None:
        begun.set()
        gate.wait(PATIENCE)

    desk.channel.act = hang
    desk.notifier.start()
    desk.notifier.send([Notice("一", "甲")])
    assert begun.wait(PATIENCE)
    desk.notifier.send([Notice("二", "甲")])
    desk.notifier.stop(patience=0)
    assert desk.next() == Delivery((Notice("二", "甲"),), False, "程序正在退出")
    gate.set()
    assert desk.next().delivered


def test_of_a_batch_that_breaks_off_each_reminder_is_told_as_it_was(desk: Desk) -> None:
    def fail(notice: Notice) -> None:
        if notice.title == "二":
            raise OSError("broken")

    desk.channel.act = fail
    desk.notifier.send([Notice(title, "甲", (number,)) for number, title in enumerate("一二三", 1)])
    told = [desk.next() for _ in range(2)]
    assert [(delivery.ids, delivery.delivered) for delivery in told] == [((1,), True), ((2, 3), False)]


def test_the_tenth_alarm_of_a_minute_comes_in_one_notice_with_those_beside_it(desk: Desk) -> None:
    for number in range(4):
        desk.notifier.send([Notice(f"提醒{number}", "甲", (number,))])
        desk.next()
    desk.notifier.send([Notice(f"又{number}", "甲", (10 + number,)) for number in range(5)])
    desk.next()
    desk.notifier.send([Notice(f"再{number}", "甲", (20 + number,)) for number in range(2)])
    assert desk.next().ids == (20, 21)
    assert desk.channel.shown[-1].title == "一分钟内 11 条提醒，请打开值守台处理"
    assert len(desk.channel.shown) == 10
