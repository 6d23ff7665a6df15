"""A call at the next round of the event loop is made once, and never for what was deleted meanwhile."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.ui.kit.call import call_later


def test_a_later_call_is_made_once_and_leaves_nothing_on_its_owner(qtbot: QtBot) -> None:
    owner, made = QObject(), []
    call_later(owner, made.append, 3)
    assert made == []
    qtbot.waitUntil(lambda: not owner.findChildren(QTimer))
    assert made == [3]


def test_a_later_call_is_not_made_for_an_owner_that_was_deleted(qtbot: QtBot) -> None:
    owner, other, made = QObject(), QObject(), []
    call_later(owner, made.append, "deleted")
    call_later(other, made.append, "alive")
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: bool(made))
    assert made == ["alive"]
