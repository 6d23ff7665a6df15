"""The navigation: groups that fold and are remembered, their sums, and a key for each page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.desk.queue.rows import Counters, QueueQuery, SavedQueue
from app.rules.queue.names import QueueName
from app.ui.actions.catalogue import PAGES
from app.ui.frame.application import OpenWindow
from app.ui.frame.pages import Badge, PageGroup, PageSpec
from app.ui.frame.parts.navigation import QUEUES, Navigation
from app.ui.frame.parts.navigation_entries import summed
from app.ui.frame.shell import Shell
from app.ui.frame.window_memory import WindowMemory

# As many pages as the groups will hold once all are built.
COMING = tuple(
    PageSpec(f"coming-{group.name}-{place}", "商户预警", group, "bell", lambda _shell: pytest.fail("never built"))
    for group, count in {
        PageGroup.STUDY: 3,
        PageGroup.WATCH: 3,
    }.items()
    for place in range(count)
)


@pytest.fixture
def navigation(shell: Shell, tmp_path: Path, qtbot: QtBot) -> Navigation:
    """The navigation with all pages that stand and that are to come, as high as at 1366×768 in a rehearsal."""
    shell.memory = WindowMemory(tmp_path / "window.ini")
    return shown(shell, qtbot)


# 1366×768 under XFCE: a task bar, a title bar, the banner of a rehearsal and the foot.
HEIGHT = 768 - 26 - 25 - 34 - 34
LEAST_ROW = 22


def shown(shell: Shell, qtbot: QtBot, height: int = HEIGHT) -> Navigation:
    navigation = Navigation(shell, [*PAGES, *COMING])
    qtbot.addWidget(navigation)
    navigation.resize(navigation.width(), height)
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


EVERY_PAGE = [spec.name for spec in (*PAGES, *COMING) if spec.group not in (PageGroup.FOOT, PageGroup.RULES)]


def seen(navigation: Navigation, name: str, qtbot: QtBot) -> None:
    """The page's entry is whole in view, and nothing needs scrolling."""
    navigation.mark_page(name)
    entry = navigation.button(name)
    view = navigation.findChild(QScrollArea).viewport()

    def whole() -> bool:
        at = entry.mapTo(view, QPoint(0, 0)).y()
        return entry.isVisible() and 0 <= at <= view.height() - entry.height() and not needs_scrolling(navigation)

    qtbot.waitUntil(whole)


def test_every_page_is_seen_without_scrolling_beside_the_queues(navigation: Navigation, qtbot: QtBot) -> None:
    heights = set()
    for name in EVERY_PAGE:
        seen(navigation, name, qtbot)
        assert QUEUES not in folded(navigation), name
        heights.add(navigation.button(name).height())
    assert heights == {navigation.button(QueueName.TO_SIGN).height()}
    assert heights.pop() >= LEAST_ROW


def test_two_groups_opened_by_hand_need_no_scrolling(navigation: Navigation, qtbot: QtBot) -> None:
    for first in navigation.groups:
        for second in navigation.groups:
            for title in (first, second):
                if title in folded(navigation):
                    QTest.mouseClick(navigation.groups[title].heading, Qt.MouseButton.LeftButton)
            qtbot.waitUntil(lambda: not needs_scrolling(navigation))
            assert second not in folded(navigation)


@pytest.mark.parametrize("percent", [125, 150])
@pytest.mark.parametrize("compact", [False, True])
def test_larger_type_folds_the_queues_and_needs_no_scrolling(
    shell: Shell, qtbot: QtBot, percent: int, compact: bool
) -> None:
    shell.theme.choose(scale=percent, now=shell.now())
    navigation = shown(shell, qtbot)
    navigation.set_compact(compact)
    for name in EVERY_PAGE:
        seen(navigation, name, qtbot)
    navigation.mark_queue(QueueName.HISTORY)
    qtbot.waitUntil(lambda: not needs_scrolling(navigation))
    assert QUEUES not in folded(navigation)


def test_saved_queues_have_room_too(navigation: Navigation, qtbot: QtBot) -> None:
    navigation.show_saved(SavedQueue(number, f"自存 {number}", QueueQuery()) for number in range(1, 6))
    qtbot.waitUntil(lambda: not needs_scrolling(navigation))
    seen(navigation, EVERY_PAGE[-1], qtbot)


def test_a_high_window_leaves_the_entries_their_height(shell: Shell, qtbot: QtBot) -> None:
    assert shown(shell, qtbot, 1000).button("returns").height() == shell.theme.px(28)


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


def test_a_heading_shows_its_arrow_in_a_wide_window_and_only_characters_in_a_narrow_one(navigation: Navigation) -> None:
    for group in navigation.groups.values():
        assert not group.heading.icon().isNull()
    navigation.set_compact(True)
    for title, group in navigation.groups.items():
        assert group.heading.icon().isNull()
        assert group.heading.text() == title[:2]
    navigation.set_compact(False)
    for group in navigation.groups.values():
        assert not group.heading.icon().isNull()
