"""Closing stays on duty, and quitting asks while tickets are open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.people import Role
from app.desk import setting
from app.desk.handover import clocks as handover_clocks
from app.desk.handover import reads as handover_reads
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.ui.frame.shell import Shell
from app.ui.frame.tray import Tray, tray_icon
from app.ui.frame.window_memory import WindowMemory
from app.ui.look.theme import ThemeMode
from tests.ui.conftest import OPERATOR

# The offscreen platform has no tray to put an icon into, and says so.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged")


class Ways:
    """A window with its tray, and what was done."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self.shell = shell
        self.window = QWidget()
        self.window.show()
        self.has_tray = True
        self.record_fails = False
        self.done: list[object] = []
        self.said: list[str] = []
        self.notices: list[tuple[str, str]] = []
        shell.message.connect(lambda _tone, text: self.said.append(text))
        self.memory = WindowMemory(folder / "window.ini")
        self.tray = self.make()

    def make(self) -> Tray:
        return Tray(
            self.shell,
            self.window,
            memory=self.memory,
            record_quit=self.record,
            leave=lambda: self.done.append("left"),
            available=lambda: self.has_tray,
            notify=lambda title, text: self.notices.append((title, text)),
        )

    def record(self, still_open: int, then: Callable[[], None]) -> None:
        self.done.append(still_open)
        if not self.record_fails:
            then()


@pytest.fixture
def ways(qtbot: QtBot, shell: Shell, tmp_path: Path) -> Iterator[Ways]:
    made = Ways(shell, tmp_path)
    qtbot.addWidget(made.window)
    yield made
    made.tray.stop()


def test_closing_goes_to_the_tray_and_says_so_once_and_for_all(ways: Ways) -> None:
    assert not ways.tray.may_close()
    assert not ways.window.isVisible()
    ways.tray.open_window()
    assert ways.window.isVisible()
    assert not ways.tray.may_close()
    assert not ways.make().may_close()
    assert len(ways.said) == 1
    assert "仍在托盘中值守" in ways.said[0]


def test_the_message_of_the_tray_keeps_the_icon_of_the_desk(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, ...]] = []
    monkeypatch.setattr(ways.tray.icon, "isVisible", lambda: True)
    monkeypatch.setattr(ways.tray.icon, "showMessage", lambda *words: shown.append(words))
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    ways.tray.may_close()
    ((title, _words, icon),) = shown
    assert title == "接诉值守台仍在值守"
    assert isinstance(icon, QIcon)
    assert icon.cacheKey() == ways.tray.icon.icon().cacheKey()


def test_without_a_tray_closing_says_first_where_the_window_goes(ways: Ways) -> None:
    ways.has_tray = False
    assert not ways.tray.may_close()
    question = ways.tray.question
    assert question is not None
    assert question.isVisible()
    assert any("任务栏" in text and "再次启动本程序" in text for text in _texts(question))
    question.stay.click()
    assert not ways.window.isMinimized()
    assert not ways.tray.may_close()
    assert ways.tray.question is not None
    ways.tray.question.minimise.click()
    assert ways.window.isMinimized()
    assert [title for title, _text in ways.notices] == ["接诉值守台已最小化"]
    ways.tray.open_window()
    assert not ways.window.isMinimized()
    assert not ways.tray.may_close()
    assert ways.window.isMinimized()
    assert len(ways.notices) == 2


def test_a_window_hidden_in_a_tray_that_goes_away_comes_to_the_task_bar(ways: Ways) -> None:
    assert not ways.tray.may_close()
    assert not ways.window.isVisible()
    ways.tray.look()
    assert not ways.window.isVisible()
    ways.has_tray = False
    ways.tray.look()
    assert ways.window.isMinimized()
    assert "没有系统托盘" in ways.notices[0][1]


def test_quitting_with_nothing_open_asks_nothing(ways: Ways) -> None:
    ways.tray.ask_to_quit()
    assert ways.done == [0, "left"]
    assert ways.tray.may_close()


def test_quitting_with_open_tickets_asks_and_staying_is_the_default(
    ways: Ways, take_in: Callable[..., int], qtbot: QtBot
) -> None:
    take_in()
    take_in()
    ways.tray.ask_to_quit()
    dialog = ways.tray.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.stay.isDefault()
    assert any("还有 2 件工单未办结" in text for text in _texts(dialog))
    dialog.stay.click()
    assert (ways.done, ways.tray.may_close()) == ([], False)


def test_a_confirmed_quit_is_recorded_before_the_program_ends(ways: Ways, take_in: Callable[..., int]) -> None:
    take_in()
    ways.tray.ask_to_quit()
    assert ways.tray.dialog is not None
    ways.tray.dialog.leave.click()
    assert ways.done == [1, "left"]
    assert ways.tray.may_close()


def test_who_asks_a_second_time_is_let_go_when_the_record_fails(ways: Ways, take_in: Callable[..., int]) -> None:
    take_in()
    ways.record_fails = True
    for _ in range(2):
        ways.tray.ask_to_quit()
        assert ways.tray.dialog is not None
        ways.tray.dialog.leave.click()
    assert ways.done == [1, "left"]


def test_when_the_setting_says_so_closing_asks_to_quit(ways: Ways, desk: Desk, take_in: Callable[..., int]) -> None:
    take_in()
    ways.shell.gateway.submit(setting.change, person=OPERATOR, name="close_to_tray", value="no")
    assert not ways.tray.may_close()
    assert ways.tray.dialog is not None
    assert ways.window.isVisible()
    ways.tray.dialog.reject()


def test_the_icon_says_how_many_ring(ways: Ways) -> None:
    ways.tray.show_count(3, pressing=True)
    assert ways.tray.icon.toolTip() == "接诉值守台：3 条提醒未确认"
    ways.shell.theme.choose(mode=ThemeMode.DARK, now=ways.shell.now())
    assert ways.tray.icon.toolTip() == "接诉值守台：3 条提醒未确认"
    ways.tray.show_count(0, pressing=False)
    assert ways.tray.icon.toolTip() == "接诉值守台：没有未确认的提醒"


@pytest.mark.parametrize("count", [0, 7, 42, 1234])
def test_the_icon_is_drawn_for_every_size_of_tray(shell: Shell, count: int) -> None:
    tokens = shell.theme.tokens
    drawn = tray_icon(count, tokens.badge_red, tokens.on_badge, shell)
    for side in (16, 22, 24, 32, 48):
        image = drawn.pixmap(side, side).toImage()
        colours = {image.pixelColor(x, y).name() for x in range(side) for y in range(side)}
        assert tokens.badge_red.lower() in colours
        assert len(colours) > 3


def _texts(widget: QWidget) -> list[str]:
    return [child.text() for child in widget.findChildren(QWidget) if hasattr(child, "text")]


def test_closing_and_quitting_ask_while_a_shift_has_no_signed_sheet(desk: Desk, ways: Ways, still: StillClock) -> None:
    people.sign_in(desk, name=OPERATOR.name, role=Role.OPERATOR)
    handover_clocks.raise_due(desk)
    still.jump(timedelta(hours=6))
    ways.shell.handover = handover_reads.standing(desk)
    assert not ways.tray.may_close()
    assert ways.tray.unsigned is not None
    assert ways.window.isVisible()
    ways.tray.unsigned.leave.click()
    assert not ways.window.isVisible()
    ways.tray.ask_to_quit()
    dialog = ways.tray.dialog
    assert dialog is not None
    words = [one.text() for one in dialog.findChildren(QLabel)]
    assert any("交接单还没有签字" in one for one in words)
    dialog.leave.click()
    assert ways.done == [0, "left"]
