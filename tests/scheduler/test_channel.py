"""plyer on a real bus: what the daemon receives, and that a dead or absent daemon is noticed."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.scheduler.channel import ChannelState, DesktopChannel
from app.scheduler.notices import Notice
from app.scheduler.notifier import Delivery, Notifier
from tests.support.bus import NoticeRecorder, PrivateBus, RealDaemon, StandInDaemon
from tests.support.patience import PATIENCE, Stopwatch
from tests.support.screen import Screen

Deliveries = queue.SimpleQueue[Delivery]


@pytest.fixture
def deliveries() -> Deliveries:
    return queue.SimpleQueue()


@pytest.fixture
def notifier(private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, deliveries: Deliveries) -> Iterator[Notifier]:
    """A notifier on the private bus that does not take a busy machine for a dead one."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", private_bus.address)
    made = Notifier(DesktopChannel(patience=PATIENCE), on_delivery=deliveries.put, deadline=PATIENCE)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def impatient(private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, deliveries: Deliveries) -> Iterator[Notifier]:
    """The notifier as the product has it."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", private_bus.address)
    made = Notifier(DesktopChannel(), on_delivery=deliveries.put)
    made.start()
    yield made
    made.stop()


@pytest.mark.notifications
@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("签收剩 2 分钟", "昌平0001 健身房闭店 · 回龙观街道"),
        ("-u critical", "--help"),
        ("", ""),
        ("店家说'不退'", '"年卡" & <b>押金</b> \\ $(id)'),
        ("长" * 200, "字\n" * 300),
        ("𠮷" * 80, "昌平\x000002"),
    ],
)
def test_what_plyer_sends_arrives_at_a_real_daemon(
    notices: NoticeRecorder, notifier: Notifier, deliveries: Deliveries, title: str, text: str
) -> None:
    asked = Notice(title, text)
    notifier.send([asked])
    delivery = deliveries.get(timeout=PATIENCE)
    assert delivery == Delivery((asked.cleaned(),), True)
    arrived = notices.wait_for()
    assert (arrived.title, arrived.body, arrived.program) == (asked.cleaned().title, asked.cleaned().text, "接诉值守台")
    assert arrived.timeout_ms == 10_000, "a notice that stays says a time left that is no longer true"


@pytest.mark.notifications
def test_without_a_daemon_the_silence_is_noticed(notifier: Notifier, deliveries: Deliveries) -> None:
    notifier.send([Notice("提醒", "甲")])
    delivery = deliveries.get(timeout=PATIENCE)
    assert (delivery.delivered, delivery.reason) == (False, "桌面通知未连接，请看报警窗")


@pytest.mark.notifications
def test_a_daemon_that_died_is_noticed_and_a_new_one_is_used(
    private_bus: PrivateBus, screen: Screen, notifier: Notifier, deliveries: Deliveries
) -> None:
    outcomes = []
    with closing(RealDaemon(private_bus, screen)):
        notifier.send([Notice("一", "甲")])
        outcomes.append(deliveries.get(timeout=PATIENCE).delivered)
    notifier.send([Notice("二", "甲")])
    outcomes.append(deliveries.get(timeout=PATIENCE).delivered)
    with closing(RealDaemon(private_bus, screen)):
        notifier.send([Notice("三", "甲")])
        outcomes.append(deliveries.get(timeout=PATIENCE).delivered)
    assert outcomes == [True, False, True]


@pytest.mark.notifications
def test_a_daemon_that_never_answers_holds_the_worker_three_seconds_at_most(
    private_bus: PrivateBus, impatient: Notifier, deliveries: Deliveries
) -> None:
    spans = []
    with closing(NoticeRecorder(private_bus)) as recorder:
        with closing(StandInDaemon(private_bus, answers=False)):
            for title in ("一", "二"):
                watch = Stopwatch()
                impatient.send([Notice(title, "甲")])
                assert deliveries.get(timeout=PATIENCE).reason == "桌面通知没有响应"
                spans.append(watch.idle_seconds())
        # The first had to wait for the look at the start as well (1.5 s at most).
        assert spans[0] < 5
        assert spans[1] < 3.5
        with closing(StandInDaemon(private_bus)):
            impatient.send([Notice("三", "甲")])
            assert deliveries.get(timeout=PATIENCE).delivered
            assert recorder.wait_for(lambda notice: notice.title == "三").body == "甲"
            for thread in threading.enumerate():
                if thread.name == "notice":
                    thread.join(PATIENCE)


@pytest.mark.notifications
def test_the_probe_tells_a_living_a_dead_and_an_absent_daemon_apart(private_bus: PrivateBus) -> None:
    surroundings = {"DBUS_SESSION_BUS_ADDRESS": private_bus.address, "PATH": os.environ["PATH"]}
    channel = DesktopChannel(environment=surroundings, patience=PATIENCE)
    absent = channel.probe()
    with closing(StandInDaemon(private_bus)):
        found = channel.probe()
    with closing(StandInDaemon(private_bus, answers=False)):
        silent = DesktopChannel(environment=surroundings, patience=0.5).probe()
    assert [absent.words, found.words, silent.words] == [
        "桌面通知未连接，请看报警窗",
        "桌面通知正常",
        "桌面通知没有响应，请看报警窗",
    ]
    assert [absent.good, found.good, silent.good] == [False, True, False]
    assert "stand-in" in found.detail


@pytest.mark.notifications
@pytest.mark.parametrize("program", ["gdbus", "busctl", "dbus-send"])
def test_each_program_that_can_ask_the_bus_will_do(private_bus: PrivateBus, tmp_path: Path, program: str) -> None:
    found = next((p for p in (Path(d) / program for d in os.environ["PATH"].split(":")) if p.exists()), None)
    if found is None:
        pytest.skip(f"not installed here: {program}")
    (tmp_path / program).symlink_to(found)
    channel = DesktopChannel(
        environment={"DBUS_SESSION_BUS_ADDRESS": private_bus.address, "PATH": str(tmp_path)}, patience=PATIENCE
    )
    assert not channel.probe().good
    with closing(StandInDaemon(private_bus)):
        state = channel.probe()
    assert state.good
    assert "stand-in" in state.detail


def test_without_a_bus_nothing_can_arrive(tmp_path: Path) -> None:
    state = DesktopChannel(environment={"PATH": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}).probe()
    assert (state.good, state.words) == (False, "桌面通知未连接：没有会话总线")


def test_without_a_program_to_ask_the_state_is_unknown(tmp_path: Path) -> None:
    channel = DesktopChannel(environment={"PATH": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
    assert channel.probe() == ChannelState(True, "桌面通知状态未知", "neither gdbus nor dbus-send nor busctl")
