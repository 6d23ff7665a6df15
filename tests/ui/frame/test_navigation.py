"""The navigation: groups that fold and are remembered, their sums, and a key for each page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.desk.queue.rows import Counters
from app.rules.queue.names import QueueName
from app.ui.actions.catalogue import PAGES
from app.ui.frame.application import OpenWindow
from app.ui.frame.navigation import QUEUES, Navigation
from app.ui.frame.navigation_entries import summed
from app.ui.frame.pages import Badge, PageGroup, PageSpec
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory

# As many pages as the groups will hold once all are built.
COMING = tuple(
    PageSpec(f"coming-{group.name}-{place}", "商户预警", group, "bell", lambda _shell: pytest.fail("never built"))
    for group, count in {
        PageGroup.PLATFORM: 4,
        PageGroup.SUPERVISION: 1,
        PageGroup.STUDY: 7,
        PageGroup.WATCH: 7,
    }.items()
    for place in range(count)
)


@pytest.fixture
def navigation(shell: Shell, tmp_path: Path, qtbot: QtBot) -> Navigation:
    """The navigation with all pages that stand and that are to come, as high as at 1366×768 in a rehearsal."""
    shell.memory = WindowMemory(tmp_path / "window.ini")
    return shown(shell, qtbot)


def shown(shell: Shell, qtbot: QtBot) -> Navigation:
    navigation = Navigation(shell, [*PAGES, *COMING])
    qtbot.addWidget(navigation)
    navigation.resize(navigation.width(), 768 - 34 - 34)
    navigation.show()
    return navigation


def folded(navigation: Navigation) -> set[str]:
    return {title for title, group in navigation.groups.items() if group.folded}


def needs_scrolling(navigation: Navigation) -> bool:
    area: QScrollArea = navigation.findChild(QScrollArea)
    return bool(area.verticalScrollBar().maximum() > 0)


def test_at_first_only_the_queues_are_unfolded(navigation: Navigation) -> None:
    assert set(navigation.groups) - folded(navigation) == {QUEUES}
    assert not needs_scrolling(navigation)


@pytest.mark.parametrize("name", ["returns", "findings", "escalations", "quality", "coming-WATCH-6"])
def test_a_page_is_seen_without_scrolling_whichever_it_is(navigation: Navigation, name: str, qtbot: QtBot) -> None:
    for spec in PAGES:
        navigation.mark_page(spec.name)
    navigation.mark_page(name)
    assert navigation.button(name).isVisible()
    qtbot.waitUntil(lambda: not needs_scrolling(navigation))


def test_a_fold_is_remembered(navigation: Navigation, shell: Shell, qtbot: QtBot) -> None:
    QTest.mouseClick(navigation.groups["登记"].heading, Qt.MouseButton.LeftButton)
    QTest.keyClick(navigation.groups[QUEUES].heading, Qt.Key.Key_Space)
    assert folded(shown(shell, qtbot)) == folded(navigation)
    assert "登记" not in folded(navigation)
    assert QUEUES in folded(navigation)


def test_a_folded_group_shows_the_sum_of_its_numbers_in_the_colour_of_the_worst(navigation: Navigation) -> None:
    by_queue = dict.fromkeys(QueueName, 0)
    counters = Counters(by_queue, 0, 0, 0, reminders_unacknowledged=4, escalations_open=1)
    navigation.show_counters(counters)
    heading = navigation.groups["提醒与上报"].heading
    assert heading.badge == Badge(5, "red")
    assert heading.accessibleName() == "提醒与上报 5 件"
    navigation.mark_page("reminders")
    assert heading.badge is None


def test_nothing_to_count_is_no_number() -> None:
    assert summed([None, Badge(0)]) is None
    assert summed([Badge(2, "amber"), Badge(3)]) == Badge(5, "amber")


def test_each_page_has_a_key_of_its_own() -> None:
    keys = [spec.keys for spec in PAGES if spec.group is not PageGroup.FOOT]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_two_keys_open_a_page(opened: OpenWindow, qtbot: QtBot) -> None:
    window = opened.window
    qtbot.waitActive(window)
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_T)
    assert opened.shell.page_in_front is not window.tickets
    assert window.navigation.button("returns").isChecked()
