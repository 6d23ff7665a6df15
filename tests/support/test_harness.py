"""The harness itself: a program is seen, pressed, typed into, photographed, and its notices arrive."""

from __future__ import annotations

import re
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.support import guards, needs
from tests.support.blackbox import Accessibility
from tests.support.bus import NOTIFICATIONS, NoticeRecorder, PrivateBus, StandInDaemon
from tests.support.patience import PATIENCE
from tests.support.processes import Launch, wait_until
from tests.support.screen import Screen

LITTLE_WINDOW = """
import sys
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (QApplication, QLabel, QLineEdit, QPushButton, QTableWidget, QTableWidgetItem,
                               QVBoxLayout, QWidget)

application = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("小窗口")
window.setStyleSheet("background: #F4F6F8")
label, field, button, table = QLabel("未签收"), QLineEdit(), QPushButton("签收"), QTableWidget(2, 2)
field.setAccessibleName("编号")
for row in range(2):
    for column in range(2):
        table.setItem(row, column, QTableWidgetItem(f"第{row}行{column}列"))
button.clicked.connect(lambda: label.setText(f"已签收 {field.text()}"))
QShortcut(QKeySequence("F2"), window, activated=lambda: label.setText("按键签收"))
layout = QVBoxLayout(window)
for widget in (label, field, button, table):
    layout.addWidget(widget)
window.resize(400, 300)
window.show()
sys.exit(application.exec())
"""


@pytest.fixture
def little_window(tmp_path: Path, launch: Launch, accessibility: Accessibility) -> Accessibility:
    source = tmp_path / "little.py"
    source.write_text(LITTLE_WINDOW, "utf-8")
    launch(source)
    accessibility.find(role="push button", name="签收")
    return accessibility


@pytest.mark.accessibility
def test_a_field_is_written_and_a_button_pressed_by_their_names(little_window: Accessibility) -> None:
    little_window.find(role="text", name="编号").write("昌平0001")
    assert little_window.find(role="text", name="编号").text == "昌平0001"
    little_window.find(role="push button", name="签收").press()
    assert little_window.find(role="label", name=re.compile("^已签收")).name == "已签收 昌平0001"


@pytest.mark.accessibility
def test_a_key_reaches_the_window_that_is_in_front(little_window: Accessibility, screen: Screen) -> None:
    screen.focus("小窗口")
    screen.keys("F2")
    assert little_window.find(role="label", name="按键签收")


@pytest.mark.accessibility
def test_a_click_lands_on_the_place_a_control_names(little_window: Accessibility, screen: Screen) -> None:
    screen.click(*little_window.find(role="push button", name="签收").middle)
    assert little_window.find(role="label", name="已签收 ")


@pytest.mark.accessibility
def test_a_table_is_read_cell_by_cell(little_window: Accessibility) -> None:
    assert little_window.find(role="table").table() == [["第0行0列", "第0行1列"], ["第1行0列", "第1行1列"]]


@pytest.mark.accessibility
def test_what_is_not_there_is_not_found_and_the_outline_says_what_is(little_window: Accessibility) -> None:
    assert little_window.look(role="push button", name="退单") is None
    with pytest.raises(TimeoutError, match="退单"):
        little_window.find(role="push button", name="退单", timeout=0.1)
    assert "push button '签收'" in little_window.outline()


@pytest.mark.accessibility
def test_a_picture_shows_the_window(little_window: Accessibility, screen: Screen, tmp_path: Path) -> None:
    picture = QImage(str(screen.picture(tmp_path / "screen.png")))
    assert (picture.width(), picture.height()) == screen.size
    left, top, width, height = little_window.find(role="label", name="未签收").place
    assert picture.pixelColor(left + width - 2, top + height - 2).name().upper() == "#F4F6F8"
    assert screen.windows("小窗口") == ["小窗口"]


@pytest.mark.notifications
def test_a_notice_reaches_the_real_daemon_and_is_recorded(
    notices: NoticeRecorder, private_bus: PrivateBus, screen: Screen
) -> None:
    command = ["notify-send", "--urgency=critical", "签收将超时", "昌平0001 还剩 5 分钟"]
    subprocess.run(command, env=screen.environment | {"DBUS_SESSION_BUS_ADDRESS": private_bus.address}, check=True)
    notice = notices.wait_for(lambda each: "昌平0001" in each.body)
    assert (notice.title, notice.body, notice.urgency) == ("签收将超时", "昌平0001 还剩 5 分钟", 2)
    wait_until(lambda: screen.windows("Dunst"), what="the notice on the screen")


@pytest.mark.notifications
def test_a_stand_in_daemon_answers_and_gives_its_name_back(private_bus: PrivateBus, screen: Screen) -> None:
    surroundings = screen.environment | {"DBUS_SESSION_BUS_ADDRESS": private_bus.address}
    with closing(NoticeRecorder(private_bus)) as recorder, closing(StandInDaemon(private_bus)):
        subprocess.run(["notify-send", "标题", "正文"], env=surroundings, check=True, timeout=PATIENCE)
        assert recorder.wait_for().title == "标题"
    assert not private_bus.has(NOTIFICATIONS)


@pytest.mark.notifications
def test_a_daemon_that_hangs_keeps_the_asker_waiting(private_bus: PrivateBus, screen: Screen) -> None:
    with closing(StandInDaemon(private_bus, answers=False)), pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(
            ["notify-send", "标题", "正文"],
            env=screen.environment | {"DBUS_SESSION_BUS_ADDRESS": private_bus.address},
            check=False,
            timeout=1,
        )


def test_a_thread_that_does_not_end_is_noticed() -> None:
    before = guards.threads()
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="forgotten")
    thread.start()
    assert guards.leaked_threads(before, patience=0.05) == ["forgotten"]
    gate.set()
    thread.join()
    assert guards.leaked_threads(before) == []


def test_a_timer_that_still_runs_is_noticed(qtbot: QtBot) -> None:
    before = guards.running_timers()
    owner = QObject()
    timer = QTimer(owner)
    timer.start(1000)
    assert guards.leaked_timers(before) == ["QTimer of QObject, 1000 ms"]
    timer.stop()
    assert guards.leaked_timers(before) == []


def test_missing_programs_are_named_in_the_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "find_program", lambda name: None if name == "dunst" else f"/usr/bin/{name}")
    assert needs.missing_for({"notifications", "screen"}) == ["dunst"]
    assert needs.missing_for({"screen", "parametrize"}) == []
    assert needs.skip_words(["dunst", "openbox"]) == "not installed here: dunst, openbox"
