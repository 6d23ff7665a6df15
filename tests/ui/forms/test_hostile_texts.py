"""Hostile titles, merchants and callers on every page, in every dialog, alarm, notice and message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.people import Person
from app.desk.shared.context import Desk
from app.scheduler.notices import Notice
from app.ui.actions.command_palette import CommandPalette
from app.ui.frame.application import OpenWindow, open_window
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory
from app.ui.kit.long_text import pieces
from app.ui.look.theme import ThemeMode
from app.ui.reminder.alarm.controller import AlarmController
from app.ui.reminder.alarm.items import NoticeWords
from app.ui.reminder.alarm.window import AlarmWindow
from app.ui.sign.controller import CockpitController
from app.ui.sign.window import CockpitWindow
from tests.support.busy_register import LEAD, fill
from tests.support.explorer import Explorer, delete_closed
from tests.support.held_runner import HeldRunner
from tests.support.hostile_texts import FOREIGN, SHORTER, faults_of
from tests.support.levels import URGENT


@pytest.fixture
def explorer(qapp: object, desk: Desk, take_in: Callable[..., int], tmp_path: Path) -> Iterator[Explorer]:
    texts = chain([FOREIGN], repeat(SHORTER))  # 100,000 characters once: each ticket of that length costs a second
    tickets = fill(desk, lambda *given, **said: take_in(*given, **{**next(texts), **said}), tmp_path)
    runner = HeldRunner()
    opened = open_window(desk, person=LEAD, runner=runner, show=False)
    opened.shell.theme.mode = ThemeMode.LIGHT
    opened.window.resize(1366, 768)
    opened.window.show()
    yield Explorer(opened, runner, tickets)
    opened.close()
    shiboken6.delete(opened.window)


def test_no_page_and_no_dialog_reads_a_foreign_text_as_markup_or_breaks_its_layout(explorer: Explorer) -> None:
    window, faults = explorer.opened.window, []
    window.tickets.open_ticket(explorer.tickets[0])
    for name in window.shell.page_names:
        window.shell.open_page(name)
        delete_closed()
        faults += [f"page {name}: {fault}" for fault in faults_of(window)]
    shown = 0
    for name, dialog in explorer.dialogs(settled=True):
        shown += 1
        faults += [f"dialog {name}: {fault}" for fault in faults_of(dialog)]
    assert sorted(set(faults)) == []
    assert explorer.crashes == []
    assert shown >= 38


def test_messages_and_the_foot_show_a_foreign_text_within_the_window(opened: OpenWindow) -> None:
    window = opened.window
    for name, text in FOREIGN.items():
        window.shell.say(text, "amber")
        window.foot.show_folder(text)
        window.foot.show_notices(text, good=False)
        window.shell.take_over(Person(text))
        assert [f"{name}: {fault}" for fault in faults_of(window)] == []


def test_alarm_strip_cockpit_and_notices_show_foreign_texts_as_they_stand(
    qtbot: QtBot, shell: Shell, still: StillClock, take_in: Callable[..., int], tmp_path: Path
) -> None:
    notices: list[NoticeWords] = []
    alarm = AlarmWindow(shell.theme, still, guard_ms=5)
    controller = AlarmController(shell, alarm, notify=notices.extend, sound=lambda _urgent, _turn: True)
    memory = WindowMemory(tmp_path / "window.ini")
    cockpit = CockpitController(shell, CockpitWindow(shell.theme, still, memory, settle_ms=5), memory)
    for window in (alarm, cockpit.window):
        qtbot.addWidget(window)
    controller.start()
    cockpit.start()
    for urgent in (True, False, True):
        take_in(**{**FOREIGN, "urgency": URGENT} if urgent else FOREIGN)
    still.advance(timedelta(seconds=6))
    controller.tick()
    cockpit.toggle()
    assert alarm.isVisible()
    assert cockpit.window.isVisible()
    assert [fault for window in (alarm, cockpit.window) for fault in faults_of(window)] == []
    cleaned = [Notice(words.title, words.text).cleaned() for words in notices]
    assert cleaned
    for notice in cleaned:
        assert not set("<>&'\"\x00") & set(notice.title + notice.text)
        assert len(notice.title.encode("utf-16-le")) <= 2 * 63
        assert len(notice.text.encode("utf-16-le")) <= 2 * 255
    controller.stop()
    cockpit.stop()


def test_a_palette_finds_nothing_for_a_foreign_text_and_stays_whole(opened: OpenWindow) -> None:
    opened.shell.commands.run("palette")
    (palette,) = opened.window.findChildren(CommandPalette)
    for text in FOREIGN.values():
        palette.field.setText(text)
        assert list(faults_of(palette)) == []
    palette.close()


def test_a_long_text_is_whole_in_its_pieces() -> None:
    line = "消费者要求退费。" * 300 + "甲" * 4_321
    parts = list(pieces(line))
    assert "".join(parts) == line
    assert max(map(len, parts)) <= 1_000
    assert parts[0].endswith("。")
    assert list(pieces("")) == [""]
