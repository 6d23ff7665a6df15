"""An alarm that nobody answers goes one channel further each minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.rules.law.clocks import ClockName
from app.ui.frame.shell import Shell
from app.ui.reminder.alarm.channels import SOUND_ONLY, AlarmChannels
from app.ui.reminder.alarm.items import NoticeWords
from app.ui.reminder.alarm.window import AlarmWindow
from tests.support.levels import URGENT_LEVEL
from tests.support.reminder_rows import a_row


class Rung:
    """Channels with what went out of them, over a window where one urgent and one calm ticket ring."""

    def __init__(self, qtbot: QtBot, shell: Shell, still: StillClock) -> None:
        self.notices: list[NoticeWords] = []
        self.turns: list[tuple[bool, int]] = []
        self.main = QWidget()
        self.window = AlarmWindow(shell.theme, still, guard_ms=5)
        for widget in (self.main, self.window):
            qtbot.addWidget(widget)
        shell.window = self.main
        self.channels = AlarmChannels(shell, self.window, notify=self.take, sound=self.play)
        due = still.now().replace(hour=23)
        rows = [
            a_row(1, due=due, level=URGENT_LEVEL),
            a_row(2, due=due, clock=ClockName.DAY5, slot="09:00", planned=still.now()),
        ]
        self.window.show_rows(rows)

    def take(self, told: Sequence[NoticeWords]) -> None:
        self.notices.extend(told)

    def play(self, urgent: bool, turn: int) -> bool:
        self.turns.append((urgent, turn))
        return True


@pytest.fixture
def rung(qtbot: QtBot, shell: Shell, still: StillClock) -> Iterator[Rung]:
    made = Rung(qtbot, shell, still)
    yield made
    made.window.stop()


def test_a_new_alarm_sounds_and_its_notice_is_left_to_the_tick(rung: Rung) -> None:
    rung.channels.ring(True, 0)
    rung.channels.ring(True, SOUND_ONLY)
    assert (rung.turns, rung.notices) == ([(True, 0), (True, SOUND_ONLY)], [])


def test_after_a_minute_the_desktop_hears_of_the_urgent_ones_again(rung: Rung) -> None:
    rung.channels.ring(True, 1)
    assert [words[1].split("\n")[1].split()[0] for words in rung.notices] == ["热线-261123-000001"]


def test_from_the_second_minute_the_main_window_comes_out_of_the_tray_into_the_task_bar(rung: Rung) -> None:
    rung.channels.ring(True, 1)
    assert not rung.main.isVisible()
    rung.channels.ring(True, 2)
    assert rung.main.isMinimized()
    assert not rung.main.isActiveWindow()


def test_what_is_calm_only_sounds_again(rung: Rung) -> None:
    rung.channels.ring(False, 2)
    assert (rung.notices, rung.main.isVisible()) == ([], False)


def test_in_a_call_neither_notice_nor_anything_beside_the_strip_calls(rung: Rung, shell: Shell) -> None:
    shell.calling.toggle()
    rung.channels.ring(True, 1)
    assert rung.notices == []
    shell.calling.toggle()
    rung.channels.ring(True, 1)
    assert len(rung.notices) == 1
