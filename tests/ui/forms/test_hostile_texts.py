"""Hostile titles, merchants and callers on every page, in every dialog, alarm, notice and message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.people import Person
from app.desk.queue.rows import Filters, QueueQuery, SavedQueue
from app.desk.shared.context import Desk
from app.rules.queue.names import QueueName
from app.scheduler.notices import Notice
from app.ui.actions.command_palette import CommandPalette
from app.ui.frame.application import OpenWindow, open_window
from app.ui.frame.shell import Shell
from app.ui.frame.tray import Tray
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
from tests.support.hostile_texts import FOREIGN, MARK, SHORTER, faults_of, plain_numbers_of
from tests.support.levels import URGENT
from tests.support.plain_numbers import plain_number

TakeIn = Callable[..., int]


@pytest.fixture
def explorer(qapp: object, desk: Desk, take_in: Callable[..., int], tmp_path: Path) -> Iterator[Explorer]:
    tickets = fill(desk, lambda *given, **said: take_in(*given, **{**SHORTER, **said}), tmp_path)
    runner = HeldRunner()
    opened = open_window(desk, person=LEAD, runner=runner, show=False)
    opened.shell.theme.mode = ThemeMode.LIGHT
    opened.window.resize(1366, 768)
    opened.window.show()
    yield Explorer(opened, runner, tickets)
    opened.close()
    shiboken6.delete(opened.window)


def test_no_page_and_no_dialog_reads_a_foreign_text_as_markup_or_breaks_its_layout(
    explorer: Explorer, take_in: TakeIn
) -> None:
    window, faults = explorer.opened.window, []
    for ticket in (take_in(**FOREIGN), explorer.tickets[0]):
        window.shell.open_ticket(ticket)
        delete_closed()
        faults += [f"ticket: {fault}" for fault in (*faults_of(window), *plain_numbers_of(window))]
    for name in window.shell.page_names:
        window.shell.open_page(name)
        delete_closed()
        faults += [f"page {name}: {fault}" for fault in (*faults_of(window), *plain_numbers_of(window))]
    shown = 0
    for name, dialog in explorer.dialogs(settled=True, once=True):
        shown += 1
        faults += [f"dialog {name}: {fault}" for fault in (*faults_of(dialog), *plain_numbers_of(dialog))]
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


def test_filters_and_saved_queues_show_a_foreign_text_as_it_stands(opened: OpenWindow, take_in: TakeIn) -> None:
    take_in(**SHORTER)
    window = opened.window
    filters = Filters().choosing("unit", (SHORTER["unit"],)).choosing("street", (SHORTER["street"],))
    window.tickets.bar.take(filters)
    window.navigation.show_saved([SavedQueue(1, SHORTER["street"], QueueQuery())])
    for menu in (window.tickets.bar.menu("unit"), window.tickets.bar.menu("street")):
        assert [*faults_of(menu), *plain_numbers_of(window.tickets)] == []
    assert list(faults_of(window)) == []


class Duty:
    """Alarm window and cockpit on a real desk, and the notices that went out."""

    def __init__(self, shell: Shell, clock: StillClock, folder: Path) -> None:
        self.notices: list[NoticeWords] = []
        self.alarm = AlarmWindow(shell.theme, clock, guard_ms=5)
        self.controller = AlarmController(
            shell, self.alarm, notify=self.notices.extend, sound=lambda _urgent, _turn: True
        )
        memory = WindowMemory(folder / "window.ini")
        self.cockpit = CockpitController(shell, CockpitWindow(shell.theme, clock, memory, settle_ms=5), memory)
        self.controller.start()
        self.cockpit.start()


@pytest.fixture
def duty(qtbot: QtBot, shell: Shell, still: StillClock, tmp_path: Path) -> Iterator[Duty]:
    made = Duty(shell, still, tmp_path)
    for window in (made.alarm, made.alarm.strip, made.cockpit.window):
        qtbot.addWidget(window)
    yield made
    made.controller.stop()
    made.cockpit.stop()


def test_alarm_cockpit_and_notices_show_foreign_texts_as_they_stand(
    duty: Duty, still: StillClock, take_in: TakeIn
) -> None:
    take_in(**{**FOREIGN, "urgency": URGENT})
    take_in(**SHORTER)
    still.advance(timedelta(seconds=6))
    duty.controller.tick()
    duty.cockpit.toggle()
    for window in (duty.alarm, duty.cockpit.window):
        assert window.isVisible()
        assert [*faults_of(window), *plain_numbers_of(window)] == []
    cleaned = [Notice(words.title, words.text).cleaned() for words in duty.notices]
    assert cleaned
    for notice in cleaned:
        assert not plain_number(notice.title + notice.text)
        assert not set("<>&'\"\x00") & set(notice.title + notice.text)
        assert len(notice.title.encode("utf-16-le")) <= 2 * 63
        assert len(notice.text.encode("utf-16-le")) <= 2 * 255


def test_the_alarm_as_a_strip_and_the_tip_of_the_tray_tell_no_foreign_text_as_markup(
    duty: Duty, shell: Shell, still: StillClock, take_in: TakeIn, tmp_path: Path
) -> None:
    take_in(**{**FOREIGN, "urgency": URGENT, "number": "<b>&X热线</b>"})
    take_in(**SHORTER)
    duty.alarm.calling = still_calling
    still.advance(timedelta(seconds=6))
    duty.controller.tick()
    strip = duty.alarm.strip
    assert strip.isVisible()
    assert [words[:6] for words in strip.clocks] == ["热线</b>"]  # painted, never read as markup
    assert [*faults_of(strip), *plain_numbers_of(strip)] == []
    assert strip.accessibleName().startswith(strip.head)
    assert MARK not in strip.accessibleName()
    tray = Tray(shell, duty.alarm, memory=WindowMemory(tmp_path / "tray.ini"))
    for count in (0, 2):
        tray.show_count(count, pressing=True)
        assert tray.icon.toolTip() in {"接诉值守台：没有未确认的提醒", "接诉值守台：2 条提醒未确认"}


def still_calling() -> bool:
    return True


def test_rows_on_the_clipboard_are_plain_text_with_their_numbers_masked(opened: OpenWindow, take_in: TakeIn) -> None:
    for count in range(3):
        take_in(**{**SHORTER, "number": f"热线-261122-00000{count}"})
    opened.window.show_queue(QueueQuery(queue=QueueName.ALL), "全部")
    view = opened.window.tickets.view
    view.selectAll()
    QGuiApplication.clipboard().setText("")
    view.copier.copy_rows_with_headings()
    content = QGuiApplication.clipboard().mimeData()
    lines = content.text().split("\n")
    assert len(lines) == 1 + 3
    assert len({line.count("\t") for line in lines}) == 1
    assert "<img src=" in content.text()
    assert MARK in content.text()
    assert not plain_number(content.text())
    assert not content.hasHtml()


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
