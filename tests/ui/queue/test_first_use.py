"""The first use: an empty register leads to the first import."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.base.changes import Change
from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.frame.application import OpenWindow
from app.ui.intake.dialog import ImportDialog
from app.ui.queue.empty_words import FIRST_WORDS


def test_an_empty_register_leads_to_the_first_import(opened: OpenWindow, take_in: Callable[..., int]) -> None:
    page = opened.window.tickets.empty
    assert (page.title.text(), page.hint.text()) == FIRST_WORDS
    assert page.import_button.isVisible()
    page.import_button.click()
    dialog = opened.window.findChild(ImportDialog)
    assert dialog is not None
    dialog.close()
    take_in(backlog=True)
    opened.gateway.announce(Change.TICKETS)
    assert page.title.text() == "没有待签收的工单"
    assert not page.import_button.isVisible()


def test_the_queue_of_open_backlog_is_in_the_navigation_and_taken_into_work_by_a_key(
    opened: OpenWindow, take_in: Callable[..., int], qtbot: QtBot
) -> None:
    take_in(backlog=True)
    opened.gateway.announce(Change.TICKETS)
    button = opened.window.navigation.button(QueueName.HISTORY)
    assert button.badge is not None
    assert (button.badge.count, button.badge.tone) == (1, "plain")
    opened.window.show_queue(QueueQuery(queue=QueueName.HISTORY), QUEUE_WORDS[QueueName.HISTORY])
    assert len(opened.window.tickets.model.ids) == 1
    qtbot.waitUntil(lambda: bool(opened.window.panel.bar.buttons))
    assert next(iter(opened.window.panel.bar.buttons)) == "take-into-work"
    opened.shell.settling.end()
    opened.shell.commands.run("take-into-work")
    assert len(opened.window.tickets.model.ids) == 0
    assert opened.window.messages.text == "已转入办理 1 件"
    opened.shell.commands.run("undo")
    assert len(opened.window.tickets.model.ids) == 1


def test_the_keyboard_goes_from_the_button_of_the_first_import_to_the_list(
    opened: OpenWindow, take_in: Callable[..., int]
) -> None:
    window = opened.window
    assert window.focusWidget() is window.tickets.empty.import_button
    take_in()
    opened.gateway.announce(Change.TICKETS)
    assert window.focusWidget() is window.tickets.view


def test_a_list_that_empties_keeps_the_keyboard_off_the_navigation(
    opened: OpenWindow, take_in: Callable[..., int]
) -> None:
    window = opened.window
    take_in()
    opened.gateway.announce(Change.TICKETS)
    window.show_queue(QueueQuery(queue=QueueName.CLOSED), QUEUE_WORDS[QueueName.CLOSED])
    assert window.focusWidget() is window.tickets.empty
    window.show_queue(QueueQuery(queue=QueueName.TO_SIGN), QUEUE_WORDS[QueueName.TO_SIGN])
    assert window.focusWidget() is window.tickets.view
